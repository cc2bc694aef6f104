; What units of JavaScript and TypeScript do. The names of the captures are explained in languages/anatomy.py.

(if_statement condition: (parenthesized_expression (_) @condition))
(while_statement condition: (parenthesized_expression (_) @condition))
(do_statement condition: (parenthesized_expression (_) @condition))
(for_statement condition: (_) @condition)
(ternary_expression condition: (_) @condition)
(switch_statement value: (parenthesized_expression (_) @subject))
(switch_case value: (_) @case)

[(binary_expression) (augmented_assignment_expression)] @binary
(number) @number

(call_expression) @call
(new_expression constructor: (_) @made)
[(for_statement) (for_in_statement) (while_statement) (do_statement)] @loop
(return_statement (_)) @return
(return_statement [(call_expression) (await_expression (call_expression))]) @handed
(return_statement [(object) (array) (new_expression)]) @shaped
(arrow_function body: [(call_expression) (await_expression (call_expression))]) @handed @return
(arrow_function body: (parenthesized_expression [(object) (array)])) @shaped @return
(arrow_function body: [(member_expression) (identifier) (binary_expression) (ternary_expression) (template_string)]) @return
(throw_statement) @raise
(pair) @field
(object (shorthand_property_identifier) @field)
(assignment_expression left: (member_expression) @assigned)

(export_statement decorator: (decorator) @mark.next)
(class_declaration decorator: (decorator) @mark.own)

(variable_declarator name: (identifier) value: [(call_expression) (await_expression (call_expression)) (new_expression) (object) (array)]) @held
(assignment_expression left: (subscript_expression)) @entry

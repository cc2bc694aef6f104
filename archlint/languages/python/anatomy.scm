; What units of Python do. The names of the captures are explained in languages/anatomy.py.

(if_statement condition: (_) @condition)
(elif_clause condition: (_) @condition)
(while_statement condition: (_) @condition)
(if_clause (_) @condition)
(assert_statement . (_) @condition)
(match_statement subject: (_) @subject)
(case_pattern (_) @case)
(conditional_expression) @choice.python
(comparison_operator) @comparison
(boolean_operator) @comparison
[(binary_operator) (augmented_assignment)] @binary
[(integer) (float)] @number

(call) @call
[(for_statement) (while_statement) (for_in_clause)] @loop
(return_statement (_)) @return
(return_statement [(call) (await (call))]) @handed
(return_statement [(dictionary) (list) (tuple) (list_comprehension) (dictionary_comprehension)]) @shaped
(raise_statement) @raise
(keyword_argument) @field
(pair) @field
(assignment left: (attribute) @assigned)

(decorated_definition (decorator (_) @mark.next))
(class_definition superclasses: (argument_list [(identifier) (attribute) (subscript)] @base))
(typed_parameter type: (type) @type)
(typed_default_parameter type: (type) @type)
(function_definition return_type: (type) @answer)

(assignment left: (identifier) right: [(call) (await (call)) (dictionary) (list)]) @held
(assignment left: (subscript)) @entry

; What units of Java do. The names of the captures are explained in languages/anatomy.py.

(if_statement condition: (parenthesized_expression (_) @condition))
(while_statement condition: (parenthesized_expression (_) @condition))
(do_statement condition: (parenthesized_expression (_) @condition))
(for_statement condition: (_) @condition)
(ternary_expression . (_) @condition)
(assert_statement . (_) @condition)
(guard (_) @condition)
(switch_expression condition: (parenthesized_expression (_) @subject))
(switch_label (_) @case)
(instanceof_expression) @comparison

[(binary_expression) (assignment_expression)] @binary
[(decimal_integer_literal) (decimal_floating_point_literal)] @number

(method_invocation) @call
(object_creation_expression type: (_) @made)
[(for_statement) (enhanced_for_statement) (while_statement) (do_statement)] @loop
(return_statement (_)) @return
(lambda_expression body: [(method_invocation) (object_creation_expression)]) @return
(return_statement (method_invocation)) @handed
(return_statement [(object_creation_expression) (array_creation_expression)]) @shaped
(throw_statement) @raise
(element_value_pair) @field
(assignment_expression . (field_access) @assigned)

(class_declaration (modifiers [(marker_annotation) (annotation)] @mark.own))
(interface_declaration (modifiers [(marker_annotation) (annotation)] @mark.own))
(enum_declaration (modifiers [(marker_annotation) (annotation)] @mark.own))
(record_declaration (modifiers [(marker_annotation) (annotation)] @mark.own))
(method_declaration (modifiers [(marker_annotation) (annotation)] @mark.own))
(constructor_declaration (modifiers [(marker_annotation) (annotation)] @mark.own))
(class_declaration superclass: (superclass (_) @base))
(class_declaration interfaces: (super_interfaces (type_list (_) @base)))
(interface_declaration (extends_interfaces (type_list (_) @base)))
(record_declaration interfaces: (super_interfaces (type_list (_) @base)))
(enum_declaration interfaces: (super_interfaces (type_list (_) @base)))
(formal_parameter type: (_) @type)
(method_declaration type: (_) @answer)

(variable_declarator name: (identifier) value: [(method_invocation) (object_creation_expression) (cast_expression)]) @held
(assignment_expression left: (array_access)) @entry
(resource name: (identifier) value: (method_invocation)) @held

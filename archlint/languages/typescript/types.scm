; What only TypeScript has: types, and what classes implement.

(required_parameter type: (type_annotation (_) @type))
(optional_parameter type: (type_annotation (_) @type))
(extends_clause value: (_) @base)
(implements_clause (_) @base)
(abstract_class_declaration decorator: (decorator) @mark.own)
(class_body (decorator) @mark.next)
(_ return_type: (type_annotation (_) @answer))

; What only the grammar of JavaScript writes so.

(class_heritage (_) @base)
(method_definition decorator: (decorator) @mark.own)

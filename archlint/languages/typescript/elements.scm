; Markup in code, for the grammars that know it.

(jsx_opening_element) @markup
(jsx_self_closing_element) @markup

"""What an expression is: a node of a syntax tree in, a word for it out. Knows the names that grammars give to expressions."""

import re

from tree_sitter import Node

_KINDS: dict[str, str] = {
    kind: word
    for word, kinds in (
        ("name", ("identifier", "shorthand_property_identifier")),
        ("own", ("this",)),
        (
            "member",
            ("attribute", "member_expression", "field_access", "subscript", "subscript_expression", "array_access"),
        ),
        ("call", ("call", "call_expression", "method_invocation")),
        ("new", ("new_expression", "object_creation_expression")),
        ("chosen", ("conditional_expression", "ternary_expression", "switch_expression")),
        (
            "compared",
            ("comparison_operator", "boolean_operator", "not_operator", "unary_expression", "instanceof_expression"),
        ),
        ("computed", ("binary_operator", "augmented_assignment")),
        ("function", ("lambda", "lambda_expression", "arrow_function", "function_expression")),
        ("text", ("template_string",)),
        ("markup", ("jsx_element", "jsx_self_closing_element", "jsx_fragment")),
        (
            "built",
            (
                *("object", "array", "dictionary", "list", "set", "tuple", "expression_list", "list_comprehension"),
                *("dictionary_comprehension", "set_comprehension", "generator_expression", "array_creation_expression"),
            ),
        ),
        (
            "value",
            (
                *(
                    "string",
                    "string_literal",
                    "integer",
                    "float",
                    "number",
                    "true",
                    "false",
                    "none",
                    "null",
                    "undefined",
                ),
                *("decimal_integer_literal", "decimal_floating_point_literal", "null_literal", "character_literal"),
            ),
        ),
    )
    for kind in kinds
}
_WRAPPED = (
    *("await", "await_expression", "parenthesized_expression", "as_expression", "non_null_expression", "type"),
    *("satisfies_expression", "cast_expression"),
)
_LOGICAL = ("==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||", "??", "in", "instanceof")
_CONSTANT = re.compile(rb"(?:[\w.]*\.)?[A-Z][A-Z0-9_]+\Z")
_OWN = re.compile(rb"(?:self|this|cls)\s*\.\s*\w+\Z")
_DEEPEST = 8
_LONGEST = 100
"""Bytes that are looked at of an expression."""


def unwrapped(node: Node) -> Node:
    """What stands within brackets, casts and `await`."""
    for _ in range(_DEEPEST):
        if node.type not in _WRAPPED or not node.named_child_count:
            break
        node = node.named_children[-1 if node.type == "cast_expression" else 0]
    return node


def kind_of(node: Node, content: bytes) -> str:
    """`name`, `own` (the object itself), `field` (of it), `constant`, `member`, `call`, `new`, `chosen`, `compared`,
    `computed`, `function`, `text`, `markup`, `built`, `blank` (empty), `value` or "" for anything else.
    """
    kind = _KINDS.get(node.type, "")
    if node.type == "binary_expression":
        operator = node.child_by_field_name("operator")
        return "compared" if operator is not None and operator.type in _LOGICAL else "computed"
    if kind in ("built", "value"):
        size = node.end_byte - node.start_byte
        is_blank = not node.named_child_count and (kind == "built" or size <= 2 or node.type in _BLANK)
        return "blank" if is_blank and node.type not in _NUMBERS else kind
    if kind in ("name", "member"):
        text = content[node.start_byte : min(node.end_byte, node.start_byte + _LONGEST)]
        if kind == "name":
            return (
                "own" if text in (b"self", b"cls") else "constant" if len(text) > 1 and _CONSTANT.match(text) else kind
            )
        return "field" if _OWN.match(text) else "constant" if _CONSTANT.match(text) else kind
    return kind


_BLANK = ("none", "null", "undefined", "null_literal", "false")
_NUMBERS = ("integer", "float", "number", "decimal_integer_literal", "decimal_floating_point_literal")

"""The Java grammar: a parser, and node kinds and fields by name. Loaded once per process, on first import."""

import tree_sitter_java
from tree_sitter import Language, Node, Parser

from archlint.languages.grammar import Ids

LANGUAGE = Language(tree_sitter_java.language())
PARSER = Parser(LANGUAGE)

_IDS = Ids(LANGUAGE)
kind, field, anonymous_kinds = _IDS.kind, _IDS.field, _IDS.anonymous_kinds

COMMENTS = frozenset({kind("line_comment"), kind("block_comment")})

ANNOTATION = kind("annotation")
MARKER_ANNOTATION = kind("marker_annotation")
ANNOTATIONS = frozenset({ANNOTATION, MARKER_ANNOTATION})
ARRAY_INITIALIZERS = frozenset({kind("array_initializer"), kind("element_value_array_initializer")})
ANNOTATED_TYPE = kind("annotated_type")
ARGUMENT_LIST = kind("argument_list")
ASTERISK = kind("asterisk")
BINARY = kind("binary_expression")
CAST = kind("cast_expression")
CATCH_TYPE = kind("catch_type")
CLASS_BODY = kind("class_body")
CLASS_LITERAL = kind("class_literal")
ENUM_BODY_DECLARATIONS = kind("enum_body_declarations")
ENUM_CONSTANT = kind("enum_constant")
EXPRESSION_STATEMENT = kind("expression_statement")
FIELD_ACCESS = kind("field_access")
FIELD_DECLARATIONS = frozenset({kind("field_declaration"), kind("constant_declaration")})
FORMAL_PARAMETERS = kind("formal_parameters")
GENERIC_TYPE = kind("generic_type")
IDENTIFIER = kind("identifier")
IF = kind("if_statement")
IMPORT = kind("import_declaration")
INTERFACE_CONSTANT = kind("constant_declaration")
INVOCATION = kind("method_invocation")
MODIFIERS = kind("modifiers")
NEW = kind("object_creation_expression")
PACKAGE = kind("package_declaration")
PAIR = kind("element_value_pair")
PARAMETERS = frozenset({kind("formal_parameter"), kind("spread_parameter")})
PARENTHESIZED = kind("parenthesized_expression")
SCOPED_IDENTIFIER = kind("scoped_identifier")
SCOPED_TYPE = kind("scoped_type_identifier")
STRING = kind("string_literal")
SWITCH = kind("switch_expression")
SWITCH_RULE = kind("switch_rule")
SUPER = kind("super")
THIS = kind("this")
TYPE_ARGUMENTS = kind("type_arguments")
TYPE_IDENTIFIER = kind("type_identifier")
VARIABLE_DECLARATOR = kind("variable_declarator")

TYPE_DECLARATIONS = frozenset(
    kind(name)
    for name in (
        "class_declaration",
        "interface_declaration",
        "enum_declaration",
        "record_declaration",
        "annotation_type_declaration",
    )
)
PLAIN_LITERALS = frozenset(
    kind(name)
    for name in (
        "decimal_integer_literal",
        "hex_integer_literal",
        "octal_integer_literal",
        "binary_integer_literal",
        "decimal_floating_point_literal",
        "hex_floating_point_literal",
        "true",
        "false",
    )
)
CHARACTER = kind("character_literal")
SIMPLE_STATEMENTS = frozenset(
    kind(name)
    for name in (
        "import_declaration",
        "package_declaration",
        "field_declaration",
        "constant_declaration",
        "local_variable_declaration",
        "expression_statement",
        "explicit_constructor_invocation",
        "return_statement",
        "throw_statement",
        "assert_statement",
        "yield_statement",
        "break_statement",
        "continue_statement",
    )
)
"""Statements of their own: what a trailing comment speaks about, unless a block stands in them."""
BLOCKS = frozenset({CLASS_BODY, kind("block"), kind("switch_block")})

ARGUMENTS_FIELD = field("arguments")
ALTERNATIVE_FIELD = field("alternative")
BODY_FIELD = field("body")
CONDITION_FIELD = field("condition")
CONSEQUENCE_FIELD = field("consequence")
FIELD_FIELD = field("field")
KEY_FIELD = field("key")
LEFT_FIELD = field("left")
NAME_FIELD = field("name")
OBJECT_FIELD = field("object")
OPERATOR_FIELD = field("operator")
PARAMETERS_FIELD = field("parameters")
RIGHT_FIELD = field("right")
TYPE_FIELD = field("type")
VALUE_FIELD = field("value")


def without_comments(nodes: list[Node]) -> list[Node]:
    """The named nodes among `nodes` that are not comments."""
    return [node for node in nodes if node.is_named and node.kind_id not in COMMENTS]

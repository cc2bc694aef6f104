"""The Python grammar: a parser, and node kinds and fields by name. Loaded once per process, on first import."""

import tree_sitter_python
from tree_sitter import Language, Parser

from archlint.languages.grammar import Ids
from archlint.model.facts import Flag

LANGUAGE = Language(tree_sitter_python.language())
PARSER = Parser(LANGUAGE)

_IDS = Ids(LANGUAGE)
kind, field, anonymous_kinds = _IDS.kind, _IDS.field, _IDS.anonymous_kinds
token = _IDS.token

ARGUMENT_LIST = kind("argument_list")
AS_PATTERN = kind("as_pattern")
AS_PATTERN_TARGET = kind("as_pattern_target")
ASSIGNMENT = kind("assignment")
ATTRIBUTE = kind("attribute")
AWAIT = kind("await")
BINARY = kind("binary_operator")
BLOCK = kind("block")
BOOLEAN = kind("boolean_operator")
CALL = kind("call")
CASE_CLAUSE = kind("case_clause")
CASE_PATTERN = kind("case_pattern")
CLASS = kind("class_definition")
COMMENT = kind("comment")
CONCATENATED = kind("concatenated_string")
DECORATED = kind("decorated_definition")
DECORATOR = kind("decorator")
DOTTED_NAME = kind("dotted_name")
ELIF_CLAUSE = kind("elif_clause")
ELSE_CLAUSE = kind("else_clause")
EXCEPT_CLAUSE = kind("except_clause")
EXPRESSION_STATEMENT = kind("expression_statement")
FINALLY_CLAUSE = kind("finally_clause")
FOR_IN_CLAUSE = kind("for_in_clause")
FUNCTION = kind("function_definition")
IDENTIFIER = kind("identifier")
IF_CLAUSE = kind("if_clause")
IMPORT = kind("import_statement")
IMPORT_FROM = kind("import_from_statement")
INTERPOLATION = kind("interpolation")
KEYWORD_ARGUMENT = kind("keyword_argument")
LIST = kind("list")
NOT = kind("not_operator")
PARENTHESIZED = kind("parenthesized_expression")
RETURN = kind("return_statement")
STRING = kind("string")
STRING_CONTENT = kind("string_content")
TUPLE = kind("tuple")
TYPE = kind("type")
WITH_CLAUSE = kind("with_clause")

ELSE_KEYWORD = token("else")
IF_KEYWORD = token("if")

ALTERNATIVE_FIELD = field("alternative")
ARGUMENTS_FIELD = field("arguments")
BODY_FIELD = field("body")
CONDITION_FIELD = field("condition")
CONSEQUENCE_FIELD = field("consequence")
LEFT_FIELD = field("left")
NAME_FIELD = field("name")
OBJECT_FIELD = field("object")
OPERATOR_FIELD = field("operator")
PARAMETERS_FIELD = field("parameters")
RIGHT_FIELD = field("right")
VALUE_FIELD = field("value")
PARAMETERS = kind("parameters")
PARAMETER_KINDS = frozenset(
    kind(name)
    for name in (
        "identifier",
        "default_parameter",
        "typed_parameter",
        "typed_default_parameter",
        "list_splat_pattern",
        "dictionary_splat_pattern",
        "tuple_pattern",
    )
)
PLAIN_LITERALS = frozenset(kind(name) for name in ("integer", "float", "true", "false", "none"))
SEQUENCES = frozenset({LIST, TUPLE, kind("set")})
LEAVES = frozenset(anonymous_kinds()) | frozenset(
    kind(name)
    for name in (
        "comment",
        "ellipsis",
        "escape_sequence",
        "false",
        "float",
        "identifier",
        "integer",
        "line_continuation",
        "none",
        "string_content",
        "string_end",
        "string_start",
        "true",
        "type_conversion",
    )
)
"""Nodes that hold nothing to look for."""
EXTRAS = frozenset({COMMENT, kind("line_continuation")})
"""Nodes that may stand between any two others."""
PATTERNS = frozenset(kind(name) for name in ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"))
LISTS = frozenset({LIST, TUPLE, BINARY, PARENTHESIZED})

CONDITIONAL = int(Flag.CONDITIONAL)
DYNAMIC = int(Flag.DYNAMIC)
LAZY = int(Flag.LAZY)
REEXPORT = int(Flag.REEXPORT)
TYPE_ONLY = int(Flag.TYPE_ONLY)
WILDCARD = int(Flag.WILDCARD)
"""The flags of references as plain numbers: operations on an IntFlag cost ten times as much."""
SPLATS = frozenset({kind("list_splat_pattern"), kind("dictionary_splat_pattern")})

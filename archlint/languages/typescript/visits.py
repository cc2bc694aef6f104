"""Which visit each kind of node gets: one literal table, built once per grammar and process."""

from functools import cache

from archlint.languages.typescript import calls, declarations, flow, modules, walk
from archlint.languages.typescript.grammar import Table, Visit, grammar

_VISITS: dict[str, Visit] = {
    "import_statement": modules.visit_import,
    "export_statement": modules.visit_export,
    "statement_block": declarations.visit_block,
    "function_declaration": declarations.visit_function,
    "function_expression": declarations.visit_function,
    "generator_function": declarations.visit_function,
    "generator_function_declaration": declarations.visit_function,
    "arrow_function": declarations.visit_function,
    "method_definition": declarations.visit_function,
    "formal_parameters": declarations.visit_parameters,
    "required_parameter": declarations.visit_parameter,
    "optional_parameter": declarations.visit_parameter,
    "variable_declarator": declarations.visit_declarator,
    "if_statement": flow.visit_if,
    "for_statement": flow.visit_loop,
    "for_in_statement": flow.visit_loop,
    "while_statement": flow.visit_loop,
    "do_statement": flow.visit_loop,
    "switch_statement": flow.visit_switch,
    "switch_case": flow.visit_case,
    "try_statement": flow.visit_try,
    "catch_clause": flow.visit_catch,
    "ternary_expression": flow.visit_ternary,
    "binary_expression": flow.visit_binary,
    "break_statement": flow.visit_jump,
    "continue_statement": flow.visit_jump,
    "expression_statement": flow.visit_statement,
    "lexical_declaration": flow.visit_statement,
    "variable_declaration": flow.visit_statement,
    "return_statement": flow.visit_statement,
    "throw_statement": flow.visit_statement,
    "debugger_statement": flow.visit_statement,
    "call_expression": calls.visit_call,
}
_LEAVES = (
    "comment",
    "html_comment",
    "hash_bang_line",
    "identifier",
    "property_identifier",
    "private_property_identifier",
    "shorthand_property_identifier",
    "shorthand_property_identifier_pattern",
    "statement_identifier",
    "string",
    "number",
    "regex",
    "this",
    "super",
    "true",
    "false",
    "null",
    "undefined",
    "jsx_text",
    "jsx_closing_element",
    "html_character_reference",
    "string_fragment",
    "escape_sequence",
    "predefined_type",
    "type_identifier",
)
_TYPES = (
    "type_annotation",
    "type_arguments",
    "type_parameters",
    "type_alias_declaration",
    "interface_declaration",
    "type_query",
    "asserts_annotation",
    "type_predicate_annotation",
    "implements_clause",
    "extends_type_clause",
    "function_signature",
    "abstract_method_signature",
    "method_signature",
    "index_signature",
)


@cache
def table(name: str, types: bool) -> Table:
    """The dispatch table for a grammar; `types` says whether types are walked, which costs as much as all the rest."""
    visits: dict[str, Visit | bool] = {**_VISITS, **dict.fromkeys(_LEAVES, False)}
    for kind in _TYPES:
        visits[kind] = declarations.visit_type if types else False
    built = grammar(name).table(visits)
    built[walk.CLOSE_SCOPE.kind_id] = declarations.close_scope
    built[walk.LEAVE_UNIT.kind_id] = declarations.leave_unit
    built[walk.LEAVE_FUNCTION.kind_id] = declarations.leave_function
    built[walk.LEAVE_TYPE.kind_id] = declarations.leave_type
    built[walk.NEST.kind_id] = flow.nest
    built[walk.UNNEST.kind_id] = flow.unnest
    built[walk.BRANCH.kind_id] = flow.branch
    built[walk.UNBRANCH.kind_id] = flow.unbranch
    return built

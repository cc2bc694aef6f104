"""Which visit each kind of node gets: one literal table, built once per grammar and process."""

from functools import cache

from archlint.languages.grammar import ERROR
from archlint.languages.typescript import (
    assignments,
    calls,
    classes,
    declarations,
    exports,
    flow,
    functions,
    jsx,
    modules,
    program,
    walk,
)
from archlint.languages.typescript.grammar import Table, Visit, grammar

_CONTAINERS = (
    "switch_body",
    "switch_default",
    "finally_clause",
    "labeled_statement",
    "with_statement",
    "class_static_block",
    "module",
    "internal_module",
    "ambient_declaration",
)
"""What holds statements: followed even where nothing in it is called or decided."""
_VISITS: dict[str, Visit] = {
    "program": program.visit_program,
    "import_statement": modules.visit_import,
    "export_statement": exports.visit_export,
    "statement_block": declarations.visit_block,
    "function_declaration": functions.visit_declaration,
    "generator_function_declaration": functions.visit_declaration,
    "method_definition": functions.visit_declaration,
    "function_expression": functions.visit_expression,
    "generator_function": functions.visit_expression,
    "arrow_function": functions.visit_expression,
    "class_declaration": classes.visit_class,
    "abstract_class_declaration": classes.visit_class,
    "class": classes.visit_class,
    "class_body": classes.visit_class_body,
    "public_field_definition": classes.visit_field,
    "field_definition": classes.visit_field,
    "variable_declarator": declarations.visit_declarator,
    "assignment_expression": assignments.visit_assignment,
    "pair": declarations.visit_pair,
    "enum_declaration": declarations.visit_enum,
    "if_statement": flow.visit_if,
    "for_statement": flow.visit_loop,
    "for_in_statement": flow.visit_loop,
    "while_statement": flow.visit_loop,
    "do_statement": flow.visit_loop,
    "switch_statement": flow.visit_switch,
    "switch_case": flow.visit_case,
    "try_statement": flow.visit_try,
    "catch_clause": flow.visit_catch,
    **dict.fromkeys(_CONTAINERS, flow.visit_container),
    "ternary_expression": flow.visit_ternary,
    "binary_expression": flow.visit_binary,
    "augmented_assignment_expression": flow.visit_augmented,
    "assignment_pattern": flow.visit_default,
    "object_assignment_pattern": flow.visit_default,
    "required_parameter": flow.visit_parameter,
    "optional_parameter": flow.visit_parameter,
    "object_pattern": flow.visit_pattern,
    "array_pattern": flow.visit_pattern,
    "pair_pattern": flow.visit_pattern,
    "rest_pattern": flow.visit_pattern,
    "break_statement": flow.visit_jump,
    "continue_statement": flow.visit_jump,
    "expression_statement": flow.visit_simple,
    "lexical_declaration": flow.visit_simple,
    "variable_declaration": flow.visit_simple,
    "return_statement": flow.visit_simple,
    "throw_statement": flow.visit_simple,
    "debugger_statement": flow.visit_statement,
    "call_expression": calls.visit_call,
    "new_expression": calls.visit_new,
    "decorator": calls.visit_decorator,
    "jsx_opening_element": jsx.visit_element,
    "jsx_self_closing_element": jsx.visit_element,
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
    built[ERROR] = flow.visit_container
    built[walk.CLOSE_SCOPE.kind_id] = declarations.close_scope
    built[walk.LEAVE_UNIT.kind_id] = declarations.leave_unit
    built[walk.LEAVE_FUNCTION.kind_id] = functions.leave_function
    built[walk.LEAVE_CALLBACK.kind_id] = functions.leave_callback
    built[walk.LEAVE_TYPE.kind_id] = declarations.leave_type
    built[walk.NEST.kind_id] = flow.nest
    built[walk.UNNEST.kind_id] = flow.unnest
    built[walk.BRANCH.kind_id] = flow.branch
    built[walk.UNBRANCH.kind_id] = flow.unbranch
    return built

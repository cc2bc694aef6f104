"""Which visit each kind of node gets: one literal table, built once per process."""

from functools import cache

from archlint.languages.grammar import ERROR
from archlint.languages.java import calls, chains, declarations, flow
from archlint.languages.java.grammar import (
    CHARACTER,
    COMMENTS,
    IDENTIFIER,
    PLAIN_LITERALS,
    STRING,
    SUPER,
    THIS,
    anonymous_kinds,
    kind,
)
from archlint.languages.java.walk import CLOSE_SCOPE, LEAVE_TYPE, LEAVE_UNIT, NEST, UNNEST, Table, Visit
from archlint.languages.unit_draft import dispatch

_VISITS: dict[str, Visit] = {
    "import_declaration": declarations.visit_import,
    "package_declaration": declarations.visit_package,
    "class_declaration": declarations.visit_type,
    "interface_declaration": declarations.visit_type,
    "enum_declaration": declarations.visit_type,
    "record_declaration": declarations.visit_type,
    "annotation_type_declaration": declarations.visit_type,
    "class_body": declarations.visit_body,
    "interface_body": declarations.visit_body,
    "enum_body": declarations.visit_body,
    "annotation_type_body": declarations.visit_body,
    "method_declaration": declarations.visit_method,
    "constructor_declaration": declarations.visit_method,
    "compact_constructor_declaration": declarations.visit_method,
    "field_declaration": declarations.visit_field,
    "constant_declaration": declarations.visit_field,
    "type_parameters": declarations.visit_type_parameters,
    "block": declarations.visit_block,
    "constructor_body": declarations.visit_block,
    "switch_block_statement_group": declarations.visit_block,
    "local_variable_declaration": declarations.visit_local,
    "assignment_expression": declarations.visit_assignment,
    "formal_parameter": declarations.visit_parameter,
    "resource": declarations.visit_parameter,
    "instanceof_expression": declarations.visit_instance_test,
    "spread_parameter": declarations.visit_unfielded_parameter,
    "catch_formal_parameter": declarations.visit_unfielded_parameter,
    "type_pattern": declarations.visit_unfielded_parameter,
    "record_pattern_component": declarations.visit_unfielded_parameter,
    "lambda_expression": declarations.visit_lambda,
    "if_statement": flow.visit_if,
    "for_statement": flow.visit_loop,
    "while_statement": flow.visit_loop,
    "do_statement": flow.visit_loop,
    "enhanced_for_statement": flow.visit_for_each,
    "catch_clause": flow.visit_catch,
    "ternary_expression": flow.visit_ternary,
    "switch_expression": flow.visit_switch,
    "switch_label": flow.visit_switch_label,
    "switch_rule": flow.visit_switch_rule,
    "labeled_statement": flow.visit_labeled,
    "break_statement": flow.visit_jump,
    "continue_statement": flow.visit_jump,
    "binary_expression": flow.visit_binary,
    "try_with_resources_statement": flow.visit_scoped_statement,
    "try_statement": flow.visit_statement,
    "synchronized_statement": flow.visit_statement,
    "expression_statement": flow.visit_statement,
    "return_statement": flow.visit_statement,
    "throw_statement": flow.visit_statement,
    "assert_statement": flow.visit_statement,
    "yield_statement": flow.visit_statement,
    "explicit_constructor_invocation": flow.visit_statement,
    "method_invocation": chains.visit_chain,
    "field_access": chains.visit_chain,
    "object_creation_expression": calls.visit_new,
    "annotation": calls.visit_annotation,
    "marker_annotation": calls.visit_annotation,
    "method_reference": calls.visit_method_reference,
    "record_pattern": calls.visit_record_pattern,
    "type_identifier": calls.visit_type_name,
    "scoped_type_identifier": calls.visit_type_name,
}
_LEAVES = frozenset(
    {
        *COMMENTS,
        *PLAIN_LITERALS,
        CHARACTER,
        IDENTIFIER,
        STRING,
        SUPER,
        THIS,
        kind("module_declaration"),
        kind("null_literal"),
        kind("void_type"),
        kind("boolean_type"),
        kind("integral_type"),
        kind("floating_point_type"),
    }
)


@cache
def table() -> Table:
    """The dispatch table of a Walk."""
    visits: dict[int, Visit] = {kind(name): visit for name, visit in _VISITS.items()}
    marks = {
        CLOSE_SCOPE.kind_id: declarations.close_scope,
        LEAVE_UNIT.kind_id: declarations.leave_unit,
        LEAVE_TYPE.kind_id: declarations.leave_type,
        NEST.kind_id: declarations.nest,
        UNNEST.kind_id: declarations.unnest,
    }
    visits |= marks  # type: ignore[arg-type]
    visits[ERROR] = declarations.visit_error
    return dispatch(visits, _LEAVES | frozenset(anonymous_kinds()))

"""Which visit each kind of node gets: one literal table, built once per process."""

from functools import cache

from archlint.languages.python import assignments, calls, declarations, expressions, flow, imports
from archlint.languages.python import walk as walking
from archlint.languages.python.grammar import LEAVES, kind
from archlint.languages.python.walk import Table, Visit
from archlint.languages.unit_draft import dispatch

_VISITS: dict[str, Visit] = {
    "import_statement": imports.visit_import,
    "import_from_statement": imports.visit_import_from,
    "future_import_statement": imports.visit_import_from,
    "expression_statement": assignments.visit_expression_statement,
    "assignment": assignments.visit_assignment,
    "augmented_assignment": assignments.visit_augmented,
    "named_expression": assignments.visit_walrus,
    "as_pattern": assignments.visit_as,
    "decorated_definition": declarations.visit_decorated,
    "function_definition": declarations.visit_function,
    "class_definition": declarations.visit_class,
    "if_statement": flow.visit_if,
    "for_statement": flow.visit_loop,
    "while_statement": flow.visit_loop,
    "try_statement": flow.visit_try,
    "except_clause": flow.visit_except,
    "with_statement": flow.visit_with,
    "match_statement": flow.visit_match,
    "assert_statement": flow.visit_assert,
    "return_statement": flow.visit_return,
    "raise_statement": flow.visit_statement,
    "delete_statement": flow.visit_statement,
    "print_statement": flow.visit_statement,
    "exec_statement": flow.visit_statement,
    "type_alias_statement": flow.visit_statement,
    "global_statement": flow.visit_statement,
    "nonlocal_statement": flow.visit_statement,
    "pass_statement": flow.visit_statement,
    "break_statement": flow.visit_statement,
    "continue_statement": flow.visit_statement,
    "call": calls.visit_call,
    "string": expressions.visit_string,
    "attribute": expressions.visit_attribute,
    "type": expressions.visit_attribute,
    "typed_parameter": expressions.visit_attribute,
    "keyword_argument": expressions.visit_composite,
    "default_parameter": expressions.visit_composite,
    "typed_default_parameter": expressions.visit_composite,
    "pair": expressions.visit_composite,
    "binary_operator": expressions.visit_composite,
    "comparison_operator": expressions.visit_composite,
    "not_operator": expressions.visit_composite,
    "subscript": expressions.visit_composite,
    "expression_list": expressions.visit_composite,
    "list": expressions.visit_enclosed,
    "tuple": expressions.visit_enclosed,
    "set": expressions.visit_enclosed,
    "dictionary": expressions.visit_enclosed,
    "parenthesized_expression": expressions.visit_enclosed,
    "boolean_operator": expressions.visit_boolean,
    "conditional_expression": expressions.visit_ternary,
    "lambda": expressions.visit_lambda,
    "list_comprehension": expressions.visit_comprehension,
    "set_comprehension": expressions.visit_comprehension,
    "dictionary_comprehension": expressions.visit_comprehension,
    "generator_expression": expressions.visit_comprehension,
}


_MEASURED = frozenset(
    name for name, visit in _VISITS.items() if visit.__module__ == expressions.__name__ or visit is calls.visit_call
)
"""Expressions: they matter to units and calls, and otherwise for the names that `:=` binds in them."""


@cache
def table(*, whole: bool) -> Table:
    """The dispatch table of a Walk."""
    visits: dict[int, Visit] = {kind(name): visit for name, visit in _VISITS.items()}
    if not whole:
        visits |= dict.fromkeys(map(kind, _MEASURED), expressions.visit_unmeasured)
    marks = {
        walking.INDENT.kind_id: walking.indent,
        walking.DEDENT.kind_id: walking.dedent,
        walking.CONDITION.kind_id: walking.begin_condition,
        walking.END_CONDITION.kind_id: walking.end_condition,
        walking.STATE_KIND: walking.visit_state,
        walking.OWNER_KIND: walking.visit_owner,
    }
    visits |= marks  # type: ignore[arg-type]
    return dispatch(visits, LEAVES)

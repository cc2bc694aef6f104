"""Which visit each kind of node gets: one literal table, built once per process."""

from functools import cache

from archlint.languages.python import declarations, flow, imports
from archlint.languages.python.grammar import anonymous_kinds, kind
from archlint.languages.python.walk import RESTORE_KIND, Table, Visit, build_table

_VISITS: dict[str, Visit] = {
    "import_statement": imports.visit_import,
    "import_from_statement": imports.visit_import_from,
    "future_import_statement": imports.visit_import_from,
    "if_statement": flow.visit_if,
    "for_statement": flow.visit_conditional,
    "while_statement": flow.visit_conditional,
    "try_statement": flow.visit_conditional,
    "match_statement": flow.visit_conditional,
    "function_definition": declarations.visit_function,
    "assignment": declarations.visit_assignment,
    "augmented_assignment": declarations.visit_assignment,
}
_LEAVES = frozenset(
    kind(name) for name in ("comment", "identifier", "string_content", "integer", "float", "true", "false", "none")
)


@cache
def table() -> Table:
    """The dispatch table of a Walk."""
    visits: dict[int, Visit] = {kind(name): visit for name, visit in _VISITS.items()}
    visits[RESTORE_KIND] = flow.visit_restore  # type: ignore[assignment]
    return build_table(visits, _LEAVES | frozenset(anonymous_kinds()))

"""Where requests are changed before they are sent: finds of interceptors in, the components and technologies out whose
addresses are not what the calls say.
"""

from collections.abc import Iterable

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.values.terms import UNKNOWN, FunctionValue, options_of

REWRITTEN = "a function that every request passes through changes its address"


def rewriting_in(finds: Iterable[Find], discovery: Discovery, places: Places) -> frozenset[tuple[str, str]]:
    """The components, with the technology of their client, in which some function gives addresses another value."""
    return frozenset(
        (places.component_of(find.module), find.rule.technology)
        for find in finds
        if find.rule.kind == "rewriting" and _rewrites(find, discovery)
    )


def _rewrites(find: Find, discovery: Discovery) -> bool:
    """Whether the function that is handed over assigns to what addresses are made of."""
    value = select(discovery.evaluator, discovery.call(find), find.rule.handler)
    for option in options_of(value if value is not None else UNKNOWN):
        if isinstance(option, FunctionValue):
            for binding in discovery.program.scope(option.module, option.scope).bindings:
                _, dot, name = binding.target.rpartition(".")
                if dot and name in find.rule.rewrites:
                    return True
    return False

"""Tables that files other than source code speak of: Statements and places in, uses of stores out; and whose tables are that
migrations make.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from archlint.graph.connections.databases import by_component
from archlint.graph.connections.places import Places
from archlint.graph.connections.queries import tables_in
from archlint.model.connections import Database, Endpoint, StoreUse
from archlint.model.deployment import Statement


def stated(statements: Iterable[Statement], types: Mapping[str, str], places: Places) -> Iterator[StoreUse]:
    """The uses of tables that statements tell, at their lines: those of a mapper in the component of its interface. What a
    migration makes is nobody's where its component has no source code.
    """
    for one in statements:
        through = types.get(one.of.rpartition(".")[0], "")
        through = through if places.is_module(through) else ""
        at = _place(one, through, places)
        if one.keeps:
            yield _use(at, one, one.keeps, "owns", through)
        if one.creates and places.has_modules(at.component):
            yield _use(at, one, one.creates, "creates", through)
        for name, access in tables_in(one.sql):
            yield _use(at, one, name, access, through)


def _place(one: Statement, through: str, places: Places) -> Endpoint:
    interface, _, method = one.of.rpartition(".")
    unit = f"{interface.rpartition('.')[2]}.{method}" if interface else ""
    if not through:
        return replace(places.in_file(one.file, one.line), unit=unit)
    return replace(places.in_module(through, one.line), file=one.file, unit=unit)


def _use(at: Endpoint, one: Statement, name: str, access: str, through: str) -> StoreUse:
    place = (at.file, at.line, at.component, at.layer, at.part, at.unit)
    return StoreUse(*place, name=name, technology=one.technology, access=access, through=through)


def owned(uses: Iterable[StoreUse], databases: Sequence[Database]) -> Iterator[StoreUse]:
    """The uses with every table that a migration "creates" owned by the first one that does, and by none of them where a model
    owns it in the same component or in one that uses the same database.
    """
    known = by_component(databases)
    uses = sorted(uses, key=lambda one: (one.file, one.line))
    models: dict[str, set[str]] = {}
    for one in uses:
        if one.access == "owns":
            models.setdefault(one.name.casefold(), set()).add(one.component)
    made: set[tuple[str, str]] = set()
    for one in uses:
        if one.access != "creates":
            yield one
            continue
        name = one.name.casefold()
        near = {one.component, *_beside(one.component, known)}
        if near.isdisjoint(models.get(name, ())) and (one.component, name) not in made:
            made.add((one.component, name))
            yield replace(one, access="owns", migrated=True)


def _beside(component: str, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The components that use a database of this one."""
    own = known.get(component, frozenset())
    return (other for other, addresses in known.items() if own & addresses)

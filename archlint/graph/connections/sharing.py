"""Which uses of a store are of one and the same: Connections in, tables by database out.

A name stands for one table within a component, and in two components where settings lead both to one database. The same name in
separate databases, or where nobody says which database is meant, is two tables.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.databases import by_component, is_named
from archlint.model.connections import Connections, Database, StoreUse


class Table(NamedTuple):
    """A table or collection with all its uses, in the order of files; `owner` is where it belongs, None where no model of it is
    seen. `databases` say that its components use one database, () for a table of one component.
    """

    name: str
    owner: StoreUse | None
    uses: tuple[StoreUse, ...]
    databases: tuple[Database, ...] = ()


def tables_of(connections: Connections, order: Mapping[str, int]) -> tuple[Table, ...]:
    """Every table by its name. Of several models of one table that of the lowest layer counts as its owner, then that of
    the component which changes it in most places, then the first by file; `order` gives the places of layers, 0 at the top.
    """
    named: dict[str, list[StoreUse]] = {}
    for use in connections.stores:
        if use.name:
            named.setdefault(use.name.casefold(), []).append(use)
    known = by_component(connections.databases)
    found = []
    for _, uses in sorted(named.items()):
        for group in _groups(uses, known):
            owner = _owner(group, order)
            shared = _shared({use.component for use in group}, connections.databases)
            found.append(Table(owner.name if owner else group[0].name, owner, tuple(group), shared))
    return tuple(found)


def _groups(uses: Sequence[StoreUse], known: Mapping[str, frozenset[str]]) -> list[list[StoreUse]]:
    """The uses of one name, those of one table together."""
    groups: list[tuple[set[str], set[str]]] = []
    for component in dict.fromkeys(use.component for use in uses):
        members, addresses = {component}, set(known.get(component, ()))
        for other in [one for one in groups if one[1] & addresses]:
            groups.remove(other)
            members |= other[0]
            addresses |= other[1]
        groups.append((members, addresses))
    found = [[use for use in uses if use.component in members] for members, _ in groups]
    return sorted(found, key=lambda group: (group[0].file, group[0].line))


def _owner(uses: Iterable[StoreUse], order: Mapping[str, int]) -> StoreUse | None:
    uses = tuple(uses)
    return _likeliest([use for use in uses if use.access == "owns"], uses, order)


def keeper(table: Table, order: Mapping[str, int]) -> StoreUse:
    """Where a table belongs: with its model, and where none is seen with who changes it in most places."""
    changes = [use for use in table.uses if use.access == "writes"]
    return table.owner or _likeliest(changes or table.uses, table.uses, order) or table.uses[0]


def _likeliest(among: Sequence[StoreUse], uses: Sequence[StoreUse], order: Mapping[str, int]) -> StoreUse | None:
    changes = Counter(use.component for use in uses if use.access == "writes")
    by_layer = any(use.access == "owns" for use in among)

    def rank(use: StoreUse) -> tuple[object, ...]:
        depth = -order.get(use.layer, -1)
        return (
            *((depth, -changes[use.component]) if by_layer else (-changes[use.component], depth)),
            use.file,
            use.line,
        )

    return min(among, key=rank, default=None)


def _shared(components: set[str], databases: Sequence[Database]) -> tuple[Database, ...]:
    """Where it is said that components use one database: of each the first line that names one which another uses too."""
    if len(components) < 2:
        return ()
    said = [one for one in databases if one.component in components and is_named(one)]
    users: dict[str, set[str]] = {}
    for one in said:
        users.setdefault(one.address, set()).add(one.component)
    found: dict[str, Database] = {}
    for one in said:
        if len(users[one.address]) > 1:
            found.setdefault(one.component, one)
    return tuple(found[component] for component in sorted(found))

"""shared-store: a table or collection that several components, or several backend systems, touch."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from archlint.checks.check import Check
from archlint.graph.connections.databases import by_component
from archlint.graph.connections.sharing import Table, keeper, tables_of
from archlint.graph.system import System
from archlint.model.connections import Endpoint, StoreUse
from archlint.model.finding import End, Finding, Place

NAME = "shared-store"

PAGE = """\
## What it finds
A table or collection that another component than its own declares, reads or writes, where settings lead both to one database;
and one that another part of the backend (tier `backend`) touches within a component. A component that uses the model through
a library of the project counts too.

## Why it matters
The columns have become an interface that nobody declared. No side can change the table alone, no side can say who changed
a row, and whatever the owner checks before it writes is not checked by the others. Systems that share tables can only be
moved, scaled and replaced together.

## Example
```yaml
# docker-compose.yml: both services have DATABASE_URL: postgresql://db/shop
```
```python
# orders/models.py
class Order(Base):
    __tablename__ = "orders"

# reports/sums.py
connection.execute(text("SELECT sum(total) FROM orders"))      # shared-store
```

## Instead
Ask the owner: by a route that it offers, or by keeping a copy from the events that it publishes. Where two components are one
service in two deployables (a worker beside its web server), list them in `same`.

## Options
- `same` (default none): groups of components that count as one: `same = [["shop/web", "shop/worker"]]`.

## Known limits
Which database a component uses is known from addresses in settings, environments and deployment files; where host, user and
name stand in settings of their own, or a secret holds them, nothing is said. The same name in two databases is no sharing.
Tables are known from models of mappers, from migrations, and from SQL in calls that archlint knows and in mappers of MyBatis,
not from other XML mappings and stored procedures.
Of several models of one table that in the lowest layer counts as the owner, then that of the component which writes in most
places; where no model is seen, who creates the table in a migration (Flyway, Liquibase, Alembic, Django), then who writes in
most places. What later migrations drop or rename is not looked at. Judged only where connections are followed.
"""


class SharedStoreOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which components are one service."""

    same: tuple[tuple[str, ...], ...] = ()


class _Touch(NamedTuple):
    """Who touches a table besides its owner, where, and how that is said."""

    who: str
    at: Endpoint
    told: str


_TOLD = {"owns": "has a model of it too", "reads": "reads it", "writes": "uses it too"}


def judge(system: System, options: SharedStoreOptions) -> Iterator[Finding]:
    for table in tables_of(system.connections, system.order):
        owner = keeper(table, system.order)
        for touch in _touches(system, table, owner, options):
            yield _finding(system, table, owner, touch)


def _touches(system: System, table: Table, owner: StoreUse, options: SharedStoreOptions) -> Iterator[_Touch]:
    """The first touch of everybody else: what uses it before what only declares it."""
    home = _home(system, owner, options)
    found: dict[str, StoreUse] = {}
    for use in sorted(table.uses, key=lambda use: (use.access != "writes", use.access == "owns")):
        who = _home(system, use, options)
        if who != home:
            found.setdefault(who, use)
    for who, use in sorted(found.items()):
        yield _Touch(who, use, "creates it too" if use.migrated else _TOLD[use.access])
    if not found:
        yield from _by_import(system, table, options)


def _home(system: System, use: Endpoint, options: SharedStoreOptions) -> str:
    """The component, and in the backend the part of it; one name for components that are one service."""
    component = next((group[0] for group in options.same if use.component in group), use.component)
    part = f"{use.layer}.{use.part}" if use.part and system.tiers.get(use.layer) == "backend" else ""
    return f"{component or '.'}\0{part}"


def _by_import(system: System, table: Table, options: SharedStoreOptions) -> Iterator[_Touch]:
    """The components that use a table of a library which has no database itself: all but the first of each database."""
    known = by_component(system.connections.databases)
    if known.get(table.uses[0].component):
        return
    users: dict[str, Endpoint] = {}
    for use in table.uses:
        for importer in system.incoming.get(use.file, ()):
            module = system.modules[importer]
            site = system.dependencies[importer, use.file][0].sites[0]
            if module.component != use.component and known.get(module.component):
                at = Endpoint(importer, site.span.line, module.component, module.layer, module.part)
                users.setdefault(_home(system, at, options), at)
    first = min(users, default="")
    for who, at in sorted(users.items()):
        if who != first and known[at.component] & known[users[first].component]:
            yield _Touch(who, at, f"uses it, as {_called(first)} does")


def _finding(system: System, table: Table, owner: StoreUse, touch: _Touch) -> Finding:
    at = touch.at
    where = _called(_home(system, owner, SharedStoreOptions()))
    is_claimed = len({use.component for use in table.uses if use.access == "owns"}) > 1
    kept = f"is kept by {where}" if is_claimed else f"belongs to {where}"
    message = f"{table.name} {kept}, and {_called(touch.who)} {touch.told}"
    said = next((one for one in table.databases if one.component == at.component), None)
    because = f"Both keep their data in {said.address} ({said.file}:{said.line})." if said else ""
    key = ("data", at.file, owner.file)
    return Finding(
        check=NAME,
        severity="warning",
        message=message,
        importer=End(at.file, at.layer, at.part, Place(at.file, at.line)),
        imported=End(owner.file, owner.layer, owner.part, Place(owner.file, owner.line)),
        because=because,
        instead=f"ask {where} for what it holds, by a route or by the events it publishes",
        rejects=(key,) if any(one.key == key for one in system.dependencies.get(key[1:], ())) else (),
        text=table.name,
    )


def _called(home: str) -> str:
    component, _, part = home.partition("\0")
    if part:
        return part
    return component if component != "." else "the project itself"


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a table or collection that several components, or several backend systems, touch",
    page=PAGE,
    judge=judge,
    options=SharedStoreOptions,
)

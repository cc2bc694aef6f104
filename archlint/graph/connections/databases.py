"""Which database each component keeps its data in: settings, environments and calls that connect in, Databases out.

An address is told without who logs in: `postgresql://ledger-db:5432/bank`. What lies in the memory of a process is no database
that others could share.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from archlint.graph.connections.addresses import texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.terms import TextValue
from archlint.model.connections import Database
from archlint.model.deployment import Deployment

_ADDRESS = re.compile(
    r"(?:jdbc:|r2dbc:)?([a-z][a-z0-9]{1,20})(?:\+[a-z0-9]+)?:(?:[a-z]{2,12}:)?//([^/\s?#;\"'<>]{1,300})([^\s\"'<>]{0,300})",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\$\{([^${}:]{0,100})(?::-?([^${}]{0,200}))?\}")
_NAMED = re.compile(r"database(?:name)?=([\w-]+)", re.IGNORECASE)
_PRODUCTS: Mapping[str, tuple[str, str]] = {
    "postgresql": ("postgresql", "5432"),
    "postgres": ("postgresql", "5432"),
    "mysql": ("mysql", "3306"),
    "mariadb": ("mysql", "3306"),
    "sqlserver": ("sqlserver", "1433"),
    "mssql": ("sqlserver", "1433"),
    "oracle": ("oracle", "1521"),
    "mongodb": ("mongodb", "27017"),
    "cockroachdb": ("postgresql", "26257"),
}
"""By the scheme of an address what it is, and the port that is left out."""
_LONGEST = 4_000


class _Said(NamedTuple):
    component: str
    value: str
    file: str
    line: int


def databases_of(deployment: Deployment, hosts: Hosts, component_of: Callable[[str], str]) -> tuple[Database, ...]:
    """Every database that a component is told to use, once, where it is first said."""
    found: dict[tuple[str, str], Database] = {}
    for said in _said(deployment, hosts, component_of):
        for address in addresses_in(said.value):
            found.setdefault((said.component, address), Database(said.file, said.line, said.component, address=address))
    return tuple(sorted(found.values(), key=_order))


def databases_in_code(
    finds: Iterable[Find], discovery: Discovery, settings: KnownSettings, places: Places
) -> tuple[Database, ...]:
    """Every database that a module connects to by an address or a host that it writes or falls back on, once in a line."""
    found = set()
    for find in finds:
        if find.rule.kind != "database":
            continue
        at = places.of(find)

        def told(selectors: tuple[str, ...], find: Find = find) -> list[str]:
            value = select(discovery.evaluator, discovery.call(find), selectors) if selectors else None
            return [_plain(one) for one in texts(value, find.module, settings)] if value is not None else []

        addresses = {address for text in told(find.rule.path) for address in addresses_in(text, nameless=True)}
        names = [name for name in told(find.rule.name) if "{" not in name]
        for host in told(find.rule.host):
            product = _PRODUCTS.get(find.rule.type)
            if product is not None and host and "{" not in host and "://" not in host:
                addresses.add(f"{product[0]}://{host.lower()}" + (f"/{names[0]}" if names else ""))
        found |= {
            Database(at.file, at.line, at.component, at.layer, at.part, at.unit, address=address)
            for address in addresses
        }
    return tuple(sorted(found, key=_order))


def _plain(value: TextValue) -> str:
    return "".join(one if isinstance(one, str) else "{}" for one in value.parts)


def _order(one: Database) -> tuple[str, int, str, str]:
    return one.file, one.line, one.component, one.address


def is_named(one: Database) -> bool:
    """Whether it is one database of a server, and not just the server."""
    return "/" in one.address.partition("://")[2]


def addresses_in(value: str, *, nameless: bool = False) -> Iterator[str]:
    """The databases that a setting speaks of, without user, password and options; with `nameless` also servers. What a
    placeholder stands for by default counts; one without a default leaves nothing that could be compared.
    """
    text = value[:_LONGEST]
    for _ in range(3):
        text = _PLACEHOLDER.sub(lambda found: found[2] if found[2] is not None else "{" + found[1] + "}", text)
    for one in _ADDRESS.finditer(text):
        product = _PRODUCTS.get(one[1].lower())
        host = one[2].rpartition("@")[2].lower()
        rest = one[3]
        named = _NAMED.search(rest)
        name = named[1] if named else re.split(r"[?;#]", rest, maxsplit=1)[0].strip("/")
        if product is None or not host or not (name or nameless):
            continue
        kind, port = product
        yield f"{kind}://{host.removesuffix(f':{port}')}" + (f"/{name}" if name else "")


def _said(deployment: Deployment, hosts: Hosts, component_of: Callable[[str], str]) -> Iterator[_Said]:
    homes = {name: home for home, names in hosts.names.items() for name in names}
    for deployable in deployment.deployables:
        home = hosts.home_of(deployable)
        if home is not None:
            for one in deployable.environment:
                yield _Said(home, one.value, one.file, one.line)
    for setting in deployment.settings:
        home = homes.get(setting.for_name) if setting.for_name else component_of(setting.file)
        if home is not None:
            yield _Said(home, setting.value, setting.file, setting.line)


def by_component(databases: Iterable[Database]) -> dict[str, frozenset[str]]:
    """The addresses of each component's databases."""
    found: dict[str, set[str]] = {}
    for one in databases:
        if is_named(one):
            found.setdefault(one.component, set()).add(one.address)
    return {component: frozenset(addresses) for component, addresses in found.items()}

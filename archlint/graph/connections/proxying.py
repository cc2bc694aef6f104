"""Proxies that code configures: finds of kind `proxy` in, FoundRoutes that pass requests on out.

A configuration is an object (or a list of them) that a file exports or a call is handed: what is asked there by which path is
passed on to which address, and how the path is written anew.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, address, normal_path, texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.passing_on import PassedOn
from archlint.graph.connections.path_functions import first_text
from archlint.graph.connections.proxy_settings import ProxySettings, Way, way_of
from archlint.graph.connections.routing import FoundRoute
from archlint.graph.connections.selecting import select
from archlint.graph.connections.served import HOLE
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.terms import (
    Frame,
    FunctionValue,
    ItemsValue,
    ModuleValue,
    RecordValue,
    TextValue,
    Unknown,
    Value,
)
from archlint.model.rewrites import expression_patterns, passed_path
from archlint.model.sketch import Text

_TARGETS = ("target", "destination", "to", "upstream", "url")
_DEEPEST = 6
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_BEHIND, _BELOW = "=path", "=mount"
"""What a rule says that takes off the path which it is asked by, or what stands before that where its router is mounted."""


class _Rule(NamedTuple):
    """One proxy: `value` says where to, `line` where that is written."""

    places: tuple[str, ...]
    value: Value
    line: int
    options: Value | None = None
    """What says how paths are written anew where `value` does not."""
    around: str = ""
    """The path that the router is mounted at."""
    home: Frame | None = None
    """Where it is written, where that may be another file."""


class Proxying:
    """Reads configurations of proxies."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, mounts: Mounts) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._mounts = mounts
        self._read = ProxySettings(discovery, settings)

    def routes(self, finds: Sequence[Find]) -> list[FoundRoute]:
        """What the finds of a system pass on. What is made in the call that puts it in its place is told there."""
        placed = [route for find in finds if find.rule.needing for route in self._of(find)]
        placing = {id(route.find.expression) for route in placed}
        others = [find for find in finds if not find.rule.needing]
        made = [find for find in others if not any(id(outer) in placing for outer in find.within)]
        return [*placed, *(route for find in made for route in self._of(find))]

    def _of(self, find: Find) -> Iterator[FoundRoute]:
        for rule in self._rules(find):
            targets = self._targets(rule.value, find)
            home, at = rule.home, find
            if home is not None and home.module != find.module:  # it is told there
                at = find._replace(at=(home.module, home.scope, rule.line))
            for place in rule.places if targets else ():
                if first_text(self._read.entry(rule.value, "destination")) or place.endswith(("/**", "*")):
                    yield from self._templated(at, rule, place, targets)
                else:
                    yield from self._route(at, rule, place, targets)

    def _templated(self, find: Find, rule: _Rule, place: str, targets: tuple[Address, ...]) -> Iterator[FoundRoute]:
        """`/api/:path*` goes on as `/v1/:path*`; one whose target does not speak of the rest keeps its path."""
        found = passed_path(place, f"http://to{targets[0].path}")
        is_kept = bool(found.rewrite) and place.endswith("*") and not self._read.entry_text(rule.value, "destination")
        if is_kept or self._read.has_rewrite(rule.value):
            yield from self._route(find, rule, place.rstrip("*"), targets)
            return
        plain = tuple(one._replace(path="") for one in targets)
        sent = PassedOn(plain, found.strip, found.prefix, found.rewrite)
        path = normal_path(found.pattern if found.rewrite or "{}" not in found.pattern else place)
        yield FoundRoute(find, "ANY", path if found.pattern.endswith("**") else normal_path(place), "", rule.line, sent)

    def _route(self, find: Find, rule: _Rule, place: str, targets: tuple[Address, ...]) -> Iterator[FoundRoute]:
        is_exact = find.verb != "" and not place.endswith("*")
        patterns = expression_patterns(place) if place.startswith("^") else [_prefix(place, is_exact=is_exact)]
        method = find.verb.upper() if find.verb in _METHODS else "ANY"
        behind = _BEHIND in find.rule.strip
        before = first_text(select(self._evaluator, self._discovery.call(find), find.rule.put_before))
        for pattern in patterns:
            path = pattern.removesuffix("**").rstrip("/")
            way = self._read.way(rule.options or rule.value, path, mounted=bool(find.rule.needing)) or Way()
            gone = path if behind else rule.around if _BELOW in find.rule.strip else ""
            sent = way_of(way, path, gone, before)
            handed = rule.around if find.verb else path
            loose = _count(handed) if find.rule.needing and not find.rule.strip else 0
            yield FoundRoute(
                find, method, normal_path(pattern), "", rule.line,
                PassedOn(targets, sent.strip, sent.prefix, sent.rewrite, loose),
            )  # fmt: skip

    # What is configured

    def _rules(self, find: Find) -> Iterator[_Rule]:
        if find.rule.files:
            whole = self._exported(find.module)
            for selector in find.rule.path:
                for value in self._read.unwrapped(whole):
                    inner = self._read.within(value, selector.split(".") if selector else ())
                    yield from self._listed(inner, find)
            return
        call = self._discovery.call(find)
        handed = select(self._evaluator, call, (*find.rule.target, *find.rule.host))
        options = select(self._evaluator, call, find.rule.value) if find.rule.value else None
        around = "".join(self._mounts.prefixes(find, call)[:1])
        places = self._places(select(self._evaluator, call, find.rule.path)) if find.rule.path else ()
        if find.rule.needing and not places:
            return
        for outer in reversed(find.within):
            first = outer.positional[0] if outer.positional else None
            if isinstance(first, Text) and not (places or around) and first.value.startswith("/"):
                places = (first.value,)
        if handed is not None and (around or places):
            for option in self._read.unwrapped(handed):
                yield _Rule(tuple(around + place for place in places or ("",)), option, find.place[2], options, around)

    def _exported(self, module: str) -> Value:
        for name in ("default", "="):
            found = self._evaluator.member(ModuleValue(module), name)
            if found is not None and not isinstance(found, Unknown):
                return found
        return Unknown("")

    def _listed(self, value: Value, find: Find, depth: int = 0) -> Iterator[_Rule]:
        """The proxies in an object by path, or in a list of objects that name their paths."""
        for option in self._read.unwrapped(value) if depth <= _DEEPEST else ():
            if isinstance(option, ItemsValue):
                yield from self._of_items(option, find, depth)
            elif isinstance(option, RecordValue):
                named = self._named(option)
                if named:
                    yield _Rule(named, option, option.record.line or find.line, home=option.frame)
                    continue
                for key, inner in self._read.entries(option):
                    if key.startswith(("/", "^", "*")):
                        whole = inner if isinstance(inner, RecordValue) else option
                        said = self._read.entry(inner, "proxy")
                        value = inner if isinstance(said, Unknown) else said
                        yield _Rule((key,), value, whole.record.line or find.line, home=whole.frame)
                    else:
                        yield from self._listed(inner, find, depth + 2) if isinstance(inner, ItemsValue) else ()

    def _of_items(self, of: ItemsValue, find: Find, depth: int) -> Iterator[_Rule]:
        """The proxies in a list; an item may itself be a list of the path and what else it says: `["/api", {…}]`."""
        values = [self._evaluator.evaluate(item, of.frame) for item in of.items]
        place = first_text(values[0]) if len(values) == 2 else ""
        if place.startswith(("/", "^")) and isinstance(values[1], RecordValue | TextValue):
            yield _Rule((place,), values[1], find.line)
            return
        for value in values:
            yield from self._listed(value, find, depth + 1)

    def _named(self, of: RecordValue) -> tuple[str, ...]:
        """The paths that an object names by itself."""
        for name in ("context", "pathFilter", "source"):
            found = self._places(self._read.entry(of, name))
            if found:
                return found
        return ()

    def _places(self, value: Value | None) -> tuple[str, ...]:
        if isinstance(value, ItemsValue):
            items = [first_text(self._evaluator.evaluate(one, value.frame)) for one in value.items]
            return tuple(one for one in items if one and not one.startswith("!"))
        found = first_text(value)
        return (found,) if found.startswith(("/", "^")) else ()

    def _targets(self, value: Value, find: Find) -> tuple[Address, ...]:
        if isinstance(value, FunctionValue):
            return ()
        to: Value = value if isinstance(value, TextValue) else Unknown("")
        for name in _TARGETS if not isinstance(value, TextValue) else ():
            said = self._read.entry(value, name)
            if not isinstance(said, Unknown) or said.name not in ("", *_TARGETS):
                to = said
                break
        found = [address(one) for one in texts(to, find.module, self._settings)] if to != Unknown("") else []
        found = [_hosted(one) for one in found] if find.rule.host else found
        found.sort(key=lambda one: bool(HOLE.search(one.host)))  # a default says more than a setting that nobody gives
        return tuple(
            one._replace(path="" if one.path == "/" else one.path.rstrip("/"), is_absolute=True)
            for one in found
            if one.host
        )


def _count(path: str) -> int:
    return len([one for one in path.split("/") if one])


def _hosted(one: Address) -> Address:
    """An address of which the scheme may be left out: `api:8000`."""
    host, slash, path = one.path.partition("/")
    return one if one.host or not host else one._replace(host=host, path=slash + path)


def _prefix(place: str, *, is_exact: bool) -> str:
    path = place.removeprefix("**").rstrip("*").rstrip("/")
    return path or "/" if is_exact else f"{path}/**"

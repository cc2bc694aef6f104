"""What Finds say: routes with their whole paths, requests with their addresses, messages with their topics, stores.

Routers are joined here: a route's path is that of every router around it, wherever it is mounted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, address, is_open, normal_path, parameters, texts
from archlint.graph.connections.discovery import CallSite, Discovery, Find
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.selecting import Call, select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    ItemsValue,
    ParameterValue,
    RecordValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
    text,
)

_MOST_PATHS = 8
_DEEPEST = 4


class FoundRoute(NamedTuple):
    find: Find
    method: str
    path: str
    handler: str
    line: int
    target: tuple[Address, ...] = ()
    passes: tuple[str, ...] = ()


class FoundRequest(NamedTuple):
    """`addresses` are the places it may go to."""

    find: Find
    method: str
    addresses: tuple[Address, ...]


class FoundMessage(NamedTuple):
    find: Find
    topics: tuple[str, ...]


class Endpoints:
    """Reads finds. Routes need all mounts to be known, so finds are given at once."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, mounts: Mounts) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._mounts = mounts

    # Routes

    def routes(self, find: Find) -> Iterator[FoundRoute]:
        """The routes of a find of kind `route`, `resource` or `gateway`."""
        call = self._discovery.call(find)
        if find.rule.kind == "resource":
            yield from self._resource(find, call)
            return
        handler = select(self._evaluator, call, find.rule.handler) if find.rule.handler else None
        line = find.place[2]
        prefixes = self._prefixes(find, call)
        methods = self._methods(find, call, handler)
        target: tuple[Address, ...] = ()
        passes: tuple[str, ...] = ()
        if find.rule.kind == "gateway":
            to = select(self._evaluator, call, find.rule.target)
            found = texts(to, find.module, self._settings) if to is not None else ()
            target = tuple(address(one) for one in found)
            strip = select(self._evaluator, call, ("~filters.0.~stripPrefix", "~stripPrefix.0"))
            passes = tuple(str(part) for part in strip.parts) if isinstance(strip, TextValue) else ()
        for path in self._paths(find, call):
            for prefix in prefixes:
                for method in methods:
                    whole = normal_path(_joined(prefix, path))
                    yield FoundRoute(find, method, whole, self._handler(find, handler), line, target, passes)

    def _paths(self, find: Find, call: Call) -> list[str]:
        value = select(self._evaluator, call, find.rule.path) if find.rule.path else None
        if value is None:
            return [""]
        found: list[str] = []
        for option in options_of(value):
            items = [option]
            if isinstance(option, ItemsValue):
                items = [self._evaluator.evaluate(item, option.frame) for item in option.items]
            for item in items:
                if isinstance(item, ParameterValue | Unknown) and not find.is_mark:
                    continue
                found += map(written, texts(item, find.module, self._settings))
        return list(dict.fromkeys(found))[:_MOST_PATHS]

    def _methods(self, find: Find, call: Call, handler: Value | None = None) -> list[str]:
        if find.rule.method:
            value = select(self._evaluator, call, find.rule.method)
            found: list[str] = []
            for option in options_of(value) if value is not None else ():
                items = [option]
                if isinstance(option, ItemsValue):
                    items = [self._evaluator.evaluate(item, option.frame) for item in option.items]
                if isinstance(option, RecordValue):
                    found += [name.upper() for name, _ in option.record.entries if name]
                found += filter(None, (_verb(item) for item in items))
            if found:
                return list(dict.fromkeys(found))
        if find.verb:
            return [find.verb.upper()]
        by_class = self._methods_of_class(find, handler)
        return by_class or [find.rule.default_method]

    def _methods_of_class(self, find: Find, handler: Value | None) -> list[str]:
        """What a class that answers has methods for, by the names that the rule gives."""
        of_class = _class_in(handler) if handler is not None else None
        if of_class is None or not find.rule.actions:
            return []
        return list(dict.fromkeys(action.split()[0] for action in self._actions(find, of_class).values()))

    def _actions(self, find: Find, of_class: ClassValue) -> dict[str, str]:
        """The actions of a class: those it has functions for, and those that its bases bring along."""
        names: list[str] = []
        for one in self._evaluator.ancestry(of_class):
            if isinstance(one, ClassValue):
                file = self._discovery.program.file(one.module)
                names += [file.scopes[method].name for method in file.methods.get(one.scope, ())]
            elif isinstance(one, Symbol):
                names += find.rule.inherited.get(one.name, ())
        actions = find.rule.actions
        return {name: actions[name] for name in actions if name in names}

    def _resource(self, find: Find, call: Call) -> Iterator[FoundRoute]:
        """One route per action of a class that is registered under a path."""
        handler = select(self._evaluator, call, find.rule.handler)
        of_class = _class_in(handler) if handler is not None else None
        actions = self._actions(find, of_class) if of_class is not None else {}
        line = find.place[2]
        for path in self._paths(find, call):
            for prefix in self._prefixes(find, call):
                for name, action in actions.items():
                    method, _, rest = action.partition(" ")
                    whole = normal_path(_joined(_joined(prefix, path), rest))
                    yield FoundRoute(find, method, whole, name, line)
                if not actions:
                    yield FoundRoute(find, "ANY", normal_path(_joined(prefix, path)) + "/**", "", line)

    def _prefixes(self, find: Find, call: Call) -> list[str]:
        """What stands before the path: of the class around, and of the routers that lead here."""
        own = [""]
        if find.rule.prefix:
            value = select(self._evaluator, call, find.rule.prefix)
            if value is not None:
                items = []
                for option in options_of(value):
                    if isinstance(option, ItemsValue):
                        items += [self._evaluator.evaluate(item, option.frame) for item in option.items]
                    else:
                        items.append(option)
                own = [written(one) for item in items for one in texts(item, find.module, self._settings)] or [""]
        around = self._mounts.prefixes(find, call)
        return list(dict.fromkeys(_joined(outer, inner) for outer in around for inner in own))[:_MOST_PATHS]

    def _handler(self, find: Find, handler: Value | None) -> str:
        program = self._discovery.program
        if find.is_mark:
            return program.scope(find.module, find.scope).name
        for option in options_of(handler) if handler is not None else ():
            if isinstance(option, FunctionValue | ClassValue):
                return program.scope(option.module, option.scope).name
        return ""

    # Requests and messages

    def asks(self, find: Find) -> bool:
        """Whether the address of a find comes from a caller."""
        selectors = find.rule.path if find.rule.kind == "request" else find.rule.topic
        value = self._whole(find, selectors, find.rule.base)
        found = texts(value, find.module, self._settings) if value is not None else []
        asked = self._asked(found)
        if asked is None:
            return False
        return not self._begins(found, asked) or not any(says(address(one)) for one in found)

    def requests(self, find: Find) -> Iterator[FoundRequest]:
        """The requests of a find: its own where the address stands there, else one for every caller that gives one."""
        yield from (
            FoundRequest(one, method, tuple(found))
            for one, found in self._traced(find, find.rule.path, find.rule.base)
            for method in self._methods(one, self._discovery.call(one))[:4]
        )

    def messages(self, find: Find) -> Iterator[FoundMessage]:
        """The publications or subscriptions of a find."""
        for one, found in self._traced(find, find.rule.topic, ()):
            topics = [f"{place.host}{place.path}" for place in found]
            yield FoundMessage(one, tuple(dict.fromkeys(topics)))

    def store(self, find: Find) -> str:
        """The name of a store."""
        call = self._discovery.call(find)
        value = select(self._evaluator, call, find.rule.name) if find.rule.name else None
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue):
                return written(option)
            if isinstance(option, ClassValue):
                return self._discovery.program.scope(option.module, option.scope).name
        return ""

    def _traced(
        self, find: Find, selectors: tuple[str, ...], base: tuple[str, ...]
    ) -> Iterator[tuple[Find, list[Address]]]:
        """A find with its addresses, followed to the callers that give them."""
        value = self._whole(find, selectors, base)
        found = texts(value, find.module, self._settings) if value is not None else []
        own = [address(one) for one in found]
        asked = self._asked(found) if len(find.callers) < _DEEPEST else None
        if asked is None or any(site.function == (asked.module, asked.scope) for site in find.callers):
            yield find, own
            return
        sites = self._discovery.callers(asked.module, asked.scope)
        if self._begins(found, asked) and any(says(place) for place in own):
            # The path is known, only the host comes from callers: it stays one request, to any of their hosts.
            yield find, self._hosted(find, sites, selectors, base) or own
            return
        told = False
        for site in sites:
            for one, places in self._traced(find._replace(callers=(site, *find.callers)), selectors, base):
                if any(says(place) for place in places):
                    told = True
                    yield one, places
        if not (told and find.callers):
            yield find, own

    def _hosted(
        self, find: Find, sites: list[CallSite], selectors: tuple[str, ...], base: tuple[str, ...]
    ) -> list[Address]:
        """The addresses of a find with the hosts that a few callers give."""
        places: list[Address] = []
        for site in sites[:_MOST_PATHS]:
            value = self._whole(find._replace(callers=(site, *find.callers)), selectors, base)
            found = texts(value, find.module, self._settings) if value is not None else []
            places += [place for place in map(address, found) if place.host.strip("{}")]
        return list(dict.fromkeys(places))

    def _whole(self, find: Find, selectors: tuple[str, ...], base: tuple[str, ...]) -> Value | None:
        from archlint.graph.values.texts import joined_url

        call = self._discovery.call(find)
        value = select(self._evaluator, call, selectors) if selectors else None
        value = self._filled(self._plain(self._flat(value)), find)
        if find.rule.prefix and value is not None:  # of a client: what stands before all its paths
            before = select(self._evaluator, call, find.rule.prefix)
            value = joined_url([before, value]) if before is not None else value
        start = self._start(find, call, base)
        if start is None:
            return value
        return joined_url([start, value]) if value is not None else start

    def _start(self, find: Find, call: Call, base: tuple[str, ...]) -> Value | None:
        """What an address begins with, where the call or its client says so."""
        host = select(self._evaluator, call, find.rule.host) if find.rule.host else None
        if host is not None:
            known = self._filled(host, find)
            options = [one for one in options_of(known) if isinstance(one, TextValue)] if known is not None else []
            return several([one if _has_scheme(one) else text("http://", one) for one in options]) if options else host
        start = self._filled(select(self._evaluator, call, base), find) if base else None
        # An entry of what a caller hands in is no base as long as nobody knows that it is there.
        return None if isinstance(start, Attribute) and isinstance(start.of, ParameterValue) else start

    def _filled(self, value: Value | None, find: Find) -> Value | None:
        """A value with the placeholders in its texts (`${url}`) filled in; only where annotations are read."""
        if value is None or not find.is_mark:
            return value
        found: list[Value] = []
        for option in options_of(value):
            literal = option.parts[0] if isinstance(option, TextValue) and len(option.parts) == 1 else None
            is_open = isinstance(literal, str) and "${" in literal
            found.append(self._settings.of_text(str(literal), find.module) if is_open else option)
        return several(found)

    def _flat(self, value: Value | None) -> Value | None:
        """One of the items for a list of them: a call that is given several topics is about each."""
        found: list[Value] = []
        for option in options_of(value) if value is not None else ():
            if isinstance(option, ItemsValue):
                found += [self._evaluator.evaluate(item, option.frame) for item in option.items]
            else:
                found.append(option)
        return several(found) if found else value

    def _plain(self, value: Value | None) -> Value | None:
        """A class in the place of a text is meant by its full name."""
        if isinstance(value, FunctionValue):
            return TextValue((self._discovery.program.scope(value.module, value.scope).name,))
        if isinstance(value, ClassValue):
            file = self._discovery.program.file(value.module)
            name = file.scopes[value.scope].name
            return TextValue((f"{file.sketch.package}.{name}" if file.sketch.package else name,))
        return value

    @staticmethod
    def _begins(found: list[TextValue], asked: ParameterValue) -> bool:
        """Whether addresses begin with what a parameter gives."""
        starts = (one.parts[0] for one in found if one.parts)
        return any(asked in parameters(start) for start in starts if not isinstance(start, str))

    @staticmethod
    def _asked(found: list[TextValue]) -> ParameterValue | None:
        """The parameter that an address needs from a caller, None where it stands by itself."""
        for one in found:
            for position, part in enumerate(one.parts):
                if not isinstance(part, str) and is_open(one, position):
                    asked = next(parameters(part), None)
                    if asked is not None:
                        return asked
        return None


def written(found: TextValue) -> str:
    """A text with holes for what is not known."""
    from archlint.graph.connections.addresses import hole

    return "".join(part if isinstance(part, str) else "{" + hole(part) + "}" for part in found.parts)


def _has_scheme(found: TextValue) -> bool:
    first = found.parts[0] if found.parts else ""
    return not isinstance(first, str) or "://" in first or first.startswith("/")


def _joined(prefix: str, path: str) -> str:
    if not prefix:
        return path
    if not path:
        return prefix
    return (
        f"{prefix.rstrip('/')}/{path.lstrip('/')}" if not path.startswith("^") else f"{prefix.rstrip('/')}/{path[1:]}"
    )


def _verb(value: Value) -> str:
    if isinstance(value, TextValue) and len(value.parts) == 1 and isinstance(value.parts[0], str):
        return value.parts[0].upper()
    if isinstance(value, Symbol | Attribute):
        last = value.name.rpartition(".")[2].upper()
        return last if last in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") else ""
    return ""


def _class_in(value: Value) -> ClassValue | None:
    """The class that a value is, or that it is made by: `View.as_view()`."""
    for option in options_of(value):
        inner = option
        while isinstance(inner, Applied | Attribute):
            inner = inner.callee if isinstance(inner, Applied) else inner.of
        if isinstance(inner, ClassValue):
            return inner
    return None


def says(place: Address) -> bool:
    """Whether an address says anything besides what is not known."""
    import re

    return bool(re.sub(r"\{[^}]*\}|[/?]", "", place.path)) or (place.path == "/" and bool(place.host))

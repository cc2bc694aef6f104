"""Where the address in a find comes from: a find in, itself or one for every caller that gives an address out."""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from archlint.graph.connections.addresses import Address, address, is_open, parameters, texts
from archlint.graph.connections.arguments import argument
from archlint.graph.connections.built_clients import BuiltClients
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import CONSTRUCTORS, CallSite, Find
from archlint.graph.connections.handed_values import begins_unknown, is_handed, is_of_caller
from archlint.graph.connections.own_clients import handed_through
from archlint.graph.connections.rule_calls import places_of
from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.starts import Starts
from archlint.graph.connections.telling import says, says_more, telling
from archlint.graph.values.joining import at_root, begins_at_root, glued, joined_url
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Instance,
    ItemsValue,
    ParameterValue,
    Symbol,
    TextValue,
    Value,
    options_of,
    several,
    text,
)

_MOST_HOSTS = 8
_DEEPEST = 4
_FAR = 20
"""More functions than are written in each other."""
_WHOLE_HOST = re.compile(r"[a-z]+://[^/{}]+(?:/|\Z)", re.IGNORECASE)
_CLASS = re.compile(r"[A-Z]\w*[a-z]\w*")


class Tracer:
    """Reads addresses, in the frames that callers make."""

    def __init__(self, discovery: Discovery, settings: KnownSettings) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self.built = BuiltClients(discovery)
        """Knows what clients are made of."""
        self._starts = Starts(discovery.evaluator, settings, self.built)
        self._seen: dict[tuple[int, tuple[str, ...], tuple[str, ...]], tuple[Find, int, Value | None]] = {}

    def asked(self, find: Find) -> ParameterValue | None:
        """The parameter in which a caller gives the address of a find, None for one that comes from no caller."""
        found: list[TextValue] = []
        for selectors in places_of(find.rule):
            value = self._whole(find, selectors, find.rule.base)
            found = texts(value, find.module, self._settings) if value is not None else []
            if any(one.parts for one in found):
                break
        asked = next(iter(self._asked(found, find)), None)
        return None if asked is None or self._asks_for_host(found, asked) else asked

    def is_fixed(self, find: Find) -> bool:
        """Whether the host of a request is written in the code, and no setting can be in its place."""
        value = self._whole(find, find.rule.path, find.rule.base)
        options = options_of(value) if value is not None else ()
        return bool(options) and all(
            isinstance(one, TextValue)
            and one.parts
            and isinstance(one.parts[0], str)
            and _WHOLE_HOST.match(one.parts[0])
            for one in options
        )

    def started(self, find: Find) -> Value | None:
        """What the client of a find says about whom it asks, None where it says nothing."""
        return self._starts.of(find, self._discovery.call(find), find.rule.base)

    def is_handed(self, find: Find) -> bool:
        """Whether the path of a find is all what a caller gives, and no caller that gives one is known; or the client is, whose
        own address nobody knows then.
        """
        call = self._discovery.call(find)
        if any(selector.startswith("^") for selector in find.rule.base) and any(
            map(is_of_caller, options_of(call.callee))
        ):
            return True
        value = select(self._evaluator, call, find.rule.path)
        return value is not None and all(map(is_handed, options_of(value)))

    def traced(
        self, find: Find, selectors: tuple[str, ...], base: tuple[str, ...] = ()
    ) -> Iterator[tuple[Find, list[Address]]]:
        """A find with its addresses, followed to the callers that give them."""
        value = self._whole(find, selectors, base)
        found = texts(value, find.module, self._settings) if value is not None else []
        own = telling([address(one) for one in found])
        wanted = self._asked(found, find) if len(find.callers) < _DEEPEST else []
        given = (one for one in wanted if self._discovery.calls.of(one.module, one.scope))
        asked = next(given, wanted[0] if wanted else None)
        if asked is None or any(site.function == (asked.module, asked.scope) for site in find.callers):
            yield find, own
            return
        sites = self._discovery.calls.of(asked.module, asked.scope)
        if self._asks_for_host(found, asked) or (asked != wanted[0] and self._is_of_maker(asked)):
            # The path is known, or nobody is who gives it, and the host comes from callers: it stays one request, to any of
            # their hosts.
            yield find, self._hosted(find, sites, selectors, base) or own
            return
        told = False
        for site in sites:
            called = find._replace(callers=(site, *find.callers))
            if not self._discovery.is_possible(called):
                told = True  # another one is chosen there
                continue
            for one, places in self.traced(called, selectors, base):
                if any(self._is_told(find, place, own) for place in places):
                    told = True
                    yield one, places
        if not (told and find.callers):
            yield find, own

    @staticmethod
    def _is_told(find: Find, place: Address, own: Sequence[Address]) -> bool:
        """Whether an address says more than is known without a caller. A route may lie at its router itself: nothing is left
        to say then.
        """
        at_root = find.rule.kind == "route" and place.path in ("", "/") and not place.host and place not in own
        return at_root or says_more(place, own) or (find.verb == CHOSEN and says(place))

    def _hosted(
        self, find: Find, sites: list[CallSite], selectors: tuple[str, ...], base: tuple[str, ...]
    ) -> list[Address]:
        """The addresses of a find with the hosts that a few callers give."""
        places: list[Address] = []
        for site in sites[:_MOST_HOSTS]:
            value = self._whole(find._replace(callers=(site, *find.callers)), selectors, base)
            found = texts(value, find.module, self._settings) if value is not None else []
            # That nothing stands before the path is only known of a caller of what asks, not of one of what made the client.
            is_own = self._calls(site, find)
            places += [one for one in map(address, found) if one.host.strip("{}") or (is_own and not one.host)]
        return list(dict.fromkeys(places))

    def _calls(self, site: CallSite, find: Find) -> bool:
        """Whether a call makes an object, or is of the function in which a find stands, or the first of its callers, or of one
        around that.
        """
        made = self._discovery.program.scope(*site.function).name in CONSTRUCTORS
        return made or self._is_around(site.function, find)

    def _is_around(self, function: tuple[str, int], find: Find) -> bool:
        """Whether a find, or the first of its callers, stands in a function or in one within it."""
        return self._distance(function, find) < _FAR

    def _distance(self, function: tuple[str, int], find: Find) -> int:
        """How many functions lie between a find, or the first of its callers, and one around it."""
        module, scope = (find.callers[0].module, find.callers[0].scope) if find.callers else (find.module, find.scope)
        for between in range(_FAR):
            if (module, scope) == function:
                return between
            if scope <= 0:
                break
            scope = self._discovery.program.scope(module, scope).parent
        return _FAR

    def _whole(self, find: Find, selectors: tuple[str, ...], base: tuple[str, ...]) -> Value | None:
        """The value of an address; remembered by the find itself, which is kept so that its id stays its own."""
        key = (id(find), selectors, base)
        seen = self._seen.get(key)
        if seen is None or seen[1] != len(self._discovery.modules):  # more modules may say more
            seen = self._seen[key] = find, len(self._discovery.modules), self._worked_out(find, selectors, base)
        return seen[2]

    def _worked_out(self, find: Find, selectors: tuple[str, ...], base: tuple[str, ...]) -> Value | None:
        call = self._discovery.call(find)
        value = select(self._evaluator, call, selectors) if selectors else None
        if find.rule.through and value is not None:
            value = handed_through(self._evaluator, call, find.rule.through, value)
        value = self._starts.filled(self._plain(self._flat(value)), find)
        if find.rule.kind in ("publication", "subscription", "binding"):
            value = self._object_named(value, find.module)
        if find.rule.verb_first and isinstance(value, TextValue) and value.parts and isinstance(value.parts[0], str):
            value = text(value.parts[0].lstrip().partition(" ")[2].lstrip(), *value.parts[1:])
        if find.rule.prefix:  # of a client: what stands before all its paths
            before = select(self._evaluator, call, find.rule.prefix)
            value = joined_url([before, value]) if before is not None and value is not None else before or value
        start = self._starts.of(find, call, base)
        if start is None:
            return value
        if value is None:
            return start
        if find.rule.resolved:
            start = at_root(start) if begins_at_root(value) else start
            if value == UNKNOWN:
                return value  # it may be a whole address
        if start == UNKNOWN and all(map(begins_unknown, options_of(value))):
            return value  # it says that itself
        # All of a path that a caller gives may be more than one segment, and may have its own slash.
        if not is_handed(value):
            return joined_url([start, value])
        known = [one for option in options_of(start) for one in self._known(option, find.module)]
        return several([glued(one, value) for one in known])

    def _known(self, start: Value, module: str) -> Sequence[Value]:
        """What an address begins with, settings filled in as far as they are known to their ends."""
        found = texts(start, module, self._settings) if not isinstance(start, TextValue) else []
        return found if found and all(isinstance(one.parts[-1], str) for one in found if one.parts) else [start]

    def _flat(self, value: Value | None, depth: int = 0) -> Value | None:
        """One of the items for a list of them: a call that is given several topics is about each."""
        found: list[Value] = []
        for option in options_of(value) if value is not None else ():
            if isinstance(option, ItemsValue) and depth < _DEEPEST:
                items = (self._evaluator.evaluate(item, option.frame, option.at) for item in option.items)
                found += [one for item in items if (one := self._flat(item, depth + 1)) is not None]
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

    def _object_named(self, value: Value | None, module: str) -> Value | None:
        """What an object that stands for a topic is called: `new ChannelTopic("bills")`; an event by its class."""
        found: list[Value] = []
        for option in options_of(value) if value is not None else ():
            named = None
            if self._settings.text(option, module) is not None:
                pass  # what it is set to is read later
            elif isinstance(option, Applied) and option.frame is not None and option.invocation is not None:
                named = argument(self._evaluator, option.invocation, option.frame, "0")
            elif isinstance(option, Instance):
                named = self._plain(option.of)
            elif isinstance(option, Attribute) and option.name == "class":  # `Closed.class`
                named = _of_class(option.of) or self._plain(option.of)
            else:
                named = _of_class(option)
            found.append(named if isinstance(named, TextValue) and named.parts else option)
        return several(found) if found else value

    @staticmethod
    def _asks_for_host(found: list[TextValue], asked: ParameterValue) -> bool:
        """Whether a parameter only gives what addresses begin with, and their paths are known without it."""
        asking = [
            one for one in found if any(asked in parameters(part) for part in one.parts if not isinstance(part, str))
        ]
        return all(
            not isinstance(one.parts[0], str) and asked in parameters(one.parts[0]) and says(address(one))
            for one in asking
        )

    def _asked(self, found: list[TextValue], find: Find) -> list[ParameterValue]:
        """The parameters that an address needs from callers, none where it stands by itself. Those of the function in which the
        find stands, or the first of its callers, are asked for first, then those of functions around it: whoever calls the
        inner one gives all that it needs. What an object is made with is asked for last: whoever calls its method knows it.
        """
        ranked: list[tuple[int, ParameterValue]] = []
        for one in found:
            for position, part in enumerate(one.parts):
                asked = next(parameters(part), None) if not isinstance(part, str) and is_open(one, position) else None
                if asked is not None:
                    distance = self._distance((asked.module, asked.scope), find)
                    ranked.append((_FAR + 1 if self._is_of_maker(asked) else distance, asked))
        return [asked for _, asked in sorted(ranked, key=itemgetter(0))]

    def _is_of_maker(self, asked: ParameterValue) -> bool:
        """Whether a parameter is what an object is made with."""
        return self._discovery.program.scope(asked.module, asked.scope).name in CONSTRUCTORS


def _of_class(value: Value) -> Value | None:
    """The full name of a class outside the project."""
    name = value.name.removesuffix(".class") if isinstance(value, Symbol) else ""
    return TextValue((name,)) if _CLASS.fullmatch(name.rpartition(".")[2]) else None

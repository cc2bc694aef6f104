"""Classes of the project that are routers themselves, `class Bills(APIRouter)`: the key of one, the routers that are its
objects and the paths that these are made with out.
"""

from archlint.graph.connections.addresses import Settings
from archlint.graph.connections.component_prefixes import starts_of
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import CONSTRUCTORS, Find
from archlint.graph.connections.owners import Key
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.values.naming import OWN
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    ClassValue,
    Frame,
    Instance,
    Site,
    Symbol,
    options_of,
)
from archlint.model.sketch import Invocation, Member, Name

_OF_CLASS = "object"


class OwnRouters:
    """Looks into the classes that extend a router."""

    def __init__(self, discovery: Discovery, settings: Settings) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._prefixes: dict[Site, str] = {}
        self._written: dict[str, dict[int, tuple[int, Invocation]]] = {}

    def around(self, find: Find, call: Call) -> Key | None:
        """The key of the class around a call of `this` or `self`, where objects of that are routers: any of these."""
        receiver = call.callee.of if isinstance(call.callee, Attribute) else None
        if not isinstance(receiver, Applied) or not isinstance(receiver.callee, Symbol) or receiver.site is not None:
            return None
        callee = find.expression.callee if isinstance(find.expression, Invocation) else None
        if not (isinstance(callee, Member) and isinstance(callee.of, Name) and callee.of.name in OWN):
            return None
        own = call.frame.own
        if isinstance(own, Instance):
            return (_OF_CLASS, own.of.module, own.of.scope)
        of_class = self._discovery.program.file(find.module).class_of(find.scope)
        return (_OF_CLASS, find.module, of_class) if of_class >= 0 else None

    def objects(self, key: Key) -> list[Key]:
        """The routers that are objects of the class of a key, none for any other key."""
        if key[0] != _OF_CLASS:
            return []
        of = ClassValue(str(key[1]), int(str(key[2])))
        maker = self._constructor(of)
        sites = self._discovery.calls.of(*maker) if maker is not None else ()
        return [
            (Site(site.module, site.invocation.start),)
            for site in sites
            for made in options_of(self._evaluator.evaluate(site.invocation, Frame(site.module, site.scope)))
            if isinstance(made, Instance) and of in self._evaluator.ancestry(made.of)
        ]

    def prefix(self, key: Key) -> str:
        """The path that an object is made with that is a router, "" for any other key."""
        site = key[0]
        if not isinstance(site, Site) or len(key) > 1:
            return ""
        if site not in self._prefixes:
            self._prefixes[site] = self._made_with(site)
        return self._prefixes[site]

    def _made_with(self, site: Site) -> str:
        index, invocation = self._at(site)
        if invocation is None:
            return ""
        made = self._evaluator.evaluate(invocation, Frame(site.module, index))
        own = next((one for one in options_of(made) if isinstance(one, Instance)), None)
        if own is None or own.invocation is None or own.frame is None:
            return ""
        ancestry = self._evaluator.ancestry(own.of)
        names = {one.name for one in ancestry if isinstance(one, Symbol)}
        maker = self._constructor(own.of)
        passed = None
        if maker is not None:
            class_of = ClassValue(maker[0], self._discovery.program.file(maker[0]).class_of(maker[1]))
            passed = self._evaluator.passed_up(own._replace(of=class_of))
        given, frame = passed or (own.invocation, own.frame)
        for rule in self._discovery.rules(site.module).rules if names else ():
            if rule.kind == "router" and not rule.nested and not names.isdisjoint(rule.calls):
                value = select(self._evaluator, Call(given, frame, UNKNOWN), rule.prefix)
                return starts_of(self._evaluator, self._settings, value, site.module)[0]
        return ""

    def _constructor(self, of: ClassValue) -> tuple[str, int] | None:
        """The constructor of the nearest class of the project that has one."""
        for one in self._evaluator.ancestry(of):
            if not isinstance(one, ClassValue):
                continue
            file = self._discovery.program.file(one.module)
            for method in file.methods.get(one.scope, ()):
                if file.scopes[method].name in CONSTRUCTORS:
                    return one.module, method
        return None

    def _at(self, site: Site) -> tuple[int, Invocation | None]:
        """The call at a place, with the scope it stands in."""
        if site.module not in self._written:
            self._written[site.module] = {
                invocation.start: (index, invocation)
                for index, calls in enumerate(self._discovery.calls.written(site.module))
                for _, invocation, _ in calls
            }
        return self._written[site.module].get(site.start, (0, None))

"""Which router is mounted where: finds of routers and mounts in, the paths that lead to a route out."""

from itertools import product

from archlint.graph.connections.addresses import Settings, normal_path
from archlint.graph.connections.component_prefixes import ComponentPrefixes, certain, joined, starts_of
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.mount_trees import tree_of
from archlint.graph.connections.mounted import WITHIN, Mounted, holding
from archlint.graph.connections.own_routers import OwnRouters
from archlint.graph.connections.owners import Key, Owners, key_within, without_owner
from archlint.graph.connections.parameters import is_rest
from archlint.graph.connections.routers import Routers, router_key
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.connections.served import Unread
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    Frame,
    Site,
    TextValue,
    Value,
    options_of,
)
from archlint.model.sketch import Invocation

_DEEPEST = 12
_MOST = 8


class Mounts:
    """Knows all mounts of a system."""

    def __init__(self, discovery: Discovery, settings: Settings) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._routers = Routers(discovery)
        self.key = self._routers.key
        self.mounted = Mounted(discovery, self._routers)
        """Tells what calls mount."""
        self._settings = settings
        self.of_components = ComponentPrefixes(discovery, settings)
        """What stands before all routes of a component."""
        self._parents: dict[Key, list[tuple[Key, str]]] = {}
        self.calls: dict[Key, list[tuple[Key, Find]]] = {}  # what routers are mounted at, and by which finds
        self._owners = Owners(discovery.evaluator)
        self._own = OwnRouters(discovery, settings)
        self._made: dict[Key, str] = {}
        self._mounting: dict[int, Invocation] = {}  # by ids: all calls of a chain begin at the same place
        self._pending: set[Key] = set()
        self._unread: list[tuple[Key, str, str]] = []
        self._replacing: set[tuple[Key, Key, str]] = set()
        """Mounts behind a path that stands in the place of the child's own."""

    def make(self, find: Find) -> None:
        """Remember the prefix that a router is made with."""
        call = self._discovery.call(find)
        starts = self._starts(select(self._evaluator, call, find.rule.prefix), find.module)
        if find.rule.nested:
            starts = [self._within_entry(find, call, starts[0] if starts else "")]
        if find.rule.parent == ("self",):  # `router.prefix("/api")`
            itself = self._routers.key(call.callee.of, find.module) if isinstance(call.callee, Attribute) else None
            if itself is not None:
                bare = without_owner(itself)
                self._made[bare] = joined(starts[0], self._made.get(bare, ""))
            return
        if call.invocation is not None and starts != [""]:
            made: Key = (Site(find.module, call.invocation.start),)
            self._made[made] = starts[0]
            of = self._routers.key(call.callee.of, find.module) if isinstance(call.callee, Attribute) else None
            if of is not None and of != made:  # `app.basePath("/api")` is served by what it is called on
                self._mount(made, (of, ""))

    def _within_entry(self, find: Find, call: Call, start: str) -> str:
        """The path of an entry of another router, in which the routes of this one lie."""
        names = self._starts(select(self._evaluator, call, (find.rule.nested,)), find.module)
        name = (names[0] if names else "").strip("/") or "nested_1"
        # One that is made by another one is mounted at it, see make.
        parent = self._parent(find, call) if find.rule.parent else None
        outer = self._made.get(without_owner(parent), "") if parent is not None else ""
        return joined(joined(outer, start), f"/{{{name}_pk}}")

    def add(self, find: Find) -> bool:
        """Remember a mount; False where the call mounts nothing. One of what a function is handed (`use(path, router)`)
        is one for each of its callers.
        """
        sites = self.mounted.handing(find)
        done = [self._add(find._replace(callers=(site, *find.callers))) for site in sites]
        return any(done) if done else self._add(find)

    def _add(self, find: Find) -> bool:
        call = self._discovery.call(find)
        prefix, starts = self._behind(find, call)
        if self.of_components.add(find, prefix, starts):
            return True
        if find.rule.nested:
            return self._add_tree(find, call)
        parent = self._parent(find, call)
        if parent is None:
            return False
        if find.rule.child[0].startswith(WITHIN) and isinstance(find.expression, Invocation):
            self._hold(holding(find.expression, find.rule), self._closure(find) or parent, starts)
            return True
        done = False
        for module, inner in self.mounted.folder(find, call):
            for child in self.mounted.exported(module):
                for start in starts:
                    self._mount(child, (parent, joined(start, inner)))
                    done = True
        children = self.mounted.children(find, call)
        # As many paths as routers, both out of one list: each has its own.
        is_each = 1 < len(starts) == len(children)
        pairs = zip(children, starts, strict=True) if is_each else product(children, starts)
        for child, start in pairs:
            self._mount(child, (parent, start))
            self.calls.setdefault(without_owner(child), []).append((parent, find))
            if find.rule.replaces and prefix is not None:
                self._replacing.add((without_owner(child), parent, start))
            done = True
        if not done and find.rule.named:
            done = self._mount_unread(find, call, parent, starts)
        if done and isinstance(find.expression, Invocation):
            self._hold(find.expression, parent, starts)
        return done

    def _hold(self, around: Invocation, parent: Key, starts: list[str]) -> None:
        """Remember that what stands in a call is mounted."""
        self._mounting[id(around)] = around
        self._parents[key_within(around)] = [(parent, start) for start in starts]

    def _mount(self, child: Key, *at: tuple[Key, str]) -> None:
        """Remember that a router is mounted at others, behind paths."""
        self._owners.add(child)
        self._parents.setdefault(child, []).extend(at)

    def _mounted_at(self, key: Key) -> list[tuple[Key, str]]:
        """Where a router is mounted, or one that may be the same."""
        return [at for one in self._owners.same(key) or [key] for at in self._parents.get(one, ())]

    def _behind(self, find: Find, call: Call) -> tuple[Value | None, list[str]]:
        """What a call says is the path before all that it mounts, and the paths that this is."""
        prefix = select(self._evaluator, call, find.rule.prefix) if find.rule.prefix else None
        starts = self._starts(prefix, find.module)
        if find.rule.before:
            outer = self._starts(select(self._evaluator, call, find.rule.before), find.module)
            starts = [joined(one, start) for one in outer for start in starts]
        return prefix, starts

    def _add_tree(self, find: Find, call: Call) -> bool:
        """Remember what a list of objects mounts."""
        root: Key = ("tree", find.module, find.line)
        done = False
        for value, starts in tree_of(self._evaluator, find.rule, call, lambda one: self._starts(one, find.module)):
            for child in self._routers.of(value, find.module):
                self._mount(child, *((root, start) for start in starts))
                done = True
        return done

    def _mount_unread(self, find: Find, call: Call, parent: Key, starts: list[str]) -> bool:
        """Remember that something is mounted that a name stands for, of which no code is read."""
        value = select(self._evaluator, call, find.rule.named)
        if not isinstance(value, TextValue) or len(value.parts) != 1 or not isinstance(value.parts[0], str):
            return False
        self._unread += [(parent, start, value.parts[0]) for start in starts]
        return True

    def unread(self) -> list[Unread]:
        """The paths under which routes are served of which no code is read, each with whose they are."""
        added = [(key, "", name) for key, name in self._routers.unread.items()]
        every = [*self._unread, *added]
        return [
            Unread(normal_path(joined(outer, start)), name, below=True)
            for parent, start, name in every
            for outer in self._leading(parent)
        ]

    def _parent(self, find: Find, call: Call) -> Key | None:
        """What a call mounts at: what it is called on, or what the rule says; None where that is no router."""
        if not find.rule.parent:
            return self.around(find, call)
        if find.rule.parent == ("=made",) and call.invocation is not None:
            return (Site(find.module, call.invocation.start),)
        if find.rule.parent == ("=class",):
            return ("scope", find.module, self._discovery.program.file(find.module).class_of(find.scope))
        value = select(self._evaluator, call, find.rule.parent)
        return next(iter(self._routers.of(options_of(value)[0], find.module)), None) if value is not None else None

    def is_mount(self, find: Find) -> bool:
        """Whether the call of a find mounts something, so that it serves nothing itself. A rule that asks for more than a
        call knows that what is mounted serves.
        """
        return id(find.expression) in self._mounting and not find.rule.needing

    def _starts(self, value: Value | None, module: str) -> list[str]:
        return starts_of(self._evaluator, self._settings, value, module)

    # What leads to a route

    def prefixes(self, find: Find, call: Call) -> list[str]:
        """The paths before a route's own, one for every way that leads to it."""
        found = certain(self._leading(self.around(find, call)))
        version = self.of_components.version(find, call)
        found = [joined(version, one) or one for one in found] if version else found
        return list(dict.fromkeys(self.of_components.rooted(find, one) for one in found))[:_MOST]

    def is_mounted(self, find: Find) -> bool:
        """Whether the class around a find is mounted somewhere."""
        return ("scope", find.module, self._discovery.program.file(find.module).class_of(find.scope)) in self._parents

    def around(self, find: Find, call: Call) -> Key:
        """The router that a call is about: the object it is called on, else the list or the module it stands in."""
        for outer in reversed(find.within):
            if id(outer) in self._mounting:
                return key_within(outer)
            made: Key = (Site(find.module, outer.start),)
            if made in self._parents and not isinstance(call.callee, Attribute):  # `route(GET("/bills"), …)`
                return made
        receiver = call.callee.of if isinstance(call.callee, Attribute) else None
        key = None
        while receiver is not None and key is None:
            key = router_key(receiver)
            if isinstance(receiver, Applied) and isinstance(receiver.callee, Attribute) and self._is_chained(receiver):
                if key in self._made:
                    break
                key, receiver = None, receiver.callee.of
            else:
                break
        key = key or self._own.around(find, call)
        nested = self._closure(find) if key is None or key[0] == "handed" else None
        if key is not None and nested is None:
            return key
        if nested is not None:
            return nested
        module, of_class = find.heir or (find.module, self._discovery.program.file(find.module).class_of(find.scope))
        own: Key = ("scope", find.module, find.scope)
        if find.is_mark and own in self._parents:  # it is mounted by itself
            return own
        if of_class >= 0 and find.is_mark:
            return ("scope", module, of_class)
        return ("list", find.module, find.target) if find.target else ("module", find.module)

    def _closure(self, find: Find) -> Key | None:
        """The mounting call that a function around was handed to."""
        file, scope = self._discovery.program.file(find.module), find.scope
        while scope >= 0:
            given = file.given.get(scope)
            if given is not None and id(given.invocation) in self._mounting:
                return key_within(given.invocation)
            scope = file.scopes[scope].parent
        return None

    def _is_chained(self, receiver: Applied) -> bool:
        """Whether a call gives back the router it is called on: `app.route("/x").get(…)`."""
        return isinstance(receiver.callee, Attribute) and receiver.callee.name not in ("Router", "create")

    def _leading(self, key: Key, depth: int = 0) -> list[str]:
        if key in self._pending or depth > _DEEPEST:
            return [""]
        self._pending.add(key)
        try:
            bare = without_owner(key)
            own = self._made[bare] if bare in self._made else self._own.prefix(bare)
            parents = self._mounted_at(key) or self._given(key) or [(one, "") for one in self._own.objects(key)]
            found = [
                joined(joined(outer, start), "" if (bare, parent, start) in self._replacing else own)
                for parent, start in parents
                for outer in self._leading(parent, depth + 1)
            ]
        finally:
            self._pending.discard(key)
        return list(dict.fromkeys(found))[:_MOST] or [own]

    def _given(self, key: Key) -> list[tuple[Key, str]]:
        """The routers that callers give where a function is handed one."""
        if key[0] != "parameter":
            return []
        _, module, scope, name = key
        found: list[tuple[Key, str]] = []
        own: Key = ("scope", module, scope)
        if own in self._parents:
            found += self._parents[own]
        for router in self._discovery.program.given.get((str(module), int(str(scope)), str(name)), ()):
            parent = self._routers.key(router, str(module))
            if parent is not None and parent != key and not found:
                found.append((parent, ""))
        for site in self._discovery.calls.of(str(module), int(str(scope))):
            frame = self._discovery.entered(site, Frame(site.module, site.scope))
            value = frame.arguments.get(str(name))
            for option in options_of(value) if value is not None else ():
                if found and is_rest(
                    option, self._discovery.program
                ):  # which of what it holds is handed on is known already
                    continue
                parent = self._routers.key(option, str(module))
                if parent is not None and parent != key:
                    found.append((parent, ""))
        return found

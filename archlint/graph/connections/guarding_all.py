"""What is asked before all routes of a file or of a component: modules in, the names of such guards out."""

from typing import NamedTuple

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.guard_evidence import Bodies, Names, Phrases, all_of, last_of
from archlint.graph.connections.guarding_ways import Ways
from archlint.graph.connections.places import Places
from archlint.graph.values.file import File
from archlint.graph.values.walking import expressions_of
from archlint.model.authentication import AuthenticationWords
from archlint.model.sketch import Closure, Expression, Invocation, Member, Record, Scope, Text


class _Put(NamedTuple):
    """A guard with the module that puts it there; it stands before what comes after `start`, if that counts."""

    name: str
    module: str
    scope: int = 0
    start: int = -1


class BeforeAll:
    """Remembers what modules put before the routes of their file, their component or both."""

    def __init__(  # noqa: PLR0913, PLR0917 - the whole of a system
        self,
        discovery: Discovery,
        places: Places,
        words: AuthenticationWords,
        guards: Phrases,
        bodies: Bodies,
        names: Names,
        ways: Ways,
    ) -> None:
        self._discovery = discovery
        self._program = discovery.program
        self._places = places
        self._guards = guards
        self._public = Phrases(words.public)
        self._bodies = bodies
        self._names = names
        self._ways = ways
        self._before_all = frozenset(words.before_all)
        self._in_order = frozenset(words.in_order)
        self._set_up = frozenset(words.set_up)
        self._asking = frozenset(words.before_requests)
        self._filters = frozenset(words.filters)
        self._settings = frozenset(words.settings)
        self._said = [word.encode() for word in words.settings]
        self._configured = frozenset(words.configured)
        self._of_module: dict[str, _Put] = {}
        self._of_component: dict[str, _Put] = {}

    def of_component(self, component: str) -> str:
        """What stands before all routes of a component, "" for nothing."""
        put = self._of_component.get(component)
        return put.name if put is not None else ""

    def before(self, module: str, scope: int, start: int) -> list[str]:
        """What stands before a route of a module that is put at a place in it."""
        several = (self._of_module.get(module), self._of_component.get(self._places.component_of(module)))
        return [one.name for one in several if one is not None and not _comes_later(one, module, scope, start)]

    def read(self, module: str, *, is_mounting: bool) -> None:
        """Remember what a module puts before the routes of its file, its component or both."""
        file = self._program.file(module)
        component = self._places.component_of(module)
        may_say = self._may_say(file)
        content = self._program.content(module)
        are_marks_read = any(word in content for word in self._said)
        for index, scope in enumerate(file.scopes):
            self._read_scope(module, index, scope, component, is_mounting=is_mounting)
            roots = [*expressions_of(scope)] if may_say else []
            roots += scope.marks if are_marks_read and scope.kind == "class" else ()
            for root in roots:
                self._read_expression(root, module, index, component, is_mounting=is_mounting)

    def _read_scope(self, module: str, index: int, scope: Scope, component: str, *, is_mounting: bool) -> None:
        is_filter = scope.kind == "class" and any(last_of(base) in self._filters for base in scope.bases)
        if is_filter and (self._guards.within(scope.name) or self._bodies.between(module, scope)):
            self._everywhere(component, scope.name, module)
        for mark in scope.marks:
            if last_of(mark) in self._configured:
                self._everywhere(component, last_of(mark), module)
            elif last_of(mark) in self._before_all:
                others = [one for one in scope.marks if one is not mark]
                marked = next((one for one in map(last_of, others) if self._guards.within(one)), "")
                if marked or self._guards.within(scope.name) or self._bodies.inside(module, index, 0):
                    self._put(module, component, _Put(marked or scope.name, module), is_mounting=is_mounting)
        for parameter in scope.parameters:
            if parameter.type is not None and last_of(parameter.type) in self._configured:
                self._everywhere(component, last_of(parameter.type), module)
        for binding in scope.bindings:
            if binding.target.rpartition(".")[2] in self._settings and not self._lets_all_in(binding.value):
                self._everywhere(component, binding.target, module)

    def _may_say(self, file: File) -> bool:
        """Whether an expression of a file may put anything before routes, at the first look."""
        return any(
            last_of(invocation.callee) in self._before_all for calls in file.calls for _, invocation, _ in calls
        ) or any(
            name in self._settings or last_of(value) in self._settings
            for record in file.records
            for name, value in record.entries
        )

    def _lets_all_in(self, value: Expression | None) -> bool:
        """Whether a setting names nothing but what lets everybody in: `["rest_framework.permissions.AllowAny"]`."""
        parts = [part for part in all_of(value) if isinstance(part, Text)] if value is not None else []
        return bool(parts) and all(self._public.within(part.value.rpartition(".")[2]) for part in parts)

    def _read_expression(self, root: Expression, module: str, scope: int, component: str, *, is_mounting: bool) -> None:
        for part in all_of(root):
            if type(part) is Record:
                said = self._told_by(part)
                if said:
                    self._everywhere(component, said, module)
            elif type(part) is Invocation and last_of(part.callee) in self._before_all:
                name = self._handed(part, module, scope)
                if name and not self._ways.mounts_routes(part):
                    start = part.start if last_of(part.callee) in self._in_order else -1
                    put = _Put(name, module, scope, start)
                    if self._ways.is_on_mounted(part, module, scope):
                        self._of_module.setdefault(module, put)
                    else:
                        self._put(module, component, put, is_mounting=is_mounting)

    def _told_by(self, record: Record) -> str:
        """What an object says of guards before everything: `{ provide: APP_GUARD, useClass: JwtGuard }`."""
        for name, value in record.entries:
            if name in self._settings and not self._lets_all_in(value):
                return name
            if last_of(value) in self._settings:
                others = [last_of(other) for _, other in record.entries if other is not value]
                named = [one for one in others if one]
                return next(filter(self._guards.within, named), "") if named else last_of(value)
        return ""

    def _handed(self, call: Invocation, module: str, scope: int) -> str:
        """The guard among what a call is handed that runs it before everything, "" for none."""
        given = [*call.positional, *(value for _, value in call.named)]
        if any(isinstance(one, Member) and one.name in self._asking for one in all_of(call.callee)):
            return ""
        if any(last_of(one) in self._set_up for one in given[:2]):
            return ""
        named = (one for one in self._names.within(given, module, scope, 1) if self._guards.within(one))
        closures = (one.scope for one in given if isinstance(one, Closure))
        return next(named, "") or next(filter(None, (self._bodies.inside(module, one, 0) for one in closures)), "")

    def _put(self, module: str, component: str, put: _Put, *, is_mounting: bool) -> None:
        self._of_module.setdefault(module, put)
        if is_mounting or not self._has_routes(module):
            self._of_component.setdefault(component, put)

    def _everywhere(self, component: str, name: str, module: str) -> None:
        self._of_component.setdefault(component, _Put(name, module))

    def _has_routes(self, module: str) -> bool:
        named = (scope.name not in ("", "constructor") for scope in self._program.file(module).scopes[1:])
        return module in self._ways.modules or any(named)


def _comes_later(put: _Put, module: str, scope: int, start: int) -> bool:
    """Whether a guard is put after a route of the same scope, so that it does not stand before it."""
    return (put.module, put.scope) == (module, scope) and 0 <= start < put.start

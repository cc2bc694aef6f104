"""What is asked before a route answers: finds of routes in, the names of their guards out.

Whatever may be a guard counts as one: middleware whose name or body speaks of authentication guards every route of the file it
is given to a router in, or of the whole component where that file mounts routers. So a route without guards is one that nothing
seen speaks for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.guard_evidence import Bodies, Names, Phrases, all_of, last_of
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.values.file import File
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from archlint.graph.values.walking import expressions_of
from archlint.model.authentication import AuthenticationWords
from archlint.model.sketch import Closure, Expression, Invocation, Record, Text

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_VERSION = re.compile(r"v\d+(?:\.\d+)*")


class Guarded(NamedTuple):
    """`guards` are the names of what is asked before; `is_public` says that the code lets everybody in on purpose."""

    guards: tuple[str, ...] = ()
    is_public: bool = False


class Guarding:
    """Knows what guards the routes of a system. `finds` are all of it: routers and mounts too; `besides` are modules that no
    rule about connections is about and that may hold settings.
    """

    def __init__(
        self,
        discovery: Discovery,
        places: Places,
        words: AuthenticationWords,
        finds: Sequence[Find],
        *,
        besides: Iterable[str] = (),
    ) -> None:
        self._discovery = discovery
        self._program = discovery.program
        self._evaluator = discovery.evaluator
        self._places = places
        self._guards = Phrases(words.guards, words.no_guards)
        self._inside = Phrases(words.inside, words.no_guards)
        self._public = Phrases(words.public)
        self._given = frozenset(words.given)
        self._before_all = frozenset(words.before_all)
        self._filters = frozenset(words.filters)
        self._settings = frozenset(words.settings)
        self._configured = frozenset(words.configured)
        self._signing_up = frozenset(words.signing_up)
        self._exempt = frozenset(words.exempt)
        self._bodies = Bodies(discovery.evaluator, words, self._inside)
        self._names = Names(discovery.evaluator, self._guards, self._bodies)
        mounting = {find.module for find in finds if find.rule.kind == "mount"}
        self._of_module: dict[str, str] = {}
        self.of_component: dict[str, str] = {}
        for module in sorted({*discovery.modules, *besides}):
            self._read_module(module, is_mounting=module in mounting)

    def of(self, find: Find, path: str, method: str) -> Guarded:
        """What guards the route of a find at a path."""
        if self._is_exempt(path, method):
            return Guarded(is_public=True)
        around = [*self._around(find)]
        if any(self._public.within(name) for name in around):
            return Guarded(is_public=True)
        found = [name for name in around if self._guards.within(name)]
        component = self._places.component_of(find.module)
        everywhere = (self._of_module.get(find.module), self.of_component.get(component))
        found += [name for name in everywhere if name]
        if not found:
            found += [name for name in (self._in_handler(find),) if name]
        return Guarded(tuple(dict.fromkeys(found)))

    def of_operation(self, find: Find, path: str) -> Guarded:
        """What guards an operation: of GraphQL, of gRPC, or a procedure of a router."""
        if self._may_be_asked_by_all(path):
            return Guarded(is_public=True)
        file = self._program.file(find.module)
        is_function = not find.is_mark and file.scopes[find.scope].kind == "function"
        around = [*self._around(find)]
        if find.expression is None and is_function:
            around += self._of_scope(find.module, find.scope)
        for one in find.within:
            around += self._names.within([one.callee], find.module, find.scope)
        if any(self._public.within(name) for name in around):
            return Guarded(is_public=True)
        component = self._places.component_of(find.module)
        everywhere = (self._of_module.get(find.module), self.of_component.get(component))
        found = [name for name in (*around, *everywhere) if name and self._guards.within(name)]
        told = self._bodies.inside(find.module, find.scope, 0) if is_function and not found else ""
        if not found and not told:
            told = self._in_handler(find)
        return Guarded(tuple(dict.fromkeys((*found, *filter(None, (told,))))))

    def _may_be_asked_by_all(self, path: str) -> bool:
        """Whether an operation is asked before somebody can be known, by its name: `/graphql#signIn`, `/Users/Register`."""
        words = [word.lower() for word in _WORDS.findall(re.split(r"[#/.]", path)[-1])]
        joined = {"".join(words[:end]) for end in range(1, len(words) + 1)}
        plain = {word.replace("-", "") for word in self._exempt}
        return not plain.isdisjoint(joined) or (words[:1] == ["create"] and "".join(words[1:]) in self._signing_up)

    def _is_exempt(self, path: str, method: str) -> bool:
        """Whether a path is asked before somebody can be known."""
        segments = [segment.lower() for segment in path.split("/") if segment]
        if not self._exempt.isdisjoint(segments):
            return True
        before = all(segment in ("api", "rest") or _VERSION.fullmatch(segment) for segment in segments[:-1])
        return method == "POST" and before and segments[-1:] != [] and segments[-1] in self._signing_up

    # Around a route

    def _around(self, find: Find) -> Iterator[str]:
        """The names of what stands around a route: marks, dependencies, what a call is given besides the handler."""
        file = self._program.file(find.module)
        if find.is_mark:
            yield from self._of_scope(find.module, find.scope, but=find.expression)
        elif isinstance(find.expression, Invocation):
            invocation = find.expression
            yield from self._names.within(invocation.positional[1:], find.module, find.scope)
            yield from self._names.within(self._before(invocation), find.module, find.scope)
            for outer in find.within:
                yield from self._names.within([outer.callee], find.module, find.scope)
        for made in self._makers(find):
            yield from made
        holder = file.class_of(find.scope)
        if find.expression is None and file.scopes[find.scope].kind == "class":
            holder = find.scope
        if holder >= 0 and (find.is_mark or find.expression is None):
            yield from self._of_class(ClassValue(find.module, holder))
        for option in self._handlers(find):
            if isinstance(option, FunctionValue):
                yield from self._of_scope(option.module, option.scope)
                of_class = self._program.file(option.module).class_of(option.scope)
                if of_class >= 0:
                    yield from self._of_class(ClassValue(option.module, of_class))
            elif isinstance(option, ClassValue):
                yield from self._of_class(option)

    def _before(self, invocation: Invocation) -> list[Expression]:
        """What a call is given under the names of what runs before: `dependencies=[…]`."""
        return [value for key, value in invocation.named if key in self._given or self._guards.within(key)]

    def _makers(self, find: Find) -> Iterator[Iterator[str]]:
        """What the router that a route is put on was made with: `APIRouter(dependencies=[…])`."""
        call = self._discovery.call(find)
        receiver: Value | None = call.callee.of if isinstance(call.callee, Attribute) else None
        if isinstance(receiver, Applied) and receiver.invocation is not None and receiver.frame is not None:
            given = [*receiver.invocation.positional, *self._before(receiver.invocation)]
            yield self._names.within(given, receiver.frame.module, receiver.frame.scope)

    def _handlers(self, find: Find) -> tuple[Value, ...]:
        if not find.rule.handler:
            return ()
        found = select(self._evaluator, self._discovery.call(find), find.rule.handler)
        inner: list[Value] = []
        for option in options_of(found) if found is not None else ():
            one: Value = option
            while isinstance(one, Applied | Attribute | Instance):
                one = one.callee if isinstance(one, Applied) else one.of
            inner.append(one)
        return tuple(inner)

    def _of_class(self, of: ClassValue) -> Iterator[str]:
        """Marks of a class and of what it is made of, the names of its bases, and what it binds about permissions."""
        for one in self._evaluator.ancestry(of):
            if not isinstance(one, ClassValue):
                continue
            scope = self._program.scope(one.module, one.scope)
            yield from self._names.within(scope.marks, one.module, max(scope.parent, 0))
            yield from (last_of(base) for base in scope.bases)
            for binding in scope.bindings:
                about = self._guards.within(binding.target) or binding.target in ("decorators", "method_decorators")
                if about and binding.value is not None:
                    yield from self._names.within([binding.value], one.module, one.scope)

    def _of_scope(self, module: str, index: int, but: Expression | None = None) -> Iterator[str]:
        """Marks and dependencies of a function."""
        scope = self._program.scope(module, index)
        yield from self._names.within([mark for mark in scope.marks if mark is not but], module, max(scope.parent, 0))
        if but is not None:
            given = self._before(but) if isinstance(but, Invocation) else []
            yield from self._names.within(given, module, max(scope.parent, 0))
        for parameter in scope.parameters:
            yield from self._names.within(parameter.marks, module, index)
            if parameter.default is not None and not isinstance(parameter.default, Text):
                yield from self._names.within([parameter.default], module, index)
            if parameter.type is not None:
                name = last_of(parameter.type)
                if self._inside.within(name):
                    yield name
                yield from self._names.behind_type(module, parameter.type)

    # Before all routes

    def _read_module(self, module: str, *, is_mounting: bool) -> None:
        """Remember what a module puts before the routes of its file, its component or both."""
        file = self._program.file(module)
        component = self._places.component_of(module)
        may_say = self._may_say(file)
        for index, scope in enumerate(file.scopes):
            is_filter = scope.kind == "class" and any(last_of(base) in self._filters for base in scope.bases)
            if is_filter and (self._guards.within(scope.name) or self._bodies.between(module, scope)):
                self.of_component.setdefault(component, scope.name)
            for mark in scope.marks:
                if last_of(mark) in self._configured:
                    self.of_component.setdefault(component, last_of(mark))
                elif last_of(mark) in self._before_all and (
                    self._guards.within(scope.name) or self._bodies.inside(module, index, 0)
                ):
                    self._put(module, component, scope.name, is_mounting=is_mounting)
            for parameter in scope.parameters:
                if parameter.type is not None and last_of(parameter.type) in self._configured:
                    self.of_component.setdefault(component, last_of(parameter.type))
            for binding in scope.bindings:
                if binding.target.rpartition(".")[2] in self._settings:
                    self.of_component.setdefault(component, binding.target)
            for root in expressions_of(scope) if may_say else ():
                self._read_expression(root, module, index, component, is_mounting=is_mounting)

    def _may_say(self, file: File) -> bool:
        """Whether an expression of a file may put anything before routes, at the first look."""
        return any(
            last_of(invocation.callee) in self._before_all for calls in file.calls for _, invocation, _ in calls
        ) or any(
            name in self._settings or last_of(value) in self._settings
            for record in file.records
            for name, value in record.entries
        )

    def _read_expression(self, root: Expression, module: str, scope: int, component: str, *, is_mounting: bool) -> None:
        for part in all_of(root):
            if type(part) is Record:
                named = next((name for name, _ in part.entries if name in self._settings), "")
                said = next((last_of(value) for _, value in part.entries if last_of(value) in self._settings), named)
                if said:
                    self.of_component.setdefault(component, said)
            elif type(part) is Invocation and last_of(part.callee) in self._before_all:
                given = [*part.positional, *(value for _, value in part.named)]
                name = next(
                    (one for one in self._names.within(given, module, scope, 1) if self._guards.within(one)), ""
                )
                if name:
                    self._put(module, component, name, is_mounting=is_mounting)

    def _put(self, module: str, component: str, name: str, *, is_mounting: bool) -> None:
        self._of_module.setdefault(module, name)
        if is_mounting or not self._has_routes(module):
            self.of_component.setdefault(component, name)

    def _has_routes(self, module: str) -> bool:
        return any(scope.name not in ("", "constructor") for scope in self._program.file(module).scopes[1:])

    # Inside a function

    def _in_handler(self, find: Find) -> str:
        """What the function that answers does by itself before it does, "" for nothing that speaks of it."""
        file = self._program.file(find.module)
        if find.expression is None and file.scopes[find.scope].kind == "module":  # a file that is a route
            return self._bodies.between(find.module, file.scopes[0])
        if find.is_mark:
            if file.scopes[find.scope].kind == "class":
                return self._bodies.between(find.module, file.scopes[find.scope])
            return self._bodies.inside(find.module, find.scope, 0)
        if isinstance(find.expression, Invocation):
            for part in find.expression.positional:
                if isinstance(part, Closure):
                    told = self._bodies.inside(find.module, part.scope, 0)
                    if told:
                        return told
        for option in self._handlers(find):
            if isinstance(option, FunctionValue):
                told = self._bodies.inside(option.module, option.scope, 0)
            elif isinstance(option, ClassValue):
                told = self._bodies.between(option.module, self._program.scope(option.module, option.scope))
            else:
                told = ""
            if told:
                return told
        return ""

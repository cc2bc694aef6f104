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
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
    options_of,
)
from archlint.graph.values.walking import expressions_of, parts_of
from archlint.model.authentication import AuthenticationWords
from archlint.model.sketch import Closure, Expression, Invocation, Member, Name, Record, Scope, Text

_PIECES = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d?|[A-Z]+\d?|\d+")
_VERSION = re.compile(r"v\d+(?:\.\d+)*")
_DEEPEST = 3
_MOST_EXPRESSIONS = 3_000


class Guarded(NamedTuple):
    """`guards` are the names of what is asked before; `is_public` says that the code lets everybody in on purpose."""

    guards: tuple[str, ...] = ()
    is_public: bool = False


class _Phrases:
    """Finds phrases in names."""

    def __init__(self, phrases: Iterable[str], but: Iterable[str] = ()) -> None:
        self._but = frozenset(but)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append(words)
        self._known: dict[str, bool] = {}

    def within(self, name: str) -> bool:
        if name not in self._known:
            words = tuple(piece.lower() for piece in _PIECES.findall(name))
            self._known[name] = (
                words[-1:] != ()
                and words[-1] not in self._but
                and any(
                    words[at : at + len(phrase)] == phrase
                    for at, word in enumerate(words)
                    for phrase in self._by_first.get(word, ())
                )
            )
        return self._known[name]


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
        self._guards = _Phrases(words.guards, words.no_guards)
        self._inside = _Phrases(words.inside, words.no_guards)
        self._public = _Phrases(words.public)
        self._carried = frozenset(words.carried)
        self._carriers = frozenset(words.carriers)
        self._given = frozenset(words.given)
        self._before_all = frozenset(words.before_all)
        self._filters = frozenset(words.filters)
        self._settings = frozenset(words.settings)
        self._configured = frozenset(words.configured)
        self._signing_up = frozenset(words.signing_up)
        self._exempt = frozenset(words.exempt)
        self._bodies: dict[tuple[str, int, int], str] = {}
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
            yield from self._named_in(invocation.positional[1:], find.module, find.scope)
            yield from self._named_in(self._before(invocation), find.module, find.scope)
            for outer in find.within:
                yield from self._named_in([outer.callee], find.module, find.scope)
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
            yield self._named_in(given, receiver.frame.module, receiver.frame.scope)

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
            yield from self._of_marks(scope.marks, one.module, max(scope.parent, 0))
            yield from (_last(base) for base in scope.bases)
            for binding in scope.bindings:
                about = self._guards.within(binding.target) or binding.target in ("decorators", "method_decorators")
                if about and binding.value is not None:
                    yield from self._named_in([binding.value], one.module, one.scope)

    def _of_scope(self, module: str, index: int, but: Expression | None = None) -> Iterator[str]:
        """Marks and dependencies of a function."""
        scope = self._program.scope(module, index)
        yield from self._of_marks([mark for mark in scope.marks if mark is not but], module, max(scope.parent, 0))
        if but is not None:
            given = self._before(but) if isinstance(but, Invocation) else []
            yield from self._named_in(given, module, max(scope.parent, 0))
        for parameter in scope.parameters:
            yield from self._of_marks(parameter.marks, module, index)
            if parameter.default is not None and not isinstance(parameter.default, Text):
                yield from self._named_in([parameter.default], module, index)
            if parameter.type is not None:
                name = _last(parameter.type)
                if self._inside.within(name):
                    yield name
                yield from self._alias(module, parameter.type)

    def _of_marks(self, marks: Iterable[Expression], module: str, scope: int) -> Iterator[str]:
        yield from self._named_in(marks, module, scope)

    def _alias(self, module: str, type_: Expression) -> Iterator[str]:
        """The dependencies behind the name of a type: `CurrentUser = Annotated[User, Depends(current_user)]`."""
        if not isinstance(type_, Name):
            return
        file = self._program.file(module)
        home, name = module, type_.name
        for entry in file.imported.get(type_.name, ()):
            target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
            if isinstance(target, ModuleValue) and self._program.has(target.module):
                home, name = target.module, entry.name or name
        for binding in self._program.file(home).bindings.get((0, name), ()):
            if binding.value is not None and not isinstance(binding.value, Name):
                calls = [part for part in _all_of(binding.value) if isinstance(part, Invocation)]
                yield from self._named_in(calls, home, 0)

    def _named_in(self, roots: Iterable[Expression], module: str, scope: int, depth: int = 0) -> Iterator[str]:
        """The names within expressions, and those of the functions of the project which they name: their dependencies and,
        where nothing else speaks of it, what their bodies do.
        """
        for root in roots:
            for part in _all_of(root):
                if not isinstance(part, Name | Member):
                    continue
                name = _last(part)
                yield name
                if depth < _DEEPEST and not self._guards.within(name):
                    yield from self._behind(part, module, scope, depth)

    def _behind(self, part: Expression, module: str, scope: int, depth: int) -> Iterator[str]:
        value = self._evaluator.evaluate(part, Frame(module, scope))
        for option in options_of(value):
            if isinstance(option, FunctionValue):
                inner = self._program.scope(option.module, option.scope)
                given = [one.default for one in inner.parameters if one.default is not None]
                yield from self._named_in(
                    [one for one in given if isinstance(one, Invocation)], option.module, option.scope, depth + 1
                )
                for parameter in inner.parameters:
                    if parameter.type is not None:
                        yield from self._alias(option.module, parameter.type)
                told = self._in_body(option.module, option.scope, depth + 1)
                if told:
                    yield told

    # Before all routes

    def _read_module(self, module: str, *, is_mounting: bool) -> None:
        """Remember what a module puts before the routes of its file, its component or both."""
        file = self._program.file(module)
        component = self._places.component_of(module)
        for index, scope in enumerate(file.scopes):
            is_filter = scope.kind == "class" and any(_last(base) in self._filters for base in scope.bases)
            if is_filter and (self._guards.within(scope.name) or self._in_range(module, scope)):
                self.of_component.setdefault(component, scope.name)
            for mark in scope.marks:
                if _last(mark) in self._configured:
                    self.of_component.setdefault(component, _last(mark))
                elif _last(mark) in self._before_all and (
                    self._guards.within(scope.name) or self._in_body(module, index, 0)
                ):
                    self._put(module, component, scope.name, is_mounting=is_mounting)
            for parameter in scope.parameters:
                if parameter.type is not None and _last(parameter.type) in self._configured:
                    self.of_component.setdefault(component, _last(parameter.type))
            for binding in scope.bindings:
                if binding.target.rpartition(".")[2] in self._settings:
                    self.of_component.setdefault(component, binding.target)
            for root in expressions_of(scope):
                self._read_expression(root, module, index, component, is_mounting=is_mounting)

    def _read_expression(self, root: Expression, module: str, scope: int, component: str, *, is_mounting: bool) -> None:
        for part in _all_of(root):
            if isinstance(part, Record):
                named = next((name for name, _ in part.entries if name in self._settings), "")
                said = next((_last(value) for _, value in part.entries if _last(value) in self._settings), named)
                if said:
                    self.of_component.setdefault(component, said)
            elif isinstance(part, Invocation) and _last(part.callee) in self._before_all:
                given = [*part.positional, *(value for _, value in part.named)]
                name = next((one for one in self._named_in(given, module, scope, 1) if self._guards.within(one)), "")
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
            return self._in_range(find.module, file.scopes[0])
        if find.is_mark:
            if file.scopes[find.scope].kind == "class":
                return self._in_range(find.module, file.scopes[find.scope])
            return self._in_body(find.module, find.scope, 0)
        if isinstance(find.expression, Invocation):
            for part in find.expression.positional:
                if isinstance(part, Closure):
                    told = self._in_body(find.module, part.scope, 0)
                    if told:
                        return told
        for option in self._handlers(find):
            if isinstance(option, FunctionValue):
                told = self._in_body(option.module, option.scope, 0)
            elif isinstance(option, ClassValue):
                told = self._in_range(option.module, self._program.scope(option.module, option.scope))
            else:
                told = ""
            if told:
                return told
        return ""

    def _in_body(self, module: str, index: int, depth: int) -> str:
        key = (module, index, depth)
        if key not in self._bodies:
            self._bodies[key] = ""  # a function that calls itself says nothing more
            self._bodies[key] = self._read_body(module, index, depth)
        return self._bodies[key]

    def _read_body(self, module: str, index: int, depth: int) -> str:
        scope = self._program.scope(module, index)
        told = self._in_range(module, scope)
        if told or depth >= _DEEPEST - 1:
            return told
        for root in expressions_of(scope):
            for part in _all_of(root):
                if isinstance(part, Invocation):
                    value = self._evaluator.evaluate(part.callee, Frame(module, index), part.start)
                    for option in options_of(value):
                        if isinstance(option, FunctionValue):
                            told = self._in_body(option.module, option.scope, depth + 1)
                            if told:
                                return told
        return ""

    def _in_range(self, module: str, around: Scope) -> str:
        """What the code between the ends of a scope says of authentication."""
        count = 0
        for scope in self._program.file(module).scopes:
            if not (around.start <= scope.start and scope.end <= around.end):
                continue
            for mark in scope.marks:
                name = _last(mark)
                if scope is not around and self._inside.within(name):
                    return name
            for root in expressions_of(scope):
                for part in _all_of(root):
                    count += 1
                    if count > _MOST_EXPRESSIONS:
                        return ""
                    if isinstance(part, Name | Member) and self._inside.within(_last(part)):
                        return _last(part)
                    if isinstance(part, Member) and part.name in self._carried and _last(part.of) in self._carriers:
                        return f"{_last(part.of)}.{part.name}"
        return ""


def _all_of(root: Expression) -> Iterator[Expression]:
    pending = [root]
    while pending:
        one = pending.pop()
        yield one
        parts = parts_of(one)
        if parts:
            pending += parts


def _last(expression: Expression) -> str:
    """The last name of an expression, "" for what has none."""
    while isinstance(expression, Invocation):
        expression = expression.callee
    match expression:
        case Name(name):
            return name.rpartition(".")[2]
        case Member(_, name):
            return name
    return ""

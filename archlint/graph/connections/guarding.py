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
from archlint.graph.connections.guard_evidence import Bodies, Names, Phrases, last_of
from archlint.graph.connections.guarding_all import BeforeAll
from archlint.graph.connections.guarding_ways import Ways, handed_besides
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from archlint.model.authentication import AuthenticationWords
from archlint.model.sketch import Closure, Expression, Invocation, Items, Member, Name, Record, Text

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "all"})
_OPEN = re.compile(r"\s*(?:permitAll|isAnonymous)(?:\(\))?\s*")
_VERSION = re.compile(r"v\d+(?:\.\d+)*")


class Guarded(NamedTuple):
    """`guards` are the names of what is asked before; `is_public` says that the code lets everybody in on purpose."""

    guards: tuple[str, ...] = ()
    is_public: bool = False


class Guarding:
    """Knows what guards the routes of a system. `finds` are all of it: routers and mounts too; `besides` are modules that no
    rule about connections is about and that may hold settings.
    """

    def __init__(  # noqa: PLR0913 - the whole of a system
        self,
        discovery: Discovery,
        places: Places,
        words: AuthenticationWords,
        finds: Sequence[Find],
        ways: Ways,
        *,
        besides: Iterable[str] = (),
    ) -> None:
        self._discovery = discovery
        self._program = discovery.program
        self._evaluator = discovery.evaluator
        self._places = places
        self._guards = Phrases(words.guards, words.no_guards, words.never)
        self._inside = Phrases(words.inside, words.no_guards)
        self._public = Phrases(words.public)
        self._given = frozenset(words.given)
        self._signing_up = frozenset(words.signing_up)
        self._exempt = frozenset(words.exempt)
        self._bodies = Bodies(discovery.evaluator, words, self._inside)
        self._names = Names(discovery.evaluator, self._guards, self._bodies)
        self._ways = ways
        mounting = {find.module for find in finds if find.rule.kind == "mount"}
        self.everywhere = BeforeAll(discovery, places, words, self._guards, self._bodies, self._names, ways)
        for module in sorted({*discovery.modules, *besides}):
            self.everywhere.read(module, is_mounting=module in mounting)

    def of(self, find: Find, path: str, method: str) -> Guarded:
        """What guards the route of a find at a path."""
        if self._is_exempt(path, method):
            return Guarded(is_public=True)
        around = [*self._around(find)]
        if any(self._public.within(name) for name in (*around, *self._handler_names(find))):
            return Guarded(is_public=True)
        found = [name for name in around if self._guards.within(name)]
        found += self._on_the_way(find)
        start = getattr(find.expression, "start", -1) if not find.is_mark else -1
        found += self.everywhere.before(find.module, find.scope, start)
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
        everywhere = self.everywhere.before(find.module, find.scope, -1)
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
            yield from self._names.within(self._besides_handler(find, invocation), find.module, find.scope)
            yield from self._names.within(self._before(invocation), find.module, find.scope)
            for outer in find.within:
                yield from self._names.within([outer.callee], find.module, find.scope)
        for made in self._makers(find):
            yield from made
        holder = file.class_of(find.scope)
        if find.expression is None and file.scopes[find.scope].kind == "class":
            holder = find.scope
        own = find.expression if find.is_mark else None  # a router that is called `admin` guards nothing
        if holder >= 0 and (find.is_mark or find.expression is None):
            yield from self._of_class(ClassValue(find.module, holder), own)
        for option in self._handlers(find):
            if isinstance(option, FunctionValue):
                yield from self._of_scope(option.module, option.scope, own)
                of_class = self._program.file(option.module).class_of(option.scope)
                if of_class >= 0:
                    yield from self._of_class(ClassValue(option.module, of_class))
            elif isinstance(option, ClassValue):
                yield from self._of_class(option, own)

    def _before(self, invocation: Invocation) -> list[Expression]:
        """What a call is given under the names of what runs before: `dependencies=[…]`."""
        found = [value for key, value in invocation.named if key in self._given or self._guards.within(key)]
        for record in (one for one in invocation.positional[:2] if isinstance(one, Record)):
            inner = [one for _, one in record.entries if isinstance(one, Record)]
            entries = [entry for one in (record, *inner) for entry in one.entries]
            found += [value for key, value in entries if key in self._given]
        return found

    @staticmethod
    def _besides_handler(find: Find, invocation: Invocation) -> list[Expression]:
        """What a call is given besides the path and whoever answers: a name of that says nothing, a call around it does."""
        positional = invocation.positional
        first = 1 if "0" in find.rule.path[:2] or not find.rule.path else 0
        places = [int(one) for one in find.rule.handler if one.lstrip("-").isdigit()]
        handler = next((positional[one] for one in places if -len(positional) <= one < len(positional)), None)
        found = [one for one in positional[first:] if one is not handler]
        named = [value for key, value in invocation.named if key in find.rule.handler]
        for one in (handler, *named):
            while isinstance(one, Invocation):
                found.append(one.callee)
                one = one.positional[0] if len(one.positional) == 1 else None  # noqa: PLW2901 - what is wrapped
        return found

    @staticmethod
    def _handler_names(find: Find) -> Iterator[str]:
        """What those are called that a call is handed; that may say that everybody may ask."""
        if isinstance(find.expression, Invocation) and not find.is_mark:
            yield from filter(None, map(last_of, find.expression.positional))
            yield from (
                one.of.name for one in find.expression.positional if type(one) is Member and type(one.of) is Name
            )

    def _on_the_way(self, find: Find) -> Iterator[str]:
        """What is asked before the router is reached that a route is put on."""
        if find.is_mark and not isinstance(find.expression, Invocation):
            return
        for mount in self._ways.up(find):
            given = handed_besides(mount)
            if isinstance(mount.expression, Invocation):
                given += self._before(mount.expression)
            names = [*self._names.within(given, mount.module, mount.scope)]
            call = self._discovery.call(mount)
            names += [one for made in self._made(call.callee) for one in made]
            yield from (one for one in names if self._guards.within(one))

    def _makers(self, find: Find) -> Iterator[Iterator[str]]:
        """What the router that a route is put on was made with: `APIRouter(dependencies=[…])`."""
        yield from self._made(self._discovery.call(find).callee)

    def _made(self, callee: Value) -> Iterator[Iterator[str]]:
        receiver: Value | None = callee.of if isinstance(callee, Attribute) else None
        # `app.route("/bills").get(…).post(…)`: what answers one method guards no other
        while (
            isinstance(receiver, Applied) and isinstance(receiver.callee, Attribute) and receiver.callee.name in _VERBS
        ):
            receiver = receiver.callee.of
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

    def _of_class(self, of: ClassValue, but: Expression | None = None) -> Iterator[str]:
        """Marks of a class and of what it is made of, the names of its bases, and what it binds about permissions."""
        for one in self._evaluator.ancestry(of):
            if not isinstance(one, ClassValue):
                continue
            scope = self._program.scope(one.module, one.scope)
            marks = [mark for mark in scope.marks if mark is not but]
            yield from self._names.within(marks, one.module, max(scope.parent, 0))
            yield from (last_of(base) for base in scope.bases)
            for binding in scope.bindings:
                about = self._guards.within(binding.target) or binding.target in ("decorators", "method_decorators")
                if about and isinstance(binding.value, Items) and not binding.value.items:
                    yield f"{binding.target}_empty"
                elif about and binding.value is not None:
                    yield from self._names.within([binding.value], one.module, one.scope)

    def _of_scope(self, module: str, index: int, but: Expression | None = None) -> Iterator[str]:
        """Marks and dependencies of a function."""
        scope = self._program.scope(module, index)
        marks = [mark for mark in scope.marks if mark is not but]
        yield from self._names.within(marks, module, max(scope.parent, 0))
        yield from (word for mark in marks for word in _said_by(mark))
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


def _said_by(mark: Expression) -> Iterator[str]:
    """What a mark says in words that it lets everybody in: `@PreAuthorize("permitAll()")`, `@jwt_required(optional=True)`."""
    if not isinstance(mark, Invocation):
        return
    given = [*mark.positional, *(value for _, value in mark.named)]
    yield from ("permitAll" for one in given if isinstance(one, Text) and _OPEN.fullmatch(one.value))
    yield from ("optional_auth" for key, value in mark.named if key == "optional" and value == Text("true"))

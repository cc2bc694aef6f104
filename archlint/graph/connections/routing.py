"""What finds of routes say: their whole paths and methods. A route's path is that of every router around it, wherever it is
mounted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import is_unsettled, normal_path, settled, texts, written
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.http_methods import Methods, class_in
from archlint.graph.connections.listed_routes import listed
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.optional_pieces import with_optional, without_optional
from archlint.graph.connections.passing_on import PassedOn, passed_on
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.tracing import Tracer
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.terms import (
    ClassValue,
    FunctionValue,
    ItemsValue,
    ParameterValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    text,
)
from archlint.model.api_rules import RuleKind
from archlint.model.sketch import Invocation

_ACTION: tuple[RuleKind, ...] = ("action",)
_MOST_PATHS = 8


class FoundRoute(NamedTuple):
    find: Find
    method: str
    path: str
    handler: str
    line: int
    sent: PassedOn = PassedOn()
    name: str = ""
    """By which pages may ask for it: the one that it is given, else that of its handler."""


class Routing:
    """Reads finds of routes. All mounts must be known before."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, mounts: Mounts, tracer: Tracer) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._mounts = mounts
        self._tracer = tracer
        self._methods = Methods(discovery)

    def routes(self, find: Find) -> Iterator[FoundRoute]:
        """The routes of a find of kind `route`, `resource` or `gateway`; where it stands in a function that is handed the path,
        those of its callers.
        """
        if find.rule.kind == "file-route":
            around = self._mounts.prefixes(find, self._discovery.call(find))
            for prefix in around:
                path = normal_path(_joined(prefix, find.target))
                yield FoundRoute(find, find.verb, path, self._answering(find), find.line)
            return
        if find.rule.mounted and not self._mounts.is_mounted(find):
            return
        if find.is_mark or not find.rule.path or find.rule.kind == "gateway":
            yield from self._routes(find)
            return
        if find.rule.each:
            yield from self._each(find)
            return
        followed = [one for one, _ in self._tracer.traced(find, find.rule.path) if one.callers]
        for one in followed or (find,):
            yield from self._routes(one)

    def _answering(self, find: Find) -> str:
        """The function at the line of a find, "" where it has no name."""
        scopes = self._discovery.program.file(find.module).scopes
        return next((one.name for one in scopes if one.kind == "function" and one.line == find.line and one.name), "")

    def _routes(self, find: Find) -> Iterator[FoundRoute]:
        call = self._discovery.call(find)
        if find.rule.kind == "resource":
            yield from self._resource(find, call)
            return
        handler = select(self._evaluator, call, find.rule.handler) if find.rule.handler else None
        line = find.place[2]
        prefixes = self._prefixes(find, call)
        methods = self._methods.of(find, call, handler)
        sent = PassedOn()
        if find.rule.kind == "gateway":
            sent = passed_on(self._evaluator, call, find.rule, find.module, self._settings)
        paths = self._paths(find, call)
        if find.verb == CHOSEN and len(paths) > 1 and len(methods) > 1:  # which belong together is not known
            methods = ["ANY"]
        answers = self._handler(find, handler)
        name = self._name(find, call) or answers.rpartition(".")[2]
        for path in paths:
            for prefix in prefixes:
                for method in methods:
                    whole = self._mounts.of_components.spares(find, normal_path(_joined(prefix, path)))
                    yield FoundRoute(find, method, whole, answers, line, sent, name=name)

    def _each(self, find: Find) -> Iterator[FoundRoute]:
        """The routes of a list or an object: `[(r"/bills", Bills), …]`, `[{ method: "GET", path: "/bills" }, …]`. A class that
        answers is told where its functions stand.
        """
        whole = self._discovery.call(find)
        around = self._mounts.prefixes(find, whole)
        for call, at in listed(self._evaluator, find, whole):
            handler = select(self._evaluator, call, find.rule.handler) if find.rule.handler else None
            for path in self._paths(find, call):
                for prefix in around:
                    route = FoundRoute(find, "ANY", normal_path(_joined(prefix, path)), "", find.line)
                    yield from self._answers(route, call, handler, at)

    def _answers(
        self, route: FoundRoute, call: Call, handler: Value | None, at: tuple[str, int, int] | None
    ) -> Iterator[FoundRoute]:
        """What answers at the path of one of several routes: the functions of a class, or what its entry says."""
        find = route.find
        if not find.rule.actions:
            for method in self._methods.of(find, call, handler):
                yield route._replace(
                    find=find._replace(at=at),
                    method=method,
                    handler=self._handler(find, handler),
                    line=at[2] if at else find.line,
                )
            return
        of_class = class_in(handler) if handler is not None else None
        for name, action in self._methods.actions(find, of_class).items() if of_class is not None else ():
            place = self._function_of(of_class, name) if of_class is not None else None
            yield route._replace(
                find=find._replace(at=place),
                method=action.split()[0],
                handler=name,
                line=place[2] if place else find.line,
            )

    def _function_of(self, of_class: ClassValue, name: str) -> tuple[str, int, int] | None:
        """Where a class or one it is made of has a function of some name."""
        found = self._evaluator.of_class(of_class, name, None)
        for one in options_of(found) if found is not None else ():
            if isinstance(one, FunctionValue):
                return one.module, one.scope, self._discovery.program.scope(one.module, one.scope).line
        return None

    def _name(self, find: Find, call: Call) -> str:
        value = select(self._evaluator, call, find.rule.name) if find.rule.name else None
        return str(value.parts[0]) if isinstance(value, TextValue) and len(value.parts) == 1 else ""

    def _paths(self, find: Find, call: Call) -> list[str]:
        value = select(self._evaluator, call, find.rule.path) if find.rule.path else None
        if value is None:
            return [""]
        each = [value]
        if isinstance(value, ItemsValue):
            each = [self._evaluator.evaluate(item, value.frame, value.at) for item in value.items]
        found: list[str] = []
        for one in each:  # of one path that is written in two ways one may be left out, of two paths none
            paths: list[str] = []
            options = [self._filled(item, find) for item in items_of(self._evaluator, one)]
            unsettled = [item for item in options if is_unsettled(item, find.module, self._settings)]
            for item in unsettled or options:  # beside a setting that is set to several values its default says nothing
                if isinstance(item, ParameterValue | Unknown) and not find.is_mark:
                    continue
                paths += map(written, settled(item, find.module, self._settings))
            paths = [f"^{path.removeprefix('^')}" for path in paths] if find.rule.is_pattern else paths
            paths = [each for path in paths for each in with_optional(path)]
            found += without_optional(list(dict.fromkeys(paths)))
        return list(dict.fromkeys(found))[:_MOST_PATHS]

    def _resource(self, find: Find, call: Call) -> Iterator[FoundRoute]:
        """One route per action of a class that is registered under a path."""
        handler = select(self._evaluator, call, find.rule.handler)
        of_class = class_in(handler) if handler is not None else None
        actions = self._methods.actions(find, of_class) if of_class is not None else {}
        more = list(self._marked_actions(of_class)) if of_class is not None else []
        line = find.place[2]
        for path in self._paths(find, call):
            for prefix in self._prefixes(find, call):
                for name, action in actions.items():
                    method, _, rest = action.partition(" ")
                    whole = normal_path(_joined(_joined(prefix, path), rest))
                    yield FoundRoute(find, method, whole, name, line)
                for one in more:
                    whole = normal_path(_joined(_joined(prefix, path), one.path))
                    yield one._replace(path=whole)
                unknown = find.rule.default_method
                if unknown and not actions and not (more and self._is_known(find, of_class)):
                    yield FoundRoute(find, unknown, normal_path(_joined(prefix, path)) + "/**", "", line)

    def _is_known(self, find: Find, of_class: ClassValue | None) -> bool:
        """Whether all that a class is made of is known, so that it has no other actions."""
        bases = self._evaluator.ancestry(of_class) if of_class is not None else []
        return not any(isinstance(one, Symbol) and one.name not in find.rule.inherited for one in bases)

    def _marked_actions(self, of_class: ClassValue) -> Iterator[FoundRoute]:
        """What functions of a class serve besides, by their marks; `path` is what follows that of the class."""
        program = self._discovery.program
        seen: set[str] = set()
        for one in self._evaluator.ancestry(of_class):
            if not isinstance(one, ClassValue):
                continue
            file, rules = program.file(one.module), self._discovery.rules(one.module)
            for method in file.methods.get(one.scope, ()):
                scope = file.scopes[method]
                for mark in scope.marks if scope.name not in seen else ():
                    callee = mark.callee if isinstance(mark, Invocation) else mark
                    value = self._evaluator.evaluate(callee, self._evaluator.frame_around(one.module, method))
                    for rule, verb, *_ in (
                        found for name in names_of(value, rules, self._evaluator) for found in rules.find(name, _ACTION)
                    ):
                        line = mark.line if isinstance(mark, Invocation) else scope.line
                        yield from self._action(Find(rule, verb, one.module, method, mark, line, is_mark=True))
                seen.add(scope.name)

    def _action(self, find: Find) -> Iterator[FoundRoute]:
        call = self._discovery.call(find)
        named = select(self._evaluator, call, ("function", "marked"))
        place = (named.module, named.scope) if isinstance(named, FunctionValue) else (find.module, find.scope)
        name = self._discovery.program.scope(*place).name
        member = select(self._evaluator, call, find.rule.member)
        before = select(self._evaluator, call, find.rule.prefix) if member == TextValue(("true",)) else None
        start = written(before) if isinstance(before, TextValue) else ""
        for path in self._paths(find, call):
            for method in self._methods.of(find, call):
                yield FoundRoute(find, method, _joined(start, path or name), name, find.line)

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
                filled = (self._filled(item, find) for item in items)
                own = [written(one) for item in filled for one in settled(item, find.module, self._settings)] or [""]
        around = self._mounts.prefixes(find, call)
        return list(dict.fromkeys(_joined(outer, inner) for outer in around for inner in own))[:_MOST_PATHS]

    def _filled(self, value: Value, find: Find) -> Value:
        """A text of an annotation with its placeholders filled in: `@RequestMapping("${api.base}/bills")`."""
        if not find.is_mark or not isinstance(value, TextValue):
            return value
        if not any(isinstance(part, str) and "${" in part for part in value.parts):
            return value
        of_text, module = self._settings.of_text, find.module
        return text(*(of_text(part, module) if isinstance(part, str) else part for part in value.parts))

    def around(self, module: str, scope: int) -> str:
        """The path that the class around a function puts before those of its functions, "" for none."""
        for rule in self._discovery.rules(module).rules:
            if rule.kind != "route" or rule.protocol or not (rule.class_marks and rule.prefix):
                continue
            find = Find(rule, "", module, scope, None, 0)
            if self._discovery.class_mark(find, rule.class_marks) is not None:
                value = select(self._evaluator, self._discovery.call(find), rule.prefix)
                found = texts(value, module, self._settings) if value is not None else ()
                return written(found[0]) if found else ""
        return ""

    def _handler(self, find: Find, handler: Value | None) -> str:
        program = self._discovery.program
        if find.is_mark:
            return program.scope(find.module, find.scope).name
        for option in options_of(handler) if handler is not None else ():
            if isinstance(option, FunctionValue | ClassValue):
                return program.scope(option.module, option.scope).name
        return ""


def _joined(prefix: str, path: str) -> str:
    if not prefix:
        return path
    if not path:
        return prefix
    return (
        f"{prefix.rstrip('/')}/{path.lstrip('/')}" if not path.startswith("^") else f"{prefix.rstrip('/')}/{path[1:]}"
    )

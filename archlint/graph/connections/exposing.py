"""What code and configuration give away: a Program, finds and a Deployment in, Exposures out, without any credential itself."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import texts, written
from archlint.graph.connections.credentials import Credentials
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.program import Program
from archlint.graph.values.terms import ItemsValue, TextValue, Value, options_of
from archlint.graph.values.walking import expressions_of, parts_of
from archlint.model.connections import Endpoint
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure, ExposureKind, ExposureKnowledge
from archlint.model.sketch import Binding, Expression, Index, Invocation, Member, Name, Record, Text

_EVERYONE = ("*", "**", "/.*/", ".*", "regex:.*", "http://*", "https://*", "$http_origin")
_DEFAULTING = frozenset({"get", "getenv", "environ", "env", "config", "str", "getProperty", "getOrDefault"})
_DEEPEST_LISTS = 3


class Exposed(NamedTuple):
    """Where to look for what is given away, and by which knowledge: None to look for nothing."""

    knowledge: ExposureKnowledge | None = None
    modules: tuple[str, ...] = ()


NOTHING_EXPOSED = Exposed()


class Exposing:
    """Sees what is given away in one system."""

    def __init__(self, program: Program, places: Places, knowledge: ExposureKnowledge) -> None:
        self._program = program
        self._places = places
        self._credentials = Credentials(knowledge.credentials)
        self._switches = frozenset(knowledge.origins.switches)
        self._because: dict[ExposureKind, str] = {
            "credential": knowledge.because("plaintext-credential"),
            "origins": knowledge.because("wildcard-cors"),
        }
        self._settings = [_pattern(key) for key in knowledge.origins.settings]

    def in_modules(self, modules: Iterable[str]) -> Iterator[Exposure]:
        """What the code of some modules gives away."""
        for module in modules:
            if self._credentials.is_exempt(module):
                continue
            for scope in self._program.file(module).scopes:
                for parameter in scope.parameters:
                    if isinstance(parameter.default, Text) and self._credentials.in_code(
                        parameter.name, parameter.default.value
                    ):
                        yield self._at(module, scope.line, "credential", parameter.name, "code")
                for binding in scope.bindings:
                    yield from self._bound(module, binding)
                known = {id(binding.value): binding.line for binding in scope.bindings}
                for root in (*expressions_of(scope), *scope.marks):
                    yield from self._written(module, root, known.get(id(root), scope.line))

    def in_files(self, deployment: Deployment) -> Iterator[Exposure]:
        """What settings and environments give away."""
        said = [(one.key, one.value, one.file, one.line) for one in deployment.settings]
        said += [
            (one.name, one.value, one.file, one.line) for place in deployment.deployables for one in place.environment
        ]
        for name, value, file, line in said:
            if self._credentials.is_exempt(file):
                continue
            if self._credentials.in_configuration(name, value):
                yield self._in_file(file, line, "credential", name, "configuration")
            elif self._credentials.in_addresses(value):
                yield self._in_file(file, line, "credential", name, "address")
            if value.strip().strip("\"'[] ") in _EVERYONE and self._names_origins(name):
                yield self._in_file(file, line, "origins", name, "configuration")

    def in_finds(self, finds: Iterable[Find], discovery: Discovery, settings: KnownSettings) -> Iterator[Exposure]:
        """The calls that let pages of any origin read answers."""
        for find in finds:
            if find.rule.kind != "origins":
                continue
            call = discovery.call(find)
            header = select(discovery.evaluator, call, find.rule.topic) if find.rule.topic else None
            if find.rule.topic and not any(
                isinstance(one, TextValue) and written(one).lower() == "access-control-allow-origin"
                for one in options_of(header or TextValue(()))
            ):
                continue
            value = select(discovery.evaluator, call, (*find.rule.name, *find.rule.default))
            if value is not None and any(one in _EVERYONE for one in _told(value, find, discovery, settings)):
                at = self._places.of(find)
                yield self._exposure(at, "origins", _called(find.expression), "code", find.rule.technology)

    def _bound(self, module: str, binding: Binding) -> Iterator[Exposure]:
        name = binding.target.rpartition(".")[2]
        if isinstance(binding.value, Text):
            if name in self._switches and binding.value.value == "true":
                yield self._at(module, binding.line, "origins", name, "code")
            elif self._credentials.in_code(name, binding.value.value):
                yield self._at(module, binding.line, "credential", name, "code")
            elif self._credentials.in_addresses(binding.value.value):
                yield self._at(module, binding.line, "credential", name, "address")

    def _written(self, module: str, root: Expression, line: int) -> Iterator[Exposure]:
        """Named arguments, entries of objects, defaults of settings and addresses within an expression."""
        pending: list[tuple[Expression, int]] = [(root, line)]
        while pending:
            one, line = pending.pop()
            pairs: tuple[tuple[str, Expression], ...] = ()
            if isinstance(one, Invocation):
                line = one.line
                pairs = (*one.named, *_defaults(one))
                for argument in one.positional:
                    if isinstance(argument, Text) and self._credentials.in_addresses(argument.value):
                        yield self._at(module, line, "credential", _called(one), "address")
            elif isinstance(one, Record):
                pairs = one.entries
            for name, value in pairs:
                if isinstance(value, Text):
                    if self._credentials.in_code(name, value.value):
                        yield self._at(module, line, "credential", name, "code")
                    elif self._credentials.in_addresses(value.value):
                        yield self._at(module, line, "credential", name, "address")
            pending += [(part, line) for part in parts_of(one) if not isinstance(part, Text | Name)]

    def _names_origins(self, name: str) -> bool:
        plain = re.sub(r"[^a-z0-9.]", "", name.lower())
        flat = plain.replace(".", "")
        return any(pattern.fullmatch(plain) or pattern.fullmatch(flat) for pattern in self._settings)

    def _exposure(self, at: Endpoint, kind: ExposureKind, name: str, where: str, technology: str = "") -> Exposure:
        place = (at.file, at.line, at.component, at.layer, at.part, at.unit)
        because = self._because[kind]
        return Exposure(*place, kind=kind, name=name, where=where, because=because, technology=technology)

    def _at(self, module: str, line: int, kind: ExposureKind, name: str, where: str) -> Exposure:
        return self._exposure(self._places.in_module(module, line), kind, name, where)

    def _in_file(self, file: str, line: int, kind: ExposureKind, name: str, where: str) -> Exposure:
        return self._exposure(self._places.in_file(file, line), kind, name, where)


def _told(value: Value, find: Find, discovery: Discovery, settings: KnownSettings, depth: int = 0) -> Iterator[str]:
    """The texts that a value or a list of values may hold."""
    for option in options_of(value):
        if isinstance(option, ItemsValue) and depth < _DEEPEST_LISTS:
            for item in option.items:
                inner = discovery.evaluator.evaluate(item, option.frame)
                yield from _told(inner, find, discovery, settings, depth + 1)
        elif isinstance(option, TextValue):
            yield from (written(one) for one in texts(option, find.module, settings))


def _defaults(one: Invocation) -> tuple[tuple[str, Expression], ...]:
    """The default of a setting, by the setting's name: `os.getenv("DB_PASSWORD", "…")`."""
    if len(one.positional) != 2 or not isinstance(one.positional[0], Text) or _called(one) not in _DEFAULTING:
        return ()
    return ((one.positional[0].value, one.positional[1]),)


def _called(expression: Expression | None) -> str:
    """The last name of what is called."""
    match expression:
        case Invocation(callee):
            return _called(callee)
        case Name(name):
            return name.rpartition(".")[2]
        case Member(_, name):
            return name
        case Index(of, _):
            return _called(of)
    return ""


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, key.split("*"))))

"""Controllers, services, repositories and entities of a layered web application: a System in, its classes with what the
smells of Aniche et al. (Empirical Software Engineering 23, 2018) are measured by out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees
from archlint.model.facts import Anatomy, Body, Call, Unit
from archlint.model.graph import Module
from archlint.model.stereotypes import STEREOTYPES, Signals, Stereotype

_QUERY = re.compile(
    r"\s*(?:select\s.{1,2000}?\sfrom\s|insert\s+into\s|update\s+\S+\s.{0,100}?\bset\s|delete\s+from\s"
    r"|with\s+\w+\s+as\s*\(|from\s+\w+\s.{0,200}?\bwhere\s)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"\w+")
_SQL = re.compile(r"\b(?:join|and|or|union|having|case|exists|group by|select)\b", re.IGNORECASE)


class Method(NamedTuple):
    """A method with the routes that it answers at, its queries and their complexity."""

    unit: Unit
    routes: int
    queries: int
    sql: int


class _File(NamedTuple):
    """A module with its body, and its calls by unit."""

    module: Module
    body: Body
    calls: list[list[Call]]


class Stereotyped(NamedTuple):
    """A class, or a module of route functions (`unit` is the module then), with its stereotype.

    `services` are the services that it calls, `entities` those that it names, `response` is NFRFC: its methods and the
    different methods that they call on types that are no framework's.
    """

    module: Module
    unit: Unit
    stereotype: Stereotype
    methods: tuple[Method, ...]
    services: tuple[str, ...]
    entities: tuple[str, ...]
    response: int
    bases: frozenset[str] = frozenset()
    """The last names of what it extends and implements."""

    @property
    def routes(self) -> int:
        """NOR: how many routes it answers at."""
        return sum(method.routes for method in self.methods)

    @property
    def mccabe(self) -> int:
        """The sum of the cyclomatic complexity of its methods."""
        return sum(method.unit.cyclomatic for method in self.methods)

    @property
    def sql(self) -> int:
        """Joins, conditions, unions, groups, choices and selects in its queries."""
        return sum(method.sql for method in self.methods)


def stereotyped(system: System) -> tuple[Stereotyped, ...]:
    """All classes that have a stereotype, in the order of the files. Get it by `System.view(stereotyped)`."""
    return tuple(_Reader(system).classes())


class _Reader:
    def __init__(self, system: System) -> None:
        self._system = system
        self._words = system.rulebook.stereotypes
        self._callees = system.view(Callees)
        self._kinds: dict[str, dict[int, Stereotype]] = {}
        self._named: dict[Stereotype, dict[str, str]] = {kind: {} for kind in STEREOTYPES}

    def classes(self) -> Iterator[Stereotyped]:
        modules = [one for one in self._system.graph.modules if not one.test and one.id not in self._system.generated]
        for module in modules:
            body = self._system.body(module.id)
            self._kinds[module.id] = self._kinds_of(body)
            for index, kind in self._kinds[module.id].items():
                self._named[kind].setdefault(body.units[index].name.rpartition(".")[2], module.id)
        for module in modules:
            body = self._system.body(module.id)
            if body.anatomies:
                yield from self._of(module, body)

    def _kinds_of(self, body: Body) -> dict[int, Stereotype]:
        found: dict[int, Stereotype] = {}
        for index, (unit, anatomy) in enumerate(zip(body.units, body.anatomies, strict=False)):
            kind = self._kind(unit, anatomy) if unit.kind == "class" else None
            if kind is not None:
                found[index] = kind
        return found

    def _kind(self, unit: Unit, anatomy: Anatomy) -> Stereotype | None:
        marks, bases = {_last(mark) for mark in anatomy.marks}, {_last(base) for base in anatomy.bases}
        tables: list[tuple[Stereotype, Signals]] = [(kind, getattr(self._words, kind)) for kind in STEREOTYPES]
        for kind, signals in tables:
            if not marks.isdisjoint(signals.marks) or not bases.isdisjoint(signals.bases):
                return kind
        return next((kind for kind, signals in tables if unit.name.endswith(tuple(signals.endings) or ("\0",))), None)

    def _of(self, module: Module, body: Body) -> Iterator[Stereotyped]:
        calls: list[list[Call]] = [[] for _ in body.units]
        for call in body.calls:
            calls[call.unit].append(call)
        inside: dict[int, list[int]] = {}
        for index, unit in enumerate(body.units):
            if unit.kind in ("function", "method"):
                inside.setdefault(unit.parent, []).append(index)
        file = _File(module, body, calls)
        for owner, kind in self._kinds[module.id].items():
            yield self._class(file, owner, kind, inside.get(owner, ()))
        functions = [index for index in inside.get(0, ()) if self._routes(body.anatomies[index], calls[index])]
        if functions:  # a module of routes is a controller that needs no class
            yield self._class(file, 0, "controller", functions)

    def _class(self, file: _File, owner: int, kind: Stereotype, inside: Sequence[int]) -> Stereotyped:
        module, body, calls = file
        methods = tuple(
            self._method(body.units[index], body.anatomies[index], calls[index], module.language, kind)
            for index in inside
        )
        called = [call for index in inside for call in calls[index]]
        pieces = {piece for call in called for piece in re.split(r"[./]+", call.callee)}
        pieces |= {_last(name) for index in inside for name in body.anatomies[index].types}
        pieces |= {
            word for index in inside for answer in body.anatomies[index].answers for word in _WORD.findall(answer)
        }
        handed = {argument.text.removesuffix(".class") for call in called for argument in call.arguments}
        written = {piece for base in body.anatomies[owner].bases for piece in _WORD.findall(base)}
        own = body.units[owner].name.rpartition(".")[2]
        return Stereotyped(
            module,
            body.units[owner],
            kind,
            methods,
            tuple(sorted(name for name in pieces if name in self._named["service"] and name != own)),
            tuple(sorted(name for name in pieces | written | handed if name in self._named["entity"])),
            len(inside) + len({call.callee for call in called if self._is_ours(module, call)}),
            frozenset(map(_last, body.anatomies[owner].bases)),
        )

    def _is_ours(self, module: Module, call: Call) -> bool:
        return self._callees.target(module.id, call.callee) is not None

    def _stores(self, language: str, callee: str) -> bool:
        return any(
            entry.role in ("persistence", "search") for entry in self._system.technologies.find(language, callee)
        )

    def _runs_query(self, callee: str, language: str) -> bool:
        words = self._words.queries
        owner = _last(callee.rpartition(".")[0])
        return _last(callee).lower() in words.calls and owner not in words.builders and self._stores(language, callee)

    def _routes(self, anatomy: Anatomy, calls: Sequence[Call], *, sure: bool = False) -> int:
        """How many routes the marks of a function name. Where nothing else says so, one of them has to name a path; in a
        class that is a controller `@Get()`, `@Get(":id")` and `@GET` do.
        """
        known = self._words.routes.marks
        marked = sum(_last(mark).lower() in known for mark in anatomy.marks)
        names = {_last(mark) for mark in anatomy.marks}
        literal = any(
            _last(call.callee) in names and argument.literal and argument.text.startswith("/")
            for call in calls
            for argument in call.arguments
        )
        return marked if sure or literal or any(mark.endswith("Mapping") for mark in names) else 0

    def _method(self, unit: Unit, anatomy: Anatomy, calls: Sequence[Call], language: str, kind: Stereotype) -> Method:
        marked = sum(_last(mark).lower() in self._words.queries.marks for mark in anatomy.marks)
        made = sum(self._runs_query(call.callee, language) for call in calls)
        marks = {_last(mark) for mark in anatomy.marks}
        texts = [
            (argument.text, _last(call.callee) in marks)
            for call in calls
            for argument in call.arguments
            if argument.literal
        ]
        written = [(text, is_mark) for text, is_mark in texts if _QUERY.match(text)]
        sql = sum(len(_SQL.findall(text)) for text, _ in written)
        routes = self._routes(anatomy, calls, sure=kind == "controller")
        inside = sum(not is_mark for _, is_mark in written)  # a mark is one query, its count for paging included
        return Method(unit, routes, max(made, inside, 0 if routes else marked), sql)


def _last(name: str) -> str:
    return name.partition("<")[0].partition("[")[0].rpartition(".")[2]

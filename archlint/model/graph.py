"""The dependency graph: modules and the dependencies between them, one kind each, with the sites that prove them."""

from collections import Counter
from typing import Literal

from msgspec import Struct

from archlint.model.facts import Span

Kind = Literal["import", "call", "http", "event", "data"]
Verdict = Literal["allowed", "violation", "excepted", "uncovered"]
DependencyKey = tuple[str, str, str]
"""(kind, importer, imported): what identifies a dependency."""


class Module(Struct, frozen=True, omit_defaults=True):
    """A source file. `id` is its POSIX path relative to the project root; `layer` and `part` are "" where none claims it."""

    id: str
    language: str
    layer: str = ""
    part: str = ""
    component: str = ""
    test: bool = False


class Site(Struct, frozen=True, array_like=True, gc=False):
    """A place in the importer that causes a dependency: where, how (facts.Flag) and which name it takes ("" for all)."""

    span: Span
    flags: int = 0
    name: str = ""


class Dependency(Struct, frozen=True):
    """All references of one kind from one module to another, in the order of the file."""

    kind: Kind
    importer: str
    imported: str
    sites: tuple[Site, ...]

    @property
    def key(self) -> DependencyKey:
        return (self.kind, self.importer, self.imported)


class ExternalUse(Struct, frozen=True):
    """A module's use of a library. `name` is as resolved (`sqlalchemy.orm`, `@tanstack/react-query`, `java.sql.Connection`)."""

    importer: str
    language: str
    name: str
    standard: bool
    sites: tuple[Site, ...]


class Unresolved(Struct, frozen=True):
    """A reference that should have led to a module and did not."""

    importer: str
    target: str
    why: str
    span: Span


class FileProblem(Struct, frozen=True):
    """Why a module was not read whole (facts.Problem, with its file). `span` is None when the whole file is meant."""

    file: str
    kind: str
    message: str
    span: Span | None = None


class Graph(Struct, frozen=True):
    """Modules sorted by id, dependencies by (importer, imported, kind). Every end of a dependency is in `modules`.

    Tests are no importers here: they stand in `modules` only where other code imports them. `references` counts the
    references of the importers by what they mean (layout.Status), those that left no edge included.
    """

    modules: tuple[Module, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    external: tuple[ExternalUse, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    references: dict[str, int] = {}
    tests: int = 0
    """How many modules are tests."""

    def reasons_unresolved(self) -> tuple[tuple[str, int], ...]:
        """Why references led nowhere, with the first target that shows it, and how many did: the most frequent first."""
        counts: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for item in self.unresolved:
            reason = item.why or item.target
            counts[reason] += 1
            examples.setdefault(reason, item.target)
        told = {f"{examples[reason]}: {reason}" if examples[reason] != reason else reason: reason for reason in counts}
        found = [(text, counts[reason]) for text, reason in told.items()]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))

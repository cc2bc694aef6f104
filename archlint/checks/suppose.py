"""What if: a System and dependencies that are not there in, the findings that they would bring out. No code is touched."""

from collections.abc import Iterable, Sequence

import msgspec

from archlint.checks.check import Check
from archlint.checks.judge import judge
from archlint.graph.system import System
from archlint.model.facts import Span
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, DependencyKey, Kind, Module, Site

_NOWHERE = Span(0, 0, 0, 0)

Pair = tuple[str, str]


def with_dependencies(
    system: System, pairs: Iterable[Pair], *, modules: Sequence[Module] = (), kind: Kind = "import"
) -> System:
    """The same system with more dependencies and modules. Every end has to be a module of it or one of `modules`."""
    known = {one.key for one in system.graph.dependencies}
    added = [
        Dependency(kind, importer, imported, (Site(_NOWHERE),))
        for importer, imported in sorted(set(pairs))
        if importer != imported and (kind, importer, imported) not in known
    ]
    graph = msgspec.structs.replace(
        system.graph,
        modules=tuple(sorted((*system.graph.modules, *modules), key=lambda one: one.id)),
        dependencies=tuple(
            sorted((*system.graph.dependencies, *added), key=lambda one: (one.importer, one.imported, one.kind))
        ),
    )
    return System(graph, system.rulebook, system.body, system.connections, system.deployment, lines=system.lines)


def would_bring(
    system: System, checks: Sequence[Check], pairs: Iterable[Pair], *, modules: Sequence[Module] = ()
) -> tuple[Finding, ...]:
    """The findings that are there with the dependencies and are not without, before anything is accepted."""
    wanted = list(pairs)
    before = {finding.fingerprint for finding in judge(system, checks)}
    after = judge(with_dependencies(system, wanted, modules=modules), checks)
    return tuple(finding for finding in after if finding.fingerprint not in before)


def rejected(system: System, checks: Sequence[Check], pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Which of the dependencies the checks would reject, each for itself."""
    wanted = sorted(set(pairs))
    keys: dict[DependencyKey, Pair] = {("import", *pair): pair for pair in wanted}
    found = judge(with_dependencies(system, wanted), checks)
    return frozenset(keys[key] for finding in found for key in finding.rejects if key in keys)

"""dependency-cycle: modules depend on each other in a circle. One finding per knot, with the edge to cut."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from archlint.checks.bound_contract import BoundContract
from archlint.checks.check import Check
from archlint.checks.evidence import about_chain, end, hops, with_severity
from archlint.graph.cycles import components, cycle_through
from archlint.graph.selectors import Selection
from archlint.graph.system import System
from archlint.model.facts import Flag
from archlint.model.finding import End, Finding
from archlint.model.graph import Dependency, Module
from archlint.model.tables import CheckSettings

NAME = "dependency-cycle"

PAGE = """\
## What it finds
Modules that depend on each other in a circle. Each knot (strongly connected component; Tarjan 1972) gives one finding: its
shortest circle through the dependency to cut. That is the one which runs against the layers where there is one, then one
between parts, then the one with the fewest places to change.

A knot across layers or parts is an error; one inside a single layer and part is a warning.

## Why it matters
What depends on each other is one thing: it is understood, tested, released and broken together. In Python and JavaScript it
also makes the outcome of an import depend on which module came first.

## Example
```python
# enablement/usage.py
from enablement.invoice import total
# enablement/invoice.py
from enablement.usage import for_period
```

## Instead
Cut the dependency that the finding names: move what both ends need to a third module, or hand it in as a parameter.

## Options
- `level` (default `"module"`): look for circles among modules, `"package"` (folders), `"part"` or `"layer"`.
- `include_type_only` (default `false`): count imports that only the type checker sees.
- `include_lazy` (default `false`): count imports inside functions, the usual way to live with a circle.

## Known limits
`[[contracts]]` of kind `acyclic` look for circles in a piece of the system, at a level and with a severity of their own;
`severity = "off"` here leaves them on.
"""

Level = Literal["module", "package", "part", "layer"]


class CycleOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Between what circles are looked for, and which dependencies make one."""

    level: Level = "module"
    """module, package, part or layer"""
    include_type_only: bool = False
    """Count what only the type checker sees."""
    include_lazy: bool = False
    """Count imports inside functions."""


class _Lifted(NamedTuple):
    """The graph at a level: per node its neighbours, per edge the dependencies behind it."""

    outgoing: Mapping[str, Sequence[str]]
    edges: Mapping[tuple[str, str], list[Dependency]]


def judge(system: System, options: CycleOptions) -> Iterator[Finding]:
    """A circle that a contract rules out is told once, in the words and with the severity of the contract."""
    severity = system.rulebook.checks.get(NAME, CheckSettings()).severity
    everywhere = with_severity(knots(system, options, lambda _: True), severity)
    told: set[tuple[tuple[str, str], ...]] = set()
    for finding in (*_by_contracts(system), *everywhere):
        circle = tuple((hop.importer, hop.imported) for hop in finding.chain)
        if circle not in told:
            told.add(circle)
            yield finding


def _by_contracts(system: System) -> Iterator[Finding]:
    for contract in system.rulebook.contracts:
        if contract.kind == "acyclic":
            members = Selection(system, contract.modules).modules - Selection(system, contract.except_importers).modules
            chosen = CycleOptions(level=contract.level, include_type_only=contract.include_type_only)
            for finding in knots(system, chosen, members.__contains__, BoundContract(system, contract).counted):
                yield msgspec.structs.replace(
                    finding, severity=contract.severity, because=contract.because or finding.because
                )


def knots(
    system: System,
    options: CycleOptions,
    keeps: Callable[[str], bool],
    accepts: Callable[[Dependency], object] = lambda _: True,
) -> Iterator[Finding]:
    """One finding per strongly connected component among the modules that `keeps` and dependencies that `accepts` takes."""
    lifted = _lift(system, options, keeps, accepts)
    for members in components(lifted.outgoing, sorted(lifted.outgoing)):
        inside = set(members)
        among = {node: [other for other in lifted.outgoing[node] if other in inside] for node in members}
        edges = [(node, other) for node in members for other in among[node]]
        cut = min(edges, key=lambda edge: (*_rank(system, lifted.edges[edge]), edge))
        yield _finding(system, options.level, members, cycle_through(among, *cut), lifted)


def _lift(
    system: System, options: CycleOptions, keeps: Callable[[str], bool], accepts: Callable[[Dependency], object]
) -> _Lifted:
    hidden = (0 if options.include_type_only else int(Flag.TYPE_ONLY)) | (0 if options.include_lazy else int(Flag.LAZY))
    nodes = {module.id: _node(module, options.level) for module in system.graph.modules if keeps(module.id)}
    edges: dict[tuple[str, str], list[Dependency]] = {}
    for dependency in system.graph.dependencies:
        importer, imported = nodes.get(dependency.importer, ""), nodes.get(dependency.imported, "")
        if importer and imported and importer != imported and _counts(dependency, hidden) and accepts(dependency):
            edges.setdefault((importer, imported), []).append(dependency)
    outgoing: dict[str, list[str]] = {}
    for importer, imported in sorted(edges):
        outgoing.setdefault(importer, []).append(imported)
    return _Lifted(outgoing, edges)


def _counts(dependency: Dependency, hidden: int) -> bool:
    """Whether one of its sites carries none of the flags."""
    first = dependency.sites[0]  # nearly always the only one
    return not first.flags & hidden or any(not site.flags & hidden for site in dependency.sites)


def _node(module: Module, level: Level) -> str:
    """What a module belongs to at a level, "" for nothing."""
    if level == "module":
        return module.id
    if level == "package":
        return module.id.rpartition("/")[0] or "."
    if level == "part" and module.part:
        return f"{module.layer}.{module.part}"
    return module.layer


def _rank(system: System, dependencies: Sequence[Dependency]) -> tuple[int, int]:
    """How well a dependency may be cut: against the layers first, then between parts, then where few places change."""
    importer, imported = (system.modules[end] for end in dependencies[0].key[1:])
    places = sum(len(dependency.sites) for dependency in dependencies)
    if importer.layer and imported.layer and importer.layer != imported.layer:
        if system.order[imported.layer] < system.order[importer.layer]:
            return 0, places
        return (1, places) if not system.may_use(importer.layer, imported.layer) else (3, places)
    return (2, places) if importer.part != imported.part else (3, places)


def _finding(system: System, level: Level, members: Sequence[str], cycle: Sequence[str], lifted: _Lifted) -> Finding:
    cut = lifted.edges[cycle[0], cycle[1]]
    homes = {
        (module.layer, module.part)
        for edge in pairwise(cycle)
        for dependency in lifted.edges[edge]
        for module in (system.modules[dependency.importer], system.modules[dependency.imported])
    }
    crosses = len(homes) > 1
    round_trip = " → ".join(cycle) if len(cycle) <= 5 else f"{' → '.join(cycle[:4])} → … → {cycle[-1]}"
    larger = f", part of a knot of {len(members)}" if len(members) > len(cycle) - 1 else ""
    because = (
        "What depends on each other in a circle can only be understood, tested and released together; "
        f"this one ties {_homes(homes)} together."
        if crosses
        else "What depends on each other in a circle can only be understood, tested and released together."
    )
    message = f"{len(cycle) - 1} {level}s depend on each other in a circle{larger}: {round_trip}"
    instead = f"cut {cycle[0]} → {cycle[1]}{_reason(system, cut)}"
    rejects = tuple(dependency.key for dependency in cut) if crosses else ()
    if level == "module":
        found = about_chain(system, NAME, cycle, message=message, because=because, instead=instead, rejects=rejects)
        found = msgspec.structs.replace(found, imported=end(system, cycle[1]))
    else:
        first = hops(system, cut[0].key[1:])
        found = Finding(
            check=NAME,
            message=message,
            importer=End(cycle[0], place=first[0].place),
            imported=End(cycle[1]),
            because=because,
            instead=instead,
            chain=tuple(hop for edge in pairwise(cycle) for hop in hops(system, lifted.edges[edge][0].key[1:])),
            rejects=rejects,
        )
    return msgspec.structs.replace(found, severity="error" if crosses else "warning", text="cycle")


def _homes(homes: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(".".join(filter(None, home)) or "modules in no layer" for home in homes))


def _reason(system: System, cut: Sequence[Dependency]) -> str:
    rank, places = _rank(system, cut)
    told = f"{places} place{'' if places == 1 else 's'} to change"
    return {0: ": it runs upward, against the layers", 1: ": it skips a layer", 2: f": it joins two parts; {told}"}.get(
        rank, f": {told}"
    )


CHECK = Check(
    name=NAME,
    group="layering",
    summary="modules depend on each other in a circle",
    page=PAGE,
    judge=judge,
    options=CycleOptions,
    sets_severity=True,
)

"""Journeys from their screens to the systems behind: a System and its findings in, a trace of every declared journey out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.graph.selectors import Selection
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.measures.callees import Target
from archlint.measures.functions import Functions
from archlint.measures.scopes import pieces_of
from archlint.model.connections import BY_CALLERS, NO_ENDPOINT, Request, StoreUse
from archlint.model.finding import Finding
from archlint.model.graph import Kind
from archlint.model.journeys import Ending, Gap, JourneyTrace, Screen, Stage, Step, Way
from archlint.model.tables import Journey

_MOST_REACHED = 5_000
"""Functions that are followed from one screen."""
_TOO_FAR = f"it leads to more than {_MOST_REACHED:,} functions"


class _Reach(NamedTuple):
    """What one screen leads to: every function with the one before it on the shortest way, and how it was reached."""

    entry: str
    before: dict[Target, tuple[Target | None, Kind | None]]
    cut: bool = False
    """Whether more was reached than is followed."""

    @property
    def modules(self) -> set[str]:
        return {target.module for target in self.before}


def journeys_of(system: System, findings: Sequence[Finding] = ()) -> tuple[JourneyTrace, ...]:
    """In the order of the declaration. `findings` are those that count as open."""
    reader = _Reader(system, findings)
    traced = [(journey, reader.reaches(journey)) for journey in system.rulebook.journeys]
    modules = {
        journey.name: frozenset(module for reach in reaches for module in reach.modules) for journey, reaches in traced
    }
    return tuple(
        reader.trace(
            journey,
            reaches,
            {name: len(modules[journey.name] & others) for name, others in modules.items() if name != journey.name},
        )
        for journey, reaches in traced
    )


def findings_on(system: System, findings: Sequence[Finding]) -> dict[str, int]:
    """How many of the findings are on the way of each declared journey: `JourneyTrace.findings`, for fewer steps."""
    reader = _Reader(system, findings)
    return {journey.name: reader.on_the_way(reader.reaches(journey)) for journey in system.rulebook.journeys}


class _Reader:
    def __init__(self, system: System, findings: Sequence[Finding]) -> None:
        self._system = system
        self._functions = system.view(Functions)
        self._sides = system.view(Sides)
        self._requests: dict[str, list[Request]] = {}
        for request in system.connections.requests:
            self._requests.setdefault(request.file, []).append(request)
        self._stores: dict[str, list[StoreUse]] = {}
        for store in system.connections.stores:
            self._stores.setdefault(store.module, []).append(store)
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.importer is not None and finding.importer.module in system.modules:
                self._findings.setdefault(finding.importer.module, []).append(finding)

    def reaches(self, journey: Journey) -> list[_Reach]:
        """One for every screen, in the order of the modules."""
        entries = Selection(self._system, journey.entries).modules
        return [self._reach(module) for module in sorted(entries) if not self._system.modules[module].test]

    def _reach(self, entry: str) -> _Reach:
        before: dict[Target, tuple[Target | None, Kind | None]] = dict.fromkeys(
            self._functions.within(entry), (None, None)
        )
        level = list(before)
        while level and len(before) < _MOST_REACHED:
            following: list[Target] = []
            for target in level:
                for onward in self._functions.onward(target):
                    if onward.target not in before and not self._system.modules[onward.target.module].test:
                        before[onward.target] = (target, onward.kind)
                        following.append(onward.target)
            level = following
        return _Reach(entry, before, cut=bool(level))

    def on_the_way(self, reaches: list[_Reach]) -> int:
        return self._faults(dict.fromkeys(target for reach in reaches for target in reach.before))

    def trace(self, journey: Journey, reaches: list[_Reach], shared: dict[str, int]) -> JourneyTrace:
        targets = list(dict.fromkeys(target for reach in reaches for target in reach.before))
        modules = sorted({target.module for target in targets})
        cut = [Gap(reach.entry, 1, _TOO_FAR, "the rest is not looked at") for reach in reaches if reach.cut]
        gaps = (*self._gaps(targets), *cut)
        ways = [way for reach in reaches for way in self._ways(reach)]
        screens = [self._screen(reach) for reach in reaches]
        complete = [screen for screen in screens if screen.complete]
        smallest = min(complete, key=lambda screen: (screen.logic, screen.modules, screen.module), default=None)
        first = next((reach for reach in reaches if smallest and reach.entry == smallest.module), None)
        remaining = sum(self._sides.of(module) == "current" for module in modules)
        return JourneyTrace(
            name=journey.name,
            contacts=journey.contacts,
            by=journey.target.isoformat() if journey.target else "",
            stages=tuple(self._stages(targets)),
            ways=tuple(ways),
            gaps=gaps,
            screens=tuple(screens),
            ends=tuple(dict.fromkeys(way.end for way in ways)),
            shared={name: number for name, number in shared.items() if number},
            modules=tuple(modules),
            functions=sum(self._is_function(target) for target in targets),
            logic=self._logic(targets),
            findings=self._faults(targets),
            remaining=remaining,
            moved=1 - remaining / len(modules) if modules and self._sides.declared else None,
            scope=tuple(sorted(first.modules)) if first else (),
            pieces=pieces_of(self._system, first.entry, first.before) if first else (),
        )

    def _stages(self, targets: list[Target]) -> Iterable[Stage]:
        grouped: dict[tuple[str, str], list[Target]] = {}
        for target in targets:
            module = self._system.modules[target.module]
            grouped.setdefault((module.layer, module.part), []).append(target)
        last = len(self._system.order)
        for layer, part in sorted(grouped, key=lambda key: (self._system.order.get(key[0], last), key[1])):
            members = grouped[layer, part]
            modules = sorted({target.module for target in members})
            yield Stage(
                layer=layer,
                part=part,
                components=tuple(sorted({self._system.modules[module].component for module in modules} - {""})),
                modules=len(modules),
                functions=sum(self._is_function(target) for target in members),
                logic=self._logic(members),
                findings=self._faults(members),
                current=sum(self._sides.of(module) == "current" for module in modules),
            )

    def _screen(self, reach: _Reach) -> Screen:
        targets = list(reach.before)
        module = self._system.modules[reach.entry]
        complete = not reach.cut and not self._gaps(targets) and bool(self._ways(reach))
        return Screen(reach.entry, len(reach.modules), self._logic(targets), complete, module.part or module.layer)

    def _ways(self, reach: _Reach) -> list[Way]:
        """The shortest way to each end."""
        found: dict[str, Way] = {}
        for target in reach.before:
            for end, ending in self._ends(target):
                if end not in found:
                    found[end] = Way(reach.entry, end, ending, self._steps(reach, target))
        return list(found.values())

    def _ends(self, target: Target) -> Iterable[tuple[str, Ending]]:
        module = self._system.modules[target.module]
        if self._system.tiers.get(module.layer) == "backend":
            yield (f"{module.layer}.{module.part}" if module.part else module.layer), "system"
        for request in self._requests.get(target.module, ()):
            if request.status == "external" and self._is_in(target, request.unit):
                yield request.host or "(a host outside)", "outside"
        for store in self._stores.get(target.module, ()):
            if self._is_in(target, store.unit):
                yield f"store {store.name}", "store"

    def _is_in(self, target: Target, unit: str) -> bool:
        """Whether something that stands in a function of this name (or at module level) is reached with the target."""
        units = self._functions.body(target.module).units
        if target.unit < 0 or target.unit >= len(units):
            return not unit
        own = units[target.unit]
        return own.name == unit if unit else own.kind == "module"

    def _gaps(self, targets: Iterable[Target]) -> tuple[Gap, ...]:
        found: dict[tuple[str, int, str], Gap] = {}
        for target in targets:
            for request in self._requests.get(target.module, ()):
                missing = request.status in ("unresolved", "dangling") and request.why not in (BY_CALLERS, NO_ENDPOINT)
                if missing and self._is_in(target, request.unit):
                    what = f"{request.method} {request.host}{request.path}"
                    found[request.file, request.line, what] = Gap(
                        request.file, request.line, what, request.why or request.status
                    )
        return tuple(found[key] for key in sorted(found))

    def _steps(self, reach: _Reach, target: Target) -> tuple[Step, ...]:
        steps: list[Step] = []
        here: Target | None = target
        kind: Kind | None = None
        while here is not None:
            units = self._functions.body(here.module).units
            unit = units[here.unit] if 0 <= here.unit < len(units) else None
            name = unit.name if unit is not None and unit.kind != "module" else ""
            known = self._system.modules[here.module]
            inside = [here] if name else list(self._functions.within(here.module))
            step = Step(
                here.module,
                name,
                unit.span.line if unit and name else 1,
                known.layer,
                kind or "",
                known.part,
                known.component,
                self._logic(inside),
                self._faults(inside),
            )
            if not (steps and steps[0].module == step.module and not name):  # a module and its function are one step
                steps.insert(0, step)
            here, kind = reach.before[here]
        return tuple(steps)

    def _is_function(self, target: Target) -> bool:
        units = self._functions.body(target.module).units
        return 0 <= target.unit < len(units) and units[target.unit].kind in ("function", "method")

    def _logic(self, targets: Iterable[Target]) -> int:
        measure = self._system.rulebook.measure
        return sum(
            getattr(self._functions.body(target.module).units[target.unit], measure)
            for target in targets
            if self._is_function(target)
        )

    def _faults(self, targets: Iterable[Target]) -> int:
        """The findings in functions that are reached, or outside of all functions of a module that is."""
        reached: dict[str, set[int]] = {}
        for target in targets:
            reached.setdefault(target.module, set()).add(target.unit)
        return sum(
            self._is_at(finding, module, indexes)
            for module, indexes in reached.items()
            for finding in self._findings.get(module, ())
        )

    def _is_at(self, finding: Finding, module: str, indexes: set[int]) -> bool:
        place = finding.importer.place if finding.importer else None
        if place is None or not place.line:
            return True
        around = [
            index
            for index, unit in enumerate(self._functions.body(module).units)
            if unit.kind in ("function", "method") and unit.span.start <= place.start < unit.span.end
        ]
        return not around or around[-1] in indexes

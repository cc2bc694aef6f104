"""Advice before code is written: a System and its findings in; where a module stands, what it may use, where code may live out.

Everything is judged by the checks themselves, on a graph as it would be.
"""

from collections.abc import Iterable, Sequence

from archlint.checks.check import Check
from archlint.checks.offers import is_public
from archlint.checks.suppose import rejected, would_bring
from archlint.graph.chains import reach
from archlint.graph.selectors import Selection
from archlint.graph.system import System
from archlint.model.advice import Context, Neighbour, Place, Reach, Rule
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Module

_MOST = 25
_NEW = "(new)"


class Adviser:
    """Answers for one System. `checks` are those that judge dependencies; `findings` those of the run, states settled."""

    def __init__(self, system: System, checks: Sequence[Check], findings: Iterable[Finding]) -> None:
        self._system = system
        self._checks = tuple(check for check in checks if check.group == "layering" and check.judge is not None)
        self._open = tuple(finding for finding in findings if finding.state == "open")

    def context(self, module: str) -> Context:
        """Where a module of the system stands."""
        system, known = self._system, self._system.modules[module]
        others = [name for name in system.order if known.layer and name != known.layer]
        may_use = tuple(name for name in others if system.may_use(known.layer, name))
        return Context(
            module=module,
            layer=known.layer,
            part=known.part,
            may_use=may_use,
            must_not_use=tuple(name for name in others if name not in may_use),
            doors=tuple(self._doors(may_use)[:_MOST]),
            rules=tuple(self._rules(known)),
            uses=self._neighbours(module, inward=False),
            used_by=self._neighbours(module, inward=True),
            findings=tuple(one for one in self._open if one.importer is not None and one.importer.module == module)[
                :_MOST
            ],
        )

    def may_use(self, importer: str, imported: str) -> tuple[Finding, ...]:
        """What would be wrong if one module depended on the other: nothing means that it may."""
        keys = [(kind, importer, imported) for kind in ("import", "http", "event", "data", "call")]
        there = tuple(one for one in self._open if any(key in one.rejects for key in keys))
        return there or would_bring(self._system, self._checks, [(importer, imported)])

    def reach(self, module: str) -> Reach:
        """What a change of a module may break."""
        system = self._system
        everybody = reach(system.incoming, [module], (), lambda _: True)
        counts: dict[str, int] = {}
        for other in everybody:
            layer = system.modules[other].layer or "(no layer)"
            counts[layer] = counts.get(layer, 0) + 1
        affected = {module, *everybody}
        routes = [f"{route.method} {route.path} ({route.file}:{route.line})" for route in system.connections.routes
                  if route.file in affected]  # fmt: skip
        top = {name for name, tier in system.tiers.items() if tier == "ui"}
        screens = sorted(other for other in everybody if system.modules[other].layer in top)
        return Reach(
            module=module,
            direct=self._neighbours(module, inward=True),
            by_layer={name: counts[name] for name in (*system.order, "(no layer)") if name in counts},
            ends=tuple((*routes, *screens)[:_MOST]),
        )

    def legal_way(self, importer: str, imported: str) -> tuple[str, ...]:
        """The shortest chain from one module to the other on which every step is allowed: over dependencies that are there, and
        at most one that is not yet, the first. Both ends included; () when there is none.
        """
        system = self._system
        refused = {key for finding in self._open for key in finding.rejects}
        legal: dict[str, list[str]] = {}
        for one in system.graph.dependencies:
            if one.key not in refused:
                legal.setdefault(one.imported, []).append(one.importer)
        onward: dict[str, str] = {}
        frontier, seen = [imported], {imported}
        while frontier:
            direct = [module for module in frontier if module == importer]
            if direct:
                return _from(importer, onward)
            candidates = [module for module in frontier if module != importer]
            wrong = rejected(system, self._checks, [(importer, module) for module in candidates])
            allowed = [module for module in candidates if (importer, module) not in wrong]
            if allowed:
                return (importer, *_from(min(allowed), onward))
            following = []
            for module in frontier:
                for other in legal.get(module, ()):
                    if other not in seen:
                        seen.add(other)
                        onward[other] = module
                        following.append(other)
            frontier = sorted(following)
        return ()

    def places(self, uses: Sequence[str], used_by: Sequence[str]) -> tuple[Place, ...]:
        """The layers and parts where a new module with these dependencies could live, those without faults first."""
        found = []
        for (layer, part), members in self._homes().items():
            new = Module(_NEW, members[0].language, layer, part)
            pairs = [*((_NEW, used) for used in uses), *((user, _NEW) for user in used_by)]
            wrong = would_bring(self._system, self._checks, pairs, modules=[new])
            told = tuple(dict.fromkeys(f"{one.check}: {one.message}" for one in wrong))
            found.append(Place(layer=layer, part=part, folder=_common_folder(members), wrong=told[:3]))
        order = {name: position for position, name in enumerate(self._system.order)}
        return tuple(sorted(found, key=lambda place: (len(place.wrong), order[place.layer], place.part)))

    def _homes(self) -> dict[tuple[str, str], list[Module]]:
        found: dict[tuple[str, str], list[Module]] = {}
        for module in self._system.graph.modules:
            if module.layer:
                found.setdefault((module.layer, module.part), []).append(module)
        return found

    def _doors(self, layers: Iterable[str]) -> list[str]:
        system = self._system
        return [
            module.id
            for name in layers
            if system.layers[name].public
            for module in system.members[name]
            if is_public(system, module.id)
        ]

    def _rules(self, module: Module) -> Iterable[Rule]:
        system = self._system
        if module.layer:
            layer = system.layers[module.layer]
            if layer.because:
                yield Rule(f"layer {layer.name}", layer.because)
            if layer.independent and module.part:
                yield Rule(f"parts of {layer.name} do not depend on each other")
            if layer.forbidden_technologies:
                yield Rule(f"{layer.name} does not use {', '.join(layer.forbidden_technologies)}")
        for contract in system.rulebook.contracts:
            ends = contract.importers or contract.modules
            if contract.kind != "protected" and module.id in Selection(system, ends).modules:
                told = ", ".join(contract.imported or contract.modules)
                name = f"{contract.name}: " if contract.name else ""
                yield Rule(f"{name}{_VERBS[contract.kind]} {told}".rstrip(), contract.because)

    def _neighbours(self, module: str, *, inward: bool) -> tuple[Neighbour, ...]:
        system = self._system
        others = (system.incoming if inward else system.outgoing).get(module, ())
        found = []
        for other in others[:_MOST]:
            pair = (other, module) if inward else (module, other)
            between = system.dependencies[pair]
            known = system.modules[other]
            found.append(
                Neighbour(other, known.layer, known.part, tuple(one.kind for one in between), _first_line(between))
            )
        return tuple(found)


_VERBS = {
    "forbidden": "must not use",
    "allowed-only": "may only use",
    "independent": "pieces do not use each other:",
    "acyclic": "no circles among",
    "required": "must use",
}


def _first_line(dependencies: Sequence[Dependency]) -> int:
    return min((site.span.line for one in dependencies for site in one.sites), default=0)


def _from(module: str, onward: dict[str, str]) -> tuple[str, ...]:
    chain = [module]
    while chain[-1] in onward:
        chain.append(onward[chain[-1]])
    return tuple(chain)


def _common_folder(members: Sequence[Module]) -> str:
    """The innermost folder that holds all of them."""
    folders = [module.id.split("/")[:-1] for module in members]
    common = []
    for segments in zip(*folders, strict=False):
        if len(set(segments)) > 1:
            break
        common.append(segments[0])
    return "/".join(common)

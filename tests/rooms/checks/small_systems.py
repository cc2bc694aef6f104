"""Systems made by hand: lines such as `high/a -> low/b` and the layers over them in, a System with its findings out.

A module is named by its path without the ending; its folder says what it belongs to. Nothing is read from disk.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from archlint.checks.catalogue import CHECKS
from archlint.checks.judge import judge
from archlint.graph.assign import assign
from archlint.graph.system import System
from archlint.model.facts import Span
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, ExternalUse, Graph, Module, Site
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Contract, Exemption, Layer

Edge = tuple[str, str]


class Tier(NamedTuple):
    """A layer as the peers declare it: one folder, or several siblings that may be independent of each other."""

    folders: tuple[str, ...]
    independent: bool = False
    open: bool = False

    @property
    def name(self) -> str:
        return "+".join(self.folders)


def tiers(*texts: str) -> tuple[Tier, ...]:
    """`high`, `high (open)`, `a | b` (independent siblings), `a : b` (siblings that may know each other)."""
    found = []
    for text in texts:
        plain = text.removesuffix(" (open)")
        mark = "|" if "|" in plain else ":"
        folders = tuple(word.strip() for word in plain.split(mark))
        found.append(Tier(folders, independent=mark == "|" and len(folders) > 1, open=plain != text))
    return tuple(found)


def edges(text: str) -> list[Edge]:
    """The dependencies of a text, one per line or separated by commas; a chain `a/x -> b/y -> c/z` is two."""
    found: list[Edge] = []
    for piece in text.replace("\n", ",").split(","):
        steps = [step.strip() for step in piece.split("->") if step.strip()]
        found += pairwise(steps)
    return found


def layer_of(tier: Tier) -> Layer:
    if len(tier.folders) == 1:
        return Layer(name=tier.name, paths=(f"{tier.folders[0]}/**",), open=tier.open)
    parts = {folder: (f"{folder}/**",) for folder in tier.folders}
    return Layer(name=tier.name, parts=parts, independent=tier.independent, open=tier.open)


def a_system(
    dependencies: Iterable[Edge],
    layers: Sequence[Tier] = (),
    contracts: Sequence[Contract] = (),
    *,
    modules: Iterable[str] = (),
    exceptions: Sequence[Exemption] = (),
    flags: int = 0,
) -> System:
    """A system with these dependencies, the modules that they name and some more. What starts with `external:` is a
    library. Every import carries `flags`.
    """
    pairs = sorted(set(dependencies))
    internal = [(one, other) for one, other in pairs if not other.startswith("external:")]
    names = sorted({*modules, *(one for one, _ in pairs), *(other for _, other in internal)})
    sites = (Site(Span(0, 1, 1, 1), flags),)
    graph = Graph(
        modules=tuple(Module(f"{name}.py", "python") for name in names),
        dependencies=tuple(Dependency("import", f"{one}.py", f"{other}.py", sites) for one, other in internal),
        external=tuple(
            ExternalUse(f"{one}.py", "python", other.removeprefix("external:"), False, sites)
            for one, other in pairs
            if (one, other) not in internal
        ),
    )
    rulebook = Rulebook(layers=tuple(map(layer_of, layers)), contracts=tuple(contracts), exceptions=tuple(exceptions))
    return System(assign(graph, rulebook), rulebook)


def findings(system: System, *names: str) -> tuple[Finding, ...]:
    """What these checks find."""
    return judge(system, [check for check in CHECKS if check.name in names])


def chain_of(finding: Finding) -> str:
    """The dependency or chain of a finding, as it would be written."""
    assert finding.importer is not None
    assert finding.imported is not None
    steps = [hop.importer for hop in finding.chain] or [finding.importer.module]
    last = finding.chain[-1].imported if finding.chain else finding.imported.module
    return " -> ".join(step.removesuffix(".py") for step in (*steps, last))


def told(system: System, *names: str) -> list[str]:
    """The findings of these checks, one line each."""
    return [f"{finding.check}: {chain_of(finding)}" for finding in findings(system, *names)]

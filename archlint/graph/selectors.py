"""What the ends of contracts and exceptions mean in a system: selectors in, modules and uses of libraries out.

A selector is a layer (`ui`), a part (`backend.billing`), a glob on module ids, `external:NAME` (third-party library),
`standard:NAME` (standard library) or `technology:ROLE`; `!` in front takes matches of the earlier ones out again.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.graph.system import System
from archlint.graph.technologies import full_names, name_matches
from archlint.model.graph import Dependency, ExternalUse
from archlint.model.patterns import PatternSet

LIBRARIES = ("external", "standard", "technology")


class _Library(NamedTuple):
    adds: bool
    kind: str
    name: str


class Selection:
    """The modules that selectors name, and a test for uses of libraries. `unmatched` are selectors that name nothing."""

    def __init__(self, system: System, selectors: Sequence[str]) -> None:
        self._system = system
        self._libraries: list[_Library] = []
        modules: set[str] = set()
        unmatched = []
        for selector in selectors:
            adds, text = not selector.startswith("!"), selector.removeprefix("!")
            kind, colon, name = text.partition(":")
            if colon and kind in LIBRARIES:
                self._libraries.append(_Library(adds, kind, name))
                found = bool(name) and any(_is_meant(system, kind, name, use) for use in system.graph.external)
            else:
                named = modules_named(system, text)
                found = bool(named)
                modules = modules | named if adds else modules - named
            if not found:
                unmatched.append(selector)
        self.modules = frozenset(modules)
        self.unmatched = tuple(unmatched)

    @property
    def names_libraries(self) -> bool:
        return bool(self._libraries)

    def speaks_about(self, *kinds: str) -> bool:
        """Whether some selector is of one of the kinds external, standard, technology."""
        return any(library.kind in kinds for library in self._libraries)

    def takes(self, use: ExternalUse) -> bool:
        """Whether a use of a library is among what the selectors name."""
        taken = False
        for library in self._libraries:
            if taken is not library.adds and _is_meant(self._system, library.kind, library.name, use):
                taken = library.adds
        return taken


class Pairs:
    """The single dependencies that pairs of selectors name, written `IMPORTER -> IMPORTED`. `unmatched` are pairs that name
    no dependency of the system.
    """

    def __init__(self, system: System, pairs: Sequence[str]) -> None:
        self._ends: list[tuple[Selection, Selection]] = []
        unmatched = []
        for pair in pairs:
            importer, _, imported = pair.partition(" -> ")
            ends = Selection(system, [importer]), Selection(system, [imported])
            self._ends.append(ends)
            joined = any(_joins(ends, dependency) for dependency in system.graph.dependencies)
            if not joined and not any(_brings_in(ends, use) for use in system.graph.external):
                unmatched.append(pair)
        self.unmatched = tuple(unmatched)

    def names(self, dependency: Dependency) -> bool:
        return any(_joins(ends, dependency) for ends in self._ends)

    def names_use(self, use: ExternalUse) -> bool:
        return any(_brings_in(ends, use) for ends in self._ends)


def _joins(ends: tuple[Selection, Selection], dependency: Dependency) -> bool:
    return dependency.importer in ends[0].modules and dependency.imported in ends[1].modules


def _brings_in(ends: tuple[Selection, Selection], use: ExternalUse) -> bool:
    return use.importer in ends[0].modules and ends[1].takes(use)


def modules_named(system: System, selector: str) -> frozenset[str]:
    """The modules of a layer, of a part or of a glob."""
    layer, _, part = selector.partition(".")
    if layer in system.layers and (not part or part in system.layers[layer].parts):
        return frozenset(module.id for module in system.members[layer] if not part or module.part == part)
    patterns = PatternSet([selector])
    return frozenset(module for module in system.modules if patterns.matches(module))


def groups(system: System, selectors: Iterable[str]) -> dict[str, frozenset[str]]:
    """The pieces that `modules` of a contract names, each with its modules. A glob that ends in `/*` stands for one piece
    per folder or file at that depth; a single layer stands for its parts.
    """
    chosen = list(selectors)
    out = frozenset[str]().union(*(modules_named(system, text[1:]) for text in chosen if text.startswith("!")))
    positive = [text for text in chosen if not text.startswith("!")]
    if len(positive) == 1 and positive[0] in system.layers and system.layers[positive[0]].parts:
        positive = [f"{positive[0]}.{part}" for part in system.layers[positive[0]].parts]
    found: dict[str, frozenset[str]] = {}
    for selector in positive:
        if selector.endswith("/*"):
            depth = selector.count("/") + 1
            named: dict[str, set[str]] = {}
            for module in modules_named(system, f"{selector}/**"):
                named.setdefault("/".join(module.split("/")[:depth]), set()).add(module)
            found.update((name, frozenset(modules) - out) for name, modules in sorted(named.items()))
        else:
            found[selector] = modules_named(system, selector) - out
    return {name: modules for name, modules in found.items() if modules}


def _is_meant(system: System, kind: str, name: str, use: ExternalUse) -> bool:
    if kind == "technology":
        return any(entry.role == name for entry in system.technologies.of(use))
    return use.standard is (kind == "standard") and any(name_matches(name, full) for full in full_names(use))

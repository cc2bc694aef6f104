"""Folders as packages: a System in; who depends on whom between folders, and how stable each folder is, out.

For `System.view`. Only imports that run count: neither what the type checker alone sees, nor what is loaded by a string, such
as screens and plug-ins.
"""

from collections.abc import Sequence
from typing import NamedTuple

from archlint.graph.system import System, sites_without
from archlint.model.facts import Flag
from archlint.model.graph import Dependency

_DOORS = ("__init__.py", "index.ts", "index.tsx", "index.js", "index.jsx", "index.mjs", "mod.ts")


class Package(NamedTuple):
    """A folder with the modules that lie directly in it.

    `incoming` are the modules of other folders that depend on it (afferent coupling, Ca), `outgoing` its own modules that
    depend on other folders (efferent coupling, Ce), `uses` the dependencies by the folder that they lead to. A folder and
    the folders in it are one piece: what they use of each other is no coupling.
    """

    name: str
    modules: tuple[str, ...]
    incoming: frozenset[str]
    outgoing: frozenset[str]
    uses: dict[str, list[Dependency]]

    @property
    def instability(self) -> float:
        """Martin's I = Ce / (Ca + Ce): 0 where others depend on it and it on nobody, 1 where it is the other way about."""
        coupled = len(self.incoming) + len(self.outgoing)
        return len(self.outgoing) / coupled if coupled else 0.0


def folder(module: str) -> str:
    """The folder of a module, "." for the project itself."""
    return module.rpartition("/")[0] or "."


def is_door(module: str) -> bool:
    """Whether a module is what its folder is imported as."""
    return module.rpartition("/")[2] in _DOORS


def within(inner: str, outer: str) -> bool:
    """Whether a folder is another one or lies in it."""
    return outer in (".", inner) or inner.startswith(f"{outer}/")


def running(system: System) -> Sequence[Dependency]:
    """The imports from one module that somebody wrote to another, as far as they run; what only hands names on is none.
    Tests are left out.
    """
    quiet = Flag.TYPE_ONLY | Flag.REEXPORT | Flag.DYNAMIC
    return [
        dependency
        for dependency in system.graph.dependencies
        if dependency.kind == "import"
        and _counts(system, dependency.importer)
        and _counts(system, dependency.imported)
        and sites_without(dependency, quiet)
    ]


def packages(system: System) -> dict[str, Package]:
    """Every folder that holds modules of production, by name."""
    modules: dict[str, list[str]] = {}
    for module in system.graph.modules:
        if _counts(system, module.id):
            modules.setdefault(folder(module.id), []).append(module.id)
    incoming: dict[str, set[str]] = {name: set() for name in modules}
    outgoing: dict[str, set[str]] = {name: set() for name in modules}
    uses: dict[str, dict[str, list[Dependency]]] = {name: {} for name in modules}
    for dependency in system.view(running):
        own, other = folder(dependency.importer), folder(dependency.imported)
        if not within(own, other) and not within(other, own):
            incoming[other].add(dependency.importer)
            outgoing[own].add(dependency.importer)
            uses[own].setdefault(other, []).append(dependency)
    return {
        name: Package(name, tuple(members), frozenset(incoming[name]), frozenset(outgoing[name]), uses[name])
        for name, members in sorted(modules.items())
    }


def _counts(system: System, module: str) -> bool:
    return not system.modules[module].test and module not in system.generated

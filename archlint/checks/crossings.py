"""What the checks on layers share: which dependencies cross layers, directly or by way of modules in no layer."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct

from archlint.graph.chains import chain_to, reach
from archlint.graph.system import System, sites_without
from archlint.model.facts import Flag
from archlint.model.graph import Dependency, Site


class LayeringOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as a dependency between layers."""

    include_type_only: bool = True
    """Count what only the type checker sees (`if TYPE_CHECKING:`, `import type`)."""


class Crossing(NamedTuple):
    """A direct dependency between two modules that belong to layers, with the sites that count."""

    dependency: Dependency
    importer_layer: str
    imported_layer: str
    sites: tuple[Site, ...]


class Detour(NamedTuple):
    """The shortest chain from one layer to another through modules in no layer, and how many more pairs are so joined."""

    importer_layer: str
    imported_layer: str
    chain: tuple[str, ...]
    more: int


def crossings(system: System, options: LayeringOptions) -> Iterator[Crossing]:
    """Every direct dependency from one layer to another one."""
    for dependency, importer, imported in system.between_layers:
        sites = counted_sites(dependency, options)
        if sites:
            yield Crossing(dependency, importer, imported, sites)


def counted_sites(dependency: Dependency, options: LayeringOptions) -> tuple[Site, ...]:
    if options.include_type_only:
        return dependency.sites
    return tuple(dependency.sites[index] for index in sites_without(dependency, Flag.TYPE_ONLY))


def detours(system: System, options: LayeringOptions, wanted: Callable[[str, str], bool]) -> Iterator[Detour]:
    """Per pair of layers that `wanted` accepts, the chains that lead from one to the other through uncovered modules.
    A layer with such a chain depends on the other one as if the modules between were its own.
    """
    if not system.members[""]:
        return
    outgoing = system.outgoing if options.include_type_only else system.at_run_time
    modules = system.modules
    for importer_layer in system.order:
        entries: dict[str, str] = {}
        for member in system.members[importer_layer]:
            for imported in outgoing.get(member.id, ()):
                if not modules[imported].layer:
                    entries.setdefault(imported, member.id)
        pairs = [layer for layer in system.order if layer != importer_layer and wanted(importer_layer, layer)]
        targets = {module.id: layer for layer in pairs for module in system.members[layer]}
        before = reach(outgoing, entries, targets, lambda module: not modules[module].layer)
        for imported_layer in pairs:
            ends = [module for module in before if targets.get(module) == imported_layer]
            if ends:
                chain = chain_to(before, ends[0], entries)
                yield Detour(importer_layer, imported_layer, (entries[chain[0]], *chain), len(ends) - 1)

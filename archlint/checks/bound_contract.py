"""A contract with its ends looked up: a System and a Contract in, the dependencies and uses that it speaks about out."""

from collections.abc import Iterator

import msgspec

from archlint.graph.selectors import Pairs, Selection
from archlint.graph.system import System, sites_without
from archlint.model.facts import Flag
from archlint.model.graph import Dependency, ExternalUse, Site
from archlint.model.tables import Contract


class BoundContract:
    """`sources` and `targets` are the modules at its ends without the excepted ones, `overlap` those in both."""

    def __init__(self, system: System, contract: Contract) -> None:
        self.system = system
        self.contract = contract
        self.importers = Selection(system, contract.importers)
        self.imported = Selection(system, contract.imported)
        self._skipped_importers = Selection(system, contract.except_importers).modules
        self._skipped_imported = Selection(system, contract.except_imported)
        self._skipped = Pairs(system, contract.except_dependencies) if contract.except_dependencies else None
        self.sources = self.importers.modules - self._skipped_importers
        self.targets = self.imported.modules - self._skipped_imported.modules
        self.overlap = self.sources & self.targets
        self._hidden = 0 if contract.include_type_only else Flag.TYPE_ONLY

    def dependencies(self) -> Iterator[tuple[Dependency, tuple[Site, ...]]]:
        """The dependencies that the contract speaks about, with the sites that count."""
        for dependency in self.system.graph.dependencies:
            sites = self.counted(dependency)
            if sites:
                yield dependency, sites

    def counted(self, dependency: Dependency) -> tuple[Site, ...]:
        """The sites of a dependency that count, () where the contract does not speak about it."""
        if self.contract.kinds and dependency.kind not in self.contract.kinds:
            return ()
        if dependency.importer in self._skipped_importers or dependency.imported in self._skipped_imported.modules:
            return ()
        if self._skipped is not None and self._skipped.names(dependency):
            return ()
        if not self._hidden:
            return dependency.sites
        return tuple(dependency.sites[index] for index in sites_without(dependency, self._hidden))

    def uses(self) -> Iterator[ExternalUse]:
        """The uses of libraries that it speaks about, with the sites that count."""
        if self.contract.kinds and "import" not in self.contract.kinds:
            return
        for use in self.system.graph.external:
            if use.importer in self._skipped_importers or self._skipped_imported.takes(use):
                continue
            if self._skipped is not None and self._skipped.names_use(use):
                continue
            sites = tuple(site for site in use.sites if not site.flags & self._hidden)
            if sites:
                yield use if sites == use.sites else msgspec.structs.replace(use, sites=sites)

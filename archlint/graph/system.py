"""The System: a graph with the declaration that judges it, and the views that checks share, each computed once."""

from functools import cached_property

from archlint.model.graph import Dependency, Graph, Module
from archlint.model.rulebook import Rulebook


class System:
    """What a check looks at. `graph` has its layers and parts assigned. Immutable: views are cached, never changed."""

    def __init__(self, graph: Graph, rulebook: Rulebook) -> None:
        self.graph = graph
        self.rulebook = rulebook

    @cached_property
    def modules(self) -> dict[str, Module]:
        return {module.id: module for module in self.graph.modules}

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of each layer, 0 at the top."""
        return {layer.name: position for position, layer in enumerate(self.rulebook.layers)}

    @cached_property
    def outgoing(self) -> dict[str, list[Dependency]]:
        found: dict[str, list[Dependency]] = {}
        for dependency in self.graph.dependencies:
            found.setdefault(dependency.importer, []).append(dependency)
        return found

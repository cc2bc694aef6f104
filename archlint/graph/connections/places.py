"""Where a find stands in the project: modules, sketches and finds in, endpoints with component, layer and unit out."""

from collections.abc import Mapping, Sequence

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.model.connections import Endpoint
from archlint.model.graph import Module
from archlint.model.sketch import Scope


class Places:
    """Knows the modules of a project and the components they lie in."""

    def __init__(self, discovery: Discovery, modules: Mapping[str, Module]) -> None:
        self._discovery = discovery
        self._modules = modules
        self._of_component: dict[str, Module] = {}
        for module in modules.values():
            self._of_component.setdefault(module.component, module)

    def component_of(self, file: str) -> str:
        """The innermost component that a file lies in."""
        folder = file.rpartition("/")[0]
        while folder and folder not in self._of_component:
            folder = folder.rpartition("/")[0]
        return folder or "."

    def is_module(self, file: str) -> bool:
        return file in self._modules

    def has_modules(self, component: str) -> bool:
        """Whether a component has source code."""
        return component in self._of_component

    def any_module(self) -> str:
        """Some module, where it does not matter which; "" in a project without any."""
        return next(iter(self._modules), "")

    def of(self, find: Find) -> Endpoint:
        """The place of a find: that of the outermost caller, where callers give the address. What a class has from another
        stands there, in its own component.
        """
        module, scope, line = find.place
        unit = _qualified(self._discovery.program.file(module).scopes, scope)
        known = self._modules.get(find.heir[0] if find.heir is not None else module)
        if known is None:
            return Endpoint(module, line, unit=unit)
        return Endpoint(module, line, known.component, known.layer, known.part, unit)

    def in_module(self, module: str, line: int) -> Endpoint:
        """A line of a module."""
        known = self._modules[module]
        return Endpoint(module, line, known.component, known.layer, known.part)

    def in_file(self, file: str, line: int, component: str = "") -> Endpoint:
        """A line of a file that is no module: its layer is that of its component's modules."""
        component = component or self.component_of(file)
        neighbour = self._of_component.get(component)
        return Endpoint(file, line, component, neighbour.layer if neighbour is not None else "")


def fields_of(at: Endpoint) -> tuple[str, int, str, str, str, str]:
    """What an endpoint of any kind begins with."""
    return at.file, at.line, at.component, at.layer, at.part, at.unit


def _qualified(scopes: Sequence[Scope], index: int) -> str:
    """The qualified name of a scope, "" for the module."""
    names: list[str] = []
    while index > 0:
        if scopes[index].name:
            names.append(scopes[index].name)
        index = scopes[index].parent
    return ".".join(reversed(names))

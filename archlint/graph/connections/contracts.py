"""Routes that a contract declares and the code only implements: OpenAPI operations and the functions of their component in,
routes at the lines of the contract out.

Servers are made from contracts by generators, so no file of the project names the paths: a function with an operation's name is
what answers.
"""

from collections.abc import Iterable, Iterator, Mapping

from archlint.graph.connections.addresses import split
from archlint.graph.connections.places import Places
from archlint.graph.connections.served import Served
from archlint.graph.values.program import Program
from archlint.model.deployment import ServedOperation

_MOST_MODULES = 300
_HOLDERS = ("controller", "handler", "resource", "service", "api", "delegate", "route")
"""What folders and files are called that hold functions which answer."""


class Contracts:
    """Tells which contracts a component implements."""

    def __init__(self, program: Program, places: Places, operations: Iterable[ServedOperation]) -> None:
        self._program = program
        self._places = places
        self._operations: dict[str, list[ServedOperation]] = {}
        for one in operations:
            if one.operation_id and not one.operation_id.startswith("handler:"):
                self._operations.setdefault(one.file, []).append(one)
        self._functions: dict[str, dict[str, tuple[str, int]]] = {}

    def implemented(self, served: Iterable[Served]) -> Iterator[tuple[ServedOperation, str, int]]:
        """The operations whose functions are in the component of the contract, with the modules and scopes of those; none of a
        contract whose paths the code serves by itself.
        """
        known: dict[str, set[tuple[str, ...]]] = {}
        for one in served:
            known.setdefault(one.route.component, set()).add(_shape(one.route.path))
        for file, operations in sorted(self._operations.items()):
            component = self._places.component_of(file)
            routed = sum(_shape(one.path) in known.get(component, ()) for one in operations)
            if 2 * routed >= len(operations):
                continue
            functions = self._named(component)
            functions = {**functions, **self._by_modules(one.operation_id for one in operations)}
            answered = [one for one in operations if one.operation_id in functions]
            if 2 * len(answered) >= len(operations):
                for operation in answered:
                    yield (operation, *functions[operation.operation_id])

    def _by_modules(self, names: Iterable[str]) -> dict[str, tuple[str, int]]:
        """The functions that names of operations mean with their modules: `bills.api.pay`."""
        found: dict[str, tuple[str, int]] = {}
        for name in names:
            home, _, last = name.rpartition(".")
            path = f"{home.replace('.', '/')}.py" if home else ""
            for module in self._program.modules if path else ():
                if module == path or module.endswith(f"/{path}"):
                    scopes = self._program.file(module).children.get((0, last))
                    if scopes:
                        found[name] = (module, scopes[0])
        return found

    def _named(self, component: str) -> Mapping[str, tuple[str, int]]:
        """The functions of a component that may answer, by name, with their modules and scopes."""
        if component not in self._functions:
            found: dict[str, tuple[str, int]] = {}
            modules = [
                module
                for module in self._program.modules
                if self._places.component_of(module) == component
                and any(word in module.removeprefix(f"{component}/").lower() for word in _HOLDERS)
            ]
            for module in sorted(modules)[:_MOST_MODULES]:
                file = self._program.file(module)
                for index, scope in enumerate(file.scopes):
                    if scope.kind == "function" and scope.name:
                        found.setdefault(scope.name, (module, index))
                for name, _ in file.sketch.exports:
                    found.setdefault(name, (module, 0))
            self._functions[component] = found
        return self._functions[component]


def _shape(path: str) -> tuple[str, ...]:
    """A path without the names of its parameters."""
    return tuple("{}" if segment.startswith("{") else segment for segment in split(path))

"""What people call modules: a word and a graph with layers assigned in, the modules it names out. For questions such as
`archlint why A B`; the ends of contracts are read by selectors.py.
"""

from collections.abc import Iterable

from archlint.model.graph import Graph, Module
from archlint.model.patterns import PatternError, PatternSet

_WILD = frozenset("*?[{")


def modules_called(graph: Graph, layers: Iterable[str], name: str) -> tuple[str, ...]:
    """The modules that `name` stands for, sorted; () when it names none. In this order: a module's path, a layer, a part
    (`layer.part`), a folder or glob, a dotted name (`shop.billing.invoice`) of a module or package.
    """
    if any(module.id == name for module in graph.modules):
        return (name,)
    declared = {*layers, *(module.layer for module in graph.modules if module.layer)}
    for chosen in (_of_layer(graph, declared, name), _of_pattern(graph, name), _of_dotted(graph, name)):
        if chosen:
            return tuple(chosen)
    return ()


def known_names(graph: Graph, layers: Iterable[str]) -> tuple[str, ...]:
    """Everything that can be said besides globs: for suggestions."""
    names = {*layers}
    for module in graph.modules:
        names.add(module.id)
        if module.layer:
            names.add(module.layer)
        if module.part:
            names.add(f"{module.layer}.{module.part}")
    return tuple(sorted(names))


def _of_layer(graph: Graph, layers: set[str], name: str) -> list[str]:
    if name in layers:
        return [module.id for module in graph.modules if module.layer == name]
    return [module.id for module in graph.modules if module.part and f"{module.layer}.{module.part}" == name]


def _of_pattern(graph: Graph, name: str) -> list[str]:
    try:
        patterns = PatternSet([name])
    except PatternError:
        return []
    return [module.id for module in graph.modules if patterns.matches(module.id)]


def _of_dotted(graph: Graph, name: str) -> list[str]:
    """Modules whose path ends in the dotted name, else all that lie in a package of that name."""
    if "/" in name or not name.strip(".") or not _WILD.isdisjoint(name):
        return []
    wanted = "/" + name.strip(".").replace(".", "/")
    exact = [module.id for module in graph.modules if ("/" + _stem(module)).endswith(wanted)]
    inside = [module.id for module in graph.modules if f"{wanted}/" in "/" + module.id]
    return exact if exact and not inside else sorted({*exact, *inside})


def _stem(module: Module) -> str:
    folder, _, file = module.id.rpartition("/")
    name = file[: file.rfind(".")] if "." in file else file
    if name in ("__init__", "index"):
        return folder
    return f"{folder}/{name}" if folder else name

"""The graph of an analysis seen from a level: an Analysis and a Level in, nodes and the edges between them out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from os.path import commonpath
from typing import NamedTuple

from archlint.model.analysis import Analysis
from archlint.model.graph import Dependency, Graph, Kind, Module, Verdict
from archlint.model.patterns import PatternSet
from archlint.reports.view import Level

NO_LAYER = "(no layer)"
NO_COMPONENT = "(no component)"
_WORST: tuple[Verdict, ...] = ("violation", "excepted", "uncovered", "allowed")
_DEEPEST = 64


class Node(NamedTuple):
    """What is drawn as one: a module, or all modules of a package (a folder), part, layer or component. A layer's modules
    outside its parts are a node of kind "layer" at level part; modules that nothing claims are one node with an `id` in
    parentheses. A folder whose modules lie in several layers or parts is a node in each of them, called by the folder that is
    common to its modules there.
    """

    id: str
    kind: Level
    layer: str
    part: str
    component: str
    modules: int


class Edge(NamedTuple):
    """All dependencies of one kind from one node to another. `verdict` is the worst of theirs."""

    kind: Kind
    importer: str
    imported: str
    verdict: Verdict
    members: tuple[Dependency, ...]
    verdicts: dict[Verdict, int]


class Lifted(NamedTuple):
    """Nodes sorted by id, edges by (importer, imported, kind). What stays inside a node has no edge; `inside` counts it
    by node.
    """

    level: Level
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    inside: dict[str, int]


def lifted(analysis: Analysis, level: Level, collapse: Sequence[str] = (), depth: int = _DEEPEST) -> Lifted:
    """The graph at a level. The analysis must hold its graph. Modules that match a pattern of `collapse` are one node,
    whatever the level; packages are folders down to `depth`, and where that cuts them and layers are declared, all modules
    that are in no layer are one.
    """
    graph = analysis.graph or Graph()
    homes = _homes(graph.modules, level, collapse, depth)
    if analysis.layers and level == "package" and depth < _DEEPEST:
        homes |= {module.id: Node(NO_LAYER, "layer", "", "", "", 0) for module in graph.modules if not module.layer}
    sizes = Counter(node.id for node in homes.values())
    nodes = {node.id: node._replace(modules=sizes[node.id]) for node in homes.values()}
    members: dict[tuple[str, str, Kind], list[tuple[Dependency, Verdict]]] = {}
    inside: Counter[str] = Counter()
    for dependency, verdict in zip(graph.dependencies, analysis.verdicts, strict=True):
        importer, imported = homes[dependency.importer].id, homes[dependency.imported].id
        if importer == imported:
            inside[importer] += 1
        else:
            members.setdefault((importer, imported, dependency.kind), []).append((dependency, verdict))
    return Lifted(
        level,
        tuple(nodes[name] for name in sorted(nodes)),
        tuple(_edge(key, members[key]) for key in sorted(members)),
        dict(inside),
    )


def default_level(analysis: Analysis) -> Level:
    """What reads best: parts where there are any, else layers, else components where there are several, else modules."""
    if any(layer.parts for layer in analysis.layers):
        return "part"
    if analysis.layers:
        return "layer"
    components = {module.component for module in analysis.graph.modules} if analysis.graph else set()
    return "component" if len(components) > 1 else "module"


def layer_order(analysis: Analysis, nodes: Iterable[Node]) -> list[str]:
    """The layers of the nodes, top to bottom as declared; "" (no layer) comes last."""
    declared = {layer.name: position for position, layer in enumerate(analysis.layers)}
    found = {node.layer for node in nodes}
    return sorted(found, key=lambda name: (not name, declared.get(name, len(declared)), name))


def most_telling(graph: Lifted, nodes: int, edges: int) -> Lifted:
    """The graph cut to at most so many nodes and edges: the ends of violations stay before others, then what has most
    edges. The order stays; the caller says what is missing.
    """
    weights: Counter[str] = Counter()
    for edge in graph.edges:
        weight = len(graph.edges) if "violation" in edge.verdicts else 1
        weights.update({edge.importer: weight, edge.imported: weight})
    ranked = sorted(graph.nodes, key=lambda node: (-weights[node.id], node.id))
    kept = {node.id for node in ranked[:nodes]}
    among = [edge for edge in graph.edges if edge.importer in kept and edge.imported in kept]
    chosen = sorted(among, key=lambda edge: ("violation" not in edge.verdicts, -len(edge.members)))[:edges]
    return graph._replace(
        nodes=tuple(node for node in graph.nodes if node.id in kept),
        edges=tuple(sorted(chosen, key=lambda edge: (edge.importer, edge.imported, edge.kind))),
    )


def deepest_packages(analysis: Analysis, most: int) -> int:
    """How deep folders may be told apart so that there are at most so many packages; 0 where even one level has more."""
    found: list[set[tuple[str, str, str]]] = [set() for _ in range(_DEEPEST)]
    for module in analysis.graph.modules if analysis.graph else ():
        if analysis.layers and not module.layer:
            continue
        for depth in range(1, _DEEPEST):
            folder = _folder(module.id, depth)
            found[depth].add((folder, module.layer, module.part))
    fitting = [depth for depth in range(1, _DEEPEST) if len(found[depth]) <= most]
    return max(fitting, default=0)


def _homes(modules: Sequence[Module], level: Level, collapse: Sequence[str], depth: int) -> dict[str, Node]:
    """The node of every module."""
    patterns = [(pattern, PatternSet([pattern])) for pattern in collapse]
    homes: dict[str, Node] = {}
    for module in modules:
        name = next((pattern for pattern, those in patterns if those.matches(module.id)), "")
        if name:
            homes[module.id] = Node(name, "package", module.layer, module.part, "", 0)
        else:
            homes[module.id] = _node(module, level, depth)
    split: dict[str, set[Node]] = defaultdict(set)
    for node in homes.values():
        if node.kind == "package":
            split[node.id].add(node)
    several = {node for places in split.values() if len(places) > 1 for node in places}
    if not several:
        return homes
    apart = _apart(homes, several)
    return {name: apart.get(node, node) for name, node in homes.items()}


def _apart(homes: Mapping[str, Node], several: Collection[Node]) -> dict[Node, Node]:
    """The shares of folders that have modules in several places: each called by the folder common to its modules, and by
    its place where that says nothing.
    """
    members: dict[Node, list[str]] = defaultdict(list)
    for name, node in homes.items():
        if node in several:
            members[node].append(_folder(name, _DEEPEST))
    deeper = {node: commonpath(folders) for node, folders in members.items()}
    taken = Counter([*deeper.values(), *{node.id for node in homes.values() if node not in several}])
    found = {}
    for node, folder in deeper.items():
        place = f"{node.layer}.{node.part}" if node.part else node.layer or NO_LAYER
        found[node] = node._replace(id=folder if taken[folder] == 1 else f"{node.id} [{place}]")
    return found


def _folder(path: str, depth: int) -> str:
    folder = path.rpartition("/")[0]
    return "/".join(folder.split("/")[:depth]) if folder else "."


def _node(module: Module, level: Level, depth: int) -> Node:
    if level == "module":
        return Node(module.id, level, module.layer, module.part, module.component, 1)
    if level == "package":
        return Node(_folder(module.id, depth), level, module.layer, module.part, "", 0)
    if level == "component":
        return Node(module.component or NO_COMPONENT, level, "", "", module.component, 0)
    if level == "part" and module.layer and module.part:
        return Node(f"{module.layer}.{module.part}", "part", module.layer, module.part, "", 0)
    return Node(module.layer or NO_LAYER, "layer", module.layer, "", "", 0)


def _edge(key: tuple[str, str, Kind], members: list[tuple[Dependency, Verdict]]) -> Edge:
    importer, imported, kind = key
    verdicts = Counter(verdict for _, verdict in members)
    worst = next(verdict for verdict in _WORST if verdicts[verdict])
    told = {verdict: verdicts[verdict] for verdict in _WORST if verdicts[verdict]}
    return Edge(kind, importer, imported, worst, tuple(dependency for dependency, _ in members), told)

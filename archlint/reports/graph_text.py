"""The graph for people at a terminal: an Analysis in, a tree of layers, parts and modules with what each depends on out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import visible
from archlint.reports.graph_choice import chosen
from archlint.reports.graph_levels import NO_LAYER, Edge, Lifted, Node, default_level, layer_order, lifted
from archlint.reports.paint import Color, paint
from archlint.reports.view import View
from archlint.reports.wording import count

_INDENT = "  "
_MODULES_SHOWN = 40
_EDGES_SHOWN = 12
_COLORS: dict[Verdict, Color] = {"violation": "red", "excepted": "yellow", "uncovered": "cyan"}
_WORDS = {"violation": ("violation", "violations"), "excepted": ("excepted",) * 2, "uncovered": ("uncovered",) * 2}


class _Tree(NamedTuple):
    """What every line needs: the graph, its edges by importer, and the view."""

    graph: Lifted
    outgoing: dict[str, list[Edge]]
    view: View


def render(analysis: Analysis, view: View) -> str:
    """Layers stand top to bottom as declared, and under a node what it depends on, violations first. What is cut is
    counted.
    """
    analysis = chosen(analysis, view.choice)
    graph = lifted(analysis, view.level or default_level(analysis), view.choice.collapse)
    outgoing: dict[str, list[Edge]] = {}
    for edge in sorted(graph.edges, key=lambda edge: ("violation" not in edge.verdicts, edge.imported, edge.kind)):
        outgoing.setdefault(edge.importer, []).append(edge)
    tree = _Tree(graph, outgoing, view)
    lines = [_title(analysis, view), ""]
    if graph.level == "component":
        lines += [line for node in graph.nodes for line in _node(tree, node, node.id, "")]
    else:
        for layer in layer_order(analysis, graph.nodes):
            lines += [*_layer(tree, layer), ""]
        lines += [f"{visible(layer.name)}: no module" for layer in analysis.layers if not layer.modules]
    return "\n".join(lines).rstrip("\n") + "\n"


def _title(analysis: Analysis, view: View) -> str:
    graph = analysis.graph
    modules = len(graph.modules) if graph else 0
    edges = len(graph.dependencies) if graph else 0
    told = f"{count(modules, 'module')}, {count(edges, 'dependency', 'dependencies')}"
    bad = analysis.verdicts.count("violation")
    if bad:
        told += ", " + paint(count(bad, "violation"), "red", on=view.color)
    return f"{paint(visible(analysis.project), 'bold', on=view.color)}: {told}"


def _layer(tree: _Tree, layer: str) -> list[str]:
    """A layer with its parts, or with its modules by part. A layer without parts is its own only node."""
    nodes = [node for node in tree.graph.nodes if node.layer == layer]
    size = sum(node.modules for node in nodes)
    name = paint(visible(layer or NO_LAYER), "bold", on=tree.view.color)
    head = f"{name}  {count(size, 'module')}"
    if tree.graph.level in ("module", "package"):
        return [head, *_parts(tree, nodes)]
    parts = [node for node in nodes if node.part]
    rest = [node for node in nodes if not node.part]
    lines = [head]
    for node in parts:
        lines += _node(tree, node, node.part, _INDENT)
    for node in rest:
        lines += _node(tree, node, "(in no part)", _INDENT) if parts else _edges(tree, node, _INDENT)
    return lines


def _parts(tree: _Tree, modules: Sequence[Node]) -> Iterable[str]:
    parts = Counter(node.part for node in modules)
    for part, size in sorted(parts.items(), key=lambda item: (not item[0], item[0])):
        indent = _INDENT
        if part or len(parts) > 1:
            yield f"{_INDENT}{visible(part) or '(in no part)'}  {count(size, 'module')}"
            indent += _INDENT
        members = [node for node in modules if node.part == part]
        shown = members if tree.view.limit is None else _most_telling(tree, members)
        for node in shown:
            yield f"{indent}{visible(node.id)}"
            yield from _edges(tree, node, indent + _INDENT)
        if len(shown) < len(members):
            yield f"{indent}+{len(members) - len(shown):,} more modules (--all shows them)"


def _most_telling(tree: _Tree, members: Sequence[Node]) -> list[Node]:
    """At most as many as can be read, in their order: those with violations stay before others."""
    ranked = sorted(
        members, key=lambda node: not any("violation" in edge.verdicts for edge in tree.outgoing.get(node.id, ()))
    )
    return sorted(ranked[:_MODULES_SHOWN], key=lambda node: node.id)


def _node(tree: _Tree, node: Node, name: str, indent: str) -> Iterable[str]:
    yield f"{indent}{visible(name)}  {count(node.modules, 'module')}"
    yield from _edges(tree, node, indent + _INDENT)


def _edges(tree: _Tree, node: Node, indent: str) -> Iterable[str]:
    edges = tree.outgoing.get(node.id, [])
    shown = edges if tree.view.limit is None else edges[:_EDGES_SHOWN]
    for edge in shown:
        line = f"→ {visible(edge.imported)}{_told(tree, edge)}"
        color = _COLORS.get(edge.verdict)
        yield indent + (paint(line, color, on=tree.view.color) if color else line)
    if len(shown) < len(edges):
        yield f"{indent}→ +{len(edges) - len(shown):,} more (--all shows them)"


def _told(tree: _Tree, edge: Edge) -> str:
    """How many dependencies, and how many of them are not simply allowed; for a single module only what they are."""
    kind = "" if edge.kind == "import" else f" {edge.kind}"
    bad = [
        f"{number:,} {_WORDS[verdict][number != 1]}" for verdict, number in edge.verdicts.items() if verdict in _WORDS
    ]
    if tree.graph.level == "module":
        line = edge.members[0].sites[0].span.line if edge.members[0].sites else 0
        told = [f"line {line}"] if line else []
        told += [_WORDS[edge.verdict][0]] if edge.verdict in _WORDS else []
        return f"{kind}  ({', '.join(told)})" if told else kind
    total = f"{kind}  {count(len(edge.members), 'dependency', 'dependencies')}"
    if set(edge.verdicts) == {edge.verdict} and bad:
        return f"{kind}  {bad[0]}"
    return f"{total} ({', '.join(bad)})" if bad else total

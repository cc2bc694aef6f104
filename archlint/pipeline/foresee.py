"""Whether connections are followed: a declaration in, with a Tree before any file is read or with the graph; yes or no out."""

from archlint.graph.link import components_by
from archlint.languages.catalogue import DIALECTS
from archlint.model.graph import Graph
from archlint.model.patterns import PatternSet, remembered
from archlint.model.rulebook import Rulebook
from archlint.pipeline.discover import Tree


def may_follow(rulebook: Rulebook, tree: Tree) -> bool:
    """What `follows_connections` will say once the graph is known, as far as that can be told from paths."""
    said = _said(rulebook)
    return bool(rulebook.digest) and _spans(rulebook, tree) if said is None else said


def follows_connections(rulebook: Rulebook, graph: Graph, *, drawn: bool = False) -> bool:
    """Whether checks look at what crosses processes: as declared, else where layers lie in several components or languages.
    Of drafted layers that is done only where the graph is `drawn`: without, layers that talk would stand apart.
    """
    said = _said(rulebook)
    if said is not None:
        return said
    layered = [module for module in graph.modules if module.layer and not module.test]
    return (bool(rulebook.digest) or drawn) and len({(module.component, module.language) for module in layered}) > 1


def _said(rulebook: Rulebook) -> bool | None:
    """What the declaration says about it, None where it leaves it to the code."""
    wanted = rulebook.project.connections
    if wanted != "auto":
        return wanted is True
    kinds = {kind for contract in rulebook.contracts for kind in contract.kinds}
    return True if rulebook.standards.require or kinds & {"http", "event", "data"} else None


def _spans(rulebook: Rulebook, tree: Tree) -> bool:
    """Whether layers lie in several components or languages."""
    layered = PatternSet(
        [
            pattern
            for layer in rulebook.layers
            for patterns in (layer.paths, *layer.parts.values())
            for pattern in patterns
        ]
    )
    is_test = remembered(() if rulebook.project.include_tests else rulebook.project.tests)
    component = components_by(path for path, _ in (*tree.manifests, *tree.deployment))
    seen: set[tuple[str, str]] = set()
    for file in tree.files:
        kind = component(file.path), DIALECTS[file.dialect].name
        if kind not in seen and layered.matches(file.path) and not is_test(file.path):
            seen.add(kind)
            if len(seen) > 1:
                return True
    return False

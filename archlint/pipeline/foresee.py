"""Whether connections will be followed, before any file is read: a declaration and a Tree in, yes or no out."""

from archlint.graph.link import components_by
from archlint.languages.catalogue import DIALECTS
from archlint.model.patterns import PatternSet
from archlint.model.rulebook import Rulebook
from archlint.pipeline.discover import Tree


def may_follow(rulebook: Rulebook, tree: Tree) -> bool:
    """What `follows_connections` will say once the graph is known, as far as that can be told from paths."""
    wanted = rulebook.project.connections
    if wanted != "auto":
        return wanted is True
    if any(kind in ("http", "event", "data") for contract in rulebook.contracts for kind in contract.kinds):
        return True
    return bool(rulebook.digest) and _spans(rulebook, tree)


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
    is_test = PatternSet(() if rulebook.project.include_tests else rulebook.project.tests).matches
    component = components_by(path for path, _ in (*tree.manifests, *tree.deployment))
    seen: set[tuple[str, str]] = set()
    for file in tree.files:
        kind = component(file.path), DIALECTS[file.dialect].name
        if kind not in seen and layered.matches(file.path) and not is_test(file.path):
            seen.add(kind)
            if len(seen) > 1:
                return True
    return False

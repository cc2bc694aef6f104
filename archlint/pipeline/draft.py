"""Layers proposed from the code as it is: a graph and the technologies in, layers with their evidence out.

Every module votes by what it imports (a UI toolkit, a web framework, a data store), by its file type and by the names of
its folders. A folder takes the layer that most of its votes speak for; a folder or file inside it that clearly says
otherwise is taken out again. What nobody votes for stays uncovered, and is reported as such.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.graph.technologies import Technologies
from archlint.model.graph import Graph, Module
from archlint.model.rulebook import Layer, Rulebook, Technology

LAYER_NAMES = ("ui", "enablement", "backend")

ROLE_LAYERS = {
    "ui-toolkit": "ui",
    "templating": "ui",
    "web-framework": "enablement",
    "broker": "backend",
    "persistence": "backend",
}
"""Which layer the use of a technology speaks for (roles of rules/technologies)."""

FOLDER_LAYERS = {
    **dict.fromkeys(("frontend", "frontends", "ui", "webapp", "components", "pages", "screens", "widgets"), "ui"),
    **dict.fromkeys(("api", "apis", "routes", "routers", "controllers", "controller", "endpoints"), "enablement"),
    **dict.fromkeys(("gateway", "graphql", "rest", "bff", "web", "viewsets"), "enablement"),
    **dict.fromkeys(("models", "model", "entities", "entity", "repositories", "repository", "dao"), "backend"),
    **dict.fromkeys(("db", "database", "persistence", "migrations", "domain", "alembic"), "backend"),
}
"""Which layer a folder's name speaks for: the words that teams use for it."""

SUFFIX_LAYERS = {".vue": "ui", ".tsx": "ui", ".jsx": "ui"}

_IMPORT_WEIGHT, _FILE_TYPE_WEIGHT, _NAME_WEIGHT = 3, 2, 1
_CLEAR = 0.75  # the share of a folder's votes that makes it clear


class Draft(NamedTuple):
    """The proposed layers, top to bottom, and one sentence of evidence for each. Both empty when nothing speaks."""

    layers: tuple[Layer, ...]
    evidence: tuple[str, ...]


class _Vote(NamedTuple):
    layer: str
    weight: int
    reason: str


class _Decision(NamedTuple):
    path: str
    is_file: bool
    layer: str

    @property
    def pattern(self) -> str:
        return self.path if self.is_file else f"{self.path}/**"


class Drafted(NamedTuple):
    """A declaration nobody made: the rulebook to judge by, and the archlint.toml that would make it binding."""

    rulebook: Rulebook
    toml: str


def drafted(graph: Graph, project: str) -> Drafted:
    """The declaration that archlint would propose for a project. Without layers where the code shows none."""
    from archlint.rulebook.starter import starter_toml
    from archlint.rulebook.technologies import load_technologies

    technologies = load_technologies()
    layers, evidence = draft(graph, technologies)
    rulebook = Rulebook(layers=layers, technologies=technologies, draft=evidence)
    return Drafted(rulebook, starter_toml(layers, evidence, project) if layers else "")


def draft(graph: Graph, technologies: Sequence[Technology]) -> Draft:
    """Up to three layers that cover what the code shows. Tests have no vote."""
    modules = [module for module in graph.modules if not module.test]
    uses = _technologies_used(graph, technologies)
    votes = {module.id: _votes(module, uses.get(module.id, ())) for module in modules}
    decided = {decision.path: decision for decision in _decide(votes)}
    members: dict[str, list[str]] = {}
    for path in votes:
        members.setdefault(_layer_at(path, decided), []).append(path)
    names = [name for name in LAYER_NAMES if name in members]
    if len(names) < 2:  # one layer is no layering
        return Draft((), ())
    return Draft(
        tuple(Layer(name=name, paths=_patterns(decided, name)) for name in names),
        tuple(_sentence(name, members[name], votes) for name in names),
    )


def _technologies_used(graph: Graph, technologies: Sequence[Technology]) -> dict[str, list[Technology]]:
    """Per module, the known technologies it imports."""
    known = Technologies(technologies)
    found: dict[str, list[Technology]] = {}
    for use in graph.external:
        found.setdefault(use.importer, []).extend(known.find(use.language, use.name))
    return found


def _votes(module: Module, technologies: Iterable[Technology]) -> list[_Vote]:
    votes = [
        _Vote(ROLE_LAYERS[technology.role], _IMPORT_WEIGHT, f"import {technology.name}")
        for technology in technologies
        if technology.role in ROLE_LAYERS
    ]
    folder, _, name = module.id.rpartition("/")
    suffix = name[name.rfind(".") :]
    if suffix in SUFFIX_LAYERS:
        votes.append(_Vote(SUFFIX_LAYERS[suffix], _FILE_TYPE_WEIGHT, f"are {suffix} files"))
    votes += [
        _Vote(FOLDER_LAYERS[segment], _NAME_WEIGHT, f"lie in a folder named {segment}")
        for segment in folder.lower().split("/")
        if segment in FOLDER_LAYERS
    ]
    return votes


def _decide(votes: dict[str, list[_Vote]]) -> list[_Decision]:
    """Walk the folders from the top; note a decision wherever the layer changes against the folder above."""
    tallies: dict[str, Counter[str]] = {}
    for path, cast in votes.items():
        for place in (path, *_folders(path)):
            tally = tallies.setdefault(place, Counter())
            for vote in cast:
                tally[vote.layer] += vote.weight
    decisions: list[_Decision] = []
    standing: dict[str, str] = {"": ""}
    for place in sorted(tallies, key=lambda place: (place.count("/"), place)):
        above = standing.get(place.rpartition("/")[0], "")
        chosen = _choice(tallies[place], above, is_file=place in votes)
        standing[place] = chosen or above
        if chosen and chosen != above:
            decisions.append(_Decision(place, place in votes, chosen))
    return decisions


def _folders(path: str) -> Iterable[str]:
    """The folders above a path, innermost first, the project root left out."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _choice(tally: Counter[str], above: str, *, is_file: bool) -> str:
    """The layer that a place's votes speak for clearly, "" where they do not. Where nothing stands yet a mere majority
    is enough; a single file leaves its folder's layer only by what it imports or is, not by a name.
    """
    total = tally.total()
    if not total:
        return ""
    layer, weight = min(tally.items(), key=lambda item: (-item[1], LAYER_NAMES.index(item[0])))
    if is_file and weight < _FILE_TYPE_WEIGHT + _NAME_WEIGHT:
        return ""
    needed = _CLEAR if above else 0.5
    return layer if weight >= needed * total else ""


def _patterns(decided: dict[str, _Decision], layer: str) -> tuple[str, ...]:
    """The globs of one layer, from the outside in, so that a later one may take an earlier one's files out."""
    patterns = []
    for decision in decided.values():
        if decision.layer == layer:
            patterns.append(decision.pattern)
        elif _layer_at(decision.path.rpartition("/")[0], decided) == layer:
            patterns.append(f"!{decision.pattern}")
    return tuple(patterns)


def _layer_at(path: str, decided: dict[str, _Decision]) -> str:
    """The layer of the innermost decision at or above `path`."""
    return next((decided[place].layer for place in (path, *_folders(path)) if place in decided), "")


def _sentence(layer: str, members: Sequence[str], votes: dict[str, list[_Vote]]) -> str:
    reasons = Counter(vote.reason for path in members for vote in set(votes[path]) if vote.layer == layer)
    told = ", ".join(
        f"{count} {reason}" for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:3]
    )
    return f"{layer}: {len(members)} modules, of which {told}" if told else f"{layer}: {len(members)} modules"

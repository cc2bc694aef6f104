"""Layers proposed from the code as it is: a graph and the technologies in, layers with their evidence out.

Every module votes by what it imports (a UI toolkit, a web framework, a data store), by its file type and by the names of
its folders. Files whose names say what they are (`views.py`, `*Controller.java`) are taken out first, by one glob per
name; then a folder takes the layer that most of its votes speak for, and a folder inside it that clearly says otherwise
is taken out again. What nobody votes for stays uncovered, and is reported as such.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile
from typing import NamedTuple

from archlint.model.balance import Balance
from archlint.model.graph import Graph, Module
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer, Technology
from archlint.pipeline.underlying import folders_above, underlying
from archlint.pipeline.votes import Vote, cast_votes, file_glob, file_globs, file_layer, is_start, technologies_used

LAYER_NAMES = ("ui", "enablement", "backend")
_TOP = LAYER_NAMES[0]

_CLEAR = 0.75  # the share of a folder's votes that makes it clear
_FOREIGN = 0.05  # of a folder's votes: what fewer speak for is not its layer
_TOO_FEW = 0.01  # of all modules: fewer are no layer
_LARGE = 0.05  # of all modules: a folder this large may take a layer by names alone
_ONLY = 10  # times more files for a layer than for all others: it is that and nothing else
_OFTEN = 10  # dependencies that reach past a layer: fewer are mistakes
_QUORUM = 0.2  # the share of a folder's modules that must speak before it is decided


class Draft(NamedTuple):
    """The proposed layers, top to bottom, and one sentence of evidence for each. Both empty when nothing speaks."""

    layers: tuple[Layer, ...]
    evidence: tuple[str, ...]


class Drafted(NamedTuple):
    """A declaration nobody made: the rulebook to judge by, and the archlint.toml that would make it binding."""

    rulebook: Rulebook
    project: str

    def toml(self, balance: Balance | None) -> str:
        """The archlint.toml; with bands for the code as it is where its balance is known."""
        from archlint.measures.proposal import proposed_bands
        from archlint.rulebook.starter import starter_toml

        bands = proposed_bands(balance) if balance else {}
        return starter_toml(self.rulebook.layers, self.rulebook.draft, self.project, bands)


class _Decision(NamedTuple):
    """Where a layer begins: a folder, a single file at the root, or a glob of file names."""

    path: str
    layer: str
    pattern: str


def drafted(graph: Graph, project: str) -> Drafted:
    """The declaration that archlint would propose for a project. Without layers where the code shows none."""
    from archlint.rulebook.technologies import load_technologies

    technologies = load_technologies(languages={module.language for module in graph.modules})
    layers, evidence = draft(graph, technologies)
    rulebook = Rulebook(layers=layers, technologies=technologies, draft=evidence)
    return Drafted(rulebook, project)


def draft(graph: Graph, technologies: Sequence[Technology]) -> Draft:
    """Up to three layers that cover what the code shows. Tests have no vote."""
    modules = [module for module in graph.modules if not module.test]
    uses = technologies_used(graph, technologies)
    votes = _heard({module: cast_votes(module, uses.get(module.id, ())) for module in modules})
    named = _named_files(votes)
    layers = _settled_layers(votes, named)
    folders = {path: cast for path, cast in votes.items() if path not in named}
    starts = _starts(graph, folders)
    languages = {module.id: module.language for module in modules}
    decided = {decision.path: decision for decision in _decide(_only(folders, layers), starts, languages)}
    globs = _needed_globs(named, decided, layers)
    places = {path: globs.get(named.get(path, ""), "") or _layer_at(path, decided) for path in votes}
    decided = _with_underlying(graph, votes, named, decided, places)
    places = {path: globs.get(named.get(path, ""), "") or _layer_at(path, decided) for path in votes}
    names = [name for name in LAYER_NAMES if name in places.values()]
    if len(names) < 2:  # one layer is no layering
        return Draft((), ())
    passed = {name: _passed(graph, places, names, name) for name in names}
    return Draft(
        tuple(Layer(name=name, paths=_patterns(decided, globs, name), open=bool(passed[name])) for name in names),
        tuple(
            _sentence(name, [path for path in votes if places[path] == name], votes) + passed[name] for name in names
        ),
    )


def _passed(graph: Graph, places: Mapping[str, str], names: Sequence[str], name: str) -> str:
    """That most of what the layers above use lies below a layer and not in it; "" where it does not. Such a layer is passed by
    as a rule and not by mistake, so that it is drafted as open.
    """
    rank = {layer: place for place, layer in enumerate(names)}
    own = rank[name]
    uses = {(one.importer, one.imported) for one in graph.dependencies if one.kind == "import"}
    used = [rank.get(places.get(other, ""), -1) for one, other in uses if -1 < rank.get(places.get(one, ""), -1) < own]
    past, into = sum(place > own for place in used), used.count(own)
    if past < _OFTEN or past <= into:
        return ""
    return f"; open, since {past:,} of {past + into:,} dependencies on it and below it reach past it"


def _with_underlying(
    graph: Graph,
    votes: Mapping[str, Sequence[Vote]],
    named: Mapping[str, str],
    decided: Mapping[str, _Decision],
    places: Mapping[str, str],
) -> dict[str, _Decision]:
    """The decisions, with those about what the code below uses. From the outside in, as before."""
    speakers = {path: {vote.layer for vote in cast if not vote.within} for path, cast in votes.items()}
    uses = ((one.importer, one.imported) for one in graph.dependencies if one.kind == "import")
    order = [name for name in LAYER_NAMES if name in places.values()]
    found = underlying(places, speakers, {*decided, *named}, uses, order)
    lower = {path: _Decision(path, layer, path if path in votes else f"{path}/**") for path, layer in found.items()}
    return dict(sorted((dict(decided) | lower).items(), key=lambda one: (one[0].count("/"), one[0])))


def _heard(votes: Mapping[Module, list[Vote]]) -> dict[str, list[Vote]]:
    """The votes by module. In a component that is a user interface by all that its files say, the names of folders speak for
    nothing else: its `models` and `apis` are those of a client.
    """
    said: dict[str, Counter[str]] = {}
    for module, cast in votes.items():
        own = {vote.layer for vote in cast if not vote.within}
        said.setdefault(module.component, Counter()).update(own)
    screens = {component for component, tally in said.items() if tally[_TOP] > _ONLY * (tally.total() - tally[_TOP])}
    return {
        module.id: [vote for vote in cast if module.component not in screens or not vote.within or vote.layer == _TOP]
        for module, cast in votes.items()
    }


def _named_files(votes: Mapping[str, Sequence[Vote]]) -> dict[str, str]:
    """The files whose names say what they are, with the glob that says it."""
    found = {path: file_glob(path.rpartition("/")[2]) for path in votes}
    return {path: glob for path, glob in found.items() if glob}


def _starts(graph: Graph, votes: Mapping[str, Sequence[Vote]]) -> set[str]:
    """The files that start a program: called so, and imported by nobody. They put the layers together, whatever lies around
    them, so that each is judged by what it says itself.
    """
    imported = {one.imported for one in graph.dependencies}
    return {path for path in votes if path not in imported and is_start(path.rpartition("/")[2])}


def _settled_layers(votes: Mapping[str, Sequence[Vote]], named: Mapping[str, str]) -> set[str]:
    """The layers that enough modules speak for."""
    backing: Counter[str] = Counter()
    for path, cast in votes.items():
        tally: Counter[str] = Counter()
        for vote in cast:
            tally[vote.layer] += vote.weight
        chosen = file_layer(named[path]) if path in named else _strongest(tally)
        if chosen:
            backing[chosen] += 1
    return {layer for layer, count in backing.items() if count >= max(1, _TOO_FEW * len(votes))}


def _only(votes: Mapping[str, list[Vote]], layers: set[str]) -> dict[str, list[Vote]]:
    return {path: [vote for vote in cast if vote.layer in layers] for path, cast in votes.items()}


def _decide(votes: Mapping[str, Sequence[Vote]], starts: set[str], languages: Mapping[str, str]) -> list[_Decision]:
    """Walk the folders from the top; note a decision wherever the layer changes against the folder above."""
    tallies: dict[str, _Tally] = {}
    for path, cast in votes.items():
        for place in (path, *folders_above(path)):
            tallies.setdefault(place, _Tally()).count(place, cast, languages[path])
    decisions: list[_Decision] = []
    standing: dict[str, str] = {"": ""}
    for place in sorted(tallies, key=lambda place: (place.count("/"), place)):
        above = standing.get(place.rpartition("/")[0], "")
        is_bound = place in votes and place not in starts
        chosen = _choice(tallies[place], above, len(votes), is_bound=is_bound)
        standing[place] = chosen or above
        if chosen and chosen != above:
            decisions.append(_Decision(place, chosen, place if place in votes else f"{place}/**"))
    return decisions


class _Tally:
    """The votes of one place: weights per layer, how many modules there are, how many spoke for each layer, and how many
    of these by more than the name of a folder.
    """

    def __init__(self) -> None:
        self.weights: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()
        self.witnesses: Counter[str] = Counter()
        self.by_language: dict[str, Counter[str]] = {}
        self.modules = 0

    def count(self, place: str, cast: Iterable[Vote], language: str) -> None:
        """Add one module: its strongest import, file type and folder name per layer, each once."""
        heard = {
            (vote.layer, vote.within): vote.weight
            for vote in sorted(cast, key=lambda vote: vote.weight)
            if not vote.within or vote.within == place or vote.within.startswith(f"{place}/")
        }
        self.modules += 1
        self.speakers.update({layer for layer, _ in heard})
        self.witnesses.update({layer for layer, within in heard if not within})
        for (layer, _), weight in heard.items():
            self.weights[layer] += weight
            self.by_language.setdefault(language, Counter())[layer] += weight


def _choice(tally: _Tally, above: str, everything: int, *, is_bound: bool) -> str:
    """The layer that a place's votes speak for clearly, "" where they do not. Where nothing stands yet, or a layer that hardly
    anything in the place speaks for, a mere majority is enough; where languages disagree nothing is, as the folders inside tell
    more. Names alone decide large folders only, and none inside a decided one. A file that is bound never leaves the layer of
    its folder: nobody would want to read a declaration of single files.
    """
    total = tally.weights.total()
    if not total or (is_bound and above):
        return ""
    layer = _strongest(tally.weights)
    if any(_strongest(tallied) != layer for tallied in tally.by_language.values()):
        return ""
    needed = 0.5 if not above or tally.weights[above] < _FOREIGN * total else _CLEAR
    by_name = not above and tally.modules >= _LARGE * everything
    is_heard = (tally.speakers if by_name else tally.witnesses)[layer] >= _QUORUM * tally.modules
    return layer if is_heard and tally.weights[layer] >= needed * total else ""


def _strongest(tally: Counter[str]) -> str:
    """The layer with the most votes, the upper one of equals."""
    return min(tally, key=lambda layer: (-tally[layer], LAYER_NAMES.index(layer))) if tally else ""


def _needed_globs(named: Mapping[str, str], decided: Mapping[str, _Decision], layers: set[str]) -> dict[str, str]:
    """The globs of file names that decide something: where the folders alone would put one of their files elsewhere."""
    needed = {
        glob
        for path, glob in named.items()
        if file_layer(glob) in layers and _layer_at(path, decided) != file_layer(glob)
    }
    return {glob: file_layer(glob) for glob in file_globs() if glob in needed}


def _patterns(decided: Mapping[str, _Decision], globs: Mapping[str, str], layer: str) -> tuple[str, ...]:
    """The globs of one layer, from the outside in, so that a later one may take an earlier one's files out. The first one
    puts files in: before it there are none to take out.
    """
    patterns = []
    for decision in decided.values():
        if decision.layer == layer:
            patterns.append(decision.pattern)
        elif _layer_at(decision.path.rpartition("/")[0], decided) == layer:
            patterns.append(f"!{decision.pattern}")
    patterns += [f"{'' if home == layer else '!'}**/{glob}" for glob, home in globs.items()]
    return tuple(dropwhile(lambda pattern: pattern.startswith("!"), patterns))


def _layer_at(path: str, decided: Mapping[str, _Decision]) -> str:
    """The layer of the innermost decision at or above `path`."""
    return next((decided[place].layer for place in (path, *folders_above(path)) if place in decided), "")


def _sentence(layer: str, members: Sequence[str], votes: Mapping[str, Sequence[Vote]]) -> str:
    reasons: Counter[str] = Counter()
    votes_of = {vote.reason: vote for path in members for vote in votes[path] if vote.layer == layer}
    for path in members:
        reasons.update({vote.reason for vote in votes[path] if vote.layer == layer})
    first = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:3]
    told = ", ".join(votes_of[reason].told(count) for reason, count in first)
    count = f"{len(members):,} module{'' if len(members) == 1 else 's'}"
    return f"{layer}: {count}, of which {told}" if told else f"{layer}: {count}"

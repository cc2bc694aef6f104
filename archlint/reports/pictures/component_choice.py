"""What of the service architecture a reader wants to see: arrows between components and a Choice in, what is left out."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from archlint.graph.shortest_chains import all_shortest
from archlint.reports.pictures.picture import Arrow
from archlint.reports.view import Choice

_MOST_CHAINS = 200


def narrowed(arrows: Sequence[Arrow], names: Iterable[str], choice: Choice) -> tuple[list[Arrow], frozenset[str]]:
    """The arrows of the chosen kinds, on the shortest ways between the ends, around the focus, violations only; and the
    components that are left: all where nothing is chosen, else those that an arrow joins, and the focus.
    """
    left = [arrow for arrow in arrows if not choice.kinds or arrow.kind in choice.kinds]
    kept = frozenset(names)
    if choice.kinds:
        kept = _joined(left)
    if choice.ends is not None:
        left = _between(left, *choice.ends)
        kept = _joined(left)
    if choice.focus:
        around = frozenset(choice.focus)
        for _ in range(choice.depth):
            around |= {end for arrow in left if not around.isdisjoint(_ends(arrow)) for end in _ends(arrow)}
        left = [arrow for arrow in left if around.issuperset(_ends(arrow))]
        kept = around
    if choice.violations:
        left = [arrow for arrow in left if arrow.verdict == "violation"]
        kept = _joined(left)
    return left, kept


def _between(arrows: Sequence[Arrow], sources: Iterable[str], targets: Iterable[str]) -> list[Arrow]:
    outgoing: dict[str, list[str]] = {}
    for source, target in sorted({_ends(arrow) for arrow in arrows}):
        outgoing.setdefault(source, []).append(target)
    chains = all_shortest(outgoing, sources, frozenset(targets), _MOST_CHAINS).chains
    steps = {step for chain in chains for step in pairwise(chain)}
    return [arrow for arrow in arrows if _ends(arrow) in steps]


def _joined(arrows: Iterable[Arrow]) -> frozenset[str]:
    return frozenset(end for arrow in arrows for end in _ends(arrow))


def _ends(arrow: Arrow) -> tuple[str, str]:
    return arrow.source, arrow.target

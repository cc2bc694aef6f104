"""Which routes may answer a path: the segments of all their paths in, the places of a few of them out."""

from collections.abc import Sequence

_ANY = "{}"
"""Stands for every segment of a route with something in it that is not known."""


class _Node:
    """Paths that begin alike: `own` end here, `open` go on in any way, `after` by their next segment."""

    __slots__ = ("after", "open", "own")

    def __init__(self) -> None:
        self.own: list[int] = []
        self.open: list[int] = []
        self.after: dict[str, _Node] = {}


class Index:
    """Finds paths by their segments."""

    def __init__(self, paths: Sequence[tuple[str, ...]]) -> None:
        self._root = _Node()
        for place, segments in enumerate(paths):
            node = self._root
            for segment in segments:
                if "*" in segment:
                    node.open.append(place)
                    break
                node = node.after.setdefault(_ANY if "{" in segment else segment, _Node())
            else:
                node.own.append(place)

    def of(self, segments: tuple[str, ...]) -> list[int]:
        """The places of the paths that may be the one that is asked for, in order: none of the others fits it."""
        found: list[int] = []
        pending = [(self._root, 0)]
        while pending:
            node, at = pending.pop()
            found += node.open
            given = segments[at] if at < len(segments) else ""
            if "{" in given or "*" in given:
                found += node.own
                pending += [(one, at) for one in node.after.values()]  # all that lies below
            elif not given:
                found += node.own
            else:
                pending += [(node.after[key], at + 1) for key in (given, _ANY) if key in node.after]
        return sorted(found)

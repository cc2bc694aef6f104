"""A unit while its file is read: what the walk of each language counts in, and what comes out as a Unit."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from archlint.languages.grammar import KINDS
from archlint.languages.parsing import Lines
from archlint.model.facts import Unit

NODES_PER_CHECK = 4_000
"""How many nodes a walk visits before it looks at its budget."""
CALLABLE = ("function", "method")

_Visit = TypeVar("_Visit")


class UnitDraft:
    """A Unit while it is counted. `index` is its own among those of its file, `parent` that of the unit around it, -1 for none;
    `start` and `end` are byte offsets.
    """

    __slots__ = (
        "cognitive",
        "decisions",
        "decorates",
        "end",
        "index",
        "kind",
        "logical",
        "name",
        "parameters",
        "parent",
        "recursive",
        "start",
        "statements",
    )

    def __init__(self, name: str, kind: str, stretch: tuple[int, int], index: int, parent: int) -> None:
        self.name = name
        self.kind = kind
        self.start, self.end = stretch
        self.index = index
        self.parent = parent
        self.parameters = 0
        self.decisions = 0
        self.logical = 0
        self.cognitive = 0
        self.statements = 0
        self.recursive = False
        """Whether it is in a cycle of calls."""
        self.decorates = False
        """Whether there is nothing in it but a function and a return, as decorators are written."""

    def finish(self, lines: Lines) -> Unit:
        return Unit(
            self.name,
            self.kind,
            lines.span(self.start, self.end),
            self.parent,
            self.parameters,
            self.decisions,
            self.decisions + self.logical + 1 if self.kind in CALLABLE else 0,
            self.cognitive + self.recursive,
            self.statements,
        )


def module_draft(content: bytes) -> UnitDraft:
    """The unit that a file is."""
    return UnitDraft("", "module", (0, len(content)), 0, -1)


def dispatch(visits: Mapping[int, _Visit], leaves: Collection[int]) -> list[_Visit | bool]:
    """What to do with a node by its kind id: kinds without a visit are passed through, leaves are left."""
    table: list[_Visit | bool] = [True] * KINDS
    for number in leaves:
        table[number] = False
    for number, visit in visits.items():
        table[number] = visit
    return table

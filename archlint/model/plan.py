"""Moves towards the target: what a move is and how it is written, what it would do, and the plan they make."""

import shlex
from typing import Literal

from msgspec import Struct

from archlint.model.balance import Band
from archlint.model.finding import Finding
from archlint.model.graph import DependencyKey

MoveKind = Literal["move module", "move folder", "move unit", "split", "extract", "offer", "use", "merge", "retire"]


class Move(Struct, frozen=True, order=True):
    """One change of the code that leaves what it does as it is.

    `move FOLDER/ to PLACE`: all modules below it, as they lie there.
    `retire FILE` and `retire FOLDER/`: what nobody uses any more goes.
    `move FILE to PLACE` and `move FILE:UNIT[,UNIT…] to PLACE`: a module, or functions of it, with what they need.
    `extract FILE:UNIT to PLACE`: what a function decides goes to PLACE, the function stays and asks there.
    `offer FILE to FILE in PLACE`: an operation in PLACE stands between the second and the first.
    `use FILE for FILE in FILE`: the third asks the first, which is there, instead of the second.
    `merge FILE:UNIT … into FILE`: what all of them decide alike is decided in FILE, or in a PLACE, and they ask there.

    PLACE is a layer or `layer.part`. `subject` is the module that changes, `units` the functions of it that are meant;
    `imported` what is asked today; `to` the place, or for `use` and `merge` a module; `others` further `FILE:UNIT`.
    """

    verb: Literal["move", "extract", "offer", "use", "merge", "retire"]
    subject: str
    units: tuple[str, ...] = ()
    imported: str = ""
    to: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether the subject is a folder with all that lies in it."""
        return self.subject.endswith("/")

    @property
    def text(self) -> str:
        """The move as it is written; `parse_move` is the inverse."""
        q = shlex.quote
        named = q(f"{self.subject}:{','.join(self.units)}" if self.units else self.subject)
        if self.verb == "offer":
            return f"offer {q(self.imported)} to {q(self.subject)} in {q(self.to)}"
        if self.verb == "use":
            return f"use {q(self.to)} for {q(self.imported)} in {q(self.subject)}"
        if self.verb == "merge":
            return f"merge {' '.join([named, *map(q, self.others)])} into {q(self.to)}"
        return f"{self.verb} {named} to {q(self.to)}" if self.to else f"{self.verb} {named}"

    @property
    def kind(self) -> MoveKind:
        if self.verb == "move" and self.is_folder:
            return "move folder"
        if self.verb == "move":
            return "move module" if not self.units else "move unit" if len(self.units) == 1 else "split"
        return self.verb


FORMS = (
    "move FILE to PLACE",
    "move FOLDER/ to PLACE",
    "move FILE:UNIT[,UNIT…] to PLACE",
    "extract FILE:UNIT to PLACE",
    "offer FILE to FILE in PLACE",
    "use FILE for FILE in FILE",
    "merge FILE:UNIT FILE:UNIT … into FILE|PLACE",
    "retire FILE|FOLDER/",
)
_WORDS = {
    "move": ("to",),
    "extract": ("to",),
    "offer": ("to", "in"),
    "use": ("for", "in"),
    "merge": ("into",),
    "retire": (),
}


def parse_move(text: str) -> Move | None:
    """The move that is written so, None where it is none."""
    try:
        words = shlex.split(text)
    except ValueError:
        return None
    verb = words[0] if words else ""
    if verb not in _WORDS:
        return None
    pieces: list[list[str]] = [[]]
    wanted = list(_WORDS[verb])
    for word in words[1:]:
        if wanted and word == wanted[0]:
            wanted.pop(0)
            pieces.append([])
        else:
            pieces[-1].append(word)
    if wanted or any(not piece for piece in pieces) or any(len(piece) > 1 for piece in pieces[1:]):
        return None
    (first, *others), *rest = pieces
    if verb == "merge":
        file, units = _split(first)
        return Move("merge", file, units, to=rest[0][0], others=tuple(others)) if units else None
    if others:
        return None
    if verb == "offer":
        return Move("offer", rest[0][0], imported=first, to=rest[1][0])
    if verb == "use":
        return Move("use", rest[1][0], imported=rest[0][0], to=first)
    if verb == "retire":
        return Move("retire", first)
    file, units = _split(first)
    if verb == "extract":
        return Move("extract", file, units, to=rest[0][0]) if len(units) == 1 else None
    return Move("move", file, units, to=rest[0][0])


def _split(text: str) -> tuple[str, tuple[str, ...]]:
    file, colon, units = text.rpartition(":")
    return (file, tuple(filter(None, units.split(",")))) if colon else (text, ())


class Effort(Struct, frozen=True, kw_only=True):
    """What a move costs: the statements that move or change hands, the modules whose references have to follow, the test files
    that are named after what moves, how often its files were changed in the last year (None where git does not tell), and
    whether it has to be written again in another language.
    """

    statements: int = 0
    fan_in: int = 0
    tests: int = 0
    churn: int | None = None
    rewrite: str = ""

    @property
    def size(self) -> Literal["small", "medium", "large"]:
        points = self.statements + 5 * self.fan_in + (20 if self.rewrite else 0) + (10 if not self.tests else 0)
        return "small" if points <= 40 else "medium" if points <= 120 else "large"


class Shift(Struct, frozen=True):
    """The share of the logic that a layer holds, before and after (0 to 1)."""

    layer: str
    before: float
    after: float
    band: Band | None = None


class JourneyShift(Struct, frozen=True):
    """A journey before and after: the open findings on its way, and its modules that belong to today's architecture."""

    journey: str
    findings: tuple[int, int]
    remaining: tuple[int, int]


class Effect(Struct, frozen=True, kw_only=True):
    """What a move would do. `created` holds what `archlint check` would report that it does not report now: such a move
    cannot be shipped by itself. `appears` are further findings that there would be if the target held, `files` the files that
    would come to be, `dependencies` gained and lost. Numbers are before and after.
    """

    removed: tuple[Finding, ...] = ()
    created: tuple[Finding, ...] = ()
    appears: tuple[Finding, ...] = ()
    distance: tuple[int, int] = (0, 0)
    open: tuple[int, int] = (0, 0)
    """Findings of today's declaration, those in the baseline included."""
    balance: tuple[Shift, ...] = ()
    journeys: tuple[JourneyShift, ...] = ()
    files: tuple[str, ...] = ()
    gained: tuple[DependencyKey, ...] = ()
    lost: tuple[DependencyKey, ...] = ()


class Step(Struct, frozen=True, kw_only=True):
    """A move of the plan, with why it is proposed (checks whose findings speak for it), and what it does where it stands."""

    number: int
    move: Move
    text: str
    kind: MoveKind
    why: tuple[str, ...] = ()
    effect: Effect
    effort: Effort


class HeldBack(Struct, frozen=True):
    """A move that was considered and is not in the plan, and why."""

    text: str
    why: str


class Plan(Struct, frozen=True, kw_only=True):
    """The next moves, in an order in which every one can be shipped by itself. `distance` is before the first and after the
    last one. `considered` moves were found, `tried` is how often one was judged, `untried` of them never were. `held_back` are
    some that are not in the plan. `open_checks` counts by check what would still fail if the target held after the last step.
    """

    distance: tuple[int, int] = (0, 0)
    steps: tuple[Step, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    considered: int = 0
    tried: int = 0
    untried: int = 0
    open_checks: dict[str, int] = {}
    proposed: tuple[str, ...] = ()
    """Every move that was found for the code as it is, the likeliest first; most of them were not tried."""


class PlanRequest(Struct, frozen=True, kw_only=True):
    """What of a plan is asked for: `steps` of it, or with `apply` what these moves would do, one after the other."""

    steps: int = 10
    apply: tuple[Move, ...] = ()
    trials: int = 0
    """How often a move may be judged, 0 for as often as the size of the project allows."""

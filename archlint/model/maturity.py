"""Maturity: what a model under rules/maturity and the criteria under rules/standards ask for, and what was found of it."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Level = Literal["low", "medium", "high"]
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
"""From the lowest to the highest."""


class Where(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A criterion arises only where a metric reaches a value: who composes nothing needs no framework for it."""

    metric: str
    at_least: float
    words: tuple[str, ...] = ()


class Criterion(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[criteria]]`: one thing that is so or is not. Either a `metric` with a bound (`at_least`, `at_most`), about `words`
    where the metric asks for some, or a `question` that [[answers]] answers.
    """

    name: str
    says: str
    """What holds where it is met, as a sentence."""
    level: Level = "low"
    """Only in maturity models: the level that it belongs to."""
    metric: str = ""
    words: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    where: Where | None = None
    elsewhere: bool = False
    """It may well lie outside of what is read (a gateway, a platform): that nothing is found is then no proof."""
    question: str = ""
    instead: str = ""
    """The next step where it is not met."""
    cite: str = ""
    """Where it is written: the number in a published list."""


class Need(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[domains.needs]]`: at `level`, a domain needs another one at `at_least`."""

    level: Level
    domain: str
    at_least: Level


class Domain(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[domains]]`: a capability that customers have something of, or what enables one. `levels` says what each level is."""

    name: str
    title: str
    kind: Literal["capability", "enabler"]
    levels: Mapping[Level, str]
    criteria: tuple[Criterion, ...]
    needs: tuple[Need, ...] = ()


class MaturityModel(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of rules/maturity."""

    name: str
    title: str
    source: str = ""
    domains: tuple[Domain, ...]


class Criteria(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of rules/standards/criteria: what a standard asks for, as far as it can be told from code or asked."""

    name: str
    title: str
    source: str = ""
    criteria: tuple[Criterion, ...]


# What the declaration says.


class Maturity(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[maturity]`: by which model a project is assessed, and where it wants to be."""

    model: str = "digital-service-provider"
    """One that archlint ships, or a file of the project: `./architecture/our-model.toml`."""
    criteria: tuple[str, ...] = ()
    """Files of the project, each with the criteria of a standard of its own: `./architecture/house-rules.toml`."""
    targets: Mapping[str, Level] = field(default_factory=dict)
    """By domain: `{ integration = "high" }`."""
    stale_after: Annotated[int, Meta(ge=1)] = 365
    """Days after which an answer no longer counts."""


class Answered(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[answers]]`: what somebody says about a question that code cannot answer."""

    question: Annotated[str, Meta(min_length=1)]
    """`DOMAIN.CRITERION` of the model, or `STANDARD.CRITERION`."""
    answer: bool
    who: Annotated[str, Meta(min_length=1)]
    when: datetime.date
    because: str = ""


class Driver(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[drivers]]`: what the business wants, how much that weighs, and which domains serve it."""

    name: Annotated[str, Meta(min_length=1)]
    weight: Annotated[float, Meta(gt=0)]
    serves: Annotated[tuple[str, ...], Meta(min_length=1)]


# What was found.

State = Literal["met", "missed", "not visible", "unanswered", "stale"]
"""`not visible`: nothing in the code speaks for it or against it. `stale`: the answer is too old to count."""


class Proof(Struct, frozen=True, order=True, omit_defaults=True):
    """A place that shows something: a file and a line (0 for the file as a whole), and what is there. What is no place has no
    file.
    """

    file: str = ""
    line: int = 0
    text: str = ""


class Judged(Struct, frozen=True, kw_only=True):
    """What became of a criterion. `value` is what its metric came to (None: nothing to measure), out of `of` things that were
    looked at; `bound` is what it has to be, in words. `proofs` are places that speak for the state, the first few of
    `proved`. `who` and `when` (ISO 8601) say who answered a question.
    """

    name: str
    says: str
    state: State
    level: Level = "low"
    metric: str = ""
    value: float | None = None
    unit: str = ""
    of: int = 0
    bound: str = ""
    detail: str = ""
    proofs: tuple[Proof, ...] = ()
    proved: int = 0
    question: str = ""
    who: str = ""
    when: str = ""
    instead: str = ""
    cite: str = ""


class DomainState(Struct, frozen=True, kw_only=True):
    """A domain as it is: `level` is the highest whose criteria, and those below, are all met ("" for none), `target` the level
    that is wanted ("" where none is declared). `weight` is the share of the drivers that it serves, 0 to 1.
    """

    name: str
    title: str
    kind: str
    level: Level | Literal[""] = ""
    target: Level | Literal[""] = ""
    levels: dict[Level, str] = {}
    criteria: tuple[Judged, ...] = ()
    weight: float = 0.0
    drivers: tuple[str, ...] = ()

    def missing(self, upto: Level | None = None) -> tuple[Judged, ...]:
        """What is not met of the levels up to one (the target, else the next), from the lowest level on."""
        last = upto or self.target or next_level(self.level)
        wanted = LEVELS[: LEVELS.index(last) + 1] if last else ()
        return tuple(one for level in wanted for one in self.criteria if one.level == level and one.state != "met")


class StandardState(Struct, frozen=True):
    """A standard and what became of each of its criteria."""

    name: str
    title: str
    source: str = ""
    criteria: tuple[Judged, ...] = ()


class NextStep(Struct, frozen=True):
    """What to do next for a domain: the criterion that is missing, why it comes now, and what to do."""

    domain: str
    criterion: str
    what: str
    because: str = ""


class Assessment(Struct, frozen=True, kw_only=True):
    """How mature a system is. `steps` come in the order in which they are worth it; `warnings` are about targets, answers and
    the declaration. `drafted` says that nobody declared layers, so that what is said about them is a guess.
    """

    model: str
    title: str
    source: str = ""
    domains: tuple[DomainState, ...] = ()
    standards: tuple[StandardState, ...] = ()
    drivers: tuple[Driver, ...] = ()
    steps: tuple[NextStep, ...] = ()
    warnings: tuple[str, ...] = ()
    drafted: bool = False


def next_level(level: Level | Literal[""]) -> Level | Literal[""]:
    """The level above one, "" above the highest."""
    position = rank(level)
    return LEVELS[position] if position < len(LEVELS) else ""


def rank(level: Level | Literal[""]) -> int:
    """0 for no level, 1 for the lowest."""
    return LEVELS.index(level) + 1 if level else 0

"""What a check is: a name, a page of documentation, an option model and a pure judgement."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from archlint.graph.system import System
    from archlint.model.finding import Finding
    from archlint.model.rulebook import Rulebook
    from archlint.model.transition import GoalState, JourneyKept

Group = Literal["layering", "balance", "connections", "transition", "structure", "housekeeping"]


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The option model of a check that has nothing to set."""


class Unused(Struct, frozen=True):
    """An acceptance that did not hold: where it was written, what it says, and why it accepts nothing."""

    file: str
    line: int
    subject: str
    why: str
    expired: bool = False


class Check(Struct, frozen=True, kw_only=True):
    """One row of the catalogue. `page` is Markdown with fixed headings (What it finds · Why it matters · Example ·
    Instead · Options · Known limits).

    `judge` is called with the system and the validated options and yields findings in any order; severity, exceptions and the
    baseline are applied afterwards. `review` is called instead where a check judges what became of exceptions, suppressions
    and the baseline: with the acceptances that did not hold; `attain` where it judges how far the goals of a transition are
    reached, and whether journeys got worse than the baseline keeps. `sets_severity` says that the judgement obeys the declared
    severity itself, "off" included, because contracts that it judges bring their own. `reads_units` says that it judges what
    functions do: reading that takes longer, so such checks run where the project declares `[balance]` or the check itself, or
    the user selects it. `on_request` says that it runs only where the project declares it or the user selects it.
    """

    name: str
    group: Group
    summary: str
    page: str
    judge: "Callable[[System, Any], Iterable[Finding]] | None" = None
    review: "Callable[[Rulebook, Iterable[Unused]], Iterable[Finding]] | None" = None
    attain: "Callable[[Iterable[GoalState], Iterable[JourneyKept]], Iterable[Finding]] | None" = None
    options: type[Struct] = NoOptions
    sets_severity: bool = False
    reads_units: bool = False
    on_request: bool = False

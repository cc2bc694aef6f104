"""How a report is to be shown: width, colour, limits, and the questions it may ask its caller (it does no I/O)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from archlint.model.connections import RequestStatus
from archlint.model.graph import Kind

if TYPE_CHECKING:
    from archlint.checks.check import Check
    from archlint.model.analysis import Analysis
    from archlint.model.transition import BurnPoint

Level = Literal["layer", "part", "component", "package", "module"]
LEVELS: tuple[Level, ...] = ("layer", "part", "component", "package", "module")

Only = Literal["routes", "requests", "events", "stores"]
"""The kinds of endpoints a reader may ask for alone."""

ReadLine = Callable[[str, int], str | None]
"""(file, line) -> that line of source without its line end, None when it cannot be had."""

TargetLine = Callable[[str, str], int | None]
"""(module, name) -> the line on which the module defines the name, None when it is not known."""


Engine = Callable[[str, Sequence[str], str], bytes]
"""(DOT, options of Graphviz's command line, name of the format) -> what Graphviz makes of it."""


def no_source(_file: str, _line: int) -> str | None:
    """A ReadLine that knows nothing."""
    return None


def no_target(_module: str, _name: str) -> int | None:
    """A TargetLine that knows nothing."""
    return None


def no_engine(_dot: str, _options: Sequence[str], _format: str) -> bytes:
    """An Engine that draws nothing."""
    return b""


class Choice(Struct, frozen=True, kw_only=True):
    """What of a graph is shown. `focus` are modules, with their neighbours `depth` steps around; `ends` the modules where
    ways begin and where they end; `collapse` patterns of modules that are drawn as one; `changes` leaves what differs from
    View.before; () and None mean everything.
    """

    focus: tuple[str, ...] = ()
    depth: int = 1
    ends: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    violations: bool = False
    kinds: tuple[Kind, ...] = ()
    collapse: tuple[str, ...] = ()
    changes: bool = False


class View(Struct, frozen=True, kw_only=True):
    """What every report is given besides the analysis. Equal analyses and equal views give equal bytes.

    `width` 0 means unlimited. `limit` is the number of findings shown per group, None for all; a graph that is too large to
    be read is cut too, unless it is None. `strict` makes warnings count as errors in what is said about the outcome. `level`
    None leaves it to the format of a graph. `checks` are the rows of the catalogue whose documentation a report may quote.
    `only` and `status` choose among endpoints; None shows all of them. `history` are earlier analyses of the project with
    what they are called, oldest first; `before` is the one to compare with, `burn` the burn-down of
    a transition, oldest first, and `now` what today's is called beside it.
    `standards` are those to judge by; without any, an assessment is by its maturity model.
    """

    color: bool = False
    width: int = 0
    limit: int | None = 5
    statistics: bool = False
    strict: bool = False
    level: Level | None = None
    choice: Choice = Choice()
    only: Only | None = None
    status: RequestStatus | None = None
    checks: "tuple[Check, ...]" = ()
    read_line: ReadLine = no_source
    target_line: TargetLine = no_target
    engine: Engine = no_engine
    history: "tuple[tuple[str, Analysis], ...]" = ()
    before: "tuple[str, Analysis] | None" = None
    burn: "tuple[BurnPoint, ...]" = ()
    now: str = "now"
    standards: tuple[str, ...] = ()

"""What a check is: a name, a page of documentation, an option model and a pure judgement of the System."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from msgspec import Struct

from archlint.graph.system import System
from archlint.model.finding import Finding

Group = Literal["layering", "balance", "connections", "transition", "structure", "housekeeping"]


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The option model of a check that has nothing to set."""


class Check(Struct, frozen=True, kw_only=True):
    """One row of the catalogue. `page` is Markdown with the fixed headings of checks/README.md (What it finds · Why it
    matters · Example · Instead · Options · Known limits). `judge` is called with the system and the validated options
    and yields findings in any order; severity, exceptions and the baseline are applied afterwards."""

    name: str
    group: Group
    summary: str
    page: str
    judge: Callable[[System, Any], Iterable[Finding]]
    options: type[Struct] = NoOptions

"""The Analysis: everything one run found out. Reports are pure functions of it; its JSON is a published schema."""

from typing import Literal

import msgspec
from msgspec import Struct

from archlint.model.architecture import Architecture
from archlint.model.balance import Balance
from archlint.model.connections import Connections
from archlint.model.finding import Finding
from archlint.model.graph import Graph, Verdict
from archlint.model.journeys import JourneyTrace
from archlint.model.maturity import Assessment
from archlint.model.operations import Operation
from archlint.model.plan import Plan
from archlint.model.roles import UnitVerdict
from archlint.model.standards import StandardUse
from archlint.model.transition import TransitionState

ANALYSIS_SCHEMA: Literal["archlint-analysis/1"] = "archlint-analysis/1"


class Diagnostic(Struct, frozen=True, omit_defaults=True, order=True):
    """Something the user must know that is not a finding: a file not read, a manifest not understood, a key without
    effect yet. `kind` is "error" (the run cannot be trusted: exit 2), "warning" or "note".
    """

    file: str
    line: int = 0
    kind: Literal["error", "warning", "note"] = "warning"
    message: str = ""


class LayerSummary(Struct, frozen=True):
    """A layer as it was judged, top to bottom."""

    name: str
    modules: int
    parts: dict[str, int] = {}
    open: bool = False


class Statistics(Struct, frozen=True, kw_only=True):
    """The numbers of the last line. `verdicts` counts dependencies by verdict: its sum is `dependencies`.
    `left_out` counts files that were not judged, by reason (`test`, `excluded`, `too-large`, …).
    """

    modules: int = 0
    covered: int = 0
    dependencies: int = 0
    verdicts: dict[str, int] = {}
    references: int = 0
    resolved: dict[str, int] = {}
    """References by status: module, third-party, standard, asset, unresolved."""
    errors: int = 0
    warnings: int = 0
    excepted: int = 0
    baselined: int = 0
    left_out: dict[str, int] = {}
    contracts: int = 0
    """How many `[[contracts]]` were judged: a run with neither layers nor contracts checked nothing."""
    languages: dict[str, int] = {}
    unresolved: dict[str, int] = {}
    """Why references led nowhere, the twenty most frequent reasons."""

    @property
    def unresolved_share(self) -> float:
        """The share of references that should have led to a module and did not, 0 to 1."""
        return self.resolved.get("unresolved", 0) / self.references if self.references else 0.0


class Analysis(Struct, frozen=True, kw_only=True):
    """One run's answer. `findings` are sorted by place, those about exceptions last, and hold the accepted ones too (see
    Finding.state); `verdicts` runs parallel to `graph.dependencies`. `graph` is None when a stored analysis was read without
    it. `draft` is the evidence of a drafted layering, () when the declaration is binding; `draft_toml` is what `archlint init`
    would write.
    """

    schema: Literal["archlint-analysis/1"] = ANALYSIS_SCHEMA
    archlint: str
    project: str
    layers: tuple[LayerSummary, ...] = ()
    findings: tuple[Finding, ...] = ()
    statistics: Statistics = Statistics()
    diagnostics: tuple[Diagnostic, ...] = ()
    draft: tuple[str, ...] = ()
    draft_toml: str = ""
    verdicts: tuple[Verdict, ...] = ()
    graph: Graph | None = None
    balance: Balance | None = None
    """How the logic is spread over the layers; None where nobody asked and no bands are declared."""
    connections: Connections | None = None
    """What crosses processes; None where nobody asked and it was not followed."""
    architecture: Architecture | None = None
    """The components of the system and who asks whom, where that was asked for."""
    operations: tuple[Operation, ...] = ()
    """What the enablement layers offer, where that was asked for."""
    standards: tuple[StandardUse, ...] = ()
    """Where standard interfaces are offered, used and documented, where that was asked for."""
    assessment: Assessment | None = None
    """How mature the system is and what it follows of standards, where that was asked for."""
    units: tuple[UnitVerdict, ...] = ()
    """Every function and method in the order of files, with its role, where that was asked for."""
    journeys: tuple[JourneyTrace, ...] = ()
    """The declared journeys from their screens to the systems behind, where that was asked for."""
    on_journeys: dict[str, int] = {}
    """By journey the findings on its way, those in the baseline included; where that was asked for, or one keeps it."""
    transition: TransitionState | None = None
    """Where the transition stands; None where none is declared, and where only some checks were asked for."""
    plan: Plan | None = None
    """The next moves, where they were asked for."""

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are neither excepted nor in the baseline."""
        return tuple(finding for finding in self.findings if finding.state == "open")


def encode(analysis: Analysis) -> bytes:
    """The published JSON of an analysis: UTF-8, keys in the order of the schema, the same bytes for equal analyses."""
    return msgspec.json.encode(analysis)


def decode(data: bytes) -> Analysis:
    """The inverse of `encode`. Raises msgspec.ValidationError or msgspec.DecodeError when `data` is something else."""
    return msgspec.json.decode(data, type=Analysis)

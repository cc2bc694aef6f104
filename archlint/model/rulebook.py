"""The declaration as a whole: what rulebook/ makes of archlint.toml and packs, and what checks obey."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct, field

from archlint.model.api_rules import ApiRule
from archlint.model.balance import Measure
from archlint.model.channel_words import ChannelWords, DecisionWords
from archlint.model.entry_rules import EntryRules
from archlint.model.maturity import Answered, Criteria, Driver, Maturity, MaturityModel
from archlint.model.roles import RoleKnowledge
from archlint.model.standards import Standard
from archlint.model.stereotypes import StereotypeWords
from archlint.model.tables import (
    CheckSettings,
    Contract,
    Exemption,
    Journey,
    Layer,
    Project,
    Share,
    Standards,
    Technology,
    Transition,
)
from archlint.model.tier_words import DomainWords, PresentationWords


class Origin(Struct, frozen=True):
    """Where a piece of the declaration was written: file (relative to the root, or `pack:NAME`), 1-based line."""

    file: str
    line: int = 0


class Rulebook(Struct, frozen=True, kw_only=True):
    """Everything the declaration says. All patterns are relative to the project root.

    `origins` finds the line of a piece for messages: keys are `layers.ui`, `layers.ui.parts.app`, `layers.ui.public`,
    `contracts.0`, `exceptions.0`, `project.exclude`, …. `draft` is the evidence when archlint proposed the layers
    itself (one sentence per layer), () for a declaration that somebody made. `digest` identifies every byte
    that went in.
    """

    project: Project = Project()
    layers: tuple[Layer, ...] = ()
    contracts: tuple[Contract, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)
    technologies: tuple[Technology, ...] = ()
    """The project's own; a run adds the shipped ones of the languages that it finds."""
    connections: tuple[ApiRule, ...] = ()
    """The project's own."""
    balance: Mapping[str, tuple[Share, Share]] = field(default_factory=dict)
    measure: Measure = "decisions"
    roles: RoleKnowledge = RoleKnowledge()
    domain: DomainWords = DomainWords()
    presentation: PresentationWords = PresentationWords()
    channels: ChannelWords = ChannelWords()
    decisions: DecisionWords = DecisionWords()
    stereotypes: StereotypeWords = StereotypeWords()
    entries: EntryRules = EntryRules()
    journeys: tuple[Journey, ...] = ()
    transition: Transition | None = None
    target: "Rulebook | None" = None
    """What `[transition.target]` declares; its origins are lines of the same file."""
    standards: Standards = Standards()
    known_standards: tuple[Standard, ...] = ()
    """The catalogues that a run needs: those that are required, or all. As loaded, the project's own."""
    maturity: Maturity = Maturity()
    answers: tuple[Answered, ...] = ()
    drivers: tuple[Driver, ...] = ()
    maturity_model: MaturityModel | None = None
    """The model that a run assesses by, None where nobody asked. As loaded, the project's own."""
    criteria: tuple[Criteria, ...] = ()
    """Those of all standards, likewise."""
    packs: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    draft: tuple[str, ...] = ()
    digest: str = ""

    def origin(self, key: str) -> Origin:
        """Where `key` was declared, or the innermost piece around it; the whole declaration when that is not known."""
        while key:
            if key in self.origins:
                return self.origins[key]
            key = key.rpartition(".")[0]
        return Origin("archlint.toml")


class DeclarationError(Exception):
    """The declaration cannot be used (exit 2). `str()` is the whole message: file, line, key, nearest, allowed."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.file = file
        self.line = line


def encode(rulebook: Rulebook) -> bytes:
    """A canonical form for digests: equal rulebooks give equal bytes."""
    return msgspec.json.encode(rulebook, order="deterministic")

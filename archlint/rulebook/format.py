"""What the files of a declaration may hold: archlint.toml, a pack's pack.toml, an included archlint.toml."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from archlint.model.api_rules import ApiRule
from archlint.model.maturity import Answered, Driver, Maturity
from archlint.model.tables import (
    Contract,
    Exemption,
    Journey,
    Layer,
    Patterns,
    Project,
    Share,
    Standards,
    Target,
    Technology,
    Transition,
)

REQUIRED_VERSION = r"^>=(\d+(?:\.\d+){0,2})$"

MEASURE_KEY = "measure"
"""The key of `[balance]` that is no layer."""

FileKind = Literal["project", "pack", "fragment", "target"]


class Declaration(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """archlint.toml: the layers of a system, top to bottom, and what else holds between its modules."""

    extends: Patterns = ()
    """Packs to build on: `layers/NAME` that archlint ships, or `./FOLDER` inside the project. A later one wins."""
    project: Project = Project()
    layers: tuple[Layer, ...] = ()
    contracts: tuple[Contract, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    checks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """`[checks.NAME]`: `severity` ("error", "warning", "off") and the options of that check."""
    technologies: tuple[Technology, ...] = ()
    connections: tuple[ApiRule, ...] = ()
    """How the project's own wrappers serve, ask, publish and store."""
    balance: Mapping[str, tuple[Share, Share]] = field(default_factory=dict)
    """The share of the system's logic that a layer should hold: `ui = [0.10, 0.30]`. `measure` names what is counted:
    "decisions" (the default), "cognitive" or "statements"."""
    journeys: tuple[Journey, ...] = ()
    transition: Transition | None = None
    standards: Standards | None = None
    maturity: Maturity | None = None
    answers: tuple[Answered, ...] = ()
    drivers: tuple[Driver, ...] = ()


class Pack(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[pack]` in a pack.toml."""

    summary: Annotated[str, Meta(min_length=1)] = ""
    """One line: what the layering is."""
    requires_archlint: Annotated[str, Meta(pattern=REQUIRED_VERSION)] = ""
    """The oldest archlint that understands the pack: `>=0.1`."""


ARRAYS: Mapping[str, type[Struct]] = {
    "layers": Layer,
    "contracts": Contract,
    "exceptions": Exemption,
    "technologies": Technology,
    "connections": ApiRule,
    "journeys": Journey,
    "answers": Answered,
    "drivers": Driver,
}
"""The keys that hold arrays of tables."""

TOP_KEYS: Mapping[FileKind, tuple[str, ...]] = {
    "project": tuple(Declaration.__struct_fields__),
    "pack": ("pack", "extends", "layers", "contracts", "checks", "technologies", "connections", "balance"),
    "fragment": ("layers", "contracts", "exceptions", "journeys"),
    "target": tuple(Target.__struct_fields__),
}
FRAGMENT_LAYER_KEYS = ("name", "paths", "parts", "public")
REFUSALS: Mapping[FileKind, str] = {
    "project": "this key is not allowed here",
    "pack": "a pack cannot set this: it belongs into the project's archlint.toml",
    "fragment": "an included file speaks about its own folder only; this belongs into the file that includes it",
    "target": "a target is an architecture only; this belongs to the top of the file",
}

GLOB_KEYS: Mapping[str, tuple[str, ...]] = {
    "project": ("exclude", "tests", "generated", "roots"),
    "layers": ("paths", "public"),
    "journeys": ("entries",),
    "transition": ("current", "bridges"),
}
"""Keys that hold globs (`layers.*.parts` does too)."""

SELECTOR_KEYS: Mapping[str, tuple[str, ...]] = {
    "contracts": ("importers", "imported", "modules", "except_importers", "except_imported"),
    "exceptions": ("importer", "imported"),
}
"""Keys that hold selectors: a layer, `layer.part`, a glob, `external:NAME`, `technology:ROLE`."""

PAIR_KEYS: Mapping[str, tuple[str, ...]] = {"contracts": ("except_dependencies",)}
"""Keys that hold pairs of selectors, `IMPORTER -> IMPORTED`."""

SUBJECT_KEYS: Mapping[str, tuple[str, ...]] = {
    "contracts": ("importers", "imported", "modules"),
    "exceptions": ("importer", "imported"),
}
"""The selectors of which an entry of an included file must have one that lies in the file's own folder."""

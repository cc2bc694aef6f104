"""The tables of archlint.toml, validated and frozen: the declaration's pieces, which a Rulebook holds.

The structs are the file format (DESIGN section 4): field names are keys, docstrings are its reference. A string or a
list of strings is accepted wherever a tuple of patterns stands; the loader normalizes it.
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from archlint.model.finding import Severity
from archlint.model.graph import Kind

Share = Annotated[float, Meta(ge=0, le=1)]
Patterns = tuple[str, ...]
"""Globs over POSIX paths relative to the folder of the declaring file; `!` in front takes matches out again."""

DEFAULT_TESTS: Patterns = (
    "**/test/**", "**/tests/**", "**/__tests__/**", "**/__mocks__/**", "**/testing/**", "**/e2e/**", "**/cypress/**",
    "!**/src/main/java/**/test/**", "!**/src/main/java/**/tests/**", "!**/src/main/java/**/testing/**",  # what is tested there
    "**/test_*.py", "**/*_test.py", "**/tests.py", "**/conftest.py",
    "**/*.test.*", "**/*.spec.*", "**/*.stories.*", "**/*Test.java", "**/*Tests.java", "**/*IT.java",
    "**/src/*-test/**", "**/src/*Test/**", "**/src/it/**", "**/testFixtures/**",
)  # fmt: skip

DEFAULT_GENERATED: Patterns = (
    "**/{generated,__generated__,generated-sources,generated-src}/**", "**/*.generated.*", "**/*.gen.{ts,tsx,js,py}",
    "**/*_pb2.py", "**/*_pb2.pyi", "**/*_pb2_grpc.py", "**/*_pb.{js,ts}", "**/*.pb.{js,ts}",
)  # fmt: skip


class Project(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[project]`: what is read, and how."""

    name: str = ""
    """Shown in reports; the folder's name when empty."""
    exclude: Patterns = ()
    """Files that are not read at all, besides what is left out by default."""
    tests: Patterns = DEFAULT_TESTS
    """Test code: not judged, and read only where the language needs it to know names (Java)."""
    include_tests: bool = False
    """Judge tests like everything else."""
    generated: Patterns = DEFAULT_GENERATED
    """Files that a program wrote, besides those whose header says so: their dependencies count, their logic does not."""
    roots: Patterns = ()
    """Source roots of Python and Java, when archlint finds the wrong ones."""
    include: Patterns = ()
    """Further archlint.toml files, each owned by a team: they speak about their own folder only."""
    without_contracts: tuple[str, ...] = ()
    """Names of contracts that a pack brings and that do not hold here."""
    max_file_size: Annotated[int, Meta(ge=1)] = 1_048_576
    """Larger files are said and skipped (bytes)."""
    time_limit: Annotated[float, Meta(gt=0)] = 5.0
    """Seconds of parsing and walking per file."""
    max_unresolved: Share = 1.0
    """The share of references that may stay unresolved before the check fails."""
    baseline: str = "archlint-baseline.json"
    connections: Literal["auto"] | bool = "auto"
    """Follow requests and events from one process to another. "auto": where layers lie in several components or languages."""


Tier = Literal["ui", "enablement", "backend", "none"]
"""What a layer is in a system of three: what people use, what makes backends usable, what holds data and its rules."""


class Layer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[layers]]`, top to bottom. Closed: it may use itself and the layer below; `open` lets others pass through."""

    name: Annotated[str, Meta(min_length=1)]
    paths: Patterns = ()
    parts: Mapping[str, Patterns] = field(default_factory=dict)
    """Named pieces: the channels of a user interface, the systems of a backend."""
    open: bool = False
    independent: bool = False
    """Its parts do not depend on each other."""
    public: Patterns = ()
    """The only modules that other layers (and other parts) may enter by; all of them where none is named."""
    forbidden_technologies: tuple[str, ...] = ()
    """Roles from rules/technologies (`persistence`, `http-client`, …) that have no business here."""
    tier: Tier | None = None
    """Which of the three tiers it belongs to, where its place does not say so: the top layer is the user interface, the
    bottom one the backend, those between enable."""
    because: str = ""
    """Why the layer is bounded as it is; printed with every finding that crosses it."""


ContractKind = Literal["forbidden", "allowed-only", "protected", "independent", "acyclic", "required"]


class Contract(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[contracts]]`: a rule besides the layers. Ends are selectors: a layer, `layer.part`, a
    path glob, `external:NAME`, `standard:NAME`, `technology:ROLE`.

    forbidden: no importer depends on an imported one, with `chains` also not by way of others · allowed-only: importers
    depend on nothing but `imported` (and themselves) · protected: only `importers` may depend on `imported` ·
    independent: `modules` do not depend on each other · acyclic: no cycle among `modules` at `level` · required: every
    importer depends on at least one imported.
    """

    kind: ContractKind
    name: str = ""
    importers: Patterns = ()
    imported: Patterns = ()
    modules: Patterns = ()
    except_importers: Patterns = ()
    except_imported: Patterns = ()
    except_dependencies: tuple[str, ...] = ()
    """Single dependencies that do not count, each written `"IMPORTER -> IMPORTED"` by two selectors. No chain runs through
    them."""
    chains: bool = False
    level: Literal["module", "package", "part", "layer"] = "module"
    kinds: tuple[Kind, ...] = ()
    """Kinds of dependency it speaks about; all of them where none is named."""
    include_type_only: bool = True
    because: str = ""
    severity: Severity = "error"


UNSAID = "say why"
"""A reason that an editor wrote for somebody to replace: it is none, and accepts nothing."""


class Exemption(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[exceptions]]`: accepted findings, with the reason. Unused or expired ones are findings."""

    check: str
    because: Annotated[str, Meta(min_length=1)]
    importer: Patterns = ()
    imported: Patterns = ()
    until: datetime.date | None = None
    """The last day (UTC) on which it holds."""
    owner: str = ""


class Journey(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[journeys]]`: a customer's way through the system."""

    name: str
    entries: Patterns
    contacts: Share = 0.0
    target: datetime.date | None = None


class Goal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[transition.goals]]`: how far a number is to come down, by when, and who sees to it."""

    name: Annotated[str, Meta(min_length=1)]
    counts: Literal["findings", "modules"] = "findings"
    """Findings as if the target held today (see `archlint transition`), or modules that belong to today's architecture."""
    checks: tuple[str, ...] = ()
    """Whose findings count; those of all checks where none is named."""
    where: Patterns = ()
    """Layers and parts, of today's architecture or of the target, or globs in which it is counted; everywhere by default."""
    journey: str = ""
    """Count only in modules that this journey uses."""
    start: Annotated[int, Meta(ge=0)] | None = None
    """The number when the goal was set. More than that is a finding at once: the ratchet."""
    most: Annotated[int, Meta(ge=0)] = 0
    by: datetime.date
    """The last day (UTC) for getting there."""
    owner: str = ""
    because: str = ""


class Target(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[transition.target]`: the architecture that is to be, declared like today's. New and moved code is judged by it now."""

    extends: Patterns = ()
    """Packs to build on, as at the top of the file."""
    layers: tuple[Layer, ...] = ()
    contracts: tuple[Contract, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    checks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    balance: Mapping[str, tuple[Share, Share]] = field(default_factory=dict)


class Transition(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[transition]`: today's code, the architecture that it is to become, and the bridges that are the only way between."""

    current: Patterns = ()
    bridges: Patterns = ()
    target: Target | None = None
    """Without it the layers of this file are the target, for everything that is not `current`."""
    successors: Mapping[str, str] = field(default_factory=dict)
    """Layers and parts of today (`layer.part`) that are to be empty in the end, each with the place of the target that does
    their work then.
    """
    goals: tuple[Goal, ...] = ()


class Standards(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[standards]`: what the interfaces of the system follow."""

    require: tuple[str, ...] = ()
    """Catalogues that archlint ships (`tm-forum`), or files of the project (`./apis/ours.toml`), which a Rulebook has by
    their names. `non-standard-api` judges by them.
    """
    layers: tuple[str, ...] = ()
    """The layers whose routes have to follow; all layers where none is named."""


class CheckSettings(Struct, frozen=True, kw_only=True):
    """`[checks.NAME]`: severity and the options of that check, already validated against its option model."""

    severity: Literal["error", "warning", "off"] | None = None
    """None leaves it to the check: most report errors, some tell errors from warnings."""
    options: Any = None


class Technology(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[technologies]]`, also in rules/technologies/<language>/*.toml: modules of a library and the role they play."""

    name: str
    role: str
    language: Literal["python", "typescript", "java"]
    modules: Annotated[tuple[str, ...], Meta(min_length=1)]
    """Dotted or slashed prefixes of import names; `*` stands for one segment."""
    job: str = ""
    """What one library of a layer is enough for, in the plural: `HTTP clients`. `none` for nobody's rival; "" in a file
    leaves it to the role (rules/technologies/jobs.toml), and stands for none once it is loaded."""

"""The roles that units play, what speaks for each, and a verdict with its evidence."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Role = Literal["decision", "composition", "data access", "presentation", "translation", "pass-through", "wiring"]

CLOSE = 1.0
"""Below this lead the next role is as likely, and is named too."""

ROLES: tuple[Role, ...] = (
    "decision",
    "composition",
    "data access",
    "presentation",
    "translation",
    "pass-through",
    "wiring",
)
"""What a unit is for. Of two that fit equally well, the first is meant."""


class Sign(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[signs]]` of rules/roles.toml: something that can be seen in a unit, what it is called in an explanation, and the
    points that it gives to roles. Points may be negative.
    """

    name: str
    says: str
    points: Mapping[str, float] = {}


class RoleKnowledge(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What speaks for a role. `words` are by what they mean the words of names (lower case), `touches` the roles of
    technologies by what touching them means, `start` the points that a role has before anything is seen, `sure` by how many
    points a role must lead so that nine in ten such verdicts are right: a role that is not named never does.
    """

    words: Mapping[str, tuple[str, ...]] = {}
    touches: Mapping[str, tuple[str, ...]] = {}
    start: Mapping[str, float] = {}
    sure: Mapping[str, float] = {}
    signs: tuple[Sign, ...] = ()


class Evidence(Struct, frozen=True):
    """A sign that was seen in a unit; `detail` is what shows it, "" where the sign says it all."""

    sign: str
    says: str
    detail: str = ""
    points: float = 0.0
    """For the role of the verdict."""


class UnitRole(Struct, frozen=True):
    """The role of a unit. `evidence` is there where it was asked for: all signs that were seen, the strongest first.
    `runner_up` is the next likely role, `lead` by how many points it lies behind; `sure` says that by so much such verdicts are
    right nine times in ten.
    """

    role: Role
    evidence: tuple[Evidence, ...] = ()
    runner_up: Role | None = None
    lead: float = 0.0
    sure: bool = False


class UnitVerdict(Struct, frozen=True, kw_only=True):
    """A function or method with its role: where it stands (`line` and `column` 1-based, of `module`), in which layer and
    part ("" for none), and the logic that it holds by the run's measure.
    """

    module: str
    name: str
    line: int
    column: int
    layer: str = ""
    part: str = ""
    logic: int = 0
    role: UnitRole

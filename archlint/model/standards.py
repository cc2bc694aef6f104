"""Standard interfaces of an industry: what a catalogue under rules/standards knows of them, and where a system follows one."""

from typing import Literal

from msgspec import Struct

from archlint.model.connections import Endpoint

Side = Literal["offered", "used", "documented"]
"""A route that serves it, a request that asks it, an operation of a contract that declares it."""

Drift = Literal["", "unknown-api", "unknown-resource", "retired-version", "draft-version", "unknown-version"]
"""What of a use the catalogue does not hold: the interface itself, the resource, or the version, which is older than all that
are current, a draft of the next, or newer than the catalogue.
"""

DRIFTED: tuple[Drift, ...] = ("unknown-api", "unknown-resource", "retired-version", "unknown-version")
"""What departs from the standard. A draft is on its way into it."""


class StandardApi(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[apis]]`: one interface. `segments` are the names its path goes by, the usual one first; `versions` the majors that
    are current, `drafts` those that are published on trial. `resources` as in its paths, () where they are not
    listed. `known_as` are names that teams give a resource in interfaces of their own, words in the singular.
    """

    number: str
    name: str
    domain: Literal["customer", "product", "service", "resource", "party", "common"]
    segments: tuple[str, ...]
    versions: tuple[int, ...] = ()
    drafts: tuple[int, ...] = ()
    resources: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()

    def drift(self, version: int) -> Drift:
        """What is to be said of a major version."""
        if version in self.versions:
            return ""
        if version in self.drafts:
            return "draft-version"
        return (
            "retired-version"
            if version < max((*self.versions, *self.drafts), default=version + 1)
            else "unknown-version"
        )

    @property
    def newest(self) -> int:
        """The newest version that is current, or a draft where none is; 0 for an interface that was withdrawn."""
        return max(self.versions or self.drafts, default=0)


class Standard(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of rules/standards. `prefixes` are segments after which the path of an interface begins, `numbers` what its
    numbers begin with; `everywhere` are resources that each of them may have.
    """

    name: str
    title: str
    prefixes: tuple[str, ...] = ()
    numbers: str = ""
    everywhere: tuple[str, ...] = ()
    apis: tuple[StandardApi, ...] = ()


class StandardUse(Endpoint, frozen=True, kw_only=True):
    """One place where an interface of a standard is offered, used or documented. `number` and `domain` are "" where the
    catalogue does not have it; `version` 0 and `resource` "" where the path does not say. `newest` is the newest version
    that is current, 0 for none.
    """

    standard: str
    number: str
    name: str
    side: Side
    method: str
    path: str
    version: int = 0
    resource: str = ""
    drift: Drift = ""
    domain: str = ""
    newest: int = 0

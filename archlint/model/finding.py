"""A finding: what a check found wrong, with both ends, the reason and the way out."""

from typing import Literal

from msgspec import Struct

from archlint.model.graph import DependencyKey

Severity = Literal["error", "warning"]
State = Literal["open", "excepted", "baselined"]


class Place(Struct, frozen=True, omit_defaults=True):
    """Where in a file: 1-based line and code-point column; 0 when the file as a whole is meant."""

    file: str
    line: int = 0
    column: int = 0
    start: int = 0
    end: int = 0


class End(Struct, frozen=True, omit_defaults=True):
    """One end of a dependency: a module (or an external library) with its layer, part and place."""

    module: str
    layer: str = ""
    part: str = ""
    place: Place | None = None


class Hop(Struct, frozen=True, omit_defaults=True):
    """One step of a chain: `importer` depends on `imported` at `place` (in the importer)."""

    importer: str
    imported: str
    place: Place
    kind: str = "import"


class Finding(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is wrong (`message`), why it matters (`because`), what to do (`instead`).

    `importer` and `imported` are the two ends where the finding is about a dependency; a finding about a module, layer
    or line of configuration has `importer` only. `chain` holds the hops of a transitive dependency or of a cycle.
    `more` counts further equal pairs that this finding stands for. `rejects` are the dependencies whose verdict becomes
    "violation". `text` is the guilty source as written (a normalized reference), which keys baselines: paths and names,
    never lines. `offer` is the module that may be used instead, where there is one. `fingerprint` is stable under
    moved lines. `accepted` says by what an excepted or baselined finding was accepted, with the reason given there.
    """

    check: str
    message: str
    severity: Severity = "error"
    importer: End | None = None
    imported: End | None = None
    because: str = ""
    instead: str = ""
    chain: tuple[Hop, ...] = ()
    more: int = 0
    rejects: tuple[DependencyKey, ...] = ()
    text: str = ""
    offer: str = ""
    fingerprint: str = ""
    state: State = "open"
    accepted: str = ""

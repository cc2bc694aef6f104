"""hub-module: a module that many depend on and that depends on many."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.checks.evidence import end, place
from archlint.graph.packages import folder, is_door, running, within
from archlint.graph.system import System
from archlint.model.finding import End, Finding

NAME = "hub-module"

PAGE = """\
## What it finds
A module that at least `incoming` modules depend on and that depends on at least `outgoing` modules itself. This is the
hub-like modularization of Suryanarayana, Samarthyam and Sharma (Refactoring for Software Design Smells, 2014) and the hub-like
dependency of Arcan; the limits of 20 and 20 are those of Designite.

Imports that run count. What only hands names on does not, nor what the door of a folder (`__init__.py`, `index.ts`) takes
out of that folder, nor a module that depends on the hub in turn: that is a circle, which
[dependency-cycle](dependency-cycle.md) tells.

## Why it matters
Whatever the hub depends on can change it, and whatever changes it can break all who depend on it. A change anywhere on one
side may so be felt anywhere on the other, and two people who work on different things meet in this file.

## Example
```python
# orders/actions.py: 27 modules import it, and it imports 26
from account.models import User
from billing.invoices import invoice_for
from shipping.parcels import parcel_for
# … and 23 more
```

## Instead
Take it apart along its users: which of them need which of its functions? What many need and what needs little goes to a
module that depends on hardly anything; what needs much goes to those who ask for it. Where it only hands on, let its users ask
the others directly.

## Options
- `incoming` (default `20`): how many modules have to depend on it.
- `outgoing` (default `20`): how many modules it has to depend on.

## Known limits
Modules that a framework asks to list everything (modules of Angular and Nest, registries, roots that put the system together)
are hubs by design where others import them too: accept them with a reason. Tests and generated code are not looked at.
"""


class HubOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """From when on a module is a hub."""

    incoming: Annotated[int, Meta(ge=1)] = 20
    """How many modules have to depend on it."""
    outgoing: Annotated[int, Meta(ge=1)] = 20
    """How many modules it has to depend on."""


def judge(system: System, options: HubOptions) -> Iterator[Finding]:
    incoming: dict[str, set[str]] = {}
    outgoing: dict[str, set[str]] = {}
    for dependency in system.view(running):
        incoming.setdefault(dependency.imported, set()).add(dependency.importer)
        if not (is_door(dependency.importer) and within(folder(dependency.imported), folder(dependency.importer))):
            outgoing.setdefault(dependency.importer, set()).add(dependency.imported)
    for module, used in sorted(outgoing.items()):
        users = incoming.get(module, set())
        apart = used - users
        if len(users) >= options.incoming and len(apart) >= options.outgoing:
            yield _finding(system, module, users, apart)


def _finding(system: System, module: str, users: set[str], used: set[str]) -> Finding:
    first = min(
        (site.span for other in used for site in system.dependencies[module, other][0].sites),
        key=lambda span: (span.line, span.column),
    )
    known = end(system, module)
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{len(users):,} modules{_from(users)} depend on {module}, and it depends on {len(used):,}{_from(used)}",
        importer=End(module, known.layer, known.part, place(module, first)),
        because="What changes on one side of it may be felt anywhere on the other.",
        instead="split it by who uses what: what needs little to one module, what needs much to those who ask for it",
        text="hub",
    )


def _from(modules: set[str]) -> str:
    folders = len({folder(module) for module in modules})
    return f" of {folders:,} folders" if folders > 1 else ""


CHECK = Check(
    name=NAME,
    group="structure",
    summary="a module that many depend on and that depends on many",
    page=PAGE,
    judge=judge,
    options=HubOptions,
)

"""god-component: a folder that holds too many modules, too much of the code, and reaches into too many others."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.checks.evidence import end
from archlint.graph.lengths import hold_share
from archlint.graph.packages import Package, packages
from archlint.graph.system import System
from archlint.model.finding import End, Finding, Place

NAME = "god-component"

PAGE = """\
## What it finds
A folder that has outgrown what one piece should be: more than `modules` modules lie directly in it, they hold at least the
`share` of all lines, and together they depend on more than `uses` other folders. Such packages are called god components by
Designite and Arcan, after the subsystem that is too large of Lippert and Roock (Refactoring in Large Software Projects, 2006).

More than 30 modules is Designite's limit for classes in a package. On its own it would also name every folder of entities,
migrations and icons, so the folder has to weigh something as well, and to reach into many others, as Lanza and Marinescu ask of
a god class (Object-Oriented Metrics in Practice, 2006). Those two limits are archlint's own.

## Why it matters
A folder without an inside has no boundaries to hold on to: everything in it may use everything else, everybody works in it, and
what belongs together can only be found by names.

## Example
```text
manager/      41 modules, 13 % of all lines, uses 58 other folders
├── EventManager.java
├── PaymentManager.java
├── TicketReservationManager.java
└── …
```

## Instead
Divide it by what the modules are about, not by what they are: `manager/payment`, `manager/reservation`. The modules that depend
on the same folders, and on each other, belong together. Then declare the pieces as parts.

## Options
- `modules` (default `30`): more than so many modules have to lie in it.
- `share` (default `0.05`): which share of all lines of the project it has to hold.
- `uses` (default `10`): on more than so many other folders it has to depend.

## Known limits
*Component* means a package here, as in the works it is taken from; elsewhere in archlint it is what is deployed by itself.
Lines are counted as they are in the file, blank ones and comments included. Tests and generated code are left out; generated
code that does not say so is not.
"""


class GodOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """From when on a folder is too much."""

    modules: Annotated[int, Meta(ge=1)] = 30
    """More than so many modules have to lie in it."""
    share: Annotated[float, Meta(gt=0, le=1)] = 0.05
    """Which share of all lines it has to hold."""
    uses: Annotated[int, Meta(ge=0)] = 10
    """On more than so many other folders it has to depend."""


def judge(system: System, options: GodOptions) -> Iterator[Finding]:
    known = system.view(packages)
    large = [
        package
        for package in known.values()
        if len(package.modules) > options.modules and len(package.uses) > options.uses
    ]
    if not large:
        return
    among = [module for package in known.values() for module in package.modules]
    for package in large:
        if hold_share(system.lines, package.modules, among, options.share):
            yield _finding(system, package, sum(map(system.lines, package.modules)), sum(map(system.lines, among)))


def _finding(system: System, package: Package, lines: int, whole: int) -> Finding:
    first = end(system, package.modules[0])
    return Finding(
        check=NAME,
        severity="warning",
        message=(
            f"{package.name} holds {len(package.modules):,} modules with {lines:,} lines ({100 * lines / whole:.0f} % of "
            f"all), and depends on {len(package.uses):,} other folders"
        ),
        importer=End(package.name, first.layer, first.part, Place(first.module)),
        because="A folder without an inside has no boundaries: everything in it may use everything else.",
        instead="divide it by what the modules are about; those that depend on the same folders belong together",
        text="god component",
    )


CHECK = Check(
    name=NAME,
    group="structure",
    summary="a folder with too many modules, too much code and too many dependencies",
    page=PAGE,
    judge=judge,
    options=GodOptions,
)

"""half-moved-journey: a customer's way that goes through both today's architecture and the target one."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.evidence import end
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.measures.journeys import journeys_of
from archlint.model.finding import Finding

NAME = "half-moved-journey"

PAGE = """\
## What it finds
A journey (`[[journeys]]`) that, followed from its screens to the systems behind, uses modules of today's architecture
(`[transition] current`) as well as modules of the target one.

## Why it matters
A journey that is half moved is run twice: both architectures have to be up, released and understood for one customer to see
one bill. It costs more than before the move and brings nothing until the rest has followed.

## Example
```toml
[[journeys]]
name = "invoice"
entries = ["channels/*/src/pages/Invoice*"]
contacts = 0.4
target = 2027-03-31

[transition]
current = ["legacy/**"]
```
Two of the five modules behind `channels/web/src/pages/InvoicePage.tsx` lie under `legacy/`.

## Instead
Move the rest of this journey before you begin the next one. `archlint journeys` shows what is left, and which screen is the
smallest that is complete from end to end.

## Options
None.

## Known limits
Ways are followed by calls, requests and events as far as these can be read; see `archlint journeys`. Bridges are on neither
side.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    sides = system.view(Sides)
    if not sides.declared:
        return
    for trace in journeys_of(system):
        current = [module for module in trace.modules if sides.of(module) == "current"]
        target = [module for module in trace.modules if sides.of(module) == "target"]
        if not (current and target):
            continue
        whole = len(current) + len(target)
        by = f" by {trace.by}" if trace.by else ""
        yield Finding(
            check=NAME,
            severity="warning",
            message=f"journey {trace.name} is half moved: {len(current)} of {whole} modules belong to today's architecture",
            importer=end(system, trace.screens[0].module),
            because="A journey that uses both architectures needs both to run.",
            instead=f"move the rest{by}: {', '.join(current[:3])}{', …' if len(current) > 3 else ''}",
            text=trace.name,
        )


CHECK = Check(
    name=NAME,
    group="transition",
    summary="a journey that uses both today's architecture and the target one",
    page=PAGE,
    judge=judge,
    reads_units=True,
)

"""upward-dependency: a lower layer depends on a higher one."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.crossings import LayeringOptions, crossings, detours
from archlint.checks.evidence import about_chain, about_dependency
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "upward-dependency"

PAGE = """\
## What it finds
A module of a lower layer depends on a module of a higher one, directly or by way of modules that belong to no layer.

## Why it matters
What lies below is there for many; what lies above changes often. When billing knows a screen, the screen's next change is a
change of billing, and neither can be tested or released without the other.

## Example
```python
# bss/billing/ledger.py, in layer backend
from enablement.invoices.view import InvoicePage
```

## Instead
Move what both need down into the lower layer. Where the lower layer has to tell the upper one something, let it publish an
event or call a function that the upper layer hands in.

## Options
- `include_type_only` (default `true`): count imports that only the type checker sees.

## Known limits
Calls by reflection or by names read from a configuration are not seen.
"""


def judge(system: System, options: LayeringOptions) -> Iterator[Finding]:
    def is_upward(importer: str, imported: str) -> bool:
        return system.order[imported] < system.order[importer]

    for crossing in crossings(system, options):
        importer, imported = crossing.importer_layer, crossing.imported_layer
        if is_upward(importer, imported):
            yield about_dependency(
                system,
                NAME,
                crossing.dependency,
                message=f"{importer} depends upward on {imported}",
                because=_because(system, importer, imported),
                instead=_instead(crossing.dependency.importer, crossing.dependency.imported, importer, imported),
                sites=crossing.sites,
            )
    for detour in detours(system, options, is_upward):
        importer, imported = detour.importer_layer, detour.imported_layer
        yield about_chain(
            system,
            NAME,
            detour.chain,
            message=f"{importer} depends upward on {imported} through modules in no layer",
            because=_because(system, importer, imported),
            instead=f"give {detour.chain[1]} a layer, or cut the chain there",
            more=detour.more,
        )


def _because(system: System, importer: str, imported: str) -> str:
    return (
        system.layers[importer].because
        or system.layers[imported].because
        or f"{imported} stands above {importer}: what is below must not know what is above it."
    )


def _instead(importer: str, imported: str, lower: str, upper: str) -> str:
    return (
        f"move what {importer} needs from {imported} down into {lower}, or let {upper} pass it in "
        "(a parameter, a callback, an event)"
    )


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a lower layer depends on a higher one",
    page=PAGE,
    judge=judge,
    options=LayeringOptions,
)

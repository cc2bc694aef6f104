"""layer-skip: a layer reaches past the one below it."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.crossings import LayeringOptions, crossings, detours
from archlint.checks.evidence import about_chain, about_dependency
from archlint.checks.offers import Offers, may_enter
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "layer-skip"

PAGE = """\
## What it finds
A module depends on a layer further down than the next one, past a layer that is not `open`; directly or by way of modules
that belong to no layer.

## Why it matters
The layer that is skipped is there to decide something once: who may see an invoice, which billing system has it, what the
channel gets to know. Every dependency past it decides that again, elsewhere.

## Example
```typescript
// channels/web/src/pages/Invoice.tsx, in layer ui
import { ledgerRow } from "../../../../bss/billing/client";   // ui > enablement > backend
```

## Instead
Use the module of the layer between that offers the same thing; the finding names it where there is one. Otherwise add it
there. Where everybody may pass a layer on purpose, declare it `open = true`.

## Options
- `include_type_only` (default `true`): count imports that only the type checker sees.

## Known limits
The module that is named as the way to go depends on the skipped one within three steps; whether it offers just what you
need is yours to see.
"""


def judge(system: System, options: LayeringOptions) -> Iterator[Finding]:
    def skips(importer: str, imported: str) -> bool:
        return system.order[imported] > system.order[importer] and not system.may_use(importer, imported)

    def usable(layer: str, _: str, candidate: str) -> bool:
        return system.modules[candidate].layer != layer and may_enter(system, layer, candidate)

    offers = Offers(system, usable)
    for crossing in crossings(system, options):
        importer, imported = crossing.importer_layer, crossing.imported_layer
        if skips(importer, imported):
            dependency = crossing.dependency
            offer = offers.best(dependency.importer, dependency.imported)
            yield about_dependency(
                system,
                NAME,
                dependency,
                message=f"{importer} reaches past {_skipped(system, importer, imported)} into {imported}",
                because=_because(system, importer, imported),
                instead=_instead(system, offer, dependency.importer, dependency.imported),
                sites=crossing.sites,
                offer=offer,
            )
    for detour in detours(system, options, skips):
        importer, imported = detour.importer_layer, detour.imported_layer
        past = _skipped(system, importer, imported)
        yield about_chain(
            system,
            NAME,
            detour.chain,
            message=f"{importer} reaches past {past} into {imported} through modules in no layer",
            because=_because(system, importer, imported),
            instead=f"give {detour.chain[1]} a layer, or cut the chain there",
            more=detour.more,
        )


def _skipped(system: System, importer: str, imported: str) -> str:
    """The closed layers between: the ones that are passed by."""
    return " and ".join(layer.name for layer in system.between(importer, imported) if not layer.open)


def _because(system: System, importer: str, imported: str) -> str:
    closed = [layer for layer in system.between(importer, imported) if not layer.open]
    reasons = [layer.because for layer in (*closed, system.layers[imported]) if layer.because]
    return reasons[0] if reasons else f"A layer may use the one below it; {closed[0].name} stands between."


def _instead(system: System, offer: str, importer: str, imported: str) -> str:
    if offer:
        return f"use {offer}, which already depends on {imported}"
    layers = (system.modules[importer].layer, system.modules[imported].layer)
    between = next(below.name for below in system.between(*layers) if not below.open)
    return f"let a module of {between} offer what {importer} needs from {imported}, and use that"


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a layer reaches past the one below it",
    page=PAGE,
    judge=judge,
    options=LayeringOptions,
)

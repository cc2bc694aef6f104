"""private-access: a layer is entered by a module that is not public."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.crossings import LayeringOptions, counted_sites
from archlint.checks.evidence import about_dependency
from archlint.checks.offers import Offers, is_public, may_enter
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "private-access"

PAGE = """\
## What it finds
A layer names its `public` modules, and a module of another layer, of another part of it, or of no layer enters it by a
module that is not among them.

## Why it matters
What is public is a promise; what is not is free to change. A dependency on the inside turns every refactoring into somebody
else's breakage.

## Example
```toml
[[layers]]
name = "enablement"
paths = ["enablement/**"]
public = ["enablement/*/api.py"]
```
```python
# channels/portal/views.py
from enablement.usage.tariffs import price_of   # not enablement/usage/api.py
```

## Instead
Use the public module that offers it; the finding names it where there is one. Otherwise offer it there.

## Options
- `include_type_only` (default `true`): count imports that only the type checker sees.

## Known limits
Whether a name inside a module is private (`_name`) is not looked at.
"""


def judge(system: System, options: LayeringOptions) -> Iterator[Finding]:
    def usable(layer: str, reached: str, candidate: str) -> bool:
        entered = system.modules[candidate].layer == system.modules[reached].layer and candidate in system.public
        return entered and (not layer or may_enter(system, layer, candidate))

    offers = Offers(system, usable)
    for dependency in system.graph.dependencies:
        importer, imported = system.modules[dependency.importer], system.modules[dependency.imported]
        inside = importer.layer == imported.layer and (importer.part == imported.part or not importer.part)
        if not imported.layer or inside or is_public(system, imported.id):
            continue
        sites = counted_sites(dependency, options)
        if sites:
            layer = system.layers[imported.layer]
            offer = offers.best(importer.id, imported.id)
            yield about_dependency(
                system,
                NAME,
                dependency,
                message=f"{importer.layer or importer.id} enters {imported.layer} by a module that is not public",
                because=layer.because or f"{layer.name} is entered by {', '.join(layer.public)} only.",
                instead=_instead(system, offer, imported.id),
                sites=sites,
                offer=offer,
            )


def _instead(system: System, offer: str, imported: str) -> str:
    if offer:
        return f"use {offer}, which already depends on {imported}"
    layer = system.layers[system.modules[imported].layer]
    return f"offer it in a public module of {layer.name} ({', '.join(layer.public)}) and use that"


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a layer is entered by a module that is not public",
    page=PAGE,
    judge=judge,
    options=LayeringOptions,
)

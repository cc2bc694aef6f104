"""bypassed-bridge: today's code that reaches into the target architecture other than by a bridge."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.evidence import about_dependency
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "bypassed-bridge"

PAGE = """\
## What it finds
A module of today's architecture (`[transition] current`) that depends on one of the target architecture although bridges are
declared, and neither of the two is one.

## Why it matters
A bridge is where both worlds are translated into each other, measured and in the end cut. A way past it is one that nobody
translates, nobody counts and somebody forgets.

## Example
```toml
[transition]
current = ["legacy/**"]
bridges = ["services/bridge/**"]
```
```python
# legacy/screens.py
from services.invoice.totals import open_amount     # past services/bridge
```

## Instead
Let the bridge offer what is needed, and use that.

## Options
None.

## Known limits
Where no bridges are declared, today's code may use the new one: that is how it is replaced piece by piece. The other direction
is the business of `new-legacy-dependency`.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    sides = system.view(Sides)
    if not (sides.declared and sides.has_bridges):
        return
    for dependency in system.graph.dependencies:
        if (sides.of(dependency.importer), sides.of(dependency.imported)) == ("current", "target"):
            yield about_dependency(
                system,
                NAME,
                dependency,
                message=f"today's code reaches {dependency.imported} past the bridges",
                because="Bridges are the only way between today's architecture and the target one.",
                instead=f"let a bridge offer what {dependency.importer} needs from {dependency.imported}",
            )


CHECK = Check(
    name=NAME,
    group="transition",
    summary="today's code reaches into the target architecture past the bridges",
    page=PAGE,
    judge=judge,
)

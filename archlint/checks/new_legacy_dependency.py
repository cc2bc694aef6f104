"""new-legacy-dependency: code of the target architecture that depends on today's, past the bridges."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.evidence import about_dependency
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "new-legacy-dependency"

PAGE = """\
## What it finds
A module of the target architecture that depends on one of today's (`[transition] current`) and is no bridge: by an import, a
request, an event or shared data.

## Why it matters
What is new is to stay, what is current is to go. Every such dependency keeps something alive that was to be switched off, and
brings its terms into the code that was written to be rid of them.

## Example
```toml
[transition]
current = ["legacy/**"]
bridges = ["services/bridge/**"]
```
```python
# services/invoice/totals.py
from legacy.billing import ledger_total      # the new service asks the old one directly
```

## Instead
Ask the bridge, and let the bridge ask today's code: then there is one place to change on the day it goes. Or move what is
needed to the target side.

## Options
None.

## Known limits
Modules in no layer that are not `current` either are on no side. The other direction is the business of `bypassed-bridge`.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    sides = system.view(Sides)
    if not sides.declared:
        return
    for dependency in system.graph.dependencies:
        if (sides.of(dependency.importer), sides.of(dependency.imported)) != ("target", "current"):
            continue
        way = "ask a bridge instead" if sides.has_bridges else "declare a bridge for it under [transition]"
        yield about_dependency(
            system,
            NAME,
            dependency,
            message=f"new code depends on {dependency.imported}, which is to go",
            because="The target architecture must not lean on today's.",
            instead=f"{way}, or move what {dependency.importer} needs to the target side",
        )


CHECK = Check(
    name=NAME,
    group="transition",
    summary="code of the target architecture depends on today's",
    page=PAGE,
    judge=judge,
)

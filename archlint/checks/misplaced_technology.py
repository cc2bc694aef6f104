"""misplaced-technology: a layer uses a kind of library that has no business there."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.evidence import about_use
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "misplaced-technology"

PAGE = """\
## What it finds
A module that uses a library of a kind (`persistence`, `http-client`, `ui-toolkit`, …) which its layer lists under
`forbidden_technologies`.

## Why it matters
What a module imports says what it does. A screen with a database driver decides what data means; a billing system with a
UI toolkit decides what customers see.

## Example
```toml
[[layers]]
name = "ui"
paths = ["channels/**"]
forbidden_technologies = ["persistence"]
```
```typescript
import { Pool } from "pg";
```

## Instead
Ask the layer whose work it is.

## Options
None.

## Known limits
Which library plays which role is data (rules/technologies); add or correct entries with `[[technologies]]`.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    for use in system.graph.external:
        layer = system.layers.get(system.modules[use.importer].layer)
        if layer is None or not layer.forbidden_technologies:
            continue
        for technology in system.technologies.of(use):
            if technology.role in layer.forbidden_technologies:
                below = system.rulebook.layers[system.order[layer.name] + 1 :]
                fitting = [other.name for other in below if technology.role not in other.forbidden_technologies]
                where = f"a layer where it belongs ({', '.join(fitting)})" if fitting else "where it belongs"
                yield about_use(
                    system,
                    NAME,
                    use,
                    message=f"{layer.name} uses {technology.name}, which is {technology.role}",
                    because=layer.because or f"{layer.name} has no business with {technology.role}.",
                    instead=f"move the use of {use.name} to {where} and call that",
                )
                break


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a layer uses a kind of library that has no business there",
    page=PAGE,
    judge=judge,
)

"""uncovered-module: modules that belong to no layer. One finding per folder."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.model.finding import End, Finding, Place

NAME = "uncovered-module"

PAGE = """\
## What it finds
Modules that no layer claims, folder by folder: the outermost folder in which nothing is claimed gives one finding.
A warning unless you set `severity = "error"`.

## Why it matters
What is in no layer is not judged. The last line of `archlint check` says the share that is covered, so that a green check
never means more than it looked at.

## Example
```
warning uncovered-module: 12 modules under scripts/ are in no layer
```

## Instead
Add the folder to the layer it belongs to, or leave it out of the project: `[project] exclude = ["scripts/**"]`.

## Options
None.

## Known limits
Tests are not judged and so need no layer, unless `include_tests = true`. Neither does what `[transition] current` names.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    if not system.rulebook.layers:
        return
    covered: set[str] = set()
    for name in system.order:
        for module in system.members[name]:
            covered.update(_folders(module.id))
    sides = system.view(Sides)
    gaps: dict[str, list[str]] = {}
    for module in system.members[""]:
        if not module.test and not sides.of(module.id):
            above = [folder for folder in _folders(module.id) if folder not in covered]
            gaps.setdefault(f"{above[-1]}/" if above else module.id, []).append(module.id)
    for place, members in sorted(gaps.items()):
        count = len(members)
        told = f"{count} module{'s' if count > 1 else ''} under {place} {'are' if count > 1 else 'is'}"
        yield Finding(
            check=NAME,
            severity="warning",
            message=f"{told if place.endswith('/') else f'{place} is'} in no layer",
            importer=End(place, place=Place(members[0])),
            because="What is in no layer is not judged.",
            instead=f'add "{place}{"**" if place.endswith("/") else ""}" to a layer\'s paths, or to [project] exclude',
            text=place,
        )


def _folders(path: str) -> list[str]:
    """The folders above a path, innermost first, without the project's root."""
    found = []
    while "/" in path:
        path = path.rpartition("/")[0]
        found.append(path)
    return found


CHECK = Check(
    name=NAME,
    group="layering",
    summary="modules that belong to no layer",
    page=PAGE,
    judge=judge,
)

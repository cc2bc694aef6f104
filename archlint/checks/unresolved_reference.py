"""unresolved-reference: more references lead nowhere than the project allows."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.model.finding import End, Finding

NAME = "unresolved-reference"

_TOLD = 5

PAGE = """\
## What it finds
The share of references that should have led to a module of the project and did not is larger than
`[project] max_unresolved`. One finding, with the most frequent reasons. The share itself is in the last line of every run.

## Why it matters
A reference that leads nowhere is a dependency that is not judged. A wrong source root or a missing `paths` in tsconfig.json
makes a whole folder invisible, and the check green.

## Example
```toml
[project]
max_unresolved = 0.02
```

## Instead
Read what the finding lists: declare `[project] roots`, correct the manifest, or remove imports of what is gone.
`archlint check --statistics` lists more.

## Options
None; the bound is `[project] max_unresolved`, 1.0 (no bound) unless you set it.

## Known limits
Generated sources that are not checked in count as unresolved where their package is known.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    total = sum(system.graph.references.values())
    lost = system.graph.unresolved
    bound = system.rulebook.project.max_unresolved
    if not total or len(lost) / total <= bound:
        return
    origin = system.rulebook.origin("project.max_unresolved")
    yield Finding(
        check=NAME,
        message=f"{len(lost):,} of {total:,} references lead nowhere ({len(lost) / total:.1%}, allowed {bound:.1%}): "
        + "; ".join(f"{count} × {reason}" for reason, count in system.graph.reasons_unresolved()[:_TOLD]),
        importer=End(lost[0].importer, place=place(lost[0].importer, lost[0].span)),
        because=f"A reference that leads nowhere is not judged; {origin.file} bounds their share.",
        instead="declare [project] roots, correct the manifest that maps these names, or remove dead imports",
        text="max_unresolved",
    )


CHECK = Check(
    name=NAME,
    group="housekeeping",
    summary="more references lead nowhere than the project allows",
    page=PAGE,
    judge=judge,
)

"""unused-exception: an exception, an inline suppression or a baseline entry that accepts nothing."""

from collections.abc import Iterable, Iterator

from archlint.checks.check import Check, Unused
from archlint.model.finding import End, Finding, Place
from archlint.model.rulebook import Rulebook

NAME = "unused-exception"

PAGE = """\
## What it finds
An `[[exceptions]]` entry, an `archlint: allow[…]` comment or an entry of the baseline that accepts no finding; also a
comment without a reason (`say why`, which an editor's quick fix writes for you to replace, is none) or with the name of a
check that does not exist.

## Why it matters
What accepts nothing today will accept something tomorrow, without anybody having looked at it.

## Example
```python
from bss.billing import ledger  # archlint: allow[layer-skip] until the usage API is out   (the import is legal by now)
```

## Instead
Remove it. For the baseline, run `archlint baseline` again: it only shrinks.

## Options
None.

## Known limits
Acceptances of checks that are switched off or not selected in this run are not reported.
"""


def review(_rulebook: Rulebook, unused: Iterable[Unused]) -> Iterator[Finding]:
    for acceptance in unused:
        if not acceptance.expired:
            yield Finding(
                check=NAME,
                message=f"{acceptance.subject} {acceptance.why}",
                importer=End(acceptance.file, place=Place(acceptance.file, acceptance.line)),
                because="What accepts nothing today will accept something tomorrow, unseen.",
                instead="run 'archlint baseline' again" if "baseline" in acceptance.subject else "remove or correct it",
                text=acceptance.subject,
            )


CHECK = Check(
    name=NAME,
    group="housekeeping",
    summary="an exception, suppression or baseline entry that accepts nothing",
    page=PAGE,
    review=review,
)

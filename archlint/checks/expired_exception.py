"""expired-exception: an exception whose last day is past."""

from collections.abc import Iterable, Iterator

from archlint.checks.check import Check, Unused
from archlint.model.finding import End, Finding, Place
from archlint.model.rulebook import Rulebook

NAME = "expired-exception"

PAGE = """\
## What it finds
An `[[exceptions]]` entry whose `until` is past (UTC). It accepts nothing any more: the findings it covered are open again.

## Why it matters
An end date is a promise to somebody. This is where it is kept.

## Example
```toml
[[exceptions]]
check = "layer-skip"
importer = "channels/web/src/legacy/**"
because = "Retired with the portal."
until = 2026-03-31
```

## Instead
Do what was promised and remove the entry, or agree on a new date and write it down.

## Options
None.

## Known limits
None.
"""


def review(_rulebook: Rulebook, unused: Iterable[Unused]) -> Iterator[Finding]:
    for acceptance in unused:
        if acceptance.expired:
            yield Finding(
                check=NAME,
                message=f"{acceptance.subject} {acceptance.why}",
                importer=End(acceptance.file, place=Place(acceptance.file, acceptance.line)),
                because="An end date is a promise to somebody.",
                instead="do what was promised and remove the entry, or agree on a new date",
                text=acceptance.subject,
            )


CHECK = Check(
    name=NAME,
    group="housekeeping",
    summary="an exception whose last day is past",
    page=PAGE,
    review=review,
)

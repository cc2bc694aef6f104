"""bottom-heavy: a layer holds more logic than its band, and what is too much belongs further up."""

from collections.abc import Iterator

from archlint.checks.bands import BOTTOM_HEAVY, BandOptions, out_of_band
from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.model.finding import Finding

PAGE = """\
## What it finds
A layer with more of the system's logic than its band in `[balance]` allows, while the layers that have too little lie
mostly above it. Where no layer has too little, a layer in the lower half of the system is meant.

## Why it matters
A system that decides what channels show must be changed and released whenever one of them wants it otherwise, and the
teams who want it wait for the one team that may.

## Example
```toml
[balance]
enablement = [0.40, 0.70]  # 10 % of all decisions are here
backend = [0.15, 0.40]     # and 60 % in the backend
```

## Instead
Move up what is decided for those above; the finding names functions with which every layer would be in its band, and
stands at the heaviest. What a system decides in the terms of its own domain (what a bill is, what a call costs) stays.
`archlint balance` shows the whole picture.

A band that comes with a pack is a starting point: leaving it is a warning until the project declares the band itself.

## Options
- `fewest` (default `30`): judge nothing when the system holds less logic than this.

## Known limits
Logic is counted, not understood: a domain that is difficult in itself is heavy in the right place, and then the band is
what has to change. The moves are those that mend the numbers, found by trying the largest first.
"""


def judge(system: System, options: BandOptions) -> Iterator[Finding]:
    return out_of_band(system, BOTTOM_HEAVY, options)


CHECK = Check(
    name=BOTTOM_HEAVY,
    group="balance",
    summary="a layer holds more logic than its band, which is missing above it",
    page=PAGE,
    judge=judge,
    options=BandOptions,
)

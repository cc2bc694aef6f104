"""top-heavy: a layer holds more logic than its band, and what is too much belongs further down."""

from collections.abc import Iterator

from archlint.checks.bands import TOP_HEAVY, BandOptions, out_of_band
from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.model.finding import Finding

PAGE = """\
## What it finds
A layer with more of the system's logic than its band in `[balance]` allows, while the layers that have too little lie
mostly below it. Where no layer has too little, a layer in the upper half of the system is meant.

## Why it matters
What a channel decides itself, the next channel decides again, and a little differently: the price on the web is not the
price in the app. Decided once below, it is the same everywhere.

## Example
```toml
[balance]
ui = [0.10, 0.30]          # 46 % of all decisions are in ui
enablement = [0.40, 0.70]  # and 10 % here
```

## Instead
Move decisions down; the finding names functions with which every layer would be in its band, and stands at the heaviest.
`archlint balance` shows the whole picture. A band that does not say what you mean is yours to correct.

A band that comes with a pack is a starting point: leaving it is a warning until the project declares the band itself.

## Options
- `fewest` (default `30`): judge nothing when the system holds less logic than this.

## Known limits
Logic is counted, not understood: a function that only draws counts by its branches like one that sets a price. The moves
are those that mend the numbers, not those that make sense; they are found by trying the largest first. One exception for
the layer, `importer = "ui"`, accepts the finding whatever function it stands at.
"""


def judge(system: System, options: BandOptions) -> Iterator[Finding]:
    return out_of_band(system, TOP_HEAVY, options)


CHECK = Check(
    name=TOP_HEAVY,
    group="balance",
    summary="a layer holds more logic than its band, which is missing below it",
    page=PAGE,
    judge=judge,
    options=BandOptions,
)

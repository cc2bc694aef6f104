"""hollow-layer: a layer holds less logic than its band."""

from collections.abc import Iterator

from archlint.checks.bands import HOLLOW_LAYER, BandOptions, out_of_band
from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.model.finding import Finding

PAGE = """\
## What it finds
A layer with less of the system's logic than its band in `[balance]` asks for.

## Why it matters
A layer that decides nothing only hands on. It costs a hop and a team and gives nothing for it, and what it is there to
decide is decided above and below it, in every channel and in every system.

## Example
```python
# enablement/usage.py: all of it
def usage(customer: str) -> dict:
    return rating_client.get(f"/usage/{customer}")   # the screens add up, compare and warn
```

## Instead
Move here what is decided on both sides of it; the finding names functions with which every layer would be in its band,
and stands at the heaviest of them. Where the layer is not worth its hop, take it out of the declaration and the system.

A band that comes with a pack is a starting point: leaving it is a warning until the project declares the band itself.

## Options
- `fewest` (default `30`): judge nothing when the system holds less logic than this.

## Known limits
A layer whose work is configuration (routes, mappings) in other languages looks hollow. The moves are those that mend the
numbers, found by trying the largest first. The finding stands in the file of the function that would move, which belongs
to another layer; accept it by the layer that is hollow (`importer = "enablement"`). As long as something is still to retire
(`[transition] successors`) some logic is there twice, and nothing is called hollow.
"""


def judge(system: System, options: BandOptions) -> Iterator[Finding]:
    return out_of_band(system, HOLLOW_LAYER, options)


CHECK = Check(
    name=HOLLOW_LAYER,
    group="balance",
    summary="a layer holds less logic than its band",
    page=PAGE,
    judge=judge,
    options=BandOptions,
)

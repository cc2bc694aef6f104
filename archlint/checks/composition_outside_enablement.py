"""composition-outside-enablement: screens and backends that join what several sources answer."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.joins import Join, joins_in_backends, joins_on_screens
from archlint.model.finding import End, Finding

NAME = "composition-outside-enablement"

PAGE = """\
## What it finds
A function that joins what several sources answer, in a layer that is not there for it:

- on a screen (tier `ui`): two operations or requests, when the answer of one is handed to the other, the other is asked for
  each element of the first, or both go into one call that is not just keeping them;
- in a backend: several other parts or outside systems, or another part and its own data, joined into one answer.

A function counts with those nested in it. Requests are told apart by the first segment of their path, methods of a client by
its class, operations of layers below by their part (or module), outside systems by their host.

## Why it matters
A join on a screen costs the customer a round trip per element, and every channel writes it again. A join in a backend ties
the release of one system to another. The enablement layer is where several systems become one answer.

## Example
```typescript
// channels/web/UsagePage.tsx: one request per subscription, and the app does the same
for (const subscription of await fetchSubscriptions(accountId)) {
  rows.push({ subscription, usage: await fetchUsage(subscription.id) });
}
```

## Instead
Offer one operation in the enablement layer that gives the joined answer, and ask for that.

```python
# enablement/usage.py
def usage_of(account_id: str) -> list[SubscriptionUsage]:
    return [SubscriptionUsage(one, rating.usage(one.id)) for one in crm.subscriptions(account_id)]
```

## Options
- `tiers` (default `["ui", "backend"]`): where joins are looked for.

## Known limits
Whether two answers meet is told from names: what a call is given, and loops. A join over variables that the file tells
nothing about is not found, nor one in which an answer goes into a path (`/usage/${customer.line}`) or two answers into an
object on a screen. Answers that are kept or shown side by side (`Promise.all` for one page) are no join. Requests of
generated clients count when archlint reads the functions that send them. Parts of the backend must be declared.
"""

_BECAUSE = {
    "ui": "What a screen joins, every channel joins again, with a round trip each.",
    "backend": "A system that joins others cannot be changed without them; the layer above is there to join.",
}


class CompositionOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Where joins are looked for."""

    tiers: tuple[Literal["ui", "backend"], ...] = ("ui", "backend")
    """The tiers that are judged."""


def judge(system: System, options: CompositionOptions) -> Iterator[Finding]:
    if "ui" in options.tiers:
        for join in joins_on_screens(system):
            yield _finding(system, join, "ui")
    if "backend" in options.tiers:
        for join in joins_in_backends(system):
            yield _finding(system, join, "backend")


def _finding(system: System, join: Join, tier: Literal["ui", "backend"]) -> Finding:
    module, unit = join.module, join.unit
    asked = ", ".join(f"{source.name} (line {source.asked.line})" for source in join.sources[:4])
    more = f" +{len(join.sources) - 4:,} more" if len(join.sources) > 4 else ""
    enabling = [name for name in system.order if system.tiers[name] == "enablement"]
    where = enabling[0] if enabling else "a layer between screens and systems"
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{unit.name or 'a function'} in {module.layer} joins {asked}{more}: {join.how}",
        importer=End(module.id, module.layer, module.part, place(module.id, join.sources[1].asked)),
        because=_BECAUSE[tier],
        instead=f"offer one operation in {where} that gives the joined answer, and ask for that",
        text=f"{unit.name} {' '.join(sorted(source.name for source in join.sources))}",
    )


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a screen or a system joins what several others answer",
    page=PAGE,
    judge=judge,
    options=CompositionOptions,
    reads_units=True,
)

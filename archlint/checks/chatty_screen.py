"""chatty-screen: a module of the user interface that asks many routes of other components."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.model.connections import Request
from archlint.model.finding import End, Finding, Place

NAME = "chatty-screen"

PAGE = """\
## What it finds
A function of a layer of the user interface (tier `ui`) that sends requests to many different routes itself.

## Why it matters
Every request is a way to the server and back, with its own wait, its own failure and its own order. A screen that joins many
answers decides what belongs together, which the next channel decides again.

## Example
```typescript
export async function loadOverview(id: string) {
  const customer = await (await fetch(`/api/customers/${id}`)).json();
  const bills = await (await fetch(`/api/bills?customer=${id}`)).json();
  // … and four more
}
```

## Instead
Let the enablement layer offer one operation that answers what the screen shows.

## Options
- `most` (default `5`): how many routes one function may ask.

## Known limits
Requests that a function sends through others are theirs. Judged only where connections are followed.
"""


class ChattyOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """How much a screen may ask."""

    most: Annotated[int, Meta(ge=1)] = 5


def judge(system: System, options: ChattyOptions) -> Iterator[Finding]:
    asked: dict[tuple[str, str], list[Request]] = {}
    for request in system.connections.requests:
        if system.tiers.get(request.layer) == "ui" and request.unit and request.file in system.modules:
            asked.setdefault((request.file, request.unit), []).append(request)
    for (file, unit), requests in asked.items():
        different = {(request.method, request.host, request.path) for request in requests}
        if len(different) > options.most:
            first = requests[0]
            yield Finding(
                check=NAME,
                severity="warning",
                message=f"{unit} asks {len(different)} routes, more than {options.most}",
                importer=End(file, first.layer, first.part, Place(file, first.line)),
                instead="let the enablement layer offer one operation that answers what is shown",
                text=unit,
            )


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a function of the user interface that asks many routes",
    page=PAGE,
    judge=judge,
    options=ChattyOptions,
)

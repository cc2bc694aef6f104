"""meddling-service: a service runs queries itself (Aniche et al. 2018)."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.smells import classes, counted, first, name_of, smell
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "meddling-service"
INSTEAD = "move the query into a repository and let the service ask that"

PAGE = """\
## What it finds
A service with queries to a data store of its own.

The smell, its definition and its threshold are those of Aniche et al., "Code smells for Model-View-Controller architectures",
Empirical Software Engineering 23 (2018).

## Why it matters
Whoever changes the store has to look for its queries in one place, and whoever tests the rules needs no store.

## Example
```python
class InvoiceService:
    def open(self, account: str) -> list[Invoice]:
        return self.session.execute("SELECT * FROM invoices WHERE account = :a", {"a": account})
```

## Instead
Move the query into a repository and let the service ask that.

## Options
- `most_queries` (default `0`): how many queries a service may run.

## Known limits
What a class is comes from rules/stereotypes.toml: its annotations or decorators, what it extends, the end of its name. Calls
on values of unknown type are not seen. The thresholds were found on Java systems with Spring MVC.
"""


class MeddlingServiceOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The threshold of the paper."""

    most_queries: int = 0
    """How many queries a service may run."""


def judge(system: System, options: MeddlingServiceOptions) -> Iterator[Finding]:
    for found in classes(system, "service"):
        if sum(method.queries for method in found.methods) > options.most_queries:
            message = (
                f"{name_of(found)} runs {counted(sum(method.queries for method in found.methods), 'query', 'queries')}"
                f" itself, first in {first(found)}"
            )
            yield smell(NAME, found, message, INSTEAD)


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a service runs queries itself",
    page=PAGE,
    judge=judge,
    options=MeddlingServiceOptions,
    reads_units=True,
)

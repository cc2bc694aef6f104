"""laborious-repository-method: a method of a repository runs several queries (Aniche et al. 2018)."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.smells import classes, counted, smell
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "laborious-repository-method"
INSTEAD = "give each query a method of its own, and let a service call them in order"

PAGE = """\
## What it finds
A method of a repository that runs more than one query.

The smell, its definition and its threshold are those of Aniche et al., "Code smells for Model-View-Controller architectures",
Empirical Software Engineering 23 (2018).

## Why it matters
Two queries in one method are two things to do, in an order that callers cannot see or change.

## Example
```java
void close(long account) {
    jdbc.execute("UPDATE accounts SET closed = 1");
    jdbc.execute("DELETE FROM cards");
}
```

## Instead
Give each query a method of its own, and let a service call them in order.

## Options
- `most_queries` (default `1`): how many queries a method of a repository may run.

## Known limits
What a class is comes from rules/stereotypes.toml: its annotations or decorators, what it extends, the end of its name. Calls
on values of unknown type are not seen. Building a query (JPA's `CriteriaBuilder`) runs none. Two queries of which only one
runs, in the arms of an `if`, count as two. The thresholds were found on Java systems with Spring MVC.
"""


class LaboriousRepositoryMethodOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The threshold of the paper."""

    most_queries: int = 1
    """How many queries a method of a repository may run."""


def judge(system: System, options: LaboriousRepositoryMethodOptions) -> Iterator[Finding]:
    for found in classes(system, "repository"):
        for method in found.methods:
            if method.queries > options.most_queries:
                message = (
                    f"{method.unit.name} runs {counted(method.queries, 'query', 'queries')}"
                    f", more than {options.most_queries}"
                )
                yield smell(NAME, found, message, INSTEAD, method)


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a method of a repository runs several queries",
    page=PAGE,
    judge=judge,
    options=LaboriousRepositoryMethodOptions,
    reads_units=True,
)

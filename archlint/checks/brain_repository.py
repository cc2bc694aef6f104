"""brain-repository: a repository is complex in code and in its queries (Aniche et al. 2018)."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.smells import classes, name_of, smell
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "brain-repository"
INSTEAD = "move what it decides into the domain, and split it by what it stores"

PAGE = """\
## What it finds
A repository whose methods add up to a cyclomatic complexity above 24 and whose queries to one above 29. The complexity of a
query is the number of its selects, joins, conditions joined by AND and OR, unions, groups, HAVING, CASE and EXISTS.

The smell, its definition and its threshold are those of Aniche et al., "Code smells for Model-View-Controller architectures",
Empirical Software Engineering 23 (2018).

## Why it matters
Rules that hide in queries and in what builds them are found last, and are tested with a database only.

## Example
```java
@Repository
class ReportRepository {     // builds queries of forty lines by twelve flags
```

## Instead
Move what it decides into the domain, and split it by what it stores.

## Options
- `most_complexity` (default `24`): the cyclomatic complexity that a repository may have in all.
- `most_sql` (default `29`): the complexity that its queries may have in all.

## Known limits
What a class is comes from rules/stereotypes.toml: its annotations or decorators, what it extends, the end of its name. Calls
on values of unknown type are not seen. The thresholds were found on Java systems with Spring MVC.
"""


class BrainRepositoryOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds of the paper."""

    most_complexity: int = 24
    """The cyclomatic complexity that a repository may have in all."""
    most_sql: int = 29
    """The complexity that its queries may have in all."""


def judge(system: System, options: BrainRepositoryOptions) -> Iterator[Finding]:
    for found in classes(system, "repository"):
        if found.mccabe > options.most_complexity and found.sql > options.most_sql:
            message = (
                f"{name_of(found)} has a complexity of {found.mccabe:,} in code and {found.sql:,} in queries"
                f", more than {options.most_complexity} and {options.most_sql}"
            )
            yield smell(NAME, found, message, INSTEAD)


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a repository is complex in code and in its queries",
    page=PAGE,
    judge=judge,
    options=BrainRepositoryOptions,
    reads_units=True,
)

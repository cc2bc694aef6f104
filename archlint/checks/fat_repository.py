"""fat-repository: a repository works on several entities (Aniche et al. 2018)."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.smells import classes, counted, name_of, smell, told
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "fat-repository"
INSTEAD = "give each entity a repository of its own"

PAGE = """\
## What it finds
A repository that works on more than one entity.

The smell, its definition and its threshold are those of Aniche et al., "Code smells for Model-View-Controller architectures",
Empirical Software Engineering 23 (2018).

## Why it matters
A repository for everything is found by nobody: queries on an entity are looked for beside it.

## Example
```java
@Repository
interface ShopRepository extends JpaRepository<Order, Long> {
    @Query("select c from Customer c") List<Customer> customers();
```

## Instead
Give each entity a repository of its own.

## Options
- `most_entities` (default `1`): how many entities a repository may work on.

## Known limits
What a class is comes from rules/stereotypes.toml: its annotations or decorators, what it extends, the end of its name. Calls
on values of unknown type are not seen. Where a repository of the project implements an interface, that one is told of and not
the interface. The thresholds were found on Java systems with Spring MVC.
"""


class FatRepositoryOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The threshold of the paper."""

    most_entities: int = 1
    """How many entities a repository may work on."""


def judge(system: System, options: FatRepositoryOptions) -> Iterator[Finding]:
    repositories = tuple(classes(system, "repository"))
    implemented = {base for found in repositories for base in found.bases}
    for found in repositories:
        told_below = found.unit.name in implemented and not any(method.queries for method in found.methods)
        if len(found.entities) > options.most_entities and not told_below:
            message = (
                f"{name_of(found)} works on {counted(len(found.entities), 'entity', 'entities')}{told(found.entities)}"
                f": more than {options.most_entities}"
            )
            yield smell(NAME, found, message, INSTEAD)


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a repository works on several entities",
    page=PAGE,
    judge=judge,
    options=FatRepositoryOptions,
    reads_units=True,
)

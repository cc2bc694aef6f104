"""promiscuous-controller: a controller answers at too many routes or uses too many services (Aniche et al. 2018)."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.smells import classes, counted, name_of, smell, told
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "promiscuous-controller"
INSTEAD = "split it by what its routes are about, until each part uses few services"

PAGE = """\
## What it finds
A controller that answers at more than 10 routes, or that uses more than 3 services.

The smell, its definition and its threshold are those of Aniche et al., "Code smells for Model-View-Controller architectures",
Empirical Software Engineering 23 (2018).

## Why it matters
A controller with many doors has many reasons to change, and everybody who changes one reads all of them.

## Example
```java
@RestController
class ShopController {       // carts, orders, invoices, customers, …
    private final CartService carts;
    private final OrderService orders;
    private final InvoiceService invoices;
    private final CustomerService customers;
```

## Instead
Split it by what its routes are about, until each part uses few services.

## Options
- `most_routes` (default `10`): how many routes a controller may answer at.
- `most_services` (default `3`): how many services a controller may use.

## Known limits
What a class is comes from rules/stereotypes.toml: its annotations or decorators, what it extends, the end of its name. Calls
on values of unknown type are not seen. The thresholds were found on Java systems with Spring MVC.
"""


class PromiscuousControllerOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds of the paper."""

    most_routes: int = 10
    """How many routes a controller may answer at."""
    most_services: int = 3
    """How many services a controller may use."""


def judge(system: System, options: PromiscuousControllerOptions) -> Iterator[Finding]:
    for found in classes(system, "controller"):
        if found.routes > options.most_routes or len(found.services) > options.most_services:
            message = (
                f"{name_of(found)} answers at {counted(found.routes, 'route')} "
                f"and uses {counted(len(found.services), 'service')}{told(found.services)}"
                f": more than {options.most_routes} routes or {options.most_services} services"
            )
            yield smell(NAME, found, message, INSTEAD)


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a controller answers at too many routes or uses too many services",
    page=PAGE,
    judge=judge,
    options=PromiscuousControllerOptions,
    reads_units=True,
)

"""brain-controller: a controller does too much itself (Aniche et al. 2018)."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.smells import classes, name_of, smell
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "brain-controller"
INSTEAD = "move what it decides and drives into a service that the controller calls once"

PAGE = """\
## What it finds
A controller whose non-framework response (NFRFC: its methods and the different methods of the project that they call) is
larger than 55.

The smell, its definition and its threshold are those of Aniche et al., "Code smells for Model-View-Controller architectures",
Empirical Software Engineering 23 (2018).

## Why it matters
A controller is there to take a request and hand it on. What it decides cannot be used by a job, a message or another route.

## Example
```java
@PostMapping("/orders")
Order place(Cart cart) {     // prices, stock, discounts, mails: sixty calls
```

## Instead
Move what it decides and drives into a service that the controller calls once.

## Options
- `most_response` (default `55`): how large the response of a controller may be, its methods and the different methods that
  they call in the project together.

## Known limits
What a class is comes from rules/stereotypes.toml: its annotations or decorators, what it extends, the end of its name. Calls
on values of unknown type are not seen. The thresholds were found on Java systems with Spring MVC.
"""


class BrainControllerOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The threshold of the paper."""

    most_response: int = 55
    """How large the response of a controller may be: its methods and the different methods that they call in the project."""


def judge(system: System, options: BrainControllerOptions) -> Iterator[Finding]:
    for found in classes(system, "controller"):
        if found.response > options.most_response:
            message = (
                f"{name_of(found)} has a response of {found.response:,} methods, more than {options.most_response}"
            )
            yield smell(NAME, found, message, INSTEAD)


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a controller does too much itself",
    page=PAGE,
    judge=judge,
    options=BrainControllerOptions,
    reads_units=True,
)

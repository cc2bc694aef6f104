"""long-call-chain: requests that wait for requests, over more components than a journey has tiers."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.measures.callees import Target
from archlint.measures.functions import Functions
from archlint.model.connections import Endpoint, Request
from archlint.model.finding import End, Finding, Hop, Place

NAME = "long-call-chain"

PAGE = """\
## What it finds
A request that cannot be answered before others are: the function that answers sends a request itself, whose receiver sends the
next one, over more than `most` steps from component to component. Gateways count as a step.

## Why it matters
Every step adds its wait to the answer and its failures to those of all others: five services in a row that are each there for
99.9 % of the time answer for 99.5 %. Whoever looks for the fault has five logs to read, and a change at the end is noticed by
nobody until the screen is slow.

## Example
```python
# each in a service of its own
@app.get("/overview")                                   # asked by the screen
def overview(): return requests.get("http://usage/usage").json()

@app.get("/usage")
def usage(): return requests.get("http://rating/rated").json()

# … rating asks tariffs, tariffs ask products, products ask the catalogue
```

## Instead
Let the second service have what it needs at hand: a copy that is kept by events, a data layer that is filled beforehand. Let
one service of the enablement layer ask the systems side by side instead of each the next. What takes long or changes several
systems belongs in a message or an event.

## Options
- `most` (default `4`): how many steps a chain may have. Four is a way that meets each tier once: channel, frontend API,
  microservice, backend API, system.

## Known limits
Calls within a component are followed by name, as far as archlint can tell where they lead; a chain through what it cannot
tell is not seen. Whether code waits for the answer is not looked at. Ambiguous requests are left out. Judged only where
connections are followed, and where the check is declared or selected: functions have to be read.
"""

_MOST_FUNCTIONS = 400
_DEEPEST = 24


class ChainOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a chain of requests may be."""

    most: Annotated[int, Meta(ge=1)] = 4


class _Step(NamedTuple):
    """A request with the function that answers it, None where that has no name."""

    request: Request
    answer: Target | None
    at: Endpoint
    weight: int


class _Chains:
    """The requests of a system by the functions that lead to them."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._functions = system.view(Functions)
        self._sent: dict[Target, list[_Step]] = {}
        routes = system.connections.routes
        for request in system.connections.requests:
            asker = self._function(request, request.unit)
            if request.status != "linked" or asker is None:
                continue
            route = routes[request.routes[0]]
            weight = len({routes[index].component for index in request.via} - {request.component, route.component})
            weight += route.component != request.component
            answer = self._function(route, route.handler or route.unit)
            self._sent.setdefault(asker, []).append(_Step(request, answer, route, weight))
        self._after: dict[Target, tuple[_Step, ...]] = {}
        self._longest: dict[Target, tuple[_Step, ...]] = {}

    def chains(self) -> Iterator[tuple[_Step, ...]]:
        """The longest chain of every function that sends a request and answers none which is seen."""
        answering = {step.answer for steps in self._sent.values() for step in steps if step.answer is not None}
        within = {target for one in answering for target in self._reached(one)}
        for asker in sorted(self._sent.keys() - within):
            for step in self._sent[asker]:
                rest = self._from(step.answer, {asker}) if step.answer is not None else ()
                yield (step, *rest)

    def _from(self, start: Target, seen: set[Target]) -> tuple[_Step, ...]:
        """The longest chain of requests that a function leads to; one that comes back to itself ends there."""
        if start in self._longest:
            return self._longest[start]
        if start in seen or len(seen) > _DEEPEST:
            return ()
        best: tuple[_Step, ...] = ()
        for step in self._steps(start):
            rest = self._from(step.answer, {*seen, start}) if step.answer is not None else ()
            if _length((step, *rest)) > _length(best):
                best = (step, *rest)
        self._longest[start] = best
        return best

    def _steps(self, start: Target) -> tuple[_Step, ...]:
        if start not in self._after:
            reached = self._reached(start)
            self._after[start] = tuple(step for target in reached for step in self._sent.get(target, ()))
        return self._after[start]

    def _reached(self, start: Target) -> list[Target]:
        """A function and those that it calls within its component."""
        component = self._system.modules[start.module].component
        found = [start]
        for target in found:
            for onward in self._functions.onward(target):
                inside = self._system.modules[onward.target.module].component == component
                if onward.kind == "call" and inside and onward.target.unit > 0 and onward.target not in found:
                    found.append(onward.target)
            if len(found) > _MOST_FUNCTIONS:
                break
        return found

    def _function(self, at: Endpoint, name: str) -> Target | None:
        if at.file not in self._system.modules or not name:
            return None
        last = name.rpartition(".")[2]
        units = self._system.units(at.file)
        named = [
            index
            for index, unit in enumerate(units)
            if unit.kind in ("function", "method")
            and (unit.name == name or unit.name.endswith(f".{last}") or unit.name == last)
        ]
        return Target(at.file, min(named, key=lambda index: abs(units[index].span.line - at.line))) if named else None


def judge(system: System, options: ChainOptions) -> Iterator[Finding]:
    if not system.connections.followed:
        return
    longest: dict[tuple[str, str], tuple[_Step, ...]] = {}
    more: dict[tuple[str, str], int] = {}
    for chain in _Chains(system).chains():
        if _length(chain) > options.most:
            key = (chain[0].request.component, chain[-1].request.file)
            more[key] = more.get(key, -1) + 1
            if _length(chain) > _length(longest.get(key, ())):
                longest[key] = chain
    for key, chain in sorted(longest.items()):
        yield _finding(chain, options.most, more[key])


def _finding(chain: tuple[_Step, ...], most: int, more: int) -> Finding:
    first, last = chain[0].request, chain[-1].at
    hops = tuple(
        Hop(step.request.file, step.at.file, Place(step.request.file, step.request.line), "http") for step in chain
    )
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{first.method} {first.path} waits for {_length(chain)} requests one after the other, more than {most}",
        importer=End(first.file, first.layer, first.part, Place(first.file, first.line)),
        imported=End(last.file, last.layer, last.part, Place(last.file, last.line)),
        instead="let a service on the way keep what it asks for, or ask the systems side by side",
        chain=hops,
        more=more,
        text=f"{first.method} {first.path}",
    )


def _length(chain: tuple[_Step, ...]) -> int:
    return sum(step.weight for step in chain)


CHECK = Check(
    name=NAME,
    group="connections",
    summary="requests that wait for requests, over more components than there are tiers",
    page=PAGE,
    judge=judge,
    options=ChainOptions,
    reads_units=True,
)

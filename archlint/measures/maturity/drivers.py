"""What to do first, and what is wrong with the targets: domains and drivers in, steps and warnings out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from archlint.model.maturity import (
    LEVELS,
    DomainState,
    Driver,
    Level,
    MaturityModel,
    NextStep,
    next_level,
    rank,
)

Reached = Level | Literal[""]

_APART = 2
"""Levels by which domains may not come to lie apart."""


def weights_of(drivers: Sequence[Driver]) -> dict[str, float]:
    """The share of all drivers' weight that a domain serves; a driver counts whole for each domain that serves it."""
    total = sum(driver.weight for driver in drivers)
    found: dict[str, float] = {}
    for driver in drivers:
        for domain in dict.fromkeys(driver.serves):
            found[domain] = found.get(domain, 0.0) + driver.weight / total
    return found


def steps_of(domains: Sequence[DomainState]) -> tuple[NextStep, ...]:
    """One step for each domain (one for several that lack the same) that is below its target, or (without targets) has a next
    level: what is missing of the lowest level first, what is missed before what nobody can see. Domains come by what they
    serve, then by how far they are behind.
    """
    aimed = [one for one in domains if one.target and rank(one.target) > rank(one.level)]
    wanted = aimed or ([] if any(one.target for one in domains) else [one for one in domains if next_level(one.level)])
    found = []
    for domain in sorted(wanted, key=lambda one: (-one.weight, rank(one.level) - rank(one.target), rank(one.level))):
        missing = domain.missing()
        if missing:
            lowest = missing[0].level
            order = {"missed": 0, "stale": 1, "unanswered": 2, "not visible": 3}
            first = min((one for one in missing if one.level == lowest), key=lambda one: order[one.state])
            found.append(NextStep(domain.name, first.name, first.instead or first.says, _because(domain)))
    merged: dict[str, NextStep] = {}
    for step in found:
        known = merged.get(step.what)
        because = f"{known.because}; {step.because}" if known else step.because
        merged[step.what] = msgspec.structs.replace(known or step, because=because)
    return tuple(merged.values())


def _because(domain: DomainState) -> str:
    target = domain.target or next_level(domain.level)
    told = f"{domain.title} is {'below low' if not domain.level else domain.level}, to become {target}"
    return f"{told}; it serves {', '.join(repr(name) for name in domain.drivers)}" if domain.drivers else told


def target_warnings(model: MaturityModel, domains: Sequence[DomainState], drivers: Sequence[Driver]) -> tuple[str, ...]:
    """Targets that lift one domain and leave another behind, that need what is not planned, that ask for everything at once or
    for what is reached, and drivers that no target serves.
    """
    targets = {one.name: one.target for one in domains if one.target}
    if not targets:
        return ()
    planned = {one.name: max(one.level, one.target, key=rank) for one in domains}
    found = [*_apart(domains, planned), *_needs(model, domains, planned)]
    found += [
        f"the target {one.target} of {one.title} is reached: it is {one.level}"
        for one in domains
        if one.target and rank(one.target) <= rank(one.level)
    ]
    if len(targets) == len(domains) and set(targets.values()) == {LEVELS[-1]}:
        found.append("every domain is to become high: let drivers say which of them pays")
    found += [
        f"the driver '{driver.name}' is served by {', '.join(driver.serves)}, and none of them has a target"
        for driver in drivers
        if not any(name in targets for name in driver.serves)
    ]
    return tuple(found)


def _apart(domains: Sequence[DomainState], planned: Mapping[str, Reached]) -> Iterable[str]:
    lifted = [one for one in domains if one.target and rank(one.target) > rank(one.level)]
    for one in lifted:
        left = [other for other in domains if rank(one.target) - rank(planned[other.name]) >= _APART]
        if left:
            names = ", ".join(f"{other.title} ({planned[other.name] or 'below low'})" for other in left)
            yield f"{one.title} is to become {one.target} while these stay far behind: {names}; lift them in step"


def _needs(model: MaturityModel, domains: Sequence[DomainState], planned: Mapping[str, Reached]) -> Iterable[str]:
    states = {one.name: one for one in domains}
    for domain in model.domains:
        one = states[domain.name]
        for need in domain.needs:
            if one.target and rank(one.target) >= rank(need.level) and rank(planned[need.domain]) < rank(need.at_least):
                other = states[need.domain]
                yield (
                    f"{one.title} at {one.target} needs {other.title} at {need.at_least}, "
                    f"which is {other.level or 'below low'} and has "
                    f"{'the target ' + other.target if other.target else 'no target'}"
                )

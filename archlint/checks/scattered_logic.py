"""scattered-logic: several layers, parts or services decide the same for themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.checks.check import Check, NoOptions
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.decisions import Decision, Decisions
from archlint.measures.proposals import Repeated
from archlint.measures.tokens import name_words
from archlint.model.finding import End, Finding
from archlint.model.graph import Module

NAME = "scattered-logic"

PAGE = """\
## What it finds
The same decision in several layers, parts or services, also across languages: a condition, comparison or computation that
means the same however it is written. `customer.getOpenCents() > 20_000` in Java, `20000 < self.open_cents` in Python and
`props.customer.openCents > 20000` in TypeScript are one decision. One finding for all places, at the highest one that is not
the place to keep; where the same functions share several decisions, one finding for all of them.

Places are different where their layers or parts differ, or, in a layer without parts, the folders at the top of the
project. What is repeated within one of them is duplication like any other, and not told here.

A decision has to say something: a number that is no conversion or status code, several constants, or several fields that are
reckoned with or compared. A plain question such as `status == "active"`, and a comparison of two fields, are the same
decision only where the functions have a word of their names or a second decision in common.

## Why it matters
What is decided in several places is changed in one of them. From then on customers get different answers, depending on where
they ask: the web says that the fee is 9.50, the app says 9, and the invoice says something else.

## Example
```typescript
// channels/web/dunning.ts
if (openCents < 500 || overdueDays <= 0) { return "none"; }
```
```python
# services/dunning/policy.py
def level(account: Account) -> str:
    if account.overdue_days <= 0 or account.open_cents < 500:
        return "none"
```

## Instead
Decide it once, where every channel can ask: in the enablement layer if it is there already, else in the lowest layer that
knows it. The others get the answer.

```typescript
// channels/web/dunning.ts
const level = await api.dunningLevel(accountId);
```

## Options
None.

## Known limits
Only clauses that are written alike are found: a loop and a query that come to the same are not, nor a condition and its
opposite, nor a limit with a name in one place and a number in the other. Clauses of more than 200 characters and clauses with
a comment up to the end of a line are left out. Which fields, numbers and constants say nothing is data
(rules/decisions.toml). A baseline knows a decision by its normal form and the module where the finding stands.
"""

_NAMED = 12
_COMPANIONS = 12
_CONSTANT = re.compile(r"\b((?:[A-Z]\w*\.)+)[A-Z]\w*")
"""A constant behind the type that it belongs to."""
_PLAIN_TYPES = frozenset(("code", "constants", "enum", "kind", "state", "status", "type"))
"""What the name of a type says of no thing."""
"""Decisions of one unit that are looked at as companions of a plain question."""


class _Spot(NamedTuple):
    """A decision where it is written. `unit` is the position of the function in its module."""

    module: Module
    unit: int
    decision: Decision

    @property
    def where(self) -> tuple[str, int]:
        return (self.module.id, self.unit)


class _Group(NamedTuple):
    """The same decision in several places, by layer; `more` counts what the same functions decide alike besides."""

    form: str
    spots: Sequence[_Spot]
    more: int = 0


def judge(system: System, _options: NoOptions) -> Iterator[Finding]:
    areas = _Areas(system)
    for group in _merged(_groups(system, areas)):
        yield _finding(system, group)


def repeated(system: System) -> Iterator[Repeated]:
    """The decisions that `judge` finds in several places, for who would bring them together."""
    for group in _merged(_groups(system, _Areas(system))):
        home = _home(system, group.spots)
        spots = dict.fromkeys((one.module.id, system.units(one.module.id)[one.unit].name) for one in group.spots)
        yield Repeated(tuple(spots), home.module.id if home is not None else "")


class _Areas:
    """Where code stands that should not repeat what stands elsewhere: a layer with a part of it, or where it has no parts,
    with a folder at the top of the project.
    """

    def __init__(self, system: System) -> None:
        self._parted = {layer.name for layer in system.rulebook.layers if layer.parts}
        self._depth = _common_depth([module.id for module in system.graph.modules if module.layer and not module.test])
        self.order = system.order

    def of(self, module: Module) -> tuple[int, str]:
        """The position of the layer, and what of it."""
        if module.layer in self._parted:
            return (self.order[module.layer], module.part)
        folders = module.id.split("/")[:-1]
        return (self.order[module.layer], folders[self._depth] if len(folders) > self._depth else "")

    def differ(self, spots: Iterable[_Spot]) -> bool:
        """Whether the spots lie in at least two areas."""
        return len({self.of(spot.module) for spot in spots}) > 1


def _common_depth(paths: Sequence[str]) -> int:
    """How many folders all paths share."""
    if not paths:
        return 0
    first, last = min(paths).split("/")[:-1], max(paths).split("/")[:-1]
    depth = 0
    while depth < min(len(first), len(last)) and first[depth] == last[depth]:
        depth += 1
    return depth


def _groups(system: System, areas: _Areas) -> Iterator[_Group]:
    """The same decisions in different areas."""
    decisions = system.shared(Decisions, system.rulebook.decisions, system.rulebook.domain)
    index: dict[str, list[_Spot]] = {}
    names: dict[tuple[str, int], str] = {}
    for layer, members in system.members.items():
        on_screen = system.tiers.get(layer) == "ui"
        for module in members if layer else ():
            if module.test or module.id in system.generated or decisions.is_place(module.id):
                continue
            body = system.body(module.id)
            for decision in decisions.of(body, module.language, on_screen=on_screen):
                spot = _Spot(module, decision.clause.unit, decision)
                names[spot.where] = body.units[decision.clause.unit].name
                index.setdefault(decision.form, []).append(spot)
    wide = {form: spots for form, spots in index.items() if areas.differ(spots)}
    by_unit: dict[tuple[str, int], list[Decision]] = {}
    for spots in wide.values():
        for spot in spots:
            by_unit.setdefault(spot.where, []).append(spot.decision)
    for form, spots in wide.items():
        shared = spots
        if spots[0].decision.is_plain:
            shared = _related(
                spots, areas, {spot.where: decisions.subjects(names[spot.where], form) for spot in spots}, by_unit
            )
        if shared:
            yield _Group(form, sorted(shared, key=lambda spot: _position(areas, spot)))


def _related(
    spots: Sequence[_Spot],
    areas: _Areas,
    subjects: Mapping[tuple[str, int], frozenset[str]],
    by_unit: Mapping[tuple[str, int], Sequence[Decision]],
) -> list[_Spot]:
    """Those of the places with a plain question that have something else in common: what their function is about, or
    another decision.
    """
    buckets: dict[tuple[str, str], list[_Spot]] = {}
    types = [_types(spot) for spot in spots]
    any_type = frozenset().union(*types) or frozenset(("",))
    for spot, own in zip(spots, types, strict=True):
        asked = spot.decision
        beside = (other.form for other in by_unit[spot.where] if not (other.is_kind or other.form == asked.form))
        signs = {f"({form}" for form in sorted(set(beside))[:_COMPANIONS]}
        for sign in signs if asked.is_kind else signs | subjects[spot.where]:
            for word in own or any_type:
                buckets.setdefault((sign, word), []).append(spot)
    kept = {spot.where for bucket in buckets.values() if areas.differ(bucket) for spot in bucket}
    return [spot for spot in spots if spot.where in kept]


def _types(spot: _Spot) -> frozenset[str]:
    """What the types of the constants that a place names are about: `transaction` for `Transaction.Status.PENDING`. That a
    reservation is pending is another question; where no type is written, it may be the same.
    """
    found = {word for path in _CONSTANT.findall(spot.decision.clause.text) for word in name_words(path)}
    return frozenset(found.difference(name_words(spot.decision.form)) - _PLAIN_TYPES)


def _position(areas: _Areas, spot: _Spot) -> tuple[int, str, int, int]:
    span = spot.decision.clause.span
    return (areas.of(spot.module)[0], spot.module.id, span.line, span.column)


def _merged(groups: Iterable[_Group]) -> list[_Group]:
    """One group for all that the same functions decide alike: the one that says most."""
    by_units: dict[tuple[tuple[str, int], ...], list[_Group]] = {}
    for group in groups:
        units = tuple(dict.fromkeys(spot.where for spot in group.spots))
        by_units.setdefault(tuple(sorted(units)), []).append(group)
    return [
        min(same, key=lambda group: (-group.spots[0].decision.says, group.form))._replace(more=len(same) - 1)
        for same in by_units.values()
    ]


def _finding(system: System, group: _Group) -> Finding:
    spots = group.spots
    home = _home(system, spots)
    first = next((spot for spot in spots if home is None or spot.module.id != home.module.id), spots[0])
    clause = first.decision.clause
    modules = len({spot.module.id for spot in spots})
    more = f" (+{group.more:,} more in the same functions)" if group.more else ""
    told = ", ".join(map(_shown, spots[:_NAMED]))
    rest = f" and {len(spots) - _NAMED:,} more" if len(spots) > _NAMED else ""
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{clause.text}{more} is decided {len(spots):,} times in {modules:,} modules: {told}{rest}",
        importer=End(first.module.id, first.module.layer, first.module.part, place(first.module.id, clause.span)),
        because="What is decided twice is changed once: customers then meet both answers.",
        instead=_instead(system, home),
        text=group.form,
    )


def _instead(system: System, home: _Spot | None) -> str:
    if home is None:
        return f"decide it once in {_below(system)}, and let all of them ask there"
    where = f"{home.module.id}:{home.decision.clause.span.line}"
    return f"keep it in {_named(home.module)} ({where}), and let the others ask it"


def _home(system: System, spots: Sequence[_Spot]) -> _Spot | None:
    """Where it should stay: in the enablement tier if it is there, else in the lowest layer. None where only screens know
    it, and there is a layer below them.
    """
    tiers = [system.tiers[spot.module.layer] for spot in spots]
    if "enablement" in tiers:
        return spots[tiers.index("enablement")]
    if set(tiers) == {"ui"} and _below(system):
        return None
    lowest = spots[-1].module.layer
    return next(spot for spot in spots if spot.module.layer == lowest)


def _below(system: System) -> str:
    """The layer that decides for screens, "" where there is none."""
    known = {tier: name for name, tier in reversed(system.tiers.items())}
    return known.get("enablement") or known.get("backend", "")


def _shown(spot: _Spot) -> str:
    return f"{spot.module.id}:{spot.decision.clause.span.line} ({_named(spot.module)})"


def _named(module: Module) -> str:
    return f"{module.layer}.{module.part}" if module.part else module.layer


CHECK = Check(
    name=NAME,
    group="balance",
    summary="several layers, parts or services decide the same for themselves",
    page=PAGE,
    judge=judge,
    options=NoOptions,
    reads_units=True,
)

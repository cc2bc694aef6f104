"""business-logic-in-ui: a function of a user interface decides what the business decides."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.domain import Asked, Domain, Matter
from archlint.measures.roles import Roles
from archlint.measures.vocabulary import words
from archlint.model.facts import Call, Clause, Unit
from archlint.model.finding import End, Finding
from archlint.model.graph import Module
from archlint.model.roles import UnitRole

NAME = "business-logic-in-ui"

PAGE = """\
## What it finds
A function in the user interface that decides what the business decides. What a layer is follows from its `tier`, or from its
place: the top layer is the user interface.

Counted are questions and computations about domain data: money and quantities compared with a number or with each other, or
reckoned with; a deadline compared with a date; a status, plan, segment or permission compared with a constant. A function is
found when its role (`archlint role`) is clearly `decision` and it holds such a rule, or when it holds at least `fewest`.

Not counted: whether a value is there, zero or empty; the state of views, forms and requests (open, selected, loading, touched);
routing, sessions, formatting, units (`cents / 100`), sizes and positions; functions that find words, colours or shapes for a
value; what uses a validation library; a flag that the answer of a service brings along. In functions that draw, one question
about a status only chooses what is shown: it takes a threshold, a computation, or a rule of two or more.

One finding per function. It stands at the clause that says most.

## Why it matters
What one screen decides, the next screen decides again, and a little differently: the price on the web is not the price in the
app, and a change of the rule is a release of every channel.

## Example
```typescript
export function dunningFee(openCents: number, overdueDays: number): number {
  if (openCents < 500 || overdueDays <= 14) return 0;
  return 950;
}
```
```python
def total(order):
    if order.customer_tier == "gold":
        return order.net_amount * 0.9
    return order.net_amount + order.shipping_fee
```

## Instead
Let the enablement layer decide, and show the answer:

```typescript
const { fee } = await api.get(`/bills/${id}/dunning`);
return <p>{formatMoney(fee)}</p>;
```
```python
def total(order):
    return format_money(order.total)
```

Where a module of the enablement layer asks for the same fields and constants already, the finding names it.

## Options
- `fewest` (default `2`): judge functions that ask or reckon at least so much about the domain. One rule is enough where the
  function does nothing but decide. An amount compared with a limit that is a number in the code, and one that is multiplied
  with another, count as two.

## Known limits
Names are all it has: which words mean money, status or view is data (rules/ui-logic.toml), and a rule about words that it does
not know is not seen. A template of Angular, Vue or Svelte is read as one function, `template`; other templates are not read. A
name that means something else to you (`balance` of a wheel) is yours to except: `archlint: allow[business-logic-in-ui] reason`.

It reads what functions do, so it runs where `[balance]` or `[checks.business-logic-in-ui]` is declared, or when selected.
"""


class UiOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """How much a screen may decide."""

    fewest: Annotated[int, Meta(ge=1)] = 2
    """Judge functions that ask or reckon at least so much about the domain; one is enough where that is all they do."""


class _Decided(NamedTuple):
    """A unit with what it decides, the strongest clause first."""

    module: Module
    unit: Unit
    asked: Sequence[Asked]


_LEAD = 0.5
"""Points by which a role must lead to be taken at its word."""
_RULE = 3
"""What weighs less asks for one state, as in `isAdmin`."""


def judge(system: System, options: UiOptions) -> Iterator[Finding]:
    places = _Places(system)
    domain = system.shared(Domain, system.rulebook.domain)
    for module in system.graph.modules:
        if system.tiers.get(module.layer) == "ui" and not module.test and module.id not in system.generated:
            for decided in _decisions(system, module, domain, options):
                yield _finding(system, decided, places)


def _decisions(system: System, module: Module, domain: Domain, options: UiOptions) -> Iterator[_Decided]:
    body = system.body(module.id)
    if not body.clauses or not body.anatomies or _is_place(module, frozenset(system.rulebook.domain.places)):
        return
    found: dict[int, list[Asked]] = {}
    for one in domain.asked(body.clauses):
        found.setdefault(one.clause.unit, []).append(one)
    found = {index: asked for index, asked in found.items() if _may_decide(asked, options)}
    if not found:
        return  # roles are dear: they are looked at where they can matter
    validating = set(_validating(system, module, body.calls))
    roles = system.view(Roles).of(module.id)
    for index, asked in sorted(found.items()):
        unit = body.units[index]
        if index in validating or domain.shows(unit.name):
            continue
        if body.anatomies[index].markup or _is(roles[index], "presentation"):
            asked = [one for one in asked if one.is_rule]  # noqa: PLW2901
        number = sum(len(one.matters) for one in asked)
        decides = _is(roles[index], "decision") and sum(one.weight for one in asked) >= _RULE
        if decides or (number >= options.fewest and any(one.is_rule for one in asked)):
            yield _Decided(module, unit, sorted(asked, key=lambda one: -one.weight))


def _may_decide(asked: Sequence[Asked], options: UiOptions) -> bool:
    """Whether what a unit asks is enough in one of the roles that it can have."""
    number = sum(len(one.matters) for one in asked)
    return sum(one.weight for one in asked) >= _RULE or (number >= options.fewest and any(one.is_rule for one in asked))


def _validating(system: System, module: Module, calls: Sequence[Call]) -> Iterator[int]:
    """The units that call a library for validation."""
    for call in calls:
        entries = system.technologies.find(module.language, call.callee)
        if any(entry.role in system.rulebook.domain.validation for entry in entries):
            yield call.unit


def _is_place(module: Module, known: frozenset[str]) -> bool:
    """Whether the module's path says that it holds what screens and forms are made of."""
    return not known.isdisjoint(word for piece in module.id.split("/")[-3:] for word in words(piece))


def _is(role: UnitRole | None, name: str) -> bool:
    return role is not None and role.role == name and role.lead >= _LEAD


class _Places:
    """Where below the user interface the same is asked. Looked up only once something is found."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: Mapping[tuple[str, ...], tuple[str, int]] | None = None

    def of(self, matters: Sequence[Matter]) -> tuple[str, int] | None:
        if self._known is None:
            self._known = self._read()
        return next((self._known[matter.key] for matter in matters if matter.key in self._known), None)

    def _read(self) -> Mapping[tuple[str, ...], tuple[str, int]]:
        domain = self._system.shared(Domain, self._system.rulebook.domain)
        found: dict[tuple[str, ...], tuple[str, int]] = {}
        for module in self._system.graph.modules:
            if self._system.tiers.get(module.layer) == "enablement" and not module.test:
                for asked in domain.asked(self._system.body(module.id).clauses):
                    for matter in asked.matters:
                        found.setdefault(matter.key, (module.id, asked.clause.span.line))
        return found


def _finding(system: System, decided: _Decided, places: _Places) -> Finding:
    module, unit, asked = decided
    first = asked[0].clause
    name = unit.name if unit.kind in ("function", "method") else "code of the module"
    more = f" +{len(asked) - 1:,} more" if len(asked) > 1 else ""
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{name} decides in {module.layer} what the business decides: {_clause(first)}{more}",
        importer=End(module.id, module.layer, module.part, place(module.id, first.span)),
        because=system.layers[module.layer].because or _BECAUSE,
        instead=_instead(system, places.of([matter for one in asked for matter in one.matters])),
        text=unit.name,
    )


def _clause(clause: Clause) -> str:
    """What is asked, without what is shown then."""
    text = _SHOWN.split(clause.text, maxsplit=1)[0]
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_SHOWN = re.compile(r"\s*&&\s*\(?\s*<[A-Za-z]")
_LONGEST = 120

_BECAUSE = "What a screen decides, every other screen decides again, and a little differently."


def _instead(system: System, known: tuple[str, int] | None) -> str:
    below = [name for name, tier in system.tiers.items() if tier == "enablement"]
    below = below or [name for name, tier in system.tiers.items() if tier == "backend"]
    target = below[0] if below else "the layer below"
    if known is not None:
        return f"{known[0]}:{known[1]} in {target} already asks this: let it answer, and show the answer here"
    return f"move it to {target}, and let the screen show the answer"


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a function of a user interface decides what the business decides",
    page=PAGE,
    judge=judge,
    options=UiOptions,
    reads_units=True,
)

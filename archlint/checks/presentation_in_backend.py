"""presentation-in-backend: a function of a backend decides what people see."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.presentation import Presentation, Trace
from archlint.measures.vocabulary import words
from archlint.model.facts import Call, Clause, Unit
from archlint.model.finding import End, Finding
from archlint.model.graph import Module

NAME = "presentation-in-backend"

PAGE = """\
## What it finds
A function (class, module) of a backend that decides what people see. What a layer is follows from its `tier`, or from its
place: the bottom layer is the backend. Each of these is enough:

- two or more elements of markup in strings;
- a template engine or a UI toolkit in use (roles `templating`, `ui-toolkit` of rules/technologies);
- formatting in the manner of a country: `toLocaleString`, `NumberFormat.getCurrencyInstance`, `strftime("%d %B %Y")`;
- a colour, `#d32f2f`, or the call of what finds colours or words: `push_text`, `colour_of`;
- the question which screen it is: `screen == "invoice"`. For which channel it works is asked by
  [channel-aware-backend](channel-aware-backend.md).

One element of markup, an engine that fills any kind of text, or a piece of a screen that a string names (`"banner"`,
`"tooltip"`) counts when a second, different one is there.

Not found: what is written to logs or kept as the default of a column; modules whose paths say that they are about admin pages,
templates, serializers, migrations, commands, errors or seeds. Mails and documents are presentation too, and mostly a backend's
work: `allow_mail` leaves out what has mail, e-mail or PDF in its path, its name or the names that it calls, and what imports
a library with the role `mail`.

## Why it matters
A system that knows screens is released whenever a screen changes, and answers every other channel with what the first one
wanted to show. What it sends as text cannot be shown in another language, sorted or summed up.

## Example
```java
public Map<String, Object> card(Invoice invoice, String screen) {
    String due = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).format(invoice.dueOn());
    return Map.of("text", screen.equals("overview") ? due : "Due on " + due, "colour", "#d32f2f");
}
```
```python
def overview(bill):
    return f"<p>{bill.number}</p><b>{bill.due_on.strftime('%d %B %Y')}</b>"
```

## Instead
Answer with data, and let the user interface choose words, formats and colours:

```java
public record Card(LocalDate dueOn, boolean overdue) {}
```
```python
def overview(bill):
    return {"number": bill.number, "dueOn": bill.due_on.isoformat()}
```

## Options
- `tiers` (default `["backend"]`): the tiers that are judged: `["enablement", "backend"]` for both.
- `allow_mail` (default `true`): mails and documents may be written in these tiers.

## Known limits
Strings are seen where they are arguments or compared; markup is seen everywhere. A template engine that writes configuration
is known by its name only (`text_templates` in rules/presentation.toml, with all other words that this check goes by).

It reads what functions do, so it runs where `[balance]` or `[checks.presentation-in-backend]` is declared, or when selected.
"""


class BackendOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Where presentation is looked for, and what of it is meant to be there."""

    tiers: tuple[Literal["enablement", "backend"], ...] = ("backend",)
    """The tiers that are judged."""
    allow_mail: bool = True
    """Leave out what fills mails and documents."""


class _Shown(NamedTuple):
    """A unit with what gives presentation away in it, the first one where the finding stands."""

    module: Module
    unit: Unit
    traces: Sequence[Trace]


def judge(system: System, options: BackendOptions) -> Iterator[Finding]:
    presentation = Presentation(system.rulebook.presentation)
    for module in system.graph.modules:
        if system.tiers.get(module.layer) in options.tiers and not module.test and module.id not in system.generated:
            if _is_meant(system, module, options):
                continue
            for shown in _shown(system, module, presentation, options):
                yield _finding(system, shown)


def _is_meant(system: System, module: Module, options: BackendOptions) -> bool:
    """Whether the module's path, or what it imports, says that presentation is what it is for."""
    known = system.rulebook.presentation
    named = _words_of(*module.id.split("/"))
    if not named.isdisjoint(known.allowed_places):
        return True
    if not options.allow_mail:
        return False
    imported = {entry.role for use in system.uses.get(module.id, ()) for entry in system.technologies.of(use)}
    return not (named.isdisjoint(known.mail_places) and imported.isdisjoint(known.mail_technologies))


def _words_of(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in words(name))


def _shown(system: System, module: Module, presentation: Presentation, options: BackendOptions) -> Iterator[_Shown]:
    body = system.body(module.id)
    if not body.anatomies:
        return
    calls = _by_unit(body.calls)
    clauses = _by_unit(body.clauses)
    mail = frozenset(system.rulebook.presentation.mail_places) if options.allow_mail else frozenset()
    for index, (unit, anatomy) in enumerate(zip(body.units, body.anatomies, strict=True)):
        made = [
            (call, tuple(entry.role for entry in system.technologies.find(module.language, call.callee)))
            for call in calls.get(index, ())
        ]
        traces = presentation.traces(anatomy, clauses.get(index, ()), made)
        if unit.kind in ("class", "module"):
            traces = [trace for trace in traces if not trace.is_use]
        enough = any(trace.strong for trace in traces) or len({trace.says for trace in traces}) > 1
        if enough and _words_of(unit.name, *anatomy.called).isdisjoint(mail):
            yield _Shown(module, unit, sorted(traces, key=lambda trace: (not trace.strong, trace.span is None)))


_OfUnit = TypeVar("_OfUnit", Call, Clause)


def _by_unit(items: Iterable[_OfUnit]) -> dict[int, list[_OfUnit]]:
    found: dict[int, list[_OfUnit]] = {}
    for item in items:
        found.setdefault(item.unit, []).append(item)
    return found


def _finding(system: System, shown: _Shown) -> Finding:
    module, unit, traces = shown
    first = traces[0]
    where = next((trace.span for trace in traces if trace.span is not None), unit.span)
    name = "the module" if unit.kind == "module" else unit.name
    more = f" +{len(traces) - 1:,} more" if len(traces) > 1 else ""
    above = next((name for name, tier in system.tiers.items() if tier == "ui"), "the layer that people use")
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{name} in {module.layer} {first.says}: {first.shown}{more}",
        importer=End(module.id, module.layer, module.part, place(module.id, first.span or where)),
        because=system.layers[module.layer].because or _BECAUSE,
        instead=_instead(first, above),
        text=unit.name,
    )


def _instead(first: Trace, above: str) -> str:
    if first.is_screen:
        return f"give every screen the same data, and let {above} choose from it"
    return f"answer with data (values, dates, codes), and let {above} decide how they are shown"


_BECAUSE = "What a backend words, colours and lays out has to be changed and released with every screen that shows it."

CHECK = Check(
    name=NAME,
    group="balance",
    summary="a function of a backend decides what people see",
    page=PAGE,
    judge=judge,
    options=BackendOptions,
    reads_units=True,
)

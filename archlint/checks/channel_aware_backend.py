"""channel-aware-backend: a system below knows the channels above it."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.channels import Asked, Channels
from archlint.model.facts import Body, Clause, Span, Unit
from archlint.model.finding import End, Finding
from archlint.model.graph import Module

NAME = "channel-aware-backend"

PAGE = """\
## What it finds
Functions of a backend that ask for which channel or user group they work: conditions, comparisons and switches in which a
name such as `channel`, `platform`, `userAgent`, `clientApp` or `userGroup` is compared with a channel (`"APP"`, `"web"`,
`Channel.IVR`, `"android"`) or with the name of a part of the user interface. One finding per function, at the first clause.

Where nothing asks, a module is found by what is named for one channel or screen: functions (`invoicesForMobile`), payloads
(`MobileInvoiceDto`) and routes (`/mobile/invoices`, `/invoicePage`). One finding per module.

## Why it matters
A system that knows its channels has to be changed and released whenever one of them changes, and a new channel starts with
an order to every system. Rules creep in that hold for one channel only, and nobody decided that.

## Example
```java
// billing/InvoiceController.java
if (channel.equals("app")) {
    return invoices.newest(accountId, 2);
}
return invoices.newest(accountId, 12);
```

## Instead
Serve the same data to all, and let the enablement layer shape it for each channel. What differs between channels is a
parameter of its own meaning:

```java
// billing/InvoiceController.java
return invoices.newest(accountId, count);
```
```python
# services/frontend_api/invoices.py
count = 2 if caller.channel == "app" else 12
```

## Options
- `tiers` (default `["backend"]`): the tiers that are judged. `["enablement", "backend"]` keeps channels out of both.

## Known limits
Words decide (rules/channels.toml). A channel that is handed on, or kept in a table, is not found, only questions about it. A
sales channel as an object of a shop is none as long as it is not compared with a channel by name; channels that carry
messages (`notificationChannel`, code that uses a broker) are none unless a part of the user interface is called so. Names in
front of payloads and routes count only where hardly anything else can be meant: `WebSocketResponse` and `PartnerContractDto`
are not found.
"""


class ChannelOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Where channels should not be known."""

    tiers: tuple[Literal["enablement", "backend"], ...] = ("backend",)
    """The tiers that are judged."""


class _Known(NamedTuple):
    """Something that is made for channels: what of it, at which place, and for which."""

    unit: Unit
    says: str
    span: Span
    channels: Sequence[str]
    more: int = 0


_BECAUSE = (
    "A system that knows its channels has to be changed and released whenever one of them changes or a new one comes."
)


def judge(system: System, options: ChannelOptions) -> Iterator[Finding]:
    parts = [part for layer in system.rulebook.layers if system.tiers[layer.name] == "ui" for part in layer.parts]
    channels = Channels(system.rulebook.channels, parts)
    for module in system.graph.modules:
        if system.tiers.get(module.layer) in options.tiers and not module.test and module.id not in system.generated:
            for known in _known(system, module, channels):
                yield _finding(system, module, known)


def _known(system: System, module: Module, channels: Channels) -> list[_Known]:
    """What asks for the channel; where nothing does, what is named for one."""
    body = system.body(module.id)
    words = system.rulebook.channels
    touched = {entry.role for use in system.uses.get(module.id, ()) for entry in system.technologies.of(use)}
    carries = not touched.isdisjoint(words.messaging)
    by_unit: dict[int, list[Clause]] = {}
    for clause in body.clauses:
        by_unit.setdefault(clause.unit, []).append(clause)
    found = []
    for index, clauses in sorted(by_unit.items()):
        asked = [one for one in channels.asked(clauses, module.language) if one.strong or not carries]
        if asked:
            found.append(_asks(body.units[index], asked))
    return found or _named(body, channels, serves=not touched.isdisjoint(words.web))


def _asks(unit: Unit, asked: Sequence[Asked]) -> _Known:
    first = asked[0].clause
    channels = tuple(dict.fromkeys(channel for one in asked for channel in one.channels))
    return _Known(unit, f"asks for which channel it works: {first.text}", first.span, channels, len(asked) - 1)


def _named(body: Body, channels: Channels, *, serves: bool) -> list[_Known]:
    """The names and routes that are made for a channel, as one."""
    found = []
    for unit in body.units:
        channel = channels.shaped(unit.name, unit.kind)
        if channel:
            found.append(_Known(unit, f"is made for one channel: {unit.name}", unit.span, (channel,)))
    for call in body.calls if serves else ():
        for argument in call.arguments:
            channel = channels.routed(call.callee, argument.text) if argument.literal else ""
            if channel:
                says = f"serves one channel or screen: {argument.text}"
                found.append(_Known(body.units[call.unit], says, call.span, (channel,)))
    found.sort(key=lambda known: known.span.start)
    return [found[0]._replace(more=len(found) - 1)] if found else []


def _finding(system: System, module: Module, known: _Known) -> Finding:
    unit = known.unit
    name = "code of the module" if unit.kind == "module" else unit.name
    more = f" +{known.more:,} more" if known.more else ""
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{name} in {module.layer} {known.says}{more} (knows {', '.join(known.channels)})",
        importer=End(module.id, module.layer, module.part, place(module.id, known.span)),
        because=system.layers[module.layer].because or _BECAUSE,
        instead=_instead(system, module, known.channels),
        text=unit.name,
    )


def _instead(system: System, module: Module, channels: Sequence[str]) -> str:
    above = [name for name in system.order if system.order[name] < system.order[module.layer]]
    enabling = [name for name in above if system.tiers[name] == "enablement"]
    target = (enabling or above or ["the layer above"])[-1]
    return f"serve the same data to all, and let {target} shape it for {', '.join(channels)}"


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a system below the channels asks which of them it serves",
    page=PAGE,
    judge=judge,
    options=ChannelOptions,
    reads_units=True,
)

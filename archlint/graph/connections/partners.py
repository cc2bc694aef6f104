"""Which services code names as whom it speaks to, whatever it asks them: finds in, Partners out.

A client that is declared as an interface may take all its methods over from another one, so that no request is seen in it. A
module of settings names stores and brokers in variables that a framework looks for.
"""

from collections.abc import Iterable, Iterator

from archlint.graph.connections.addresses import texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.places import Places, fields_of
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import Frame, ItemsValue, RecordValue, TextValue, Unknown, Value, options_of
from archlint.model.connections import Partner

_EACH = "*"


def partners_of(
    finds: Iterable[Find], discovery: Discovery, settings: KnownSettings, places: Places
) -> tuple[Partner, ...]:
    """The services that are named, in the order of files and lines."""
    found = set()
    for find in finds:
        if find.rule.kind != "partner":
            continue
        for line, value in _named(find, discovery):
            at = places.in_module(find.module, line) if find.rule.files else places.of(find)
            for text in texts(value, find.module, settings):
                host = "".join(one if isinstance(one, str) else "{}" for one in text.parts)
                if host and "{" not in host:
                    found.add(Partner(*fields_of(at), host=host, technology=find.rule.technology))
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.host)))


def _named(find: Find, discovery: Discovery) -> Iterator[tuple[int, Value]]:
    """What a find says of hosts, with the lines where that stands."""
    if not find.rule.files:
        value = select(discovery.evaluator, discovery.call(find), find.rule.host)
        if value is not None:
            yield find.line, value
        return
    lines = {one.target: one.line for one in discovery.program.scope(find.module, 0).bindings}
    for selector in find.rule.host:
        name, *rest = selector.split(".")
        if name in lines:
            value = discovery.evaluator.name(name, Frame(find.module, 0), -1)
            yield from ((lines[name], one) for one in _inside(discovery.evaluator, value, rest))


def _inside(evaluator: Evaluator, value: Value, names: list[str]) -> Iterator[Value]:
    """What lies in a value behind some names; `*` stands for each of its entries or items."""
    for option in options_of(value):
        if not names:
            if isinstance(option, ItemsValue):
                yield from (evaluator.evaluate(item, option.frame) for item in option.items)
            elif not isinstance(option, Unknown):
                yield option
        elif names[0] == _EACH:
            if isinstance(option, RecordValue):
                for _, entry in option.record.entries:
                    yield from _inside(evaluator, evaluator.evaluate(entry, option.frame), names[1:])
            elif isinstance(option, ItemsValue):
                for item in option.items:
                    yield from _inside(evaluator, evaluator.evaluate(item, option.frame), names[1:])
            elif isinstance(option, TextValue):
                yield option
        elif isinstance(option, RecordValue):
            yield from _inside(evaluator, evaluator.entry(option, names[0]), names[1:])

"""Which services code names as whom it speaks to, whatever it asks them: finds in, Partners out.

A client that is declared as an interface may take all its methods over from another one, so that no request is seen in it.
"""

from collections.abc import Iterable

from archlint.graph.connections.addresses import texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.places import Places, fields_of
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.model.connections import Partner


def partners_of(
    finds: Iterable[Find], discovery: Discovery, settings: KnownSettings, places: Places
) -> tuple[Partner, ...]:
    """The services that are named, in the order of files and lines."""
    found = set()
    for find in finds:
        if find.rule.kind != "partner":
            continue
        value = select(discovery.evaluator, discovery.call(find), find.rule.host)
        for text in texts(value, find.module, settings) if value is not None else ():
            host = "".join(one if isinstance(one, str) else "{}" for one in text.parts)
            if host and "{" not in host:
                found.add(Partner(*fields_of(places.of(find)), host=host, technology=find.rule.technology))
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.host)))

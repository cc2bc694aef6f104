"""In which style a dependency joins what it joins: a Dependency and the connections in, the style and the words for it out."""

from collections.abc import Collection, Iterable

from archlint.model.connections import Connections, IntegrationStyle
from archlint.model.graph import Dependency, Kind

KIND_WORDS = {"http": "HTTP"}
STYLE_WORDS: dict[IntegrationStyle, str] = {"direct API": "HTTP", "messaging": "message", "event": "event"}
"""What stands at an arrow."""
STYLE_MEANINGS: dict[IntegrationStyle, str] = {
    "direct API": "HTTP request (direct API)",
    "messaging": "message (for one receiver)",
    "event": "event (for all who listen)",
}
"""What a legend says."""

Queues = Collection[tuple[str, str]]


def queues_of(connections: Connections | None) -> Queues:
    """What is published to one receiver: the file of the publisher, which depends on the receiver, and the topic."""
    messages = connections.publications if connections else ()
    return {(one.file, one.topic) for one in messages if one.style == "messaging"}


def style_of(kind: Kind, members: Iterable[Dependency], queues: Queues) -> IntegrationStyle | None:
    """How dependencies of one kind join two processes; None for imports and shared data."""
    if kind == "http":
        return "direct API"
    if kind != "event":
        return None
    sent = [(one.importer, site.name) in queues for one in members for site in one.sites]
    return "messaging" if sent and all(sent) else "event"


def kind_word(kind: str, style: IntegrationStyle | None) -> str:
    """What an arrow is called."""
    return STYLE_WORDS[style] if style else KIND_WORDS.get(kind, kind)

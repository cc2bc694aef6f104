"""Which component each AsyncAPI document speaks for, and how far the two agree: channels and messages in, documents out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.documents import folder_of
from archlint.model.connections import Message
from archlint.model.deployment import Channel

_HOLE = re.compile(r"\{[^}]*\}|\$\{[^}]*\}|<[^>]*>")

Sent = tuple[str, Message]
"""A message with its direction, "publish" or "subscribe"."""


class ChannelDocument(NamedTuple):
    """`used` has an answer for each of `channels`: whether the component has a message there. `technologies` are those of the
    messages that agree: of others the document does not speak.
    """

    file: str
    component: str
    channels: tuple[Channel, ...]
    used: tuple[bool, ...]
    technologies: frozenset[str]

    def declares(self, direction: str, topic: str) -> bool:
        """Whether some channel is the one that a message goes by."""
        return any(_meets(one, direction, topic) for one in self.channels)


def documents_of_channels(
    channels: Iterable[Channel],
    publications: Iterable[Message],
    subscriptions: Iterable[Message],
    components: Iterable[str],
) -> tuple[ChannelDocument, ...]:
    """The documents of which one component uses at least half of the channels, by file: the one they lie in, else the only one
    that uses most. A document of which less is used is about something else, and left out.
    """
    by_component: dict[str, list[Sent]] = {}
    for direction, several in (("publish", publications), ("subscribe", subscriptions)):
        for message in several:
            if message.topic.strip("{}"):
                by_component.setdefault(message.component, []).append((direction, message))
    folders = frozenset((*components, *by_component))
    declared: dict[str, list[Channel]] = {}
    for channel in channels:
        declared.setdefault(channel.file, []).append(channel)
    found = (_document(file, declared[file], by_component, folders) for file in sorted(declared))
    return tuple(one for one in found if one is not None)


def _document(
    file: str, channels: Sequence[Channel], by_component: Mapping[str, Sequence[Sent]], folders: frozenset[str]
) -> ChannelDocument | None:
    own = folder_of(file, folders)
    found = [_compared(file, component, channels, by_component[component]) for component in sorted(by_component)]
    found = [one for one in found if 2 * sum(one.used) >= len(channels)]
    chosen = [one for one in found if one.component == own]
    if not chosen:
        best = max((sum(one.used) for one in found), default=0)
        chosen = [one for one in found if sum(one.used) == best]
    return chosen[0] if len(chosen) == 1 else None


def _compared(file: str, component: str, channels: Sequence[Channel], sent: Sequence[Sent]) -> ChannelDocument:
    agreeing = [
        [message for direction, message in sent if _meets(channel, direction, message.topic)] for channel in channels
    ]
    technologies = frozenset(message.technology for several in agreeing for message in several)
    return ChannelDocument(file, component, tuple(channels), tuple(map(bool, agreeing)), technologies)


def _meets(channel: Channel, direction: str, topic: str) -> bool:
    if channel.direction not in ("", direction):
        return False
    return any(_shape(name) == _shape(topic) for name in (channel.topic, *channel.also))


def _shape(topic: str) -> str:
    """A topic without the names of its parameters."""
    return _HOLE.sub("{}", topic).strip("/")

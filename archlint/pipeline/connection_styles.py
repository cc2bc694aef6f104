"""How what crosses processes is delivered: messages and flows of an architecture in, the same with the style of each out."""

from collections.abc import Iterable, Mapping

import msgspec

from archlint.model.architecture import Architecture, Flow
from archlint.model.connections import Connections, IntegrationStyle, Message, MessageStyle

_DIRECT = ("request", "proxy", "authorization", "configuration", "discovery", "monitoring", "administration")
"""Kinds of flows that are requests which wait for their answers."""


def with_styles(connections: Connections, styles: Mapping[str, MessageStyle]) -> Connections:
    """The connections with the style of every message, by its technology."""

    def styled(messages: Iterable[Message]) -> tuple[Message, ...]:
        known = ((one, styles.get(one.technology, "event")) for one in messages)
        return tuple(msgspec.structs.replace(one, style=style) if style != one.style else one for one, style in known)

    return msgspec.structs.replace(
        connections, publications=styled(connections.publications), subscriptions=styled(connections.subscriptions)
    )


def with_flow_styles(
    architecture: Architecture, connections: Connections, styles: Mapping[str, MessageStyle]
) -> Architecture:
    """The architecture with the style of every flow: of messages that of what proves them, else of the broker's technology."""
    proven = {(one.file, one.line): one.style for one in (*connections.publications, *connections.subscriptions)}
    technologies = {one.name: one.technology for one in architecture.components}

    def style(flow: Flow) -> IntegrationStyle | None:
        if flow.kind in _DIRECT:
            return "direct API"
        if flow.kind != "message":
            return None
        known = {proven[place] for place in flow.evidence if place in proven}
        broker = styles.get(technologies.get(flow.target, ""), "event")
        return "messaging" if known == {"messaging"} else "event" if known else broker

    flows = tuple(msgspec.structs.replace(flow, style=style(flow)) for flow in architecture.flows)
    return msgspec.structs.replace(architecture, flows=flows)

"""Processes of workflow engines (BPMN): their files in, the Steps that an engine hands out to workers out."""

from collections.abc import Iterator, Mapping

from archlint.manifests.reading import LONGEST
from archlint.manifests.xml_events import events
from archlint.model.deployment import Step

_OPEN = ("$", "=", "#")
"""What expressions begin with, which an engine works out when it runs."""


def read_process(path: str, content: bytes) -> Iterator[Step]:
    """The steps that are work for whoever asks for their topic, at their lines. Raises Unreadable."""
    for event in events(content):
        if event.kind != "open":
            continue
        topic, technology = _attribute(event.attributes, "topic"), "Camunda"
        if event.name == "taskDefinition":
            topic, technology = _attribute(event.attributes, "type"), "Zeebe"
        if topic and len(topic) <= LONGEST and not topic.startswith(_OPEN):
            yield Step(path, event.line, topic, technology)


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")

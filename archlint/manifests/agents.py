"""Configuration of what watches a system and collects its logs: Prometheus, Grafana, Filebeat, Logstash and Logback files in,
Settings out.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from archlint.manifests.reading import Unreadable, name_of
from archlint.manifests.tree import flattened
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Setting

_WANTED = re.compile(
    r"[\w.-]*prometheus[\w.-]*\.ya?ml|[\w.-]*filebeat[\w.-]*\.ya?ml|metricbeat[\w.-]*\.ya?ml|kibana\.ya?ml|logstash\.ya?ml|"
    r"logback[\w.-]*\.xml",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"(?:.*/)?datasources?(?:/[\w.-]+)?\.ya?ml", re.IGNORECASE)
_PLACES = {"destination": "destination", "remotehost": "remote-host", "host": "host", "graylogHost": "gelf.host"}


def is_agent(path: str) -> bool:
    """Whether a file configures one of these, by its name."""
    return _WANTED.fullmatch(name_of(path)) is not None or _SOURCES.fullmatch(path) is not None


def read_agent(path: str, content: bytes) -> Iterator[Setting]:
    """The settings of such a file, keys joined by dots; of Logback's where appenders send to. Raises Unreadable."""
    if path.endswith(".xml"):
        yield from _appenders(path, content)
        return
    for document in documents(content):
        for key, value, line in flattened(document):
            yield Setting(key, value, path, line)


def _appenders(path: str, content: bytes) -> Iterator[Setting]:
    if b"<!ENTITY" in content:
        raise Unreadable("it declares entities, which no configuration of Logback needs")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise Unreadable(f"not XML: {error}", error.position[0]) from None
    for appender in root.iter("appender"):
        for element in appender.iter():
            value = (element.text or "").strip()
            if element.tag in _PLACES and value:
                line = content.count(b"\n", 0, max(content.find(value.encode()), 0)) + 1
                yield Setting(f"logback.{_PLACES[element.tag]}", value, path, line)

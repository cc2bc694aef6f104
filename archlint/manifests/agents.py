"""Configuration of what watches a system and collects its logs: Prometheus, Grafana, Filebeat, Logstash and Logback files in,
Settings out.
"""

import re
from collections.abc import Iterator

from archlint.manifests.reading import name_of
from archlint.manifests.tree import flattened
from archlint.manifests.xml_events import events
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
    opened: list[str] = []
    pieces: list[str] = []
    for event in events(content):
        if event.kind == "text":
            pieces.append(event.name)
            continue
        value = "".join(pieces).strip()
        pieces.clear()
        if event.kind == "open":
            opened.append(event.name)
            continue
        opened.pop()
        if value and event.name in _PLACES and "appender" in opened:
            yield Setting(f"logback.{_PLACES[event.name]}", value, path, event.line)

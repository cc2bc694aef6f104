"""Configuration of what watches a system and collects its logs: Prometheus, Grafana, Filebeat, Logstash and Logback files in,
Settings out.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

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
_DEEPEST = 100
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
    found: list[Setting] = []
    opened: list[str] = []
    pieces: list[str] = []
    parser = expat.ParserCreate()

    def start(tag: str, _: object) -> None:
        if len(opened) >= _DEEPEST:
            raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", parser.CurrentLineNumber)
        opened.append(tag)
        pieces.clear()

    def end(tag: str) -> None:
        opened.pop()
        value = "".join(pieces).strip()
        pieces.clear()
        if value and tag in _PLACES and "appender" in opened:
            found.append(Setting(f"logback.{_PLACES[tag]}", value, path, parser.CurrentLineNumber))

    def entity(*_: object) -> None:
        raise Unreadable("it declares entities, which no configuration of Logback needs; take them out")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = pieces.append
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable(f"not XML: {expat.ErrorString(error.code)}", error.lineno) from None
    except (LookupError, ValueError) as error:
        raise Unreadable(f"not XML: {error}") from None
    yield from found

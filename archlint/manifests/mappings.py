"""Mappings of classes to tables in XML: files of Hibernate (`hbm.xml`) and of JPA (`orm.xml`) in, the tables of models out."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import LONGEST
from archlint.manifests.xml_events import events
from archlint.model.deployment import Statement

_MAPPING = re.compile(rb"<(?:\w+:)?(?:hibernate-mapping|entity-mappings)\b")
_MODELS = frozenset({"class", "subclass", "joined-subclass", "union-subclass", "entity"})
_TABLES = {
    "table": "name",
    "secondary-table": "name",
    "join-table": "name",
    "collection-table": "name",
    "join": "table",
}
_COLLECTIONS = frozenset({"set", "list", "map", "bag", "idbag", "array", "primitive-array"})


def is_mapping(content: bytes) -> bool:
    """Whether a file maps classes to tables."""
    return _MAPPING.search(content) is not None


def read_mapping(path: str, content: bytes) -> Iterator[Statement]:
    """The tables that a file names, at their lines. Raises Unreadable."""
    of = ""
    for event in events(content):
        if event.kind != "open":
            continue
        name = event.name.rpartition(":")[2]
        attributes = event.attributes
        table = ""
        if name in _MODELS:
            of = attributes.get("class") or attributes.get("name") or attributes.get("entity-name") or ""
            table = attributes.get("table", "")
        elif name in _COLLECTIONS:
            table = attributes.get("table", "")
        elif name in _TABLES:
            table = attributes.get(_TABLES[name], "")
        if table and len(table) <= LONGEST:
            yield Statement(path, event.line, keeps=table.strip("`"), technology="Hibernate", of=of)

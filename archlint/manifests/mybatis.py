"""MyBatis: files of mappers in, Statements of their interfaces' methods out, dynamic parts and included fragments as text."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import LONGEST
from archlint.manifests.xml_events import Event, events
from archlint.model.deployment import Statement

_MAPPER = re.compile(rb"<mapper\s[^>]{0,2000}\bnamespace\s*=")
_VERBS = frozenset({"select", "insert", "update", "delete"})
_ASIDE = frozenset({"selectKey"})
"""What stands in a statement and is one of its own, about no table."""
_NAMED = _VERBS | _ASIDE | {"mapper", "sql", "include"}
_MOST_FRAGMENTS = 40
_LONGEST_STATEMENT = 20_000

_Piece = tuple[bool, str]
"""A text, or (True) the name of a fragment that is included."""


def is_mapper(content: bytes) -> bool:
    """Whether a file holds the statements of a mapper."""
    return _MAPPER.search(content) is not None


def read_mapper(path: str, content: bytes) -> Iterator[Statement]:
    """The statements of a mapper, at their lines. Fragments of other mappers are not looked for. Raises Unreadable."""
    namespace = ""
    parts: dict[str, list[_Piece]] = {}
    told: list[tuple[Event, list[_Piece]]] = []
    current: list[_Piece] | None = None
    aside = 0
    for event in events(content, with_blanks=False, named=_NAMED):
        if event.kind == "text":
            if current is not None and not aside:
                current.append((False, event.name))
        elif event.name in _ASIDE:
            aside += 1 if event.kind == "open" else -1
        elif event.kind == "close":
            current = None if event.name in _VERBS or event.name == "sql" else current
        elif event.name == "mapper":
            namespace = event.attributes.get("namespace", "")[:LONGEST]
        elif event.name == "sql":
            current = parts.setdefault(event.attributes.get("id", ""), [])
        elif event.name in _VERBS:
            current = []
            told.append((event, current))
        elif event.name == "include" and current is not None:
            current.append((True, event.attributes.get("refid", "")))
    for event, pieces in told:
        of = f"{namespace}.{event.attributes.get('id', '')[:LONGEST]}"
        yield Statement(path, event.line, sql=_text(pieces, parts, namespace), technology="MyBatis", of=of)


def _text(pieces: list[_Piece], parts: dict[str, list[_Piece]], namespace: str) -> str:
    """The text of a statement; a fragment that includes itself, or very many, is left out where that shows."""
    found: list[str] = []
    pending = pieces[::-1]
    budget = _MOST_FRAGMENTS
    length = 0
    while pending and length < _LONGEST_STATEMENT:
        is_fragment, text = pending.pop()
        if not is_fragment:
            found.append(text)
            length += len(text)
        elif budget:
            budget -= 1
            pending += parts.get(text.removeprefix(f"{namespace}."), [])[::-1]
    return " ".join(" ".join(found).split())

"""XML with line numbers: bytes in, what is opened, said and closed out, in that order.

Nothing is resolved: a file that declares entities is refused, and a document type is only a name.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from xml.parsers import expat

from archlint.manifests.reading import Unreadable

_DEEPEST = 100
_MOST_EVENTS = 400_000


class Event(NamedTuple):
    """`kind` is "open", "text" or "close"; `name` the tag without its namespace, of a text the text itself."""

    kind: str
    name: str
    line: int
    attributes: Mapping[str, str] = {}


def events(  # noqa: C901 - handlers that share what they find
    content: bytes, *, with_doctype: bool = True, with_blanks: bool = True, named: Collection[str] = ()
) -> list[Event]:
    """The events of a file; where it needs none, a document type is refused, and texts of nothing but white space are left
    out. With `named` only elements of these names are told. Raises Unreadable.
    """
    found: list[Event] = []
    depth = 0
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", parser.CurrentLineNumber)
        if len(found) > _MOST_EVENTS:
            raise Unreadable(f"it has more than {_MOST_EVENTS:,} elements and texts", parser.CurrentLineNumber)
        tag = name.rpartition("}")[2]
        if not named or tag in named:
            found.append(Event("open", tag, parser.CurrentLineNumber, attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        tag = name.rpartition("}")[2]
        if not named or tag in named:
            found.append(Event("close", tag, parser.CurrentLineNumber))

    def text(said: str) -> None:
        found.append(Event("text", said, parser.CurrentLineNumber))

    def entity(*_: object) -> None:
        raise Unreadable("it declares entities, which such a file does not need; take them out")

    def doctype(*_: object) -> None:
        raise Unreadable("it declares a document type, which such a file does not need; take it out")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text if with_blanks else lambda said: None if said.isspace() else text(said)
    parser.EntityDeclHandler = entity
    if not with_doctype:
        parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable(f"not XML: {expat.ErrorString(error.code)}", error.lineno) from None
    except (LookupError, ValueError) as error:
        raise Unreadable(f"not XML: {error}") from None
    return found

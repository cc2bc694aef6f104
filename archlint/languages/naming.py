"""How an import names another file: what a language says about it, so that an import can be led elsewhere."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from archlint.model.facts import Span


class Naming(NamedTuple):
    """`targets` gives spellings for a path, the likeliest first: (as written now, importer, path). Which of them lead there is
    for the resolver to say. `place` finds in a file where the import at a span names its target: (content, target, span), as
    byte offsets, None where it binds the dotted name itself or cannot be found. `hands_on` says that whatever a module
    imports can be imported from it.
    """

    targets: Callable[[str, str, str], Iterator[str]]
    place: Callable[[bytes, str, Span], tuple[int, int] | None]
    hands_on: bool


def segments(path: str, indexes: tuple[str, ...]) -> list[str]:
    """The segments of a path without its ending; of a file that stands for its folder those of the folder."""
    pieces = path.rpartition(".")[0].split("/")
    return pieces[:-1] if pieces[-1] in indexes and len(pieces) > 1 else pieces

"""How a Python file names a module in `from … import`: what stands there and two paths in, spellings and places out."""

import re
from collections.abc import Iterator

from archlint.languages.naming import segments
from archlint.model.facts import Span
from archlint.model.layout import Naming


def targets(written: str, importer: str, path: str) -> Iterator[str]:
    """Relative where a relative import stands, else absolute; names that start as the present one does come first."""
    pieces = segments(path, ("__init__",))
    if written.startswith("."):
        here = importer.split("/")[:-1]
        common = 0
        for one, other in zip(here, pieces, strict=False):
            if one != other:
                break
            common += 1
        yield "." * (len(here) - common + 1) + ".".join(pieces[common:])
    names = [".".join(pieces[start:]) for start in reversed(range(len(pieces)))]
    first = written.partition(".")[0]
    yield from sorted(names, key=lambda name: name.partition(".")[0] != first)


def place(content: bytes, target: str, span: Span) -> tuple[int, int] | None:
    """The target of the nearest `from … import` that starts before the span's end."""
    found = None
    for match in re.finditer(rb"\bfrom\s*(" + re.escape(target.encode()) + rb")(?=\s+import\b)", content):
        if match.start(1) >= span.end:
            break
        found = match.span(1)
    return found


NAMING = Naming(targets, place, hands_on=True)

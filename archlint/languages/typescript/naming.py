"""How TypeScript and JavaScript name a module in an import: what stands there and two paths in, spellings and places out."""

import re
from collections.abc import Iterator
from posixpath import relpath

from archlint.languages.naming import segments
from archlint.model.facts import Span
from archlint.model.layout import Naming

_ENDINGS = (".js", ".ts", ".mjs", ".mts", ".jsx", ".tsx", ".vue")


def targets(written: str, importer: str, path: str) -> Iterator[str]:
    """Under the present alias or package where there is one, else relative; an ending stays."""
    own = "." + path.rpartition(".")[2]
    ending = next((one for one in _ENDINGS if written.endswith(one)), "")
    ending = own if ".vue" in (own, ending) else ending
    pieces = segments(path, () if ending else ("index",))
    if not written.startswith("."):
        before = written.split("/")
        for kept in reversed(range(1, len(before))):
            for start in reversed(range(len(pieces) + 1)):
                yield "/".join((*before[:kept], *pieces[start:])) + (ending if start < len(pieces) else "")
    relative = relpath("/".join(pieces) or ".", "/".join(importer.split("/")[:-1]) or ".")
    yield (relative if relative.startswith(".") else f"./{relative}") + ending


def place(content: bytes, target: str, span: Span) -> tuple[int, int] | None:
    """The first string from the span on that is the target."""
    quoted = rb"[\"'`](" + re.escape(target.encode()) + rb")[\"'`]"
    match = re.compile(quoted).search(content, span.start)
    return match.span(1) if match else None


NAMING = Naming(targets, place, hands_on=False)

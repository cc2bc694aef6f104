"""A module's move as a unified diff that `git apply` takes: a Move in, text out. Lines of code stand in it as they are."""

import difflib
from collections.abc import Iterator

from archlint.model.move import Edit, Move


def render(move: Move) -> str:
    """The diff, file by file; an undecodable byte is shown as a replacement character."""
    return "".join(line for edit in move.edits for line in _file(edit))


def _file(edit: Edit) -> Iterator[str]:
    yield f"diff --git a/{edit.path} b/{edit.place}\n"
    if edit.before is None:
        yield "new file mode 100644\n"
    if edit.place != edit.path:
        if edit.before == edit.after:
            yield "similarity index 100%\n"
        yield f"rename from {edit.path}\nrename to {edit.place}\n"
    before, after = _lines(edit.before or b""), _lines(edit.after)
    named = ("/dev/null" if edit.before is None else f"a/{edit.path}", f"b/{edit.place}")
    for line in difflib.unified_diff(before, after, *named, lineterm=""):
        yield f"{line}\n" if line.startswith(("---", "+++", "@@")) else _ended(line)


def _lines(content: bytes) -> list[str]:
    """Lines end at LF only: a form feed or a lone CR is part of one."""
    *lines, last = content.decode("utf-8", "replace").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

"""Writes edits to a project so that all of them are there, or none: edits in, files replaced. What fails is taken back."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from archlint.model.move import Edit
from archlint.pipeline import journal


class NotApplied(Exception):  # noqa: N818 - an answer, not an error of archlint
    """The edits could not be written; the project is as it was, unless `str()` says otherwise."""


def apply(root: Path, edits: Sequence[Edit]) -> None:
    """Every new content is written beside its place first; only then files are renamed, and renamed back if one cannot be.
    Raises NotApplied. Whatever else interrupts it (Ctrl-C, SIGTERM) is taken back, too; after a kill -9 or a power cut the
    journal says how (`journal.recover`).
    """
    for edit in edits:
        _is_as_read(root, edit)
    plan = journal.planned(root, edits)
    try:
        journal.write(root, plan)
        for folder in plan.folders:
            (root / folder).mkdir()
        for edit, step in zip(edits, plan.steps, strict=True):
            _write(root / step.fresh, edit.after, root / edit.path if edit.before is not None else None)
        for step in plan.steps:
            if step.kept:
                (root / step.path).rename(root / step.kept)
            (root / step.fresh).rename(root / step.place)
        journal.write(root, replace(plan, finished=True))
    except BaseException as error:
        try:
            journal.recover(root)
            told = "; nothing was changed"
        except (OSError, journal.Interrupted) as left:
            told = f"; not all could be put back: {left}"
        if isinstance(error, OSError):
            raise NotApplied(f"{error.filename or 'a file'}: {error.strerror or error}{told}") from None
        raise
    with contextlib.suppress(OSError):  # the move is done; what is left is cleared away by the next one
        journal.recover(root)


def _is_as_read(root: Path, edit: Edit) -> None:
    if edit.before is None or edit.place != edit.path:
        if os.path.lexists(root / edit.place):
            raise NotApplied(f"{edit.place} exists by now; nothing was changed")
        if edit.before is None:
            return
    try:
        now = (root / edit.path).read_bytes()
    except OSError as error:
        raise NotApplied(f"{edit.path}: {error.strerror}; nothing was changed") from None
    if now != edit.before or (root / edit.path).is_symlink():
        raise NotApplied(f"{edit.path} has changed meanwhile; nothing was changed")


def _write(path: Path, content: bytes, like: Path | None) -> None:
    """A new file, with the rights of another one where there is one."""
    mode = like.stat().st_mode & 0o7777 if like is not None else 0o666 & ~_umask()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(mode)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

"""Writes edits to a project so that all of them are there, or none: edits in, files replaced. What fails is taken back."""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from archlint.model.move import Edit


class NotApplied(Exception):  # noqa: N818 - an answer, not an error of archlint
    """The edits could not be written; the project is as it was, unless `str()` says otherwise."""


def apply(root: Path, edits: Sequence[Edit]) -> None:
    """Every new content is written beside its place first; only then files are renamed, and renamed back if one cannot be.
    Raises NotApplied. Whatever else interrupts it (Ctrl-C, SIGTERM) is taken back, too; a kill -9 or a power cut in the
    moment of renaming is not.
    """
    for edit in edits:
        _is_as_read(root, edit)
    undo: list[tuple[str, Path, Path]] = []
    ready: list[tuple[Path, Path, Edit]] = []
    try:
        for edit in edits:
            ready.append((_written(root, edit, undo), root / edit.place, edit))  # noqa: PERF401 - what is written so far counts
        for fresh, place, edit in ready:
            if edit.before is not None:
                kept = _free_name(root / edit.path)
                (root / edit.path).rename(kept)
                undo.append(("back", kept, root / edit.path))
            fresh.rename(place)
            undo.append(("away", place, place))
    except BaseException as error:
        for fresh, _, _ in ready:
            with contextlib.suppress(OSError):  # most have been renamed
                fresh.unlink()
        left = _take_back(undo)
        if isinstance(error, OSError):
            told = f"; these could not be put back: {', '.join(left)}" if left else "; nothing was changed"
            raise NotApplied(f"{error.filename or 'a file'}: {error.strerror or error}{told}") from None
        raise
    for kind, kept, _ in undo:
        if kind == "back":
            with contextlib.suppress(OSError):
                kept.unlink()


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


def _written(root: Path, edit: Edit, undo: list[tuple[str, Path, Path]]) -> Path:
    """The new content under a name of its own, in the folder where it will be."""
    folder = (root / edit.place).parent
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir()
        undo.append(("folder", missing, missing))
    number, name = tempfile.mkstemp(prefix=".archlint-", suffix=".tmp", dir=folder)
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(edit.after)
            stream.flush()
            os.fsync(stream.fileno())
        mode = (root / edit.path).stat().st_mode & 0o7777 if edit.before is not None else 0o666 & ~_umask()
        fresh.chmod(mode)
    except BaseException:
        fresh.unlink()
        raise
    return fresh


def _free_name(path: Path) -> Path:
    number, name = tempfile.mkstemp(prefix=".archlint-", suffix=".old", dir=path.parent)
    os.close(number)
    Path(name).unlink()  # Windows does not rename onto a file
    return Path(name)


def _take_back(undo: list[tuple[str, Path, Path]]) -> list[str]:
    """Undo in reverse; the paths of what could not be undone."""
    left = []
    for kind, now, was in reversed(undo):
        try:
            if kind == "back":
                now.rename(was)
            elif kind == "away":
                now.unlink()
            else:
                now.rmdir()
        except OSError:
            left.append(str(was))
    return left


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

"""What a change of several files is about to do, kept in the project while it does it: a kill in the middle can be taken back.

The file may be anybody's: nothing is touched but Python sources inside the project, and nothing is overwritten that
nobody has a copy of.
"""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec
from msgspec import Struct

from archlint.model.move import Edit

NAME = ".archlint-move"
_LARGEST = 50_000_000
_MARK = ".archlint-"


class Step(Struct, frozen=True, array_like=True):
    """One file: `kept` is where its old content is while the change lasts ("" for a file that is made), `fresh` where the new
    one waits, `digest` that of the new content.
    """

    path: str
    place: str
    kept: str
    fresh: str
    digest: bytes


class Journal(Struct, frozen=True):
    """`folders` are those that are made for the change, outermost first. Without `finished` the change is taken back."""

    schema: Literal["archlint-move/1"]
    steps: tuple[Step, ...]
    folders: tuple[str, ...]
    finished: bool = False


class Interrupted(Exception):  # noqa: N818 - an answer, not an error of archlint
    """A change was interrupted and cannot be taken back without losing something; `str()` says what."""


def planned(root: Path, edits: Sequence[Edit]) -> Journal:
    """The steps of some edits, none of them taken yet."""
    token = os.urandom(4).hex()
    steps = []
    folders: dict[str, None] = {}
    for number, edit in enumerate(edits):
        folder = PurePosixPath(edit.place).parent
        for above in reversed([folder, *folder.parents]):
            if not (root / above).exists():
                folders[str(above)] = None
        kept = str(PurePosixPath(edit.path).parent / f"{_MARK}{token}-{number}.old") if edit.before is not None else ""
        fresh = str(folder / f"{_MARK}{token}-{number}.new")
        steps.append(Step(edit.path, edit.place, kept, fresh, _digest(edit.after)))
    return Journal("archlint-move/1", tuple(steps), tuple(folders))


def write(root: Path, journal: Journal) -> None:
    """Keep the journal; when this returns, it is on the disk."""
    beside = root / f"{NAME}.new"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(beside, flags, 0o600), "wb") as stream:
            stream.write(msgspec.json.encode(journal))
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(root / NAME)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def forget(root: Path) -> None:
    with contextlib.suppress(OSError):
        (root / NAME).unlink()


def recover(root: Path) -> str:
    """Take back the change that was interrupted in this project, or clear away what a finished one left; "" where there is
    none, else what was done. Raises Interrupted where that would lose something.
    """
    if not os.path.lexists(root / NAME):
        return ""
    journal = _read(root)
    if journal.finished:
        for step in journal.steps:
            _remove(root, step.kept)
        forget(root)
        return "a move that was interrupted at its end has been completed"
    for step in journal.steps:
        _check(root, step)
    for step in reversed(journal.steps):
        _remove(root, step.fresh)
        if step.kept and (root / step.kept).exists():
            (root / step.kept).replace(root / step.path)
            if step.place != step.path:
                _remove(root, step.place)
        elif not step.kept:
            _remove(root, step.place)
    for folder in reversed(journal.folders):
        with contextlib.suppress(OSError):  # somebody has put something there
            (root / folder).rmdir()
    forget(root)
    return "a move that was interrupted has been taken back"


def _read(root: Path) -> Journal:
    path = root / NAME
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            raise Interrupted(f"{NAME} is not what 'archlint move' writes; remove it")
        journal = msgspec.json.decode(path.read_bytes(), type=Journal)
    except OSError as error:
        raise Interrupted(f"{NAME}: {error.strerror}") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Interrupted(f"{NAME} is not what 'archlint move' writes; remove it") from None
    for step in journal.steps:
        sources = all(_is_source(path) and _is_inside(root, path) for path in (step.path, step.place))
        if not (sources and _is_own(step.fresh) and (not step.kept or _is_own(step.kept))):
            raise Interrupted(f"{NAME} names what no move of Python modules touches; remove it")
    if not all(map(_is_plain, journal.folders)):
        raise Interrupted(f"{NAME} names what no move of Python modules touches; remove it")
    return journal


def _check(root: Path, step: Step) -> None:
    """Raises Interrupted where a file has been changed since the interruption."""
    taken = bool(step.kept) and os.path.lexists(root / step.kept)
    if (taken or not step.kept) and os.path.lexists(root / step.place) and not _holds(root / step.place, step.digest):
        raise Interrupted(
            f"a move was interrupted, and {step.place} has been changed since; put it right by hand, "
            f"{f'the old content is in {step.kept}, ' if taken else ''}then remove {NAME}"
        )


def _remove(root: Path, path: str) -> None:
    if path:
        with contextlib.suppress(FileNotFoundError):
            (root / path).unlink()


def _holds(path: Path, digest: bytes) -> bool:
    try:
        return not path.is_symlink() and _digest(path.read_bytes()) == digest
    except OSError:
        return False


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=20).digest()


def _is_plain(folder: str) -> bool:
    """Whether a folder can be one of sources: relative, no hidden one, nothing that leads upwards."""
    pieces = (folder.replace("\\", "/") if os.name == "nt" else folder).split("/")
    return not any(not piece or piece.startswith(".") or (os.name == "nt" and ":" in piece) for piece in pieces)


def _is_source(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return (not folder or _is_plain(folder)) and name.endswith((".py", ".pyi", ".pyw"))


def _is_own(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return (not folder or _is_plain(folder)) and name.startswith(_MARK) and name.endswith((".old", ".new"))


def _is_inside(root: Path, path: str) -> bool:
    """Whether the folder of a path, links followed, lies in the project."""
    return Path(os.path.realpath((root / path).parent)).is_relative_to(os.path.realpath(root))

"""What a project was at a revision: its folder and a revision in; paths that differ, or a copy of the files, out. Asks git
for ids and contents, never for diffs or a checkout: those would run the project's own filters and drivers.
"""

import hashlib
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from archlint.model.rulebook import DeclarationError

_SECONDS = 60
_LARGEST = 4 * 1024 * 1024
"""Bytes: a larger file is copied as one of its size that holds nothing."""
_BATCH = 64 * 1024 * 1024


class RevisionError(DeclarationError):
    """A revision cannot be had: no repository, no such revision, no git."""


def changed_since(root: Path, revision: str, paths: Iterable[str]) -> frozenset[str]:
    """The `paths` (relative to `root`) whose content is not that of the merge base of `revision` and HEAD."""
    start = merge_base(root, commit_of(root, revision, "--since"), "--since")
    known = {path: blob for path, blob, _ in _listed(root, start, "--since", sized=False)}
    return frozenset(path for path in paths if not _is_unchanged(root / path, known.get(path, "")))


def changed_in(root: Path, paths: Iterable[str], asked: str) -> frozenset[str]:
    """The `paths` (relative to `root`) whose content HEAD does not hold."""
    known = {path: blob for path, blob, _ in _listed(root, commit_of(root, "HEAD", asked), asked, sized=False)}
    return frozenset(path for path in paths if not _is_unchanged(root / path, known.get(path, "")))


def commit_of(root: Path, revision: str, asked: str) -> str:
    """The id of the commit that a revision names. `asked` is what the user wrote, for the RevisionError there may be."""
    if not revision.startswith("-"):
        commit = _git(root, asked, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if commit:
            return commit
    raise RevisionError(f"{asked} {revision}: there is no such revision here")


def merge_base(root: Path, commit: str, asked: str) -> str:
    """Where HEAD left the line of `commit`; `commit` itself where they have nothing in common."""
    return _git(root, asked, "merge-base", commit, "HEAD") or commit


def history(root: Path, start: str, asked: str) -> list[tuple[str, str]]:
    """The commits of the first-parent line that leads to HEAD and changed something in `root`, with their days (ISO 8601),
    oldest first; with `start` (a commit) it and those after it.
    """
    line = f"{start}..HEAD" if start else "HEAD"
    told = _git(root, asked, "log", "--first-parent", "--format=%H %cs", line, "--", ".")
    found = [(commit, day) for commit, _, day in (row.partition(" ") for row in told.splitlines())][::-1]
    if start:
        day = _git(root, asked, "show", "--no-patch", "--format=%cs", start)
        found.insert(0, (start, day))
    return found


def churn(root: Path, since: str, asked: str) -> dict[str, int]:
    """How many commits changed each file below `root` since a day (ISO 8601); merges do not count. Raises RevisionError."""
    prefix = _git(root, asked, "rev-parse", "--show-prefix")
    told = _run(root, asked, "log", "--no-merges", f"--since={since}", "--format=", "--name-only", "-z", "--", ".")
    counts: Counter[str] = Counter(
        path.strip().removeprefix(prefix) for path in told.decode("utf-8", "surrogateescape").split("\0")
    )
    del counts[""]
    return dict(counts)


def copy_of(root: Path, commit: str, folder: Path, asked: str) -> None:
    """Writes into `folder` what `root` held at a commit: its files, byte by byte, without links and submodules. Raises
    RevisionError, and OSError where it cannot be written.
    """
    batch: list[tuple[Path, str]] = []
    size = 0
    for path, blob, length in _listed(root, commit, asked):
        parts = path.split("/")
        if not path or any(part in ("", ".", "..", ".git") for part in parts) or "\\" in path:
            continue
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        if length > _LARGEST:
            with target.open("wb") as file:
                file.truncate(length)
            continue
        batch.append((target, blob))
        size += length
        if size > _BATCH:
            _write(root, batch, asked)
            batch, size = [], 0
    _write(root, batch, asked)


def _write(root: Path, batch: list[tuple[Path, str]], asked: str) -> None:
    if not batch:
        return
    told = _run(root, asked, "cat-file", "--batch", given="".join(f"{blob}\n" for _, blob in batch).encode())
    at = 0
    for target, _ in batch:
        end = told.index(b"\n", at)
        kind, length = told[at:end].split(b" ")[1:3]
        if kind != b"blob":
            raise RevisionError(f"{asked}: git gave no content for {target.name}")
        at = end + 1 + int(length)
        target.write_bytes(told[end + 1 : at])
        at += 1


def _listed(root: Path, commit: str, asked: str, *, sized: bool = True) -> Iterator[tuple[str, str, int]]:
    """Path relative to `root`, id and size (0 where it is not asked for) of every file at a commit."""
    options = ("-r", "-l", "-z") if sized else ("-r", "-z")
    listing = _run(root, asked, "ls-tree", *options, commit, "--", ".").decode("utf-8", "surrogateescape")
    for line in listing.split("\0"):
        known, tab, path = line.partition("\t")
        if tab:
            mode, kind, blob, *size = known.split()
            if kind == "blob" and mode != "120000":
                yield path, blob, int(size[0]) if size else 0


def _is_unchanged(path: Path, blob: str) -> bool:
    if not blob:
        return False
    try:
        content = path.read_bytes()
    except OSError:
        return False
    header = b"blob %d\0" % len(content)
    algorithm = "sha1" if len(blob) == 40 else "sha256"
    return hashlib.new(algorithm, header + content, usedforsecurity=False).hexdigest() == blob


def _git(root: Path, asked: str, *arguments: str) -> str:
    """What a git command prints; "" when it fails without a word of its own."""
    return _run(root, asked, *arguments).decode("utf-8", "surrogateescape").strip()


def _run(root: Path, asked: str, *arguments: str, given: bytes = b"") -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", "-C", os.fspath(root), "-c", "core.fsmonitor=false", "--no-pager", *arguments]
    try:
        done = subprocess.run(command, env=environment, input=given, capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError:
        raise RevisionError(f"{asked} needs git, which is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"{asked}: git did not answer within {_SECONDS} seconds") from None
    if done.returncode and done.stderr.strip():
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[0]
        raise RevisionError(f"{asked}: {told}")
    return b"" if done.returncode else done.stdout

"""Which files differ from a revision: a project's folder and a revision in, paths out. Asks git for ids, never for diffs:
comparing work trees would run the project's own filters and drivers.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from archlint.model.rulebook import DeclarationError

_SECONDS = 60


class RevisionError(DeclarationError):
    """`--since` cannot be answered: no repository, no such revision, no git."""


def changed_since(root: Path, revision: str, paths: Iterable[str]) -> frozenset[str]:
    """The `paths` (relative to `root`) whose content is not that of the merge base of `revision` and HEAD."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise RevisionError(f"--since {revision}: there is no such revision here")
    start = _git(root, "merge-base", commit, "HEAD") or commit
    listing = _git(root, "ls-tree", "-r", "-z", start, "--", ".")
    known = {}
    for line in listing.split("\0"):
        mode_type_id, tab, path = line.partition("\t")
        if tab:
            known[path] = mode_type_id.rpartition(" ")[2]
    return frozenset(path for path in paths if not _is_unchanged(root / path, known.get(path, "")))


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


def _git(root: Path, *arguments: str) -> str:
    """What a git command prints; "" when it fails without a word of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-C", os.fspath(root), "-c", "core.fsmonitor=false", "--no-pager", *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError:
        raise RevisionError("--since needs git, which is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"--since: git did not answer within {_SECONDS} seconds") from None
    if done.returncode and done.stderr.strip():
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[0]
        raise RevisionError(f"--since: {told}")
    if done.returncode:
        return ""
    text = done.stdout.decode("utf-8", "surrogateescape")
    return text if "\0" in text else text.strip()

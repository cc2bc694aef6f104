"""The analysis of a project as it was: its folder, a commit and a Request in, an Analysis out. Nothing is checked out."""

import tempfile
from pathlib import Path

from archlint.model.analysis import Analysis
from archlint.pipeline.analyze import analyze
from archlint.pipeline.git import RevisionError, commit_of, copy_of, merge_base
from archlint.pipeline.request import Request, cache_folder


def analyze_revision(root: Path, revision: str, request: Request, asked: str, *, fork: bool) -> tuple[str, Analysis]:
    """The short id of the commit and what archlint says of it, by its own declaration unless the request names one. With
    `fork` it is the commit at which HEAD left the line of the revision. Facts are shared with the runs on `root`: they depend
    on the content of files alone. Raises RevisionError, and DeclarationError as `analyze` does.
    """
    commit = commit_of(root, revision, asked)
    if fork:
        commit = merge_base(root, commit, asked)
    with tempfile.TemporaryDirectory(prefix="archlint-") as folder:
        copy = Path(folder) / (root.resolve().name or "project")
        copy.mkdir()
        try:
            copy_of(root, commit, copy, asked)
        except OSError as error:
            raise RevisionError(f"{asked} {revision}: it could not be copied to {folder}: {error.strerror}") from None
        cache = cache_folder(root, request)
        return commit[:10], analyze(
            copy, request._replace(cache=cache is not None, cache_dir=cache and cache.resolve(), passing=True)
        )


def named(revision: str, commit: str) -> str:
    """`main (1a2b3c4d5e)`: what people called it, and what that was."""
    return revision if commit.startswith(revision) or revision.startswith(commit) else f"{revision} ({commit})"

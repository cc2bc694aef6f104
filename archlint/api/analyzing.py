"""`archlint.analyze`: a project's folder in, the Analysis of one run out."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from archlint.model.analysis import Analysis
from archlint.pipeline.analyze import analyze as run
from archlint.pipeline.request import Request


def analyze(  # noqa: PLR0913 - the options of `archlint check`
    folder: str | PathLike[str] = ".",
    *,
    config: str | PathLike[str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    since: str | None = None,
    workers: int | None = None,
    cache: bool = True,
) -> Analysis:
    """Read the project in `folder` and judge it by its declaration, or by drafted layers where it has none (then
    `Analysis.draft` is not empty).

    `select` and `ignore` name checks; `since` is a git revision: everything is judged, `findings` are what the change since
    then touches. Facts are stored in the folder's `.archlint_cache` unless `cache` is False. The graph, the verdicts of its
    dependencies and, where layers lie in several components, what crosses processes are in the result.

    Raises NotADirectoryError where there is no such folder, ValueError for a name that is no check, and
    `archlint.DeclarationError` (`str()` is the whole message) for a declaration, a baseline or a revision that cannot be used.
    What is wrong with files of the project is in the result: `diagnostics` and `findings`.
    """
    from archlint.checks.catalogue import CHECKS

    root = Path(folder)
    if not root.is_dir():
        raise NotADirectoryError(f"there is no folder {root}")
    known = {check.name for check in CHECKS}
    chosen, left_out = tuple(select), tuple(ignore)
    unknown = sorted({*chosen, *left_out} - known)
    if unknown:
        raise ValueError(f"unknown checks: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    return run(
        root,
        Request(
            config=Path(config) if config is not None else None,
            select=chosen,
            ignore=left_out,
            since=since,
            workers=workers,
            cache=cache,
            need_graph=True,
        ),
    )

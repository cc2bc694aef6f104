"""The options that commands share: an argument parser gets them here, and their values become a Request here."""

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from archlint.cli.door import Door
from archlint.cli.progress import Progress
from archlint.cli.usage import UsageError, nearest

if TYPE_CHECKING:
    from archlint.checks.check import Check
    from archlint.model.analysis import Analysis
    from archlint.model.balance import Measure
    from archlint.model.plan import PlanRequest
    from archlint.pipeline.request import Request

T = TypeVar("T")


def add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="the project's folder (default: here)")


def add_analysis(parser: argparse.ArgumentParser) -> None:
    """What decides which analysis is made, and how."""
    group = parser.add_argument_group("analysis")
    group.add_argument("--config", type=Path, metavar="FILE", help="the declaration, instead of PATH/archlint.toml")
    group.add_argument(
        "--workers", type=_positive, metavar="N", help="processes that read files (default: one per core)"
    )
    group.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="read files on the Dask cluster at tcp://HOST:PORT instead"
    )
    group.add_argument(
        "--store",
        default=os.environ.get("ARCHLINT_STORE", ""),
        metavar="URL",
        help="a store of facts that machines share: file:///DIR, s3://BUCKET/… (default: $ARCHLINT_STORE)",
    )
    group.add_argument("--no-cache", action="store_true", help="read every file again and store nothing")
    group.add_argument(
        "--cache-dir", type=Path, metavar="DIR", help="where facts are stored (default: PATH/.archlint_cache)"
    )


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Which checks judge."""
    group = parser.add_argument_group("selection")
    for option, told in (("--select", "judge by these checks only"), ("--ignore", "leave these checks out")):
        group.add_argument(
            option, action="append", default=[], metavar="CHECK", help=f"{told} (repeatable, comma lists)"
        )


def add_output(parser: argparse.ArgumentParser, formats: Iterable[str], default: str = "text") -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--format", choices=tuple(formats), default=default, help=f"default: {default}")
    group.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead of stdout")


def add_first_moves(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plan", action="store_true", help="answer how to start with the first moves of 'archlint plan', too (slower)"
    )


def first_moves(arguments: argparse.Namespace) -> "PlanRequest | None":
    """What `--plan` asks for."""
    if not arguments.plan:
        return None
    from archlint.model.plan import PlanRequest

    return PlanRequest(steps=3)


def project_root(arguments: argparse.Namespace) -> Path:
    """The folder to analyze. Raises UsageError where PATH is none."""
    root = Path(arguments.path)
    try:
        if root.is_dir():
            return root
        there = root.exists()
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {root}: {error}") from None
    if there:
        raise UsageError(
            f"{root} is a file; PATH is the folder of a project, dependencies cannot be judged file by file"
        )
    raise UsageError(f"there is no folder {root}")


def analyzed(  # noqa: PLR0913 - each keyword is one field of the Request
    arguments: argparse.Namespace,
    door: Door,
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    since: str | None = None,
    need_graph: bool = False,
    draft: bool = False,
    need_balance: bool = False,
    measure: "Measure | None" = None,
    units_of: str | None = None,
    need_operations: bool = False,
    need_connections: bool = False,
    need_architecture: bool = False,
    need_journeys: bool = False,
    count_journeys: bool = False,
    need_standards: bool = False,
    need_assessment: bool = False,
    facts: tuple[Path, ...] = (),
    plan: "PlanRequest | None" = None,
) -> "Analysis":
    """The analysis that the options ask for, with a progress line meanwhile."""
    from archlint.pipeline.request import Request

    return with_progress(
        arguments,
        door,
        Request(
            select=select,
            ignore=ignore,
            since=since,
            need_graph=need_graph,
            draft=draft,
            need_balance=need_balance,
            measure=measure,
            units_of=units_of,
            need_operations=need_operations,
            need_connections=need_connections,
            need_architecture=need_architecture,
            need_journeys=need_journeys,
            count_journeys=count_journeys,
            need_standards=need_standards,
            need_assessment=need_assessment,
            facts=facts,
            plan=plan,
        ),
        door.analyze,
    )


def with_progress(
    arguments: argparse.Namespace, door: Door, request: "Request", analyze: "Callable[[Path, Request], T]"
) -> "T":
    """What `analyze` makes of the project's folder and the request, to which the options under "analysis" are added."""
    root = project_root(arguments)
    if arguments.config is not None and not arguments.config.is_file():
        raise UsageError(f"there is no file {arguments.config} (--config)")
    progress = Progress(door.terminal.err, enabled=door.terminal.interactive and not door.quiet)
    try:
        return analyze(
            root,
            request._replace(
                config=arguments.config,
                workers=arguments.workers,
                scheduler=arguments.scheduler,
                store=arguments.store,
                cache=not arguments.no_cache,
                cache_dir=arguments.cache_dir,
                progress=progress,
            ),
        )
    finally:
        progress.clear()


def catalogue() -> "tuple[Check, ...]":
    """All checks. Imported when asked for: a check without options on checks needs none of them."""
    from archlint.checks.catalogue import CHECKS

    return CHECKS


def check_names(values: Sequence[str], option: str) -> tuple[str, ...]:
    """The names in repeated, comma-separated values. Raises UsageError for one that is no check."""
    if not values:
        return ()
    known = [check.name for check in catalogue()]
    names = [name for value in values for name in (piece.strip() for piece in value.split(",")) if name]
    for name in names:
        if name not in known:
            raise UsageError(
                f"unknown check '{name}' in {option}{nearest(name, known)}\n'archlint explain' lists the checks."
            )
    if not names:
        raise UsageError(f"{option} names no check")
    return tuple(dict.fromkeys(names))


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1024):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes (1 to 1024)")
    return int(text)

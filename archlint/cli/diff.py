"""`archlint diff`: two revisions or two saved analyses, and what one has that the other has not."""

import argparse
from pathlib import Path

from archlint.cli.arguments import add_analysis, add_output, with_progress
from archlint.cli.delivery import deliver, to_terminal
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.graphviz import draw
from archlint.cli.output_file import check_writable
from archlint.cli.saved import read_saved
from archlint.cli.usage import UsageError
from archlint.model.analysis import Analysis
from archlint.reports.formats import DIFFERENCE_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import LEVELS, Choice, View

DESCRIPTION = """Say what changed between BEFORE and AFTER: findings, dependencies, operations and the balance, gained and
lost. Each is a git revision, or a file that 'archlint check --format json' saved. Without AFTER it is the project as it is,
compared with the commit at which it left BEFORE; without either, with HEAD. Nothing is checked out. Exit code: 0, or 2 when one
of the two cannot be analyzed."""

_NOW = "the files as they are"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", nargs="?", default="HEAD", metavar="BEFORE", help="default: HEAD")
    parser.add_argument("after", nargs="?", metavar="AFTER", help=f"default: {_NOW}")
    parser.add_argument(
        "--project", dest="path", default=".", metavar="PATH", help="the project's folder (default: here)"
    )
    add_output(parser, DIFFERENCE_FORMATS)
    parser.add_argument(
        "--level", choices=[level for level in LEVELS if level != "component"], help="what is a box in a picture"
    )
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = DIFFERENCE_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    before = _side(arguments, door, arguments.before, fork=arguments.after is None)
    after = _side(arguments, door, arguments.after, fork=False)
    say(after[1].diagnostics, door, every=arguments.all)
    known = set(after[1].diagnostics)
    for label, analysis in (before, after):
        for said in analysis.diagnostics:
            if said.kind == "error" and said not in known:
                door.note(f"{label}: {said.file}: {said.message}")
        if analysis.draft:
            door.note(f"{label}: no layers are declared there; --config FILE judges both by one declaration")
    people = to_terminal(arguments, chosen)
    view = View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else 20,
        level=arguments.level,
        choice=Choice(changes=True),
        engine=draw,
        before=before,
        now=after[0],
    )
    deliver(arguments.output, door, chosen, after[1], view)
    problems = any(said.kind == "error" for _, analysis in (before, after) for said in analysis.diagnostics)
    return CANNOT_CHECK if problems else CLEAN


def _side(arguments: argparse.Namespace, door: Door, side: str | None, *, fork: bool) -> tuple[str, Analysis]:
    """What one of the two is called, and its analysis."""
    from archlint.pipeline.request import Request
    from archlint.pipeline.revision import analyze_revision, named

    wanted = Request(need_graph=True, need_balance=True, need_operations=True)
    if side is None:
        return _NOW, with_progress(arguments, door, wanted, door.analyze)
    if side == "-" or Path(side).is_file():
        analysis = read_saved(side, door)
        if analysis.graph is None:
            raise UsageError(f"{side} holds no graph; save the analysis with 'archlint check --format json'")
        return Path(side).stem, analysis
    if side.endswith(".json"):
        raise UsageError(f"there is no file {side}")
    commit, analysis = with_progress(
        arguments, door, wanted, lambda root, request: analyze_revision(root, side, request, "diff", fork=fork)
    )
    return named(side, commit), analysis

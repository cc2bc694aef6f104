"""`archlint transition`: analyze, and say how far it is to the target, what was promised and how it went so far."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed, with_progress
from archlint.cli.delivery import deliver, to_terminal
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.cli.saved import read_saved, saved_files
from archlint.cli.usage import UsageError
from archlint.model.analysis import Analysis
from archlint.model.transition import BurnPoint
from archlint.reports.formats import TRANSITION_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.transition_words import HOW, NOTHING
from archlint.reports.view import View

DESCRIPTION = """Say how far the project in PATH is from its target architecture ([transition] in archlint.toml): the
modules that still belong to today's and the findings that would fail if the target held today, both architectures side by
side, whether the goals are met, and with --revisions or --history how it went so far. Nothing is judged by its exit code:
0, or 2 when no transition is declared or a part of the project could not be read. 'archlint check' reports goals that are
missed."""

_MOST = 200


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, TRANSITION_FORMATS)
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    group = parser.add_argument_group("burn-down")
    group.add_argument(
        "--revisions",
        type=_number,
        metavar="N",
        help=f"look at N commits, evenly spread over the history of HEAD (2 to {_MOST}); what is found is kept",
    )
    group.add_argument("--since", default="", metavar="REV", help="with --revisions: from this revision on")
    group.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="SAVED",
        help="an earlier analysis, saved with 'archlint check --format json', or a folder of them, whose order is that of "
        "their names (repeatable, oldest first)",
    )
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = TRANSITION_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    if arguments.since and not arguments.revisions:
        raise UsageError("--since needs --revisions")
    earlier = tuple((path.stem, read_saved(str(path), door)) for path in saved_files(arguments.history, _MOST))
    analysis = analyzed(arguments, door, need_journeys=True)
    say(analysis.diagnostics, door, every=arguments.all)
    if analysis.transition is None:
        door.terminal.complain(f"{NOTHING} {HOW} (exit code 2)")
        return CANNOT_CHECK
    people = to_terminal(arguments, chosen)
    view = View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else 3,
        burn=_burn(arguments, door, analysis, earlier),
    )
    deliver(arguments.output, door, chosen, analysis, view)
    return CANNOT_CHECK if any(said.kind == "error" for said in analysis.diagnostics) else CLEAN


def _burn(
    arguments: argparse.Namespace, door: Door, analysis: Analysis, earlier: tuple[tuple[str, Analysis], ...]
) -> tuple[BurnPoint, ...]:
    """What is known of the past, and today; () where nobody asked for it."""
    if not (arguments.revisions or earlier) or analysis.transition is None:
        return ()
    from archlint.measures.transition import burn_point
    from archlint.pipeline.burndown import burn_down
    from archlint.pipeline.request import Request

    points: list[BurnPoint] = []
    for label, one in earlier:
        if one.transition is None:
            points.append(BurnPoint(label=label, why="it was saved without a transition"))
        else:
            points.append(burn_point(label, "", one.transition))
    if arguments.revisions:
        points += with_progress(
            arguments,
            door,
            Request(need_journeys=True),
            lambda root, request: burn_down(root, request, arguments.revisions, arguments.since),
        )
    return (*points, burn_point("now", "", analysis.transition))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 2 <= int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of commits (2 to {_MOST})")
    return int(text)

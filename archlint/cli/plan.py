"""`archlint plan`: analyze, propose the next moves or try those that are given, and say what each would do."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, with_progress
from archlint.cli.delivery import deliver, outcome_of, view_for
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.cli.usage import UsageError
from archlint.model.plan import FORMS, Move, PlanRequest, parse_move
from archlint.reports.formats import PLAN_FORMATS
from archlint.reports.outcome import CANNOT_CHECK

DESCRIPTION = """Propose the next moves of the project in PATH towards its target architecture, each with what it does to
findings, balance and journeys, what it creates, and what it costs, in an order in which every one can be shipped by itself:
none creates a finding. With --apply MOVE --dry-run say what that move would do. Nothing is changed: moves are done on the
dependency graph, which is judged again. Exit code: 0, or 2 when a move cannot be done or a part of the project could not be
read."""

_MOST = 200


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, PLAN_FORMATS)
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    group = parser.add_argument_group("moves")
    group.add_argument("--steps", type=_number, default=10, metavar="N", help=f"propose at most N moves (1 to {_MOST})")
    group.add_argument(
        "--trials",
        type=_trials,
        default=0,
        metavar="N",
        help="judge at most N moves (default: by the size of the project)",
    )
    group.add_argument(
        "--apply",
        action="append",
        default=[],
        metavar="MOVE",
        help="what this move would do, after those before it (repeatable): " + "; ".join(FORMS),
    )
    group.add_argument("--dry-run", action="store_true", help="touch no file; --apply asks for it")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = PLAN_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    wanted = _request(arguments)
    from archlint.pipeline.request import Request

    analysis = with_progress(arguments, door, Request(plan=wanted), door.analyze)
    say(analysis.diagnostics, door, every=arguments.all)
    if analysis.draft or not analysis.layers:
        door.terminal.complain("nothing to plan: no layers are declared; 'archlint init' drafts them (exit code 2)")
        return CANNOT_CHECK
    if analysis.plan is not None and wanted.apply and analysis.plan.held_back:
        held = analysis.plan.held_back[0]
        raise UsageError(f"--apply {held.text}: {held.why}")
    deliver(arguments.output, door, chosen, analysis, view_for(arguments, door, chosen, 5))
    return outcome_of(analysis)


def _request(arguments: argparse.Namespace) -> PlanRequest:
    moves: list[Move] = []
    for text in arguments.apply:
        move = parse_move(text)
        if move is None:
            raise UsageError(f"--apply: '{text}' is no move. A move is one of:\n  " + "\n  ".join(FORMS))
        moves.append(move)
    if moves and not arguments.dry_run:
        raise UsageError("--apply needs --dry-run: archlint says what a move would do, it does not do it")
    return PlanRequest(steps=arguments.steps, apply=tuple(moves), trials=arguments.trials)


def _number(text: str) -> int:
    return _between(text, _MOST)


def _trials(text: str) -> int:
    return _between(text, 100_000)


def _between(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {most:,}")
    return int(text)

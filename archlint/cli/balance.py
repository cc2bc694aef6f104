"""`archlint balance`: analyze, and print how the logic is spread over the layers."""

import argparse
from typing import get_args

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed
from archlint.cli.delivery import deliver, outcome_of, view_for
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.model.analysis import Analysis
from archlint.model.balance import Measure
from archlint.reports.formats import BALANCE_FORMATS
from archlint.reports.outcome import CANNOT_CHECK

DESCRIPTION = """Print how the logic of the project in PATH is spread over its layers and their parts: shares against the bands
that [balance] declares, the heaviest functions, and which of them would have to move. Nothing is judged here: 'archlint
check' does that. Exit code: 0, or 2 when there is nothing to weigh or a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, BALANCE_FORMATS)
    parser.add_argument(
        "--measure",
        choices=get_args(Measure),
        help="what the logic is counted in (default: as declared, else decisions)",
    )
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = BALANCE_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_balance=True, measure=arguments.measure)
    say(analysis.diagnostics, door, every=arguments.all)
    nothing = _why_nothing(analysis)
    if nothing:
        door.terminal.complain(f"{nothing} (exit code 2)")
        return CANNOT_CHECK
    deliver(arguments.output, door, chosen, analysis, view_for(arguments, door, chosen, 5))
    if analysis.draft:
        door.note("no layers are declared; these are a draft, which 'archlint init' writes to archlint.toml")
    return outcome_of(analysis)


def _why_nothing(analysis: Analysis) -> str:
    """Why there is nothing to weigh, "" where there is something."""
    if not analysis.statistics.modules:
        return "nothing to weigh: no source file was found"
    if not analysis.layers:
        return "nothing to weigh: no layers are declared, and the code shows none that are clear enough to draft"
    if analysis.balance is None or not analysis.balance.logic:
        return "nothing to weigh: no function in any layer holds logic by this measure"
    return ""

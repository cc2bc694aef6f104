"""`archlint journeys`: analyze, and follow every declared journey from its screens to the systems behind."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed
from archlint.cli.delivery import deliver, outcome_of, view_for
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.reports.formats import JOURNEY_FORMATS
from archlint.reports.journeys_words import HOW, NOTHING
from archlint.reports.outcome import CANNOT_CHECK

DESCRIPTION = """Follow the customer journeys that [[journeys]] declares in the project in PATH, from their screens through
APIs and services to the systems behind, over calls, requests and events: what is touched in each layer, where the way is not
known, what journeys share, how far each has moved by [transition], which to move first and the smallest scope that is complete.
Exit code: 0, or 2 when none is declared or a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, JOURNEY_FORMATS)
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = JOURNEY_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_journeys=True)
    say(analysis.diagnostics, door, every=arguments.all)
    if not analysis.journeys:
        door.terminal.complain(f"{NOTHING} {HOW} (exit code 2)")
        return CANNOT_CHECK
    for trace in analysis.journeys:
        if not trace.screens:
            door.note(f"journey {trace.name}: its entries name no module")
    deliver(arguments.output, door, chosen, analysis, view_for(arguments, door, chosen, 5))
    return outcome_of(analysis)

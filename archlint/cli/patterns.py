"""`archlint patterns`: analyze, and print the operations of the enablement layers by the patterns they follow."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed
from archlint.cli.delivery import deliver, outcome_of, view_for
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.reports.formats import PATTERN_FORMATS
from archlint.reports.outcome import CANNOT_CHECK

DESCRIPTION = """Print the operations that the enablement layers of the project in PATH offer: the functions at routes and those
that other layers call. Each is classified by its backends (none, one without logic, one with logic, several), by the
channels that use it, and by the layers in which somebody asks who may. Exit code: 0, or 2 when there is nothing to classify
or a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, PATTERN_FORMATS)
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = PATTERN_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_operations=True)
    say(analysis.diagnostics, door, every=arguments.all)
    if not analysis.operations:
        door.terminal.complain(
            "nothing to classify: no layer between the user interface and the backend offers an operation "
            "(tier in [[layers]] says which layers enable) (exit code 2)"
        )
        return CANNOT_CHECK
    deliver(arguments.output, door, chosen, analysis, view_for(arguments, door, chosen, 5))
    if analysis.draft:
        door.note("no layers are declared; these are a draft, which 'archlint init' writes to archlint.toml")
    return outcome_of(analysis)

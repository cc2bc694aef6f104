"""`archlint standards`: analyze, and print which interfaces of industry standards the project offers and uses."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed
from archlint.cli.delivery import deliver, outcome_of, view_for
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.reports.formats import STANDARD_FORMATS

DESCRIPTION = """Print the standard interfaces (TM Forum Open APIs) that the project in PATH offers, uses and documents: by
which layers and components, in which versions, and what has drifted: versions that are older than all current ones, and
resources that the standard does not have. Interfaces are known by their paths and by the titles of contracts. Works
without a declaration. Exit code: 0, or 2 when a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, STANDARD_FORMATS)
    parser.add_argument("--all", action="store_true", help="list every place, and cut no list")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = STANDARD_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_standards=True)
    say(analysis.diagnostics, door, every=arguments.all)
    deliver(arguments.output, door, chosen, analysis, view_for(arguments, door, chosen, 5))
    return outcome_of(analysis)

"""`archlint render SAVED`: a saved analysis in, the same analysis in any format out. Nothing is analyzed."""

import argparse

from archlint.cli.arguments import add_output, catalogue
from archlint.cli.delivery import deliver, to_terminal
from archlint.cli.door import Door
from archlint.cli.graphviz import draw
from archlint.cli.output_file import check_writable
from archlint.cli.saved import read_saved
from archlint.cli.usage import UsageError
from archlint.reports.formats import BALANCE_FORMATS, FORMATS, GRAPH_FORMATS, SHARED_NAMES
from archlint.reports.view import LEVELS, View

DESCRIPTION = """Show an analysis that 'archlint check --format json' saved in another format. SAVED is a file, or - for
standard input. Exit code: 0 rendered (whatever the analysis says), 2 SAVED or FILE cannot be used."""

_ALL = {
    **FORMATS,
    **{SHARED_NAMES.get(name, name): chosen for name, chosen in GRAPH_FORMATS.items()},
    **{f"balance-{name}": chosen for name, chosen in BALANCE_FORMATS.items()},
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("saved", metavar="SAVED", help="the file, or -")
    add_output(parser, _ALL)
    parser.add_argument("--level", choices=LEVELS, help="what is a node, in the formats of a graph")
    parser.add_argument("--all", action="store_true", help="cut nothing, show every finding of a group")
    parser.add_argument("--statistics", action="store_true", help="in text, also print the counts behind the last line")
    parser.add_argument("--strict", action="store_true", help="warnings count like errors")


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = _ALL[arguments.format]
    if arguments.level and chosen not in GRAPH_FORMATS.values():
        names = ", ".join(SHARED_NAMES.get(name, name) for name in GRAPH_FORMATS)
        raise UsageError(f"--level has no meaning for --format {arguments.format}; it belongs to {names}")
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = read_saved(arguments.saved, door)
    if analysis.graph is None and chosen in GRAPH_FORMATS.values():
        raise UsageError(f"{arguments.saved} holds no graph; save the analysis with 'archlint check --format json'")
    if analysis.balance is None and chosen in BALANCE_FORMATS.values():
        raise UsageError(
            f"{arguments.saved} holds no balance; 'archlint check --format json' saves it where [balance] declares bands"
        )
    people = to_terminal(arguments, chosen)
    view = View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else 5,
        statistics=arguments.statistics,
        strict=arguments.strict,
        level=arguments.level,
        checks=catalogue() if chosen.checks else (),
        engine=draw,
    )
    deliver(arguments.output, door, chosen, analysis, view)
    return 0

"""`archlint show`: analyze, render the graph in a format and at a level."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable, write_output
from archlint.reports.formats import ARCHITECTURE_FORMATS, GRAPH_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import LEVELS, View

DESCRIPTION = """Print the dependency graph of the project in PATH: as a tree, as JSON (archlint-graph/1), for Graphviz or for
Mermaid; violations are red. With --level component it is the architecture of services, stores, brokers and outside systems,
from code and deployment files. Exit code: 0, or 2 when there is nothing to show or a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, GRAPH_FORMATS)
    parser.add_argument(
        "--level",
        choices=LEVELS,
        help="what is a node (default: module for json, otherwise part where there are parts, else layer)",
    )
    parser.add_argument("--all", action="store_true", help="cut nothing, however large the graph is")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    by_component = arguments.level == "component"
    chosen = (ARCHITECTURE_FORMATS if by_component else GRAPH_FORMATS)[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_graph=not by_component, need_architecture=by_component)
    say(analysis.diagnostics, door, every=arguments.all)
    to_terminal = arguments.output is None and chosen.human
    view = View(
        color=to_terminal and door.terminal.color,
        width=door.terminal.width if to_terminal else 0,
        limit=None if arguments.all else 5,
        level=arguments.level,
    )
    text = chosen.render(analysis, view)
    if arguments.output is not None:
        write_output(arguments.output, text)
        door.note(f"written to {arguments.output}")
    else:
        door.terminal.out(text, exact=not chosen.human)
    if analysis.draft and not by_component:
        door.note("no layers are declared; these are a draft, which 'archlint init' writes to archlint.toml")
    if not analysis.statistics.modules:
        door.terminal.complain("nothing to show: no source file was found (exit code 2)")
        return CANNOT_CHECK
    return CANNOT_CHECK if any(said.kind == "error" for said in analysis.diagnostics) else CLEAN

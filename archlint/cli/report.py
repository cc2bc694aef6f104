"""`archlint report`: analyze with everything there is to tell, and write one HTML file that opens from disk."""

import argparse
from pathlib import Path

from archlint.cli.arguments import add_analysis, add_first_moves, add_path, analyzed, catalogue, first_moves
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable, write_output
from archlint.cli.saved import read_saved, saved_files
from archlint.reports.formats import REPORT_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import View

DESCRIPTION = """Write a report on the project in PATH for developers, architects and managers: one HTML file with a summary,
the map of the layers, the balance, the dependency structure matrix, findings, operations and the trend. It opens from disk and
loads nothing from anywhere. --format markdown writes what those who steer read: the summary, where and how to start, and the
maturity. Nothing is judged by its exit code: 0, or 2 when there is nothing to show or a part of the project
could not be read."""

_DEFAULTS = {"html": Path("archlint-report.html"), "markdown": Path("archlint-report.md")}
_MOST_EARLIER = 200


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    group = parser.add_argument_group("output")
    group.add_argument(
        "--format",
        choices=tuple(REPORT_FORMATS),
        default="html",
        help="html: the whole of it; markdown: the summary, where and how to start, and the maturity (default: html)",
    )
    told = " or ".join(map(str, _DEFAULTS.values()))
    group.add_argument("--output", type=Path, metavar="FILE", help=f"default: {told}; - is standard output")
    group.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="SAVED",
        help="an earlier analysis, saved with 'archlint check --format json', or a folder of them, whose order is that of "
        "their names (repeatable, oldest first)",
    )
    add_first_moves(parser)
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    output = arguments.output or _DEFAULTS[arguments.format]
    to_stdout = str(output) == "-"
    if not to_stdout:
        check_writable(output)
    history = tuple((path.stem, read_saved(str(path), door)) for path in saved_files(arguments.history, _MOST_EARLIER))
    analysis = analyzed(arguments, door, need_graph=True, need_assessment=True, plan=first_moves(arguments))
    say(analysis.diagnostics, door, every=False)
    if not analysis.statistics.modules:
        door.terminal.complain("nothing to show: no source file was found (exit code 2)")
        return CANNOT_CHECK
    text = REPORT_FORMATS[arguments.format].render(analysis, View(checks=catalogue(), history=history))
    if to_stdout:
        door.terminal.out(text, exact=True)
    else:
        write_output(output, text.encode("utf-8", "backslashreplace"))
        door.note(f"written to {output}")
    return CANNOT_CHECK if any(said.kind == "error" for said in analysis.diagnostics) else CLEAN

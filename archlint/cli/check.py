"""`archlint check`: analyze, say the diagnostics, write the report, answer with the exit code."""

import argparse
from pathlib import Path

from archlint.cli.arguments import (
    add_analysis,
    add_output,
    add_path,
    add_selection,
    analyzed,
    catalogue,
    check_names,
    project_root,
)
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable, write_output
from archlint.cli.source_lines import line_reader
from archlint.model.analysis import Analysis
from archlint.reports.formats import FORMATS
from archlint.reports.outcome import last_line, outcome
from archlint.reports.view import View

DESCRIPTION = """Judge the architecture of the project in PATH. Exit code: 0 clean, 1 findings, 2 cannot check (usage,
configuration, nothing to check), 3 internal error."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, FORMATS)
    parser.add_argument("--all", action="store_true", help="show every finding of a group, not the first few")
    parser.add_argument("--statistics", action="store_true", help="also print the counts behind the last line")
    parser.add_argument("--strict", action="store_true", help="warnings count like errors")
    parser.add_argument("--since", metavar="REV", help="judge everything, report what changed since that git revision")
    parser.add_argument(
        "--facts",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="facts that 'archlint facts' wrote on another machine (repeatable)",
    )
    add_selection(parser)
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(
        arguments,
        door,
        select=check_names(arguments.select, "--select"),
        ignore=check_names(arguments.ignore, "--ignore"),
        since=arguments.since,
        need_graph=chosen.graph,
        facts=tuple(arguments.facts),
    )
    say(analysis.diagnostics, door, every=arguments.all)
    text = chosen.render(analysis, _view(arguments, door))
    result = outcome(analysis, strict=arguments.strict)
    if arguments.output is not None:
        write_output(arguments.output, text)
        door.note(f"{last_line(analysis, strict=arguments.strict)} · written to {arguments.output}")
    else:
        door.terminal.out(text, exact=not chosen.human)
    if result.reason:
        door.terminal.complain(_why_not(analysis, result.reason))
    return result.code


def _view(arguments: argparse.Namespace, door: Door) -> View:
    to_terminal = arguments.output is None and FORMATS[arguments.format].human
    return View(
        color=to_terminal and door.terminal.color,
        width=door.terminal.width if to_terminal else 0,
        limit=None if arguments.all else 5,
        statistics=arguments.statistics,
        strict=arguments.strict,
        checks=catalogue() if FORMATS[arguments.format].checks else (),
        read_line=line_reader(project_root(arguments)),
    )


def _why_not(analysis: Analysis, reason: str) -> str:
    if analysis.draft:
        return f"{reason}; to make the layers binding, run 'archlint init' and commit archlint.toml (exit code 2)"
    if analysis.statistics.modules and not analysis.layers:
        return (
            f"{reason}; declare them in archlint.toml, which 'archlint init' writes where there is none (exit code 2)"
        )
    return f"{reason} (exit code 2)"

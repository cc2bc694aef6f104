"""Hands a report to whoever asked: a format, an analysis and a view in; a file, or standard output, written."""

import argparse
from pathlib import Path

from archlint.cli.door import Door
from archlint.cli.output_file import write_output
from archlint.model.analysis import Analysis
from archlint.reports.formats import Format
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import View


def to_terminal(arguments: argparse.Namespace, chosen: Format) -> bool:
    """Whether people read the report where it is printed, so that it may be coloured and wrapped."""
    return arguments.output is None and chosen.human


def view_for(arguments: argparse.Namespace, door: Door, chosen: Format, limit: int) -> View:
    """Coloured and wrapped where people read it; lists are cut at `limit` unless somebody wants all."""
    people = to_terminal(arguments, chosen)
    return View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else limit,
    )


def outcome_of(analysis: Analysis) -> int:
    """The exit code of a command that judges nothing: whether everything could be read."""
    return CANNOT_CHECK if any(said.kind == "error" for said in analysis.diagnostics) else CLEAN


def deliver(output: Path | None, door: Door, chosen: Format, analysis: Analysis, view: View) -> None:
    """Raises UsageError where it cannot be written."""
    if output is not None:
        write_output(output, chosen.encode(analysis, view))
        door.note(f"written to {output}")
    elif chosen.binary:
        door.terminal.out_bytes(chosen.encode(analysis, view))
    else:
        door.terminal.out(chosen.render(analysis, view), exact=not chosen.human)

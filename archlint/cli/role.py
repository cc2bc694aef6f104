"""`archlint role FILE[:NAME]`: what the functions of a file, or one of them, are for, with the evidence."""

import argparse
from pathlib import PurePath

from archlint.cli.arguments import add_analysis, add_output, analyzed
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable, write_output
from archlint.cli.usage import UsageError, nearest
from archlint.model.roles import UnitVerdict
from archlint.reports import unit_json, unit_text
from archlint.reports.outcome import CLEAN
from archlint.reports.view import View

DESCRIPTION = """Say what the functions of FILE are for (decision, composition, data access, presentation, translation,
pass-through or wiring), and what speaks for it: each sign that was seen, with its points for the role. NAME is a function's
name as findings give it (Invoice.total, or total alone) or the line it starts on. Exit code: 0, or 2 when FILE or NAME names
nothing."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "unit", metavar="FILE[:NAME]", help="a file of the project, with the name or line of a function"
    )
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="the project's folder (default: here)")
    parser.add_argument("--all", action="store_true", help="all the evidence")
    add_output(parser, ("text", "json"))
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    file, _, name = arguments.unit.partition(":")
    module = PurePath(file).as_posix().removeprefix("./")
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, units_of=module)
    say(analysis.diagnostics, door)
    if not analysis.units:
        raise UsageError(
            f"'{file}' holds no function that archlint reads\n"
            "FILE is relative to the project's folder; 'archlint show --level module' lists what there is."
        )
    units = _named(analysis.units, name) if name else analysis.units
    measure = analysis.balance.measure if analysis.balance is not None else "decisions"
    to_terminal = arguments.output is None and arguments.format == "text"
    view = View(
        color=to_terminal and door.terminal.color,
        width=door.terminal.width if to_terminal else 0,
        limit=None if arguments.all else 5,
    )
    if arguments.format == "json":
        text = unit_json.render(units, measure, analysis.archlint)
    else:
        text = unit_text.render(units, measure, view)
    if arguments.output is not None:
        write_output(arguments.output, text)
        door.note(f"written to {arguments.output}")
    else:
        door.terminal.out(text, exact=arguments.format == "json")
    return CLEAN


def _named(units: tuple[UnitVerdict, ...], name: str) -> tuple[UnitVerdict, ...]:
    """The units of this name or line. Raises UsageError where there is none."""
    found = tuple(unit for unit in units if name in (unit.name, str(unit.line)) or unit.name.endswith(f".{name}"))
    if not found:
        known = [unit.name for unit in units]
        raise UsageError(f"no function '{name}' in {units[0].module}{nearest(name, known)}")
    return found

"""`archlint assess`: analyze with everything there is to tell, and say how mature the system is and what it follows."""

import argparse

from archlint.cli.arguments import (
    add_analysis,
    add_first_moves,
    add_output,
    add_path,
    analyzed,
    first_moves,
    project_root,
)
from archlint.cli.delivery import deliver, to_terminal
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.cli.usage import UsageError, nearest
from archlint.model.analysis import Analysis
from archlint.reports.formats import ASSESSMENT_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import View

DESCRIPTION = """Say how mature the project in PATH is by a maturity model (rules/maturity): the level of each capability and
enabler with its evidence, the target, what is missing and the next step. Criteria are numbers from the code, or questions that
[[answers]] answers with who and when. --standard judges by a standard instead: met, missed or not visible in the code. Nothing
is met without evidence. Exit code: 0, or 2 when a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument(
        "--standard",
        action="append",
        default=[],
        metavar="NAME",
        help="judge by this standard (repeatable); 'list' lists them",
    )
    add_output(parser, ASSESSMENT_FORMATS)
    parser.add_argument("--all", action="store_true", help="show every criterion and every place")
    add_first_moves(parser)
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = ASSESSMENT_FORMATS[arguments.format]
    if arguments.output is not None:
        check_writable(arguments.output)
    known = _titles(arguments)
    if "list" in arguments.standard:
        width = max(map(len, known))
        door.terminal.out("".join(f"{name:{width}}  {title}\n" for name, title in known.items()))
        return CLEAN
    for name in arguments.standard:
        if name not in known:
            raise UsageError(f"unknown standard '{name}'{nearest(name, known)}\n--standard list lists them.")
    analysis = analyzed(arguments, door, need_assessment=True, plan=first_moves(arguments))
    say(analysis.diagnostics, door, every=arguments.all)
    if not analysis.statistics.modules:
        door.terminal.complain("nothing to assess: no source file was found (exit code 2)")
        return CANNOT_CHECK
    people = to_terminal(arguments, chosen)
    view = View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else 3,
        standards=tuple(arguments.standard),
    )
    deliver(arguments.output, door, chosen, analysis, view)
    return CANNOT_CHECK if _failed(analysis) else CLEAN


def _titles(arguments: argparse.Namespace) -> dict[str, str]:
    """The standards that can be judged by: the shipped ones, and those that the project brings along."""
    from archlint.rulebook.load import load_rulebook
    from archlint.rulebook.maturity import load_criteria

    declared = load_rulebook(project_root(arguments), arguments.config) if arguments.standard else None
    own = declared.criteria if declared is not None else ()
    return {one.name: one.title for one in (*load_criteria().values(), *own)}


def _failed(analysis: Analysis) -> bool:
    return any(said.kind == "error" for said in analysis.diagnostics)

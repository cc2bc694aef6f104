"""`archlint endpoints`: analyze, and print what the project serves, asks, publishes and reads across processes."""

import argparse

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed
from archlint.cli.delivery import deliver, to_terminal
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import check_writable
from archlint.cli.usage import UsageError
from archlint.reports.endpoints_filter import ONLY, STATUSES
from archlint.reports.formats import ENDPOINT_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import View

DESCRIPTION = """Print the routes that the project in PATH serves, the requests it sends and which route answers each, the
messages it publishes and reads, and the stores it declares. A request is linked (one component answers), ambiguous (several
do), external, dangling (whom it is sent to does not answer there) or unresolved (the code does not tell where it goes). Works
without a declaration. Exit code: 0, or 2 when a part of the project could not be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, ENDPOINT_FORMATS)
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    group = parser.add_argument_group("selection")
    group.add_argument("--only", choices=ONLY, help="show endpoints of this kind only")
    group.add_argument("--status", choices=STATUSES, help="show requests with this status only, and no other endpoints")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    chosen = ENDPOINT_FORMATS[arguments.format]
    if arguments.status is not None and arguments.only not in (None, "requests"):
        raise UsageError(
            f"--status {arguments.status} is about requests, so it goes with --only requests, not --only {arguments.only}"
        )
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_connections=True)
    say(analysis.diagnostics, door, every=arguments.all)
    people = to_terminal(arguments, chosen)
    view = View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else 5,
        only=arguments.only,
        status=arguments.status,
    )
    deliver(arguments.output, door, chosen, analysis, view)
    return CANNOT_CHECK if any(said.kind == "error" for said in analysis.diagnostics) else CLEAN

"""`archlint context FILE`: where a file stands, what it may use, who uses it, what is wrong with it."""

import argparse
from pathlib import PurePath

from archlint.cli.arguments import add_analysis, add_output, analyzed, project_root
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.named import modules_named
from archlint.cli.output_file import check_writable, write_output
from archlint.cli.usage import UsageError
from archlint.reports.view import View

DESCRIPTION = """Say where FILE stands: its layer, what it may use and must not use, the rules that speak about it, whom it
uses, who uses it, and its open findings. For people before a change, and for coding agents. Exit code: 0, or 2 when FILE
names nothing."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file of the project, or a dotted name")
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="the project's folder (default: here)")
    parser.add_argument("--all", action="store_true", help="all neighbours and findings")
    add_output(parser, ("text", "json"))
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    from archlint.api.adviser import adviser_of
    from archlint.reports import context_text
    from archlint.reports.json_text import json_text

    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(arguments, door, need_graph=True, need_connections=True)
    say(analysis.diagnostics, door)
    modules = modules_named(analysis, PurePath(arguments.file).as_posix())
    if len(modules) > 1:
        raise UsageError(f"'{arguments.file}' names {len(modules)} modules; name one: {', '.join(modules[:3])}, …")
    context = adviser_of(project_root(arguments), analysis, arguments.config).context(modules[0])
    as_text = arguments.format == "text"
    to_terminal = arguments.output is None and as_text
    view = View(
        color=to_terminal and door.terminal.color,
        width=door.terminal.width if to_terminal else 0,
        limit=None if arguments.all else 8,
    )
    text = context_text.render(context, view) if as_text else json_text(context)
    if arguments.output is not None:
        write_output(arguments.output, text)
        door.note(f"written to {arguments.output}")
    else:
        door.terminal.out(text, exact=not as_text)
    return 0

"""The command line: argv and three streams in, an exit code out (0 clean, 1 findings, 2 cannot check, 3 internal).

Importing this module loads no command; `main` imports the one that was asked for.
"""

import argparse
import errno
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn, Protocol, TextIO, cast

from archlint.cli.door import Door, default_analyze
from archlint.cli.terminal import Terminal
from archlint.cli.usage import UsageError, nearest
from archlint.version import __version__

if TYPE_CHECKING:
    from archlint.cli.door import Analyze

USAGE_ERROR, INTERNAL_ERROR, INTERRUPTED = 2, 3, 130
_SCARCE = frozenset({"ENOSPC", "EDQUOT", "EFBIG", "EROFS", "ENOMEM", "EAGAIN", "EMFILE", "ENFILE"})


class Row(NamedTuple):
    """A command: its name, the module that holds it, and its line in `archlint --help`."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Row("check", "archlint.cli.check", "judge the architecture; exit 1 when there are findings"),
    Row("init", "archlint.cli.init", "propose layers from the code and write them to archlint.toml"),
    Row(
        "import-config", "archlint.cli.import_config", "write the archlint.toml that judges as another tool's file does"
    ),
    Row("show", "archlint.cli.show", "print the dependency graph as a tree, JSON, DOT or Mermaid"),
    Row("report", "archlint.cli.report", "write one HTML page: map, balance, matrix, findings, trend"),
    Row("balance", "archlint.cli.balance", "print how the logic is spread over the layers, and what to move"),
    Row("patterns", "archlint.cli.patterns", "print the operations that are offered, by the patterns they follow"),
    Row("journeys", "archlint.cli.journeys", "follow customer journeys from their screens to the systems behind"),
    Row(
        "transition",
        "archlint.cli.transition",
        "say how far the code is from the target architecture, and what is left",
    ),
    Row("plan", "archlint.cli.plan", "propose the next moves towards the target, and say what a move would do"),
    Row("endpoints", "archlint.cli.endpoints", "print who serves, asks and publishes what across processes"),
    Row("standards", "archlint.cli.standards", "print which standard interfaces are offered and used, and where"),
    Row("assess", "archlint.cli.assess", "say how mature the system is, and what standards it follows"),
    Row("role", "archlint.cli.role", "say what a function is for, and what speaks for it"),
    Row("why", "archlint.cli.why", "print the shortest chain of dependencies from A to B"),
    Row("context", "archlint.cli.context", "say where a file stands, what it may use, and who uses it"),
    Row("explain", "archlint.cli.explain", "explain a check, or list all of them"),
    Row("baseline", "archlint.cli.baseline", "accept today's findings, so that only new ones count"),
    Row("diff", "archlint.cli.diff", "say what changed between two revisions or saved analyses"),
    Row("move", "archlint.cli.move", "move a Python module and rewrite everybody who imports it"),
    Row("render", "archlint.cli.render", "show a saved analysis in another format"),
    Row("facts", "archlint.cli.facts", "write the facts of a project, or of a shard of it, to a file"),
    Row("watch", "archlint.cli.watch", "check again whenever a file changes"),
    Row("lsp", "archlint.cli.lsp", "answer an editor over the Language Server Protocol"),
    Row("mcp", "archlint.cli.mcp", "answer a coding agent over the Model Context Protocol"),
)


class _Command(Protocol):
    """What a command's module offers."""

    DESCRIPTION: str

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace, door: Door) -> int: ...


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises instead of printing and exiting, and knows no colours of its own."""

    def __init__(self, prog: str, **options: object) -> None:
        super().__init__(prog=prog, allow_abbrev=False, add_help=False, **options)  # type: ignore[arg-type]
        self.color = False  # Python 3.14 would colour the help by looking at sys.stdout

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n{self.format_usage().rstrip()}\nTry '{self.prog} --help'.")


def main(
    argv: Sequence[str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    *,
    analyze: "Analyze" = default_analyze,
) -> int:
    """Run one command. Never raises for what users, projects or streams do; Ctrl-C gives 130, a bug in archlint 3."""
    words = list(sys.argv[1:] if argv is None else argv)
    streams = (stdin or sys.stdin, stdout or sys.stdout, stderr or sys.stderr)
    terminal = Terminal(*streams)
    debug = "--debug" in words
    try:
        options, rest = _globals().parse_known_args(words)
        terminal = Terminal(*streams, color=options.color)
        return _dispatch(options, rest, Door(terminal, analyze, options.quiet, debug))
    except UsageError as error:
        terminal.complain(str(error))
        return USAGE_ERROR
    except KeyboardInterrupt:
        terminal.err("\n" if terminal.interactive else "")
        return INTERRUPTED
    except Exception as error:
        return _failed(error, terminal, debug=debug)


def entry() -> NoReturn:
    """The console script: `main` on the process's own streams, then exit without a trace of a closed pipe."""
    from archlint.cli.process import prepare, settle

    prepare()
    gc.disable()  # a short life with few cycles in its data: looking for them takes a fifth of a large run
    try:
        code = main()
    except KeyboardInterrupt:
        code = INTERRUPTED
    settle()
    sys.exit(code)


def _globals() -> argparse.ArgumentParser:
    parser = _Parser("archlint")
    group = parser.add_argument_group("everywhere")
    group.add_argument("-h", "--help", action="store_true", help="show this help")
    group.add_argument("--version", action="store_true", help="show the version")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours; auto obeys NO_COLOR, FORCE_COLOR, TERM",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="no progress, notes or warnings on stderr")
    group.add_argument("--debug", action="store_true", help="show the traceback of an internal error")
    return parser


def _dispatch(options: argparse.Namespace, rest: list[str], door: Door) -> int:
    if options.version:
        door.terminal.out(f"archlint {__version__}\n")
        return 0
    if not rest:
        door.terminal.out(_overview()) if options.help else door.terminal.err(_overview())
        return 0 if options.help else USAGE_ERROR
    row = _row(rest[0])
    command = cast(_Command, import_module(row.module))
    parser = _Parser(f"archlint {row.name}", description=command.DESCRIPTION, parents=[_globals()])
    command.configure(parser)
    if options.help:
        door.terminal.out(parser.format_help())
        return 0
    return command.run(parser.parse_args(rest[1:], argparse.Namespace(**vars(options))), door)


def _row(name: str) -> Row:
    rows = {row.name: row for row in COMMANDS}
    if name in rows:
        return rows[name]
    if name.startswith("-"):
        raise UsageError(f"unknown option {name}; options of a command stand after it, as in 'archlint check {name}'")
    hint = nearest(name, rows)
    if not hint and Path(name).is_dir():
        hint = f"; to check that folder: archlint check {name}"
    raise UsageError(f"unknown command '{name}'{hint}\nCommands: {', '.join(rows)}. Try 'archlint --help'.")


def _overview() -> str:
    lines = ["usage: archlint COMMAND [OPTIONS]", "", "Architecture layering linter and analyzer.", "", "commands:"]
    lines += [f"  {row.name:15}{row.summary}" for row in COMMANDS]
    parser = _globals()
    lines += ["", *parser.format_help().split("\n\n", 1)[1].rstrip().splitlines()]
    lines += ["", "'archlint COMMAND --help' tells about a command. Start with 'archlint check'."]
    return "\n".join(lines) + "\n"


def _is_of_machine(error: Exception) -> bool:
    """Whether the machine has run out of something: disk, memory, processes, open files."""
    return isinstance(error, MemoryError) or (
        isinstance(error, OSError) and errno.errorcode.get(error.errno or 0) in _SCARCE
    )


def _failed(error: Exception, terminal: Terminal, *, debug: bool) -> int:
    """Say what happened: a declaration that cannot be used, a machine that has no room left (2), a broken installation or a
    fault of archlint (3).
    """
    from archlint.model.rulebook import DeclarationError

    if isinstance(error, DeclarationError):
        terminal.complain(str(error))
        return USAGE_ERROR
    if _is_of_machine(error):
        told = getattr(error, "strerror", None) or "there is not enough memory"
        where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        terminal.complain(f"cannot go on: {where}{told}")
        return USAGE_ERROR
    if debug:
        import traceback

        terminal.complain("".join(traceback.format_exception(error)))
    if isinstance(error, ImportError):
        told = (
            f"the installation is incomplete: {error}\nReinstall it: python -m pip install --force-reinstall archlint"
        )
    else:
        told = (
            f"internal error: {type(error).__name__}: {error}\n"
            f"This is a fault in archlint {__version__}, not in your project. "
            "Please report it in archlint's issue tracker, with the output of this command and --debug."
        )
    terminal.complain(told)
    return INTERNAL_ERROR

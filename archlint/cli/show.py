"""`archlint show`: analyze, and draw the graph in a format, at a level, as much of it as is asked for."""

import argparse
from typing import get_args

from archlint.cli.arguments import add_analysis, add_output, add_path, analyzed, with_progress
from archlint.cli.delivery import deliver, to_terminal
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.graphviz import draw
from archlint.cli.named import modules_named
from archlint.cli.output_file import check_writable
from archlint.cli.usage import UsageError, nearest
from archlint.model.analysis import Analysis
from archlint.model.graph import Kind
from archlint.model.patterns import PatternError, PatternSet
from archlint.reports.formats import ARCHITECTURE_FORMATS, DRAWN, GRAPH_FORMATS
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.view import LEVELS, Choice, View

DESCRIPTION = """Draw what depends on what in the project in PATH: layers as bands from top to bottom, violations red, what is
excepted dashed. With --level component it is the architecture of services, stores, brokers and outside systems, from code and
deployment files. Exit code: 0, or 2 when there is nothing to show or a part of the project could not be read."""

_FARTHEST = 99
_ACROSS: frozenset[Kind] = frozenset({"http", "event", "data"})
"""Kinds of dependency that nobody sees who does not follow connections."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_output(parser, GRAPH_FORMATS)
    parser.add_argument(
        "--level",
        choices=LEVELS,
        help="what is a box (default: module for json, otherwise part where there are parts, else layer)",
    )
    parser.add_argument(
        "--all", action="store_true", help="cut nothing and draw no coarser, however large the graph is"
    )
    choice = parser.add_argument_group("choice")
    choice.add_argument("--focus", metavar="X", help="this module, layer, part, folder or glob, and its neighbours")
    choice.add_argument(
        "--depth", type=_steps, default=1, metavar="N", help="how many steps around the focus (default: 1)"
    )
    choice.add_argument("--path", nargs=2, dest="ends", metavar=("A", "B"), help="the shortest ways from A to B")
    choice.add_argument("--only", choices=("violations",), help="nothing but what breaks the layering")
    choice.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help=f"only {', '.join(get_args(Kind))} (comma lists)"
    )
    choice.add_argument("--since", metavar="REV", help="mark what was added and removed since REV")
    choice.add_argument(
        "--collapse", action="append", default=[], metavar="GLOB", help="modules that are drawn as one (repeatable)"
    )
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    by_component = arguments.level == "component"
    chosen = (ARCHITECTURE_FORMATS if by_component else GRAPH_FORMATS)[arguments.format]
    _check(arguments, by_component=by_component)
    if arguments.output is not None:
        check_writable(arguments.output)
    analysis = analyzed(
        arguments,
        door,
        need_graph=True,
        need_architecture=by_component,
        need_connections=not _ACROSS.isdisjoint(_listed(arguments.kind)),
    )
    say(analysis.diagnostics, door, every=arguments.all)
    people = to_terminal(arguments, chosen)
    view = View(
        color=people and door.terminal.color,
        width=door.terminal.width if people else 0,
        limit=None if arguments.all else 5,
        level=arguments.level,
        choice=_choice_of_components(arguments, analysis) if by_component else _choice(arguments, analysis),
        engine=draw,
        before=_before(arguments, door),
    )
    deliver(arguments.output, door, chosen, analysis, view)
    if analysis.draft and not by_component:
        door.note("no layers are declared; these are a draft, which 'archlint init' writes to archlint.toml")
    if not analysis.statistics.modules:
        door.terminal.complain("nothing to show: no source file was found (exit code 2)")
        return CANNOT_CHECK
    return CANNOT_CHECK if any(said.kind == "error" for said in analysis.diagnostics) else CLEAN


def _check(arguments: argparse.Namespace, *, by_component: bool) -> None:
    """Raises UsageError for what has no meaning together, before the work."""
    kinds = get_args(Kind)
    for kind in _listed(arguments.kind):
        if kind not in kinds:
            raise UsageError(f"unknown kind '{kind}' in --kind; there are {', '.join(kinds)}")
    for pattern in arguments.collapse:
        try:
            PatternSet([pattern])
        except PatternError as error:
            raise UsageError(f"--collapse {pattern}: {error}") from None
    asked = [
        option
        for option, value in (
            ("--focus", arguments.focus),
            ("--path", arguments.ends),
            ("--only", arguments.only),
            ("--kind", arguments.kind),
            ("--collapse", arguments.collapse),
            ("--since", arguments.since),
        )
        if value
    ]
    of_modules = [option for option in asked if option in ("--collapse", "--since")]
    if by_component and of_modules:
        reasons = {
            "--collapse": "it draws modules as one, and components are drawn whole; --focus shows one with its neighbours",
            "--since": "it compares dependencies between modules; --level package or part shows where they came and went",
        }
        raise UsageError(f"{of_modules[0]} has no meaning with --level component: {reasons[of_modules[0]]}")
    if arguments.since and arguments.format not in DRAWN:
        raise UsageError(
            f"--since is drawn; it has no meaning for --format {arguments.format} ('archlint diff' tells it in words)"
        )
    if arguments.depth != 1 and not arguments.focus:
        raise UsageError("--depth says how far around --focus; there is no --focus")


def _before(arguments: argparse.Namespace, door: Door) -> tuple[str, Analysis] | None:
    """The project as it was where it left the revision of `--since`."""
    if not arguments.since:
        return None
    from archlint.pipeline.request import Request
    from archlint.pipeline.revision import analyze_revision, named

    commit, analysis = with_progress(
        arguments,
        door,
        Request(need_graph=True),
        lambda root, request: analyze_revision(root, arguments.since, request, "--since", fork=True),
    )
    return named(arguments.since, commit), analysis


def _choice(arguments: argparse.Namespace, analysis: Analysis) -> Choice:
    """What is to be shown. Raises UsageError for a word that names nothing."""
    modules = analysis.graph.modules if analysis.graph else ()
    for pattern in arguments.collapse:
        those = PatternSet([pattern])
        if not any(those.matches(module.id) for module in modules):
            raise UsageError(f"--collapse {pattern} matches no module")
    ends = arguments.ends
    return Choice(
        focus=modules_named(analysis, arguments.focus) if arguments.focus else (),
        depth=arguments.depth,
        ends=(modules_named(analysis, ends[0]), modules_named(analysis, ends[1])) if ends else None,
        violations=arguments.only == "violations",
        kinds=tuple(kind for kind in get_args(Kind) if kind in _listed(arguments.kind)),
        collapse=tuple(arguments.collapse),
    )


def _listed(values: list[str]) -> list[str]:
    return [name for value in values for name in (piece.strip() for piece in value.split(",")) if name]


def _steps(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _FARTHEST):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of steps (1 to {_FARTHEST})")
    return int(text)


def _choice_of_components(arguments: argparse.Namespace, analysis: Analysis) -> Choice:
    """The same among components, by their names. Raises UsageError for one that is none."""
    known = [one.name for one in analysis.architecture.components] if analysis.architecture else []
    for name in (*([arguments.focus] if arguments.focus else []), *(arguments.ends or ())):
        if name not in known:
            raise UsageError(f"'{name}' is no component{nearest(name, known)}\nThere are: {', '.join(known)}")
    ends = arguments.ends
    return Choice(
        focus=(arguments.focus,) if arguments.focus else (),
        depth=arguments.depth,
        ends=((ends[0],), (ends[1],)) if ends else None,
        violations=arguments.only == "violations",
        kinds=tuple(kind for kind in get_args(Kind) if kind in _listed(arguments.kind)),
    )

"""`archlint why A B`: which modules A and B name, the shortest chain between them, exit 1 when there is none."""

import argparse
from collections.abc import Iterable

from archlint.cli.arguments import add_analysis, analyzed, project_root
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.named import modules_named
from archlint.cli.source_lines import line_reader
from archlint.graph.shortest_chains import all_shortest
from archlint.model.graph import Graph
from archlint.reports.chain_text import ChainText
from archlint.reports.escape import visible
from archlint.reports.view import View
from archlint.reports.wording import count

DESCRIPTION = """Print the shortest chain of dependencies from A to B, with the line that causes each step. A and B are a
module's path, a layer, a part (layer.part), a folder, a glob, a dotted name (shop.billing.invoice), or a table. Exit
code: 0 there is a chain, 1 there is none, 2 A or B names nothing."""

FOUND, NOT_FOUND = 0, 1
_MOST = 20


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("importer", metavar="A", help="where the chain begins")
    parser.add_argument("imported", metavar="B", help="where it ends")
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="the project's folder (default: here)")
    parser.add_argument("--all", action="store_true", help=f"every shortest chain, not the first (at most {_MOST})")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    analysis = analyzed(arguments, door, need_graph=True, need_connections=True)
    say(analysis.diagnostics, door)
    graph = analysis.graph or Graph()
    ends = [modules_named(analysis, word) for word in (arguments.importer, arguments.imported)]
    outgoing: dict[str, list[str]] = {}
    for importer, imported in sorted({(edge.importer, edge.imported) for edge in graph.dependencies}):
        outgoing.setdefault(importer, []).append(imported)
    view = View(color=door.terminal.color, width=door.terminal.width, read_line=line_reader(project_root(arguments)))
    text = ChainText(analysis, view)
    one, other = visible(arguments.importer), visible(arguments.imported)

    found = all_shortest(outgoing, ends[0], ends[1], _MOST if arguments.all else 1)
    if found.total:
        _print(door, [f"{one} depends on {other} in {_steps(found.chains[0])}:"], text, found.chains)
        hidden = found.total - len(found.chains)
        if hidden:
            door.terminal.out(
                f"\n+{count(hidden, 'more chain')} as short" + ("" if arguments.all else " (--all shows them)") + "\n"
            )
        return FOUND
    door.terminal.out(f"no dependency from {one} to {other}\n")
    back = all_shortest(outgoing, ends[1], ends[0], 1)
    if back.total:
        told = f"the other way round, {other} depends on {one} in {_steps(back.chains[0])}:"
        _print(door, ["", told], text, back.chains)
    if graph.unresolved:
        missed = count(len(graph.unresolved), "reference")
        door.note(f"{missed} could not be resolved; a chain through them is not seen ('archlint check' lists them)")
    return NOT_FOUND


def _print(door: Door, head: list[str], text: ChainText, chains: Iterable[tuple[str, ...]]) -> None:
    lines = head
    for chain in chains:
        lines += ["", *text.lines(chain), *text.kept(chain[-1])]
    door.terminal.out("\n".join(lines) + "\n")


def _steps(chain: tuple[str, ...]) -> str:
    return count(len(chain) - 1, "step")

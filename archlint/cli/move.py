"""`archlint move`: a Python module and its new place in; a diff of everything that has to change out, or the change itself."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.cli.arguments import project_root
from archlint.cli.door import Door
from archlint.cli.usage import UsageError
from archlint.reports.outcome import CLEAN

if TYPE_CHECKING:
    from archlint.model.move import Move

DESCRIPTION = """Move the Python module SOURCE to TARGET and rewrite everybody who imports it; comments and formatting stay.
SOURCE is a file or a dotted name, TARGET a file, a folder or a dotted name. Prints the diff; --apply writes it, all of it or
nothing. Before that, the imports of the result are resolved again: they must lead where they lead today. Names in strings
and in other files are listed, not changed. Needs libcst: pip install 'archlint[move]'. Exit code: 0, or 2 when the move is
refused."""

_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="the module: shop/cart/prices.py or shop.cart.prices")
    parser.add_argument(
        "target", metavar="TARGET", help="its new place: shop/pricing/, shop/pricing/cart.py or shop.pricing.cart"
    )
    parser.add_argument(
        "--project", dest="path", default=".", metavar="PATH", help="the project's folder (default: here)"
    )
    parser.add_argument("--apply", action="store_true", help="write the change instead of showing it")
    parser.add_argument("--force", action="store_true", help="with --apply: also where git does not hold what is there")
    parser.add_argument("--all", action="store_true", help="list every line that is left to you")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the declaration, instead of PATH/archlint.toml")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that rewrite files (default: 1)")


def run(arguments: argparse.Namespace, door: Door) -> int:
    from importlib.util import find_spec

    if find_spec("libcst") is None:
        raise UsageError("'archlint move' needs libcst, which is not installed: pip install 'archlint[move]'")
    from archlint.pipeline.apply import NotApplied, apply
    from archlint.pipeline.journal import Interrupted, recover
    from archlint.pipeline.meanings import MoveRefused
    from archlint.pipeline.move import plan_move
    from archlint.reports.move_diff import render
    from archlint.rulebook.load import load_rulebook

    root = project_root(arguments)
    rulebook = load_rulebook(root, arguments.config)
    roots = rulebook.project.roots if rulebook is not None else ()
    try:
        recovered = recover(root)
        if recovered:
            door.note(recovered)
        if arguments.apply and not arguments.force:
            _safe(root)
        move = plan_move(root, arguments.source, arguments.target, roots=roots, workers=max(1, arguments.workers))
        if arguments.apply:
            apply(root, move.edits)
    except OSError as error:
        raise UsageError(f"the move is refused: {error.filename or 'a file'}: {error.strerror or error}") from None
    except (MoveRefused, NotApplied, Interrupted) as error:
        raise UsageError(f"the move is refused: {error}") from None
    if not arguments.apply:
        door.terminal.out(render(move), exact=True)
    _tell(move, door, applied=arguments.apply, limit=None if arguments.all else _SHOWN)
    return CLEAN


def _safe(root: Path) -> None:
    """Raises UsageError where git could not give back what the move changes."""
    from archlint.pipeline.discover import discover
    from archlint.pipeline.git import RevisionError, changed_in

    try:
        changed = sorted(changed_in(root, [file.path for file in discover(root).files], "--apply"))
    except RevisionError as error:
        raise UsageError(f"{error}\nThere would be no way back; --force moves all the same.") from None
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise UsageError(
            f"not committed: {changed[0]}{more}\nCommit first, so that there is a way back; --force moves all the same."
        )


def _tell(move: "Move", door: Door, *, applied: bool, limit: int | None) -> None:
    """On stderr, so that stdout is a diff and nothing else."""
    from archlint.reports.escape import visible

    changed = sum(1 for edit in move.edits if edit.before is not None and edit.place == edit.path)
    files = "1 file that imports it" if changed == 1 else f"{changed} files that import it"
    done, rewritten = ("moved", "rewrote") if applied else ("would move", "would rewrite")
    door.note(f"{done} {move.source} to {move.target}, {rewritten} {files}")
    for edit in move.edits:
        if edit.before is None:
            door.note(f"{'made' if applied else 'would make'} {visible(edit.path)}")
    for package in move.circles:
        door.note(
            f"look here: {visible(package)} runs before {move.target} from now on, and imports it: a circle at import time"
        )
    shown = move.told if limit is None else move.told[:limit]
    if shown:
        door.note(f"left to you ({len(move.told)}), since only an import certainly means the module:")
    for told in shown:
        door.note(f"  {visible(told.file)}:{told.line}: {visible(told.text)}")
    if len(move.told) > len(shown):
        door.note(f"  and {len(move.told) - len(shown)} more: --all")
    if not applied:
        door.note("--apply writes it")

"""`archlint watch`: check, and check again whenever a file of the project changes, until Ctrl-C."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from archlint.cli.arguments import add_analysis, add_path, add_selection, analyzed, check_names, project_root
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.source_lines import line_reader
from archlint.model.analysis import Analysis
from archlint.model.rulebook import DeclarationError
from archlint.reports import text
from archlint.reports.outcome import last_line
from archlint.reports.view import View

DESCRIPTION = """Check the project in PATH, and check it again whenever one of its files changes: all findings at first,
then the new ones and how many are gone. Ctrl-C ends it (exit code 130)."""

_PAUSE = 0.4  # seconds between two looks at the files
_FEW = 5


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_selection(parser)
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    return watch(arguments, door, lambda: time.sleep(_PAUSE))


def watch(arguments: argparse.Namespace, door: Door, pause: Callable[[], object]) -> int:
    """Ends when `pause` raises."""
    root = project_root(arguments)
    state: object = None
    last: Analysis | None = None
    while True:
        now = _state(root)
        if now != state:
            state = now
            try:
                last = _checked(arguments, door, root, last)
            except DeclarationError as error:
                door.terminal.complain(str(error))
        pause()


def _checked(arguments: argparse.Namespace, door: Door, root: Path, before: Analysis | None) -> Analysis:
    analysis = analyzed(
        arguments,
        door,
        select=check_names(arguments.select, "--select"),
        ignore=check_names(arguments.ignore, "--ignore"),
    )
    say(analysis.diagnostics, door)
    known = {finding.fingerprint for finding in before.open_findings} if before else set()
    fresh = tuple(finding for finding in analysis.findings if finding.fingerprint not in known)
    told = time.strftime("%H:%M:%S")
    if before is not None:
        gone = known - {finding.fingerprint for finding in analysis.open_findings}
        told += f"  {sum(finding.state == 'open' for finding in fresh):,} new, {len(gone):,} gone"
    view = View(color=door.terminal.color, width=door.terminal.width, limit=_FEW, read_line=line_reader(root))
    news = text.render(msgspec.structs.replace(analysis, findings=fresh), view).rstrip("\n").rpartition("\n")[0]
    told += f"\n{news}" if news else ""
    door.terminal.out(f"{told}\n{last_line(analysis)}\n\n")
    return analysis


def _state(root: Path) -> object:
    """What tells two moments of the project apart: the names, sizes and times of all files that a check reads."""
    from archlint.pipeline.discover import discover

    tree = discover(root)
    declaration = [path.stat().st_mtime_ns for path in (root / "archlint.toml",) if path.is_file()]
    return tree.files, tree.manifests, tree.deployment, declaration

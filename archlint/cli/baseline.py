"""`archlint baseline`: analyze, record today's findings in the baseline file, say what changed in it."""

import argparse
from collections import Counter
from pathlib import Path

from archlint.cli.arguments import add_analysis, add_path, analyzed, project_root
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import replace_whole
from archlint.cli.usage import UsageError
from archlint.reports.escape import visible
from archlint.reports.outcome import outcome
from archlint.reports.wording import count

DESCRIPTION = """Accept today's findings, so that only new ones count. The baseline names findings by content, not by line, and
is meant to be committed; running this again takes out what is fixed. It also keeps how many findings are on the way of each
journey that is declared: more of them are a finding, too (missed-goal). Exit code: 0 written, 2 nothing could be judged."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write there instead of the baseline that the project names"
    )
    parser.add_argument("--prune", action="store_true", help="only take out what is fixed, accept nothing new")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    from archlint.model.rulebook import Rulebook
    from archlint.pipeline.baseline import Baseline, encode, read, recorded
    from archlint.rulebook.load import load_rulebook

    root = project_root(arguments)
    analysis = analyzed(arguments, door, count_journeys=True)
    say(analysis.diagnostics, door)
    reason = outcome(analysis).reason
    if analysis.draft:
        raise UsageError(f"{reason}, so there is nothing to accept; run 'archlint init' first")
    if reason:
        raise UsageError(f"{reason}; a baseline of that would accept the wrong things, none was written")
    name = (load_rulebook(root, arguments.config) or Rulebook()).project.baseline
    path, label = (root / name, name) if arguments.output is None else (arguments.output, str(arguments.output))
    before = read(path, label)
    counted = analysis.on_journeys
    after = recorded(analysis.findings, accept_new=not arguments.prune, journeys=counted, before=before)
    if before is None and not after.entries:
        door.terminal.out("no findings: there is nothing to accept, and no baseline was written\n")
        return 0
    old, new = Counter((before or Baseline()).entries), Counter(after.entries)
    replace_whole(path, encode(after))
    changes = f"{(new - old).total():,} added, {(old - new).total():,} removed, {(old & new).total():,} kept"
    door.terminal.out(f"{label}: {count(new.total(), 'accepted finding')} ({changes})\n")
    for journey, kept in after.journeys.items():
        was = (before or Baseline()).journeys.get(journey)
        told = "" if was in (None, kept) else f" (it was {was:,})"
        door.terminal.out(f"journey {visible(journey)}: {count(kept, 'finding')} on its way{told}\n")
    if path.resolve() != (root / name).resolve():
        door.note(f"the project's baseline is {name}; to use this file, name it in archlint.toml: [project] baseline")
    return 0

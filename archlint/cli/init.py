"""`archlint init`: draft layers from the code, write them to archlint.toml, say what was written and what comes next."""

import argparse
import os
from pathlib import Path

from archlint.cli.arguments import add_analysis, add_path, analyzed, project_root
from archlint.cli.diagnostics import say
from archlint.cli.door import Door
from archlint.cli.output_file import replace_whole
from archlint.cli.usage import UsageError
from archlint.model.analysis import Analysis
from archlint.reports.escape import visible
from archlint.reports.outcome import CANNOT_CHECK, CLEAN
from archlint.reports.wording import count

DESCRIPTION = """Propose layers from the code in PATH and write them to PATH/archlint.toml, with the evidence as comments. Exit
code: 0 written, 2 nothing to propose (a template is written) or there is a declaration already."""

_NEXT = """\
Next:
  1. correct archlint.toml until it says what you mean: top to bottom, and which files are which layer
  2. archlint check      judges by it from now on
  3. archlint baseline   accepts what is there today, if that is too much to repair at once
"""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--force", action="store_true", help="replace the archlint.toml that is there")
    add_analysis(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    from archlint.rulebook.collect import FILE
    from archlint.rulebook.starter import starter_toml

    root = project_root(arguments)
    path = root / FILE
    if arguments.config is not None:
        raise UsageError("--config has no meaning for init, which writes a declaration and reads none")
    if os.path.lexists(path) and not arguments.force:
        raise UsageError(f"{path} is there already and was left alone; --force replaces it")
    if _declared_in_pyproject(root):
        raise UsageError(
            f"{root / 'pyproject.toml'} declares this project in [tool.archlint]; remove that first, "
            "a project has one declaration"
        )
    analysis = analyzed(arguments, door, draft=True, need_balance=True)
    say(analysis.diagnostics, door)
    replaced = os.path.lexists(path)
    _write(path, (analysis.draft_toml or starter_toml((), (), "")).encode(), replace=arguments.force)
    if not analysis.draft:
        door.terminal.complain(_nothing_to_propose(analysis, path))
        return CANNOT_CHECK
    door.terminal.out(_told(analysis, path, replaced=replaced))
    return CLEAN


def _declared_in_pyproject(root: Path) -> bool:
    from archlint.model.rulebook import DeclarationError
    from archlint.rulebook.collect import collect
    from archlint.rulebook.complaints import Complaints

    try:
        return collect(root, root / "pyproject.toml", Complaints()) is not None
    except DeclarationError:
        return False  # there is none, or none that can be read


def _write(path: Path, data: bytes, *, replace: bool) -> None:
    if replace:
        replace_whole(path, data)
        return
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UsageError(f"{path} was made meanwhile and was left alone; --force replaces it") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def _told(analysis: Analysis, path: Path, *, replaced: bool) -> str:
    statistics = analysis.statistics
    lines = [
        f"{'replaced' if replaced else 'wrote'} {visible(str(path))}: {count(len(analysis.layers), 'layer')}, drafted"
    ]
    lines += [f"  - {visible(sentence)}" for sentence in analysis.draft]
    rest = statistics.modules - statistics.covered
    if rest:
        lines.append(
            f"  {count(rest, 'module')} of {statistics.modules:,} in no layer yet: 'archlint check' names them"
        )
    return "\n".join(lines) + f"\n\n{_NEXT}"


def _nothing_to_propose(analysis: Analysis, path: Path) -> str:
    if not analysis.statistics.modules:
        why = "no source file was found"
    else:
        why = f"the {count(analysis.statistics.modules, 'module')} here show no layers that are clear enough"
    return (
        f"nothing to propose: {why}\n"
        f"{path} was written as a template: declare your layers in it, then run 'archlint check' (exit code 2)"
    )

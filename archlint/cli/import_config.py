"""`archlint import-config`: read another tool's declaration, write the archlint.toml that judges the same."""

import argparse
import os
from pathlib import Path

from archlint.cli.arguments import add_path, project_root
from archlint.cli.door import Door
from archlint.cli.output_file import replace_whole
from archlint.cli.usage import UsageError
from archlint.reports.escape import visible
from archlint.reports.wording import count

TOOLS = ("import-linter", "tach", "dependency-cruiser", "deply", "deptrac", "archunit-plantuml")
DESCRIPTION = """Read the declaration of another tool in PATH and write the archlint.toml that judges the same. What has no
equal is said, and stands in the file as comments. Exit code: 0 written, 2 nothing to read or archlint.toml is there already."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--from", dest="tool", choices=TOOLS, help="the tool (default: the first one found)")
    parser.add_argument("--file", metavar="FILE", help="its declaration, relative to PATH, where it has another name")
    parser.add_argument(
        "--output", metavar="FILE", default="", help="default: PATH/archlint.toml; - is standard output"
    )
    parser.add_argument("--force", action="store_true", help="replace the file that is there")


def run(arguments: argparse.Namespace, door: Door) -> int:
    from archlint.pipeline.foreign import find, translated
    from archlint.rulebook.collect import FILE
    from archlint.rulebook.foreign.translation import ForeignError
    from archlint.rulebook.foreign.writer import declaration_toml

    root = project_root(arguments)
    if arguments.file and not arguments.tool:
        raise UsageError("--file needs --from: say which tool it is a declaration of")
    found = find(root, arguments.tool or "", arguments.file or "")
    if found is None:
        wanted = f"file {arguments.file}" if arguments.file else f"declaration of {arguments.tool or ', '.join(TOOLS)}"
        raise UsageError(f"there is no {wanted} in {root}")
    foreign, name = found
    try:
        translation = translated(root, foreign, name)
    except ForeignError as error:
        raise UsageError(str(error)) from None
    text = declaration_toml(translation)
    if arguments.output == "-":
        door.terminal.out(text, exact=True)
        return 0
    path = Path(arguments.output) if arguments.output else root / FILE
    if os.path.lexists(path) and not arguments.force:
        raise UsageError(f"{path} is there already and was left alone; --force replaces it")
    replace_whole(path, text.encode())
    rules = [count(len(translation.layers), "layer")] if translation.layers else []
    rules += [count(len(translation.contracts), "contract")] if translation.contracts else []
    door.terminal.out(
        f"wrote {visible(str(path))} from {visible(name)} ({foreign.tool}): {', '.join(rules) or 'nothing'}\n"
    )
    for one in translation.unequal:
        door.terminal.out(f"  no equal: {visible(one.where)}: {visible(one.why)}\n")
    door.terminal.out("Next: archlint check\n")
    return 0

"""`archlint mcp`: answer a coding agent over standard input and output until it hangs up."""

import argparse

from archlint.cli.arguments import add_path, project_root
from archlint.cli.door import Door
from archlint.cli.usage import UsageError

DESCRIPTION = """Serve the Model Context Protocol on standard input and output, for the project in PATH: where may this code
live, may A use B, what would this edit break, the shortest legal way, the context of a file, its findings. Needs the extra
'mcp': pip install 'archlint[mcp]'."""


def configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)


def run(arguments: argparse.Namespace, door: Door) -> int:
    root = project_root(arguments)
    try:
        from archlint.mcp.server import server
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("mcp"):
            raise
        raise UsageError("archlint mcp needs the extra 'mcp': pip install 'archlint[mcp]'") from None
    door.note(f"serving {root} over the Model Context Protocol; it ends when its input does")
    server(root).run("stdio")
    return 0

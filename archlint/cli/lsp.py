"""`archlint lsp`: answer an editor over standard input and output until it hangs up."""

import argparse

from archlint.cli.door import Door
from archlint.cli.usage import UsageError

DESCRIPTION = """Serve the Language Server Protocol on standard input and output: diagnostics while typing, hovers, the way from
a request to the route that answers it and back. Editors start it; docs/editors.md says how to tell them. Needs the extra
'lsp': pip install 'archlint[lsp]'."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stdio", action="store_true", help="accepted because editors pass it; there is no other way")


def run(arguments: argparse.Namespace, door: Door) -> int:
    del arguments, door
    try:
        from archlint.lsp.server import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("archlint lsp needs the extra 'lsp': pip install 'archlint[lsp]'") from None
    server().start_io()
    return 0

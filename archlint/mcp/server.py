"""The MCP server: six tools over standard input and output, for one project's folder."""

from collections.abc import Callable
from pathlib import Path

from mcp.server import MCPServer

from archlint.mcp.answers import Answers, AskedWronglyError
from archlint.version import __version__

_INSTRUCTIONS = """archlint knows the layers of this code base and who depends on whom, over imports, HTTP and events. Ask
before you add a dependency or a file. Names are a module's path, a layer, a part (layer.part), a folder or a dotted name."""


def server(root: Path) -> MCPServer:
    """A server that answers about the project in `root`. Nothing of the project is run."""
    answers = Answers(root)
    made = MCPServer("archlint", version=__version__, instructions=_INSTRUCTIONS)

    @made.tool()
    def where_may_code_live(uses: list[str], used_by: list[str]) -> str:
        """Which layers and parts may hold a new module that depends on `uses` and that `used_by` depend on."""
        return _answered(lambda: answers.where_may_code_live(uses, used_by))

    @made.tool()
    def may_use(importer: str, imported: str) -> str:
        """Whether one module may depend on another; if not, why, what to do instead and which way is legal."""
        return _answered(lambda: answers.may_use(importer, imported))

    @made.tool()
    def what_would_break(file: str) -> str:
        """Who depends on a module, directly and by way of others, up to the routes and screens that would notice."""
        return _answered(lambda: answers.what_would_break(file))

    @made.tool()
    def legal_way(importer: str, imported: str) -> str:
        """The shortest chain from one module to another on which every step is allowed."""
        return _answered(lambda: answers.legal_way(importer, imported))

    @made.tool()
    def context(file: str) -> str:
        """Where a file stands: its layer, what it may and must not use, whom it uses, who uses it, its findings."""
        return _answered(lambda: answers.context(file))

    @made.tool()
    def findings(file: str = "") -> str:
        """The open findings of a file, or the first twenty of the project: where, what, why, what to do instead."""
        return _answered(lambda: answers.findings(file))

    return made


def _answered(ask: Callable[[], str]) -> str:
    """The answer, or what was wrong with the question: an agent reads both."""
    try:
        return ask()
    except AskedWronglyError as error:
        return f"Cannot answer: {error}"

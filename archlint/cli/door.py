"""What every command is given: the streams, the analysis to call, and how loud to be."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archlint.cli.terminal import Terminal

if TYPE_CHECKING:
    from archlint.model.analysis import Analysis
    from archlint.pipeline.request import Request

    Analyze = Callable[[Path, Request], Analysis]


class Door(NamedTuple):
    """`analyze` is the whole of archlint behind the door; tests put their own in its place."""

    terminal: Terminal
    analyze: "Analyze"
    quiet: bool = False
    debug: bool = False

    def note(self, message: str) -> None:
        """Say something on stderr, unless quiet."""
        if not self.quiet:
            self.terminal.complain(message)


def default_analyze(root: Path, request: "Request") -> "Analysis":
    """The pipeline, imported when it is first called."""
    from archlint.pipeline.analyze import analyze

    return analyze(root, request)

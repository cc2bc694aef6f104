"""What the bytes of a file tell connections at a glance: a file in, whether rules may be about it and whether it may give
something away, out. Taken by whoever reads the file anyway, so that nobody reads it again for that.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archlint.graph.connections.knowing import Known
from archlint.pipeline.ahead import content_of

if TYPE_CHECKING:
    from archlint.graph.connections.suspects import Suspects


class Glance(NamedTuple):
    """`is_said`: one of the words stands in it that rules go by; `may_give_away`: see Suspects."""

    is_said: bool
    may_give_away: bool


class Glances:
    """The glances of one run: `taken` are those of the files that were read in it; others are read when they are asked for."""

    def __init__(self, root: Path, known: Mapping[str, Known], taken: Mapping[str, Glance]) -> None:
        self._root = root
        self._known = known
        self._taken = dict(taken)

    def of(self, module: str, language: str) -> Glance:
        if module not in self._taken:
            self._taken[module] = glance(self._known.get(language), module, content_of(self._root, module))
        return self._taken[module]


def glance(known: Known | None, path: str, content: bytes, *, is_generated: bool = False) -> Glance:
    """What the bytes of a file tell; `known` is what rules of its language go by."""
    return Glance(
        known is not None and known.is_said(content), not is_generated and suspects().may_give_away(path, content)
    )


@cache
def suspects() -> "Suspects":
    """Who tells which files may give something away, made once for a process and those that it forks."""
    from archlint.graph.connections.credentials import Credentials
    from archlint.graph.connections.suspects import Suspects
    from archlint.rulebook.owasp import load_exposure_knowledge

    return Suspects(Credentials(load_exposure_knowledge().credentials))

"""The tools whose declarations archlint reads: where each keeps them, and who translates them."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from archlint.rulebook.foreign import (
    archunit_plantuml,
    dependency_cruiser,
    deply,
    deptrac,
    import_linter,
    tach,
)
from archlint.rulebook.foreign.translation import Document, Translation

Translate = Callable[[Mapping[str, Document], Iterable[str]], Translation]
"""Documents by their path in the project, the main one first, and the paths of the project's source files."""


class Foreign(NamedTuple):
    """`files` are looked for in the project's folder, in this order; one that other tools share counts where it has the
    `section`. Files called `pieces` add to it, wherever they lie. `mark` is what a line of code says to be spared.
    """

    tool: str
    files: tuple[str, ...]
    translate: Translate
    section: str = ""
    pieces: str = ""
    mark: str = ""


_CRUISER = tuple(f".dependency-cruiser.{ending}" for ending in ("js", "cjs", "mjs", "json"))
FOREIGN = (
    Foreign(
        import_linter.TOOL, (".importlinter", "setup.cfg", "pyproject.toml"), import_linter.translate, "importlinter"
    ),
    Foreign(tach.TOOL, ("tach.toml", "pyproject.toml"), tach.translate, "tach", "tach.domain.toml", "tach-ignore"),
    Foreign(dependency_cruiser.TOOL, _CRUISER, dependency_cruiser.translate),
    Foreign(deply.TOOL, ("deply.yaml", "deply.yml"), deply.translate),
    Foreign(deptrac.TOOL, ("deptrac.yaml", "deptrac.yml"), deptrac.translate),
    Foreign(archunit_plantuml.TOOL, (), archunit_plantuml.translate),
)

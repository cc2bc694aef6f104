"""What the functions of one open file are for: its text as it is now in, a Seen per function out.

Looked at only when somebody asks. What the functions that it calls are for counts too, so other files are read whole where
that takes it, each once.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from archlint.graph.link import linked
from archlint.graph.system import System
from archlint.graph.taken import Taken, taken
from archlint.languages.catalogue import DIALECTS, Language
from archlint.model.facts import Body, FileFacts
from archlint.model.graph import Module
from archlint.model.layout import Resolver
from archlint.model.roles import UnitVerdict
from archlint.pipeline.weigh import unit_verdicts, with_role_knowledge


class Seen(NamedTuple):
    """A function with its role and logic, and the line on which it ends."""

    verdict: UnitVerdict
    last: int


def innermost(units: Sequence[Seen], line: int) -> Seen | None:
    """The function that a line (1-based) belongs to, None where it is in none."""
    around = (one for one in units if one.verdict.line <= line <= one.last)
    return max(around, key=lambda one: one.verdict.line, default=None)


class Insight:
    """Answers about a project as it was read: `whole` is its System, `facts` those of its files, perhaps without bodies."""

    def __init__(
        self, root: Path, whole: System, facts: Mapping[str, FileFacts], resolver: Callable[[Language], Resolver]
    ) -> None:
        self._root = root
        self._whole = whole
        self._facts = facts
        self._resolver = resolver
        self._read: dict[str, FileFacts] = {}
        self._last: tuple[str, bytes, tuple[Seen, ...]] | None = None

    def units(self, module: Module, content: bytes, dialect: str) -> tuple[Seen, ...]:
        """The functions of a module whose text is now this, in the order of the file."""
        if self._last is None or self._last[:2] != (module.id, content):
            seconds = self._whole.rulebook.project.time_limit
            facts = DIALECTS[dialect].extract()(content, dialect, seconds)
            spans = {(unit.span.line, unit.span.column): unit.span for unit in facts.body.units if unit.kind != "class"}
            found = []
            for one in unit_verdicts(self._system(module, facts), None, module.id):
                span = spans[one.line, one.column]
                found.append(Seen(one, one.line + len(content[span.start : span.end].splitlines()) - 1))
            self._last = (module.id, content, tuple(found))
        return self._last[2]

    def _system(self, module: Module, facts: FileFacts) -> System:
        before, path = self._whole.graph, module.id
        answers = self._resolver(DIALECTS[facts.dialect]).resolve(path, facts)
        own = linked(path, module.language, facts, answers, self._whole.modules)
        known = path in self._whole.modules
        modules = before.modules if known else tuple(sorted((*before.modules, module), key=lambda one: one.id))
        kept = (one for one in before.dependencies if one.importer != path or one.kind != "import")
        mine = (one for one in own.dependencies if one.imported in self._whole.modules)
        graph = msgspec.structs.replace(
            before,
            modules=modules,
            dependencies=tuple(sorted((*kept, *mine), key=lambda one: (one.importer, one.imported, one.kind))),
            external=(*(one for one in before.external if one.importer != path), *own.external),
        )
        changed = {path: facts}

        def body(name: str) -> Body:
            return (changed.get(name) or self._whole_facts(name)).body

        def names(name: str) -> Taken | None:
            one = changed.get(name) or self._facts.get(name)
            if one is None:
                return None
            return taken(one.references, self._resolver(DIALECTS[one.dialect]).resolve(name, one))

        rulebook = with_role_knowledge(self._whole.rulebook)
        return System(graph, rulebook, body, self._whole.connections, taken=names)

    def _whole_facts(self, path: str) -> FileFacts:
        """The facts of another file with what its functions do; as far as they are known where it cannot be read any more."""
        known = self._facts.get(path, FileFacts(""))
        if known.whole:
            return known
        if path not in self._read:
            try:
                with (self._root / path).open("rb") as file:
                    content = file.read(self._whole.rulebook.project.max_file_size)
            except OSError:
                return known
            extract = DIALECTS[known.dialect].extract()
            self._read[path] = extract(content, known.dialect, self._whole.rulebook.project.time_limit)
        return self._read[path]

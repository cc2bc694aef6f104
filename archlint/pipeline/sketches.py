"""The sketches of modules, when somebody asks for them: drawn in workers where many are asked at once, and stored."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from archlint.languages.catalogue import DIALECTS
from archlint.model.facts import FileFacts
from archlint.model.sketch import Sketch, pack_sketch, unpack_sketch
from archlint.model.tables import Project
from archlint.pipeline.cache import FactStore
from archlint.pipeline.workers import Lost, Run, Task, run

_WORTH_A_WORKER = 100_000
_LONG = 5_000
"""Lines; the stubs of messages are as long, and the code that serves and asks is not."""
_UNREAD = ("too-large", "minified")
_MARK = b"sketch"
"""What the key of a sketch ends with; the rest is the key of the file's facts."""


class _Request(NamedTuple):
    root: str
    path: str
    dialect: str
    seconds: float
    largest: int


class Sketches:
    """The sketches of one run. `keys` are those of the facts, b"" for a file whose facts are not stored."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self,
        root: Path,
        facts: Mapping[str, FileFacts],
        keys: Mapping[str, bytes],
        project: Project,
        cache: Path | None,
        workers: int,
        drawn: Mapping[str, bytes] | None = None,
        run: Run = run,
    ) -> None:
        self._root = os.fspath(root)
        self._facts = facts
        self._keys = {path: key + _MARK for path, key in keys.items() if key}
        self._project = project
        self._store = FactStore(cache) if cache is not None else None
        self._workers = workers
        self._drawn = drawn or {}
        self._run = run
        self._known: dict[str, Sketch] = {}
        self._fresh: dict[bytes, bytes] = {}
        self._left: set[str] = set()
        self.words: set[bytes] = set()
        """What somebody looked for in all files."""

    def of(self, module: str) -> Sketch:
        """A module's sketch; an empty one where it cannot be drawn, and of a long file that a program wrote, unless it was
        asked for: a name that leads into one leads to nothing that rules are about.
        """
        if module not in self._known:
            if self._is_long_and_generated(module):
                self._left.add(module)
                return Sketch()
            self.ask((module,))
        return self._known[module]

    def pass_over(self, modules: Iterable[str]) -> None:
        """Count some modules as wanted in which there is nothing to look for as they are now."""
        self._left.update(modules)

    def asked(self) -> frozenset[str]:
        """The modules whose sketches somebody wanted until now."""
        return frozenset(self._known) | self._left

    def ask(self, modules: Iterable[str]) -> None:
        """Have the sketches of some modules at hand."""
        wanted = [module for module in modules if module not in self._known]
        for module in [module for module in wanted if self._is_unread(module)]:
            self._left.add(module)
            self._known[module] = Sketch()
        wanted = [module for module in wanted if module not in self._known]
        for module in [module for module in wanted if module in self._drawn]:
            self._take(module, self._drawn[module])
        wanted = [module for module in wanted if module not in self._drawn]
        if self._store is not None and wanted:
            stored = self._store.load(self._keys[module] for module in wanted if module in self._keys)
            for module in wanted:
                packed = stored.get(self._keys.get(module, b""))
                if packed is not None:
                    self._known[module] = unpack_sketch(packed)
        self._draw([module for module in wanted if module not in self._known])

    def _is_long_and_generated(self, module: str) -> bool:
        facts = self._facts[module]
        return facts.lines > _LONG and any(problem.kind == "generated" for problem in facts.problems)

    def _is_unread(self, module: str) -> bool:
        """Whether a file is left out for its size: half of it would say something else."""
        return any(problem.kind in _UNREAD for problem in self._facts[module].problems)

    def close(self) -> None:
        """Store what was drawn."""
        if self._store is not None:
            if self._fresh:
                self._store.save(
                    self._fresh, {}, [*self._keys.values(), *(key[: -len(_MARK)] for key in self._keys.values())]
                )
            self._store.close()

    def _draw(self, modules: Sequence[str]) -> None:
        requests = [
            _Request(
                self._root, module, self._facts[module].dialect, self._project.time_limit, self._project.max_file_size
            )
            for module in modules
        ]
        tasks = [Task(request, _size(request), request.seconds) for request in requests]
        worth = 1 + sum(task.weight for task in tasks) // _WORTH_A_WORKER
        answers = (
            self._run(_work, tasks, min(self._workers, worth))
            if worth > 1 and self._workers > 1
            else ((index, _work(request)) for index, request in enumerate(requests))
        )
        for index, answer in answers:
            self._take(modules[index], b"" if isinstance(answer, Lost) else answer)

    def _take(self, module: str, packed: bytes) -> None:
        """Take in a sketch that was drawn in this run."""
        self._known[module] = unpack_sketch(packed)
        key = self._keys.get(module)
        if key and packed:
            self._fresh[key] = packed


def _size(request: _Request) -> int:
    try:
        return os.stat(os.path.join(request.root, request.path)).st_size  # noqa: PTH116, PTH118
    except OSError:
        return 0


def _work(request: _Request) -> bytes:
    """One file, in a worker: read, draw, pack. What goes wrong was told when its facts were read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(os.path.join(request.root, request.path), flags), "rb") as file:  # noqa: PTH118, PTH123
            content = file.read(request.largest)
        return packed_sketch(content, request.dialect, request.seconds)
    except Exception:
        return b""


def packed_sketch(content: bytes, dialect: str, seconds: float) -> bytes:
    """The packed sketch of a file's content, b"" in a language without sketches."""
    draw = DIALECTS[dialect].sketch
    return pack_sketch(draw()(content, dialect, seconds)) if draw is not None else b""

"""The answer of the last run, for a run in which files changed that say what they said: a Tree in, the stored Analysis out.

Beside an analysis its Basis is stored: what it was made of. An edit inside a function changes neither what its file imports nor
what anybody asked about it, and then the analysis is the same, byte for byte. Whenever that is not certain there is no answer,
and everything is linked and judged again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from archlint.graph.lengths import Comparison, holds
from archlint.model.analysis import Analysis
from archlint.model.facts import FileFacts
from archlint.model.tables import Project
from archlint.pipeline import stored
from archlint.pipeline.asked import Asked
from archlint.pipeline.cache import FactStore
from archlint.pipeline.discover import SourceFile, Tree

if TYPE_CHECKING:
    from archlint.pipeline.workers import Staff

MOST = 200
"""Files that may have changed: of more than so many, one says something new."""


class Basis(msgspec.Struct, array_like=True, frozen=True):
    """What an analysis was made of: the files (`keys` go with them, b"" where facts are not stored), and what was asked about
    the inside of files (see Asked). `fingerprint` is that of the analysis.
    """

    fingerprint: bytes
    files: tuple[SourceFile, ...]
    keys: tuple[bytes, ...]
    measured: bool
    bodies: frozenset[str]
    exported: frozenset[str]
    told: frozenset[str]
    compared: dict[str, int]
    comparisons: tuple[Comparison, ...]
    sketched: frozenset[str] | None
    words: tuple[bytes, ...]


_DECODER = msgspec.msgpack.Decoder(Basis)


def save(folder: Path, options: str, outline: bytes, basis: Basis) -> None:
    """Store what the analysis with these options was made of."""
    stored.save_part(folder, stored.part_name(options, "basis"), outline, msgspec.msgpack.encode(basis))


def basis_of(tree: Tree, keys: Mapping[str, bytes], asked: Asked, *, measured: bool) -> Basis:
    """What was asked in a run over these files; the fingerprint is for the caller to add."""
    return Basis(
        b"",
        tree.files,
        tuple(keys.get(file.path, b"") for file in tree.files),
        measured,
        frozenset(asked.bodies),
        frozenset(asked.ends.exported),
        frozenset(asked.lines.told),
        asked.lines.compared,
        tuple(dict.fromkeys(asked.lines.comparisons)),
        asked.sketched,
        asked.words,
    )


def outline_of(tree: Tree, *inputs: str | bytes) -> bytes:
    """Identifies everything that an analysis depends on but the content of source files."""
    bare = tuple(SourceFile(file.path, file.dialect, (0, 0, 0, 0)) for file in tree.files)
    return stored.fingerprint(tree._replace(files=bare), *inputs)


def answer(  # noqa: PLR0913 - what a run is made of
    root: Path, tree: Tree, project: Project, *, cache: Path, options: str, outline: bytes, staff: "Staff"
) -> tuple[Analysis, Basis] | None:
    """The stored analysis where it holds for these files too, with what it is made of now."""
    basis = _load(cache, options, outline)
    if basis is None or len(basis.files) != len(tree.files):
        return None
    pairs = zip(basis.files, tree.files, strict=True)
    changed = [index for index, (before, now) in enumerate(pairs) if before.signature != now.signature]
    if len(changed) > MOST or any(not basis.keys[index] for index in changed):
        return None
    again = _Again(root, tree, project, cache, basis, changed)
    if not again.holds(staff):
        return None
    analysis = stored.load(cache, options, basis.fingerprint)
    return None if analysis is None else (analysis, again.now())


def _load(cache: Path, options: str, outline: bytes) -> Basis | None:
    body = stored.load_part(cache, stored.part_name(options, "basis"), outline)
    try:
        return None if body is None else _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class _Again:
    """Files that changed since, and whether they say what they said."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self, root: Path, tree: Tree, project: Project, cache: Path, basis: Basis, changed: Sequence[int]
    ) -> None:
        self._root, self._tree, self._project, self._cache = root, tree, project, cache
        self._basis = basis
        self._files = {tree.files[index]: basis.keys[index] for index in changed}
        self._keys: Mapping[str, bytes] = {}
        self._lengths: dict[str, int] = {}

    def holds(self, staff: "Staff") -> bool:
        if any(file.signature[0] > self._project.max_file_size for file in self._files):
            return False
        before = self._before()
        if before is None or not all(self._is_silent(file.path) for file in self._files):
            return False
        now = self._now(staff)
        return (
            now is not None
            and all(self._says_the_same(path, before[path], facts) for path, facts in now.items())
            and self._compares_the_same()
        )

    def now(self) -> Basis:
        """What the analysis is made of after the changes, without its fingerprint."""
        keys = tuple(
            self._keys.get(file.path, key) for file, key in zip(self._tree.files, self._basis.keys, strict=True)
        )
        compared = {**self._basis.compared, **self._lengths}
        return msgspec.structs.replace(self._basis, files=self._tree.files, keys=keys, compared=compared)

    def _before(self) -> dict[str, FileFacts] | None:
        """What the changed files said, None when that is no longer known of one."""
        store = FactStore(self._cache)
        facts = store.load(self._files.values())
        store.close()
        decode = msgspec.msgpack.Decoder(FileFacts).decode
        if not facts.keys() >= set(self._files.values()):
            return None
        return {file.path: decode(facts[key]) for file, key in self._files.items()}

    def _now(self, staff: "Staff") -> dict[str, FileFacts] | None:
        """What they say now, None when one cannot be relied on."""
        from archlint.pipeline.extract import extract

        others = set(self._basis.keys).difference(self._files.values())
        found = extract(
            self._root,
            self._tree._replace(files=tuple(self._files)),
            self._project,
            cache=self._cache,
            workers=1,
            progress=_silent,
            whole=self._basis.measured,
            run=staff.run,
            others=others,
        )
        self._keys = found.keys
        is_known = found.lasting and all(found.keys.get(file.path) for file in self._files)
        return found.facts if is_known else None

    def _is_silent(self, path: str) -> bool:
        """Whether nothing in a file may be about what crosses processes, as nothing was before."""
        basis = self._basis
        if basis.sketched is None:
            return True
        if path in basis.sketched:
            return False
        from archlint.pipeline.ahead import content_of
        from archlint.pipeline.glance import suspects

        content = content_of(self._root, path)
        return not any(word in content for word in basis.words) and not suspects().may_give_away(path, content)

    def _says_the_same(self, path: str, before: FileFacts, now: FileFacts) -> bool:
        basis = self._basis
        if _surface(before) != _surface(now):
            return False
        if path in basis.bodies and before.packed_body != now.packed_body:
            return False
        if path in basis.exported and before.body.exports != now.body.exports:
            return False
        if path in basis.compared:
            self._lengths[path] = now.lines
        return path not in basis.told or before.lines == now.lines

    def _compares_the_same(self) -> bool:
        lengths = {**self._basis.compared, **self._lengths}
        return all(holds(lengths, one.modules, one.share) == one.held for one in self._basis.comparisons)


def _surface(facts: FileFacts) -> FileFacts:
    """What every analysis depends on."""
    return msgspec.structs.replace(facts, lines=0, packed_body=b"", whole=True)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """The progress of so little that nobody need watch."""

"""Facts of every file: a Tree in, FileFacts per path out. What was extracted before comes from the cache."""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from archlint.graph.connections.knowing import Known
from archlint.languages.catalogue import DIALECTS
from archlint.model.facts import FileFacts, Problem
from archlint.model.patterns import remembered
from archlint.model.tables import Project
from archlint.pipeline.cache import TOOL_BYTES, FactStore, content_key, content_of_key, is_of_tool
from archlint.pipeline.discover import Signature, SourceFile, Tree
from archlint.pipeline.extract_file import UNSTABLE, FileAnswer, FileRequest, content_of_file, extract_file, failed
from archlint.pipeline.glance import Glance, suspects
from archlint.pipeline.identity import tool_identity
from archlint.pipeline.workers import Lost, Run, Task, run

if TYPE_CHECKING:
    from archlint.pipeline.shared import SharedFacts

_BEGINNING = 65_536  # bytes by which a bundle is known
_WORTH_A_WORKER = 100_000  # bytes: a process takes as long to start as these take to read

Progress = Callable[[str, int, int], None]

NOTHING_BROUGHT: Mapping[bytes, bytes] = {}

_DECODER = msgspec.msgpack.Decoder(FileFacts)


class Extracted(NamedTuple):
    """The facts by path (in the order of the paths), and what there is to say about the cache. `lasting` tells whether
    another run over the same files would say the same: no file timed out, crashed its reader or could not be read.
    """

    facts: dict[str, FileFacts]
    notes: tuple[str, ...]
    lasting: bool
    keys: Mapping[str, bytes] = {}
    """What identifies the content of a file, by path; b"" or nothing where facts are not stored."""
    sketches: Mapping[str, bytes] = {}
    """The packed sketches that were drawn at once, by path."""
    glances: Mapping[str, Glance] = {}
    """What was seen at a glance of the files that were read."""


def extract(  # noqa: PLR0913 - what a run is made of
    root: Path,
    tree: Tree,
    project: Project,
    *,
    cache: Path | None,
    workers: int,
    progress: Progress,
    whole: bool = True,
    known: Mapping[str, Known] | None = None,
    run: Run = run,
    brought: Mapping[bytes, bytes] = NOTHING_BROUGHT,
    shared: "SharedFacts | None" = None,
    others: Iterable[bytes] = (),
) -> Extracted:
    """The facts of all files of `tree`. `cache` is the folder of the stored facts, None to neither use nor write any.
    Without `whole` they may come without units and calls (FileFacts.whole). `known` tells by language which files rules may
    be about: where one of these is read, its sketch is drawn as well.

    `brought` are facts by content key that were extracted elsewhere, `shared` a store that is asked for what is not known here
    and told what is new. `others` are the keys of files that `tree` leaves out: their facts stay stored.

    Tests that are not judged have none: that others may import them is known from their paths.
    """
    store = FactStore(cache) if cache is not None else None
    unread = _unread_tests(tree, project)
    readable = [file for file in tree.files if file.path not in unread and file.signature[0] <= project.max_file_size]
    before = store.signatures() if store is not None else {}
    facts, keys, elsewhere = _known_facts(root, readable, store, shared, brought, before, whole=whole)
    missing = _missing(readable, facts, whole=whole)
    read: dict[bytes, bytes] = {}
    sketches: dict[str, bytes] = {}
    glances: dict[str, Glance] = {}
    drawn = _drawn(missing, project, known or {})
    for file, answer in _read(root, missing, project, workers, progress, run, known or {}, drawn, whole=whole):
        if answer.sketch:
            sketches[file.path] = answer.sketch
        if answer.glance is not None:
            glances[file.path] = answer.glance
        facts[file.path] = _DECODER.decode(answer.facts)
        keys[file.path] = answer.key
        if answer.key:
            read[answer.key] = answer.facts
    if shared is not None:
        shared.save(read)
    if store is not None:
        seen = {file.path: (file.signature, keys[file.path]) for file in readable if keys.get(file.path)}
        _store(store, {**elsewhere, **read}, seen, before, others)
    for file in tree.files:
        if file.path not in facts:
            facts[file.path] = unread.get(file.path) or _too_large(root, file, project)
    facts = {file.path: facts[file.path] for file in tree.files}  # in the order of the paths
    notes = (*(store.notes if store is not None else ()), *(shared.notes if shared is not None else ()))
    passing = any(problem.kind in UNSTABLE for one in facts.values() for problem in one.problems)
    return Extracted(facts, notes, not (notes or passing), keys, sketches, glances)


def _store(
    store: FactStore,
    fresh: Mapping[bytes, bytes],
    seen: Mapping[str, tuple[Signature, bytes]],
    before: Mapping[str, tuple[Signature, bytes]],
    others: Iterable[bytes],
) -> None:
    """Keep what is new, and close. `seen` and `before` are the signatures and keys of files, now and as stored."""
    changed = {path: entry for path, entry in seen.items() if before.get(path) != entry}
    if changed or fresh:
        store.save(fresh, changed, [*others, *(key for _, key in seen.values())])
    store.close()


def _known_facts(  # noqa: PLR0913, PLR0917 - see extract
    root: Path,
    readable: Sequence[SourceFile],
    store: FactStore | None,
    shared: "SharedFacts | None",
    brought: Mapping[bytes, bytes],
    before: Mapping[str, tuple[Signature, bytes]],
    *,
    whole: bool,
) -> tuple[dict[str, FileFacts], dict[str, bytes], dict[bytes, bytes]]:
    """The facts that were extracted before and the keys of files, both by path, and what of it only the shared store had."""
    facts: dict[str, FileFacts] = {}
    keys: dict[str, bytes] = {}
    fresh: dict[bytes, bytes] = {}
    if brought or shared is not None or (store is not None and not store.is_empty()):
        keys = _known_keys(root, readable, before)
        stored = {**(store.load(keys.values()) if store is not None else {}), **brought}
        facts = {path: _DECODER.decode(stored[key]) for path, key in keys.items() if key in stored}
    if shared is not None:
        missing = _missing(readable, facts, whole=whole)
        fresh = shared.load(keys[file.path] for file in missing if file.path in keys)
        facts |= {
            file.path: _DECODER.decode(fresh[keys[file.path]]) for file in missing if keys.get(file.path) in fresh
        }
    return facts, keys, fresh


def _missing(files: Sequence[SourceFile], facts: Mapping[str, FileFacts], *, whole: bool) -> list[SourceFile]:
    """The files that must be read: nothing is known of them, or not all that is asked for."""
    return [file for file in files if file.path not in facts or (whole and not facts[file.path].whole)]


def _drawn(files: Sequence[SourceFile], project: Project, known: Mapping[str, Known]) -> frozenset[str]:
    """The files whose sketches are drawn where rules may be about them: tests never are."""
    if not known:
        return frozenset()
    is_test = remembered(() if project.include_tests else project.tests)
    return frozenset(file.path for file in files if DIALECTS[file.dialect].name in known and not is_test(file.path))


def _unread_tests(tree: Tree, project: Project) -> dict[str, FileFacts]:
    """The files that need not be read, with the facts that say nothing of them."""
    if project.include_tests:
        return {}
    is_test = remembered(project.tests)
    nothing = {dialect: FileFacts(dialect) for dialect, language in DIALECTS.items() if not language.names_inside}
    return {file.path: nothing[file.dialect] for file in tree.files if file.dialect in nothing and is_test(file.path)}


def _known_keys(
    root: Path, files: Sequence[SourceFile], known: Mapping[str, tuple[Signature, bytes]]
) -> dict[str, bytes]:
    """The key of every file: as stored where its signature is the stored one, from its bytes where it is not."""
    # Windows keeps no change time, so a rewritten file can look untouched there: its bytes decide.
    trusts_signatures = os.name != "nt"
    tool = tool_identity()
    keys = {}
    for file in files:
        signature, key = known.get(file.path, (None, b""))
        if trusts_signatures and signature == file.signature and is_of_tool(key, tool):
            keys[file.path] = key
            continue
        try:
            content = content_of_file(os.path.join(root, file.path), file.signature[0])  # noqa: PTH118 - thousands of times
        except OSError:  # a worker will say why
            continue
        if content is not None:
            keys[file.path] = content_key(tool, file.dialect, content)
    return keys


def _read(  # noqa: PLR0913, PLR0917 - see extract
    root: Path,
    files: Sequence[SourceFile],
    project: Project,
    workers: int,
    progress: Progress,
    run: Run,
    known: Mapping[str, Known],
    drawn: Container[str],
    *,
    whole: bool,
) -> Iterator[tuple[SourceFile, FileAnswer]]:
    """Extract in workers; a file that ended two of them is answered with what happened."""
    tasks = _tasks(root, files, project, drawn, whole=whole)
    if not tasks:
        return
    tool_identity()  # computed once, before the workers are made
    if known:
        suspects()  # so is that
        for dialect in {file.dialect for file in files if file.path in drawn}:
            load = DIALECTS[dialect].sketch
            if load is not None:
                load()  # once for all workers
    decoder = msgspec.msgpack.Decoder(FileAnswer)
    worth = 1 + sum(task.weight for task in tasks) // _WORTH_A_WORKER
    for done, (index, answer) in enumerate(run(partial(extract_file, known), tasks, min(workers, worth)), 1):
        progress("reading", done, len(tasks))
        file = files[index]
        if isinstance(answer, Lost):
            yield file, FileAnswer(b"", failed(file.dialect, answer.kind, answer.message))
        else:
            found = decoder.decode(answer)
            # A key begins with the identity of an installation: of this one, wherever the work was done.
            yield (
                file,
                replace(found, key=tool_identity()[:TOOL_BYTES] + content_of_key(found.key) if found.key else b""),
            )


def _tasks(
    root: Path, files: Sequence[SourceFile], project: Project, drawn: Container[str], *, whole: bool
) -> list[Task]:
    seconds, largest = project.time_limit, project.max_file_size
    requests = (
        FileRequest(os.fspath(root), file.path, file.dialect, seconds, largest, whole, file.path in drawn)
        for file in files
    )
    return [Task(request, file.signature[0], seconds) for request, file in zip(requests, files, strict=True)]


def _too_large(root: Path, file: SourceFile, project: Project) -> FileFacts:
    """What is said of a file that is not read. Of a bundle of libraries nobody expects to be told."""
    size, limit = file.signature[0], project.max_file_size
    message = f"it holds {size:,} bytes, more than max_file_size ({limit:,})"
    minified = DIALECTS[file.dialect].minified
    is_bundle = minified is not None and minified()(_beginning(root / file.path))
    return FileFacts(
        file.dialect, problems=(Problem("minified" if is_bundle else "too-large", message),), complete=False
    )


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(_BEGINNING)
    except OSError:
        return b""

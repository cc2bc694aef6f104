"""The facts of one file, in a worker: a FileRequest in, a packed FileAnswer out, whatever is in the file."""

import os
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from archlint.graph.connections.knowing import Known
from archlint.languages.catalogue import DIALECTS, Extract, Language
from archlint.model.facts import FileFacts, Problem
from archlint.pipeline.cache import content_key
from archlint.pipeline.glance import Glance, glance
from archlint.pipeline.identity import tool_identity
from archlint.pipeline.sketches import packed_sketch

UNSTABLE = frozenset({"timeout", "crash", "unreadable"})
"""Problems of this run and machine, not of the content: such facts are not stored."""
_CHANGED = "it changed while it was read"


class FileRequest(NamedTuple):
    """What a worker needs to know about one file. `draws`: its sketch too, where rules may be about it."""

    root: str
    path: str
    dialect: str
    seconds: float
    largest: int
    whole: bool
    draws: bool
    content: bytes | str | None = None
    """What is in the file where it was read before, or why it could not be read."""

    def taken_along(self) -> "FileRequest":
        """For a machine on which the file is not."""
        try:
            content = content_of_file(os.path.join(self.root, self.path), self.largest)  # noqa: PTH118
        except OSError as error:
            return self._replace(root="", content=error.strerror or str(error))
        return self._replace(root="", content=_CHANGED if content is None else content)


class FileAnswer(msgspec.Struct, array_like=True):
    """What a worker found: the key of the content it read (b"" when it is not to be stored), the packed facts and sketch, and
    what it saw at a glance where it was to look.
    """

    key: bytes
    facts: bytes
    sketch: bytes = b""
    glance: Glance | None = None


def extract_file(known: Mapping[str, Known], request: FileRequest) -> bytes:
    """One file, in a worker: read, extract, pack."""
    content = (request if request.content is not None else request.taken_along()).content
    if not isinstance(content, bytes):
        return packed(b"", failed(request.dialect, "unreadable", content or _CHANGED))
    try:
        facts = _extractor(DIALECTS[request.dialect], whole=request.whole)(content, request.dialect, request.seconds)
    except Exception as error:
        message = f"a fault in archlint: {type(error).__name__}: {error}"
        return packed(b"", failed(request.dialect, "crash", message))
    is_stable = not any(problem.kind in UNSTABLE for problem in facts.problems)
    key = content_key(tool_identity(), request.dialect, content) if is_stable else b""
    return packed(key, msgspec.msgpack.encode(facts), *_looked_at(known, request, facts, content))


def _looked_at(
    known: Mapping[str, Known], request: FileRequest, facts: FileFacts, content: bytes
) -> tuple[bytes, Glance | None]:
    """The packed sketch of a file that rules may be about, b"" for any other, and what was seen at a glance; what goes wrong
    was told with the facts.
    """
    if not request.draws:
        return b"", None
    about = known[DIALECTS[request.dialect].name]
    is_generated = any(problem.kind == "generated" for problem in facts.problems)  # nobody answers for what is in it
    seen = glance(about, request.path, content, is_generated=is_generated)
    references = ((reference.target, reference.names) for reference in facts.references)
    if not seen.is_said and not about.may_concern(references, content):
        return b"", seen
    try:
        return packed_sketch(content, request.dialect, request.seconds), seen
    except Exception:
        return b"", seen


def _extractor(language: Language, *, whole: bool) -> Extract:
    key = (language.name, whole)
    if key not in _extractors:
        load = language.extract if whole or language.surface is None else language.surface
        _extractors[key] = load()
    return _extractors[key]


_extractors: dict[tuple[str, bool], Extract] = {}


def packed(key: bytes, facts: bytes, sketch: bytes = b"", seen: Glance | None = None) -> bytes:
    """An answer as it is sent."""
    return msgspec.msgpack.encode(FileAnswer(key, facts, sketch, seen))


def content_of_file(path: str, largest: int) -> bytes | None:
    """The bytes of a file, None when it holds more than `largest` (it grew since it was found)."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        content = file.read(largest + 1)
    return content if len(content) <= largest else None


def failed(dialect: str, kind: str, message: str) -> bytes:
    """The packed facts of a file that could not be read to its end: its problem."""
    return msgspec.msgpack.encode(FileFacts(dialect, problems=(Problem(kind, message),), complete=False))

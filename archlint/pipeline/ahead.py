"""What connections need besides facts: a project's folder and declaration in, the rules and what deployment files say out.

Where connections are likely to be followed this begins before any source file is read, in a process of its own.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from archlint.graph.connections.matching import Rules
from archlint.graph.connections.rule_patterns import patterns_of
from archlint.languages.catalogue import DIALECTS
from archlint.manifests.catalogue import read_deployment
from archlint.model.deployment import Deployment
from archlint.model.rulebook import Rulebook
from archlint.pipeline.discover import Signature, Tree
from archlint.pipeline.identity import tool_identity
from archlint.pipeline.stored import load_part, save_part
from archlint.pipeline.workers import Staff
from archlint.rulebook.connections import load_api_rules

_LARGEST = 2_000_000
_WORTH_A_PROCESS = 100_000
_RACY = 2_000_000_000  # nanoseconds; see cache.py
_DECODER = msgspec.msgpack.Decoder(Deployment)


class _Request(NamedTuple):
    root: str
    paths: tuple[str, ...]


class Ahead:
    """The rules and the deployment of one run: each is worked out once, when it is asked for or begun."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self, root: Path, tree: Tree, rulebook: Rulebook, cache: Path | None, staff: Staff, workers: int
    ) -> None:
        self._root = os.fspath(root)
        self._files = [(path, signature) for path, signature in tree.deployment if signature[0] <= _LARGEST]
        self._rulebook = rulebook
        self._cache = cache
        self._key = _key(self._files)
        self._began = time.time_ns()
        self._rules: dict[str, Rules] = {}
        self._answer: Callable[[], bytes | None] | None = None
        self._stored = load_part(cache, "deployment", self._key) if cache is not None else None
        if self._stored is None and workers > 1 and sum(size for _, (size, *_) in self._files) > _WORTH_A_PROCESS:
            self._answer = staff.begin(_work, self._request())
        languages = {DIALECTS[file.dialect].name for file in tree.files}
        self.known = {language: rules.first_looks.known for language, rules in self.rules(languages).items()}
        """By language which files rules may be about."""

    def rules(self, languages: Iterable[str]) -> dict[str, Rules]:
        """The rules of some languages."""
        missing = set(languages) - self._rules.keys()
        for language, entries in load_api_rules(self._rulebook.connections, missing).items():
            own = [entry for entry in self._rulebook.connections if entry.language == language]
            self._rules[language] = Rules(
                entries, frozenset(pattern for entry in own for pattern in patterns_of(entry))
            )
        return {language: self._rules[language] for language in sorted(languages)}

    def deployment(self) -> Deployment:
        """What the files say that tell how the system is built, started and configured."""
        if self._stored is None:
            self._stored = (self._answer() if self._answer is not None else None) or _work(self._request())
            calm = self._began - _RACY
            if self._cache is not None and all(one[1] < calm and one[2] < calm for _, one in self._files):
                save_part(self._cache, "deployment", self._key, self._stored)
        return _DECODER.decode(self._stored)

    def _request(self) -> _Request:
        return _Request(self._root, tuple(path for path, _ in self._files))


def content_of(root: str | Path, path: str) -> bytes:
    """The bytes of a file of the project, b"" where it cannot be read."""
    try:
        with open(os.path.join(root, path), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
            return file.read(
                min(os.fstat(file.fileno()).st_size + 1, _LARGEST)
            )  # room for more would cost as much as reading
    except OSError:
        return b""


def _work(request: _Request) -> bytes:
    """All deployment files, in a worker: read, understand, pack."""
    read = partial(content_of, request.root)
    return msgspec.msgpack.encode(read_deployment({path: read(path) for path in request.paths}))


def _key(files: Iterable[tuple[str, Signature]]) -> bytes:
    """Identifies the files with what they hold, and the tool that reads them."""
    return hashlib.blake2b(tool_identity() + msgspec.msgpack.encode(list(files)), digest_size=20).digest()

"""A store of facts that several machines share: the URL of a folder or bucket in, packed facts by content out, and back.

Nothing in it is believed that this team's key has not signed: an entry's signature covers which archlint wrote it, what it was
made from and every byte of it. A store that fails, hangs or lies costs time, never an answer.
"""

import hashlib
import hmac
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from archlint.model.facts import FileFacts
from archlint.pipeline.cache import content_of_key
from archlint.pipeline.fact_packs import portable_identity

KEY_VARIABLE = "ARCHLINT_STORE_KEY"
_MARK = b"archlint-fact/1\n"
_SIGNATURE = 32
_SHORTEST_KEY = 16
_LARGEST = 50_000_000
_BATCH = 500
_PATIENCE = 30.0  # seconds for a batch, after which the store is left alone
_FACTS = msgspec.msgpack.Decoder(FileFacts)
T = TypeVar("T")


class SharedFacts:
    """What is wrong with the store ends in `notes`, never in an exception; after a failure it is not asked again."""

    def __init__(self, url: str, secret: str) -> None:
        self.notes: list[str] = []
        self._url = url
        self._secret = hashlib.blake2b(secret.encode("utf-8", "surrogateescape"), digest_size=64).digest()
        self._refused = 0
        self._files: Any = None
        self._root = ""
        if len(secret) < _SHORTEST_KEY:
            what = (
                f"{KEY_VARIABLE} is not set"
                if not secret
                else f"{KEY_VARIABLE} has fewer than {_SHORTEST_KEY} characters"
            )
            self._give_up(f"{what}, so nothing in it could be verified")
            return
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            self._give_up("it needs fsspec, which is not installed: pip install 'archlint[store]'")
            return
        found = self._tried(lambda: url_to_fs(url))
        if found is not None:
            files, root = found
            self._files, self._root = files, f"{root.rstrip('/')}/{portable_identity().hex()}"

    def load(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The packed facts of those content keys (see cache.py) that the store has and that can be verified."""
        found: dict[bytes, bytes] = {}
        for batch in _batches(sorted(set(keys))):
            if self._files is None:
                break
            places = {self._place(key): key for key in batch}
            read = self._tried(lambda places=places: self._read(list(places)))  # type: ignore[misc]
            for place, entry in (read or {}).items():
                key = places.get(place) or places.get(f"/{place.lstrip('/')}")
                facts = self._verified(key, entry) if key is not None else None
                if key is not None and facts is not None:
                    found[key] = facts
        if self._refused:
            entries = "1 entry was" if self._refused == 1 else f"{self._refused:,} entries were"
            self._note(f"{entries} not used: damaged, or not signed with this key")
            self._refused = 0
        return found

    def save(self, facts: Mapping[bytes, bytes]) -> None:
        """Add facts by content key. Equal content has equal entries, so it does not matter who comes first."""
        for batch in _batches(sorted(facts.items())):
            if self._files is None:
                return
            entries = {self._place(key): self._signed(key, value) for key, value in batch}
            self._tried(lambda entries=entries: self._write(entries))  # type: ignore[misc]

    def _read(self, places: list[str]) -> dict[str, bytes]:
        found = self._files.cat(places, on_error="return", start=0, end=_LARGEST)
        there = {place: entry for place, entry in found.items() if not isinstance(entry, FileNotFoundError)}
        for entry in there.values():
            if isinstance(entry, BaseException):
                raise entry
        return there

    def _write(self, entries: Mapping[str, bytes]) -> bool:
        """Where a reader could see half an entry, it is written beside its place and renamed."""
        suffix = f".{os.urandom(8).hex()}.new" if "file" in self._files.protocol else ""
        beside = {f"{place}{suffix}": entry for place, entry in entries.items()}
        try:
            self._files.pipe(beside)
        except FileNotFoundError:  # a store with folders
            for folder in {place.rpartition("/")[0] for place in entries}:
                self._files.makedirs(folder, exist_ok=True)
            self._files.pipe(beside)
        for place in entries if suffix else ():
            self._files.mv(f"{place}{suffix}", place)
        return True

    def _place(self, key: bytes) -> str:
        name = content_of_key(key).hex()
        return f"{self._root}/{name[:2]}/{name}"

    def _signature(self, key: bytes, facts: bytes) -> bytes:
        signed = hashlib.blake2b(key=self._secret, digest_size=_SIGNATURE)
        signed.update(portable_identity() + content_of_key(key) + facts)
        return signed.digest()

    def _signed(self, key: bytes, facts: bytes) -> bytes:
        return _MARK + self._signature(key, facts) + facts

    def _verified(self, key: bytes, entry: bytes) -> bytes | None:
        """The facts in an entry, None where anything about it is not as this team wrote it."""
        start = len(_MARK) + _SIGNATURE
        facts = entry[start:]
        if entry.startswith(_MARK) and hmac.compare_digest(entry[len(_MARK) : start], self._signature(key, facts)):
            try:
                _FACTS.decode(facts)
            except (msgspec.DecodeError, UnicodeDecodeError):
                pass
            else:
                return facts
        self._refused += 1
        return None

    def _tried(self, call: Callable[[], T]) -> T | None:
        """What a call of the store gives, None where it fails or takes too long: then the store is left alone."""
        answer: list[T] = []
        wrong: list[str] = []

        def run() -> None:
            try:
                answer.append(call())
            except Exception as error:  # whatever a store's library may raise
                wrong.append((str(error).splitlines() or [type(error).__name__])[0][:200])

        thread = threading.Thread(target=run, daemon=True)  # one that hangs must not keep the process
        thread.start()
        thread.join(_PATIENCE)
        if answer:
            return answer[0]
        self._give_up(wrong[0] if wrong else f"no answer within {_PATIENCE:g} seconds")
        return None

    def _give_up(self, why: str) -> None:
        self._files = None
        self._note(f"not used: {why}")

    def _note(self, told: str) -> None:
        self.notes.append(f"the store {self._url}: {told} (--store)")


def shared_facts(url: str, environ: Mapping[str, str]) -> SharedFacts | None:
    """The store at a URL, with the key from the environment; None where no URL is given."""
    return SharedFacts(url, environ.get(KEY_VARIABLE, "")) if url else None


def _batches(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]

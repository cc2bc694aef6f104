"""Facts that were extracted elsewhere, in a file: written by `archlint facts`, joined by `archlint check --facts`.

A pack is trusted for exactly what can be verified: it was written by the same archlint (every byte of it, and its grammars),
each row carries its check sum, and a row is used only for a file with the very content that it was made from. It holds no code.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from archlint import version as own
from archlint.model.facts import FACTS_VERSION, FileFacts
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.cache import TOOL_BYTES, content_of_key
from archlint.pipeline.discover import SourceFile
from archlint.pipeline.identity import PACKAGES, tool_identity

SCHEMA: Literal["archlint-facts/1"] = "archlint-facts/1"
_LARGEST = 2_000_000_000
_FACTS = msgspec.msgpack.Decoder(FileFacts)


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """The digest of a file's dialect and content, its packed facts, and the sum of both."""

    content: bytes
    facts: bytes
    sum: bytes


class _Pack(msgspec.Struct, frozen=True, array_like=True):
    schema: Literal["archlint-facts/1"]
    tool: bytes
    rows: tuple[_Row, ...]


_PACK = msgspec.msgpack.Decoder(_Pack)


class Shard(NamedTuple):
    """One of `of` pieces of a project, numbered from 1."""

    number: int
    of: int

    def holds(self, path: str) -> bool:
        """Whether a file belongs to this piece: by its path alone, so that every machine says the same."""
        digest = hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest) % self.of == self.number - 1


def shard_of(files: Sequence[SourceFile], shard: Shard) -> tuple[SourceFile, ...]:
    return tuple(file for file in files if shard.holds(file.path))


def packed(facts: Mapping[bytes, bytes]) -> bytes:
    """A pack of facts by their content keys (see cache.py), the same bytes for the same facts."""
    rows = tuple(
        _Row(content, value, _sum(content, value))
        for content, value in sorted((content_of_key(key), value) for key, value in facts.items())
    )
    return msgspec.msgpack.encode(_Pack(SCHEMA, portable_identity(), rows))


def load(paths: Iterable[Path]) -> dict[bytes, bytes]:
    """The facts of packs, by the content keys of this installation. Raises DeclarationError for a file that is no pack of this
    archlint; a damaged row is left out, and its file is read as if it were not there.
    """
    tool = tool_identity()[:TOOL_BYTES]
    found: dict[bytes, bytes] = {}
    for path in paths:
        try:
            with path.open("rb") as file:
                pack = _PACK.decode(file.read(_LARGEST))
        except OSError as error:
            raise DeclarationError(f"{path}: cannot be read: {error.strerror} (--facts)", str(path)) from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise DeclarationError(f"{path}: holds no facts that 'archlint facts' wrote (--facts)", str(path)) from None
        if pack.tool != portable_identity():
            raise DeclarationError(f"{path}: was written by another archlint; write it again (--facts)", str(path))
        found.update((tool + row.content, row.facts) for row in pack.rows if _is_sound(row))
    return found


@cache
def portable_identity() -> bytes:
    """The same on every machine with the same archlint: its version, every byte of its code and rules, and its grammars."""
    hashed = hashlib.blake2b(f"{own.__version__} {FACTS_VERSION}".encode(), digest_size=20)
    home = Path(own.__file__).parent
    for path in sorted(home.rglob("*")):
        if path.suffix in (".py", ".scm", ".toml") and path.is_file():
            hashed.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    for package in PACKAGES:
        hashed.update(f"{package} {version(package.replace('_', '-'))}\0".encode())
    return hashed.digest()


def _sum(content: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=content, digest_size=8).digest()


def _is_sound(row: _Row) -> bool:
    if len(row.content) > 64 or _sum(row.content, row.facts) != row.sum:
        return False
    try:
        _FACTS.decode(row.facts)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True

"""The answer of the last run, for a run in which nothing changed: a fingerprint in, the stored Analysis (or None) out."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from archlint.model.analysis import Analysis
from archlint.model.tables import Project
from archlint.pipeline.discover import Tree
from archlint.pipeline.identity import tool_identity

_DIGEST = 20
_RACY = 2_000_000_000  # nanoseconds; see cache.py
_DECODER = msgspec.msgpack.Decoder(Analysis)
_PROJECT = msgspec.msgpack.Decoder(tuple[str, Project])


def fingerprint(tree: Tree, *inputs: str | bytes) -> bytes:
    """Identifies everything that an analysis depends on: the tool, `inputs` (the declaration's digest, the options, …) and
    the signature of every file.
    """
    hashed = hashlib.blake2b(tool_identity(), digest_size=_DIGEST)
    for piece in inputs:
        content = piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
        hashed.update(len(content).to_bytes(8, "big") + content)
    for paths in (tree.assets, tree.excluded):
        hashed.update("\0".join((*paths, "")).encode("utf-8", "surrogateescape") + b"\n")
    hashed.update(
        msgspec.msgpack.encode((tree.files, tree.manifests, tree.deployment, tree.left_out, tree.diagnostics))
    )
    return hashed.digest()


def key_of(*inputs: bytes) -> bytes:
    """A key of the right size for `load_part` and `save_part`, made of the tool and `inputs`."""
    hashed = hashlib.blake2b(tool_identity(), digest_size=_DIGEST)
    for content in inputs:
        hashed.update(len(content).to_bytes(8, "big") + content)
    return hashed.digest()


def is_calm(tree: Tree, began: int) -> bool:
    """Whether every signature can be trusted next time: no file was written just before the run began (nanoseconds)."""
    calm = began - _RACY
    signatures: Iterable[tuple[int, int, int, int]] = (
        *(file.signature for file in tree.files),
        *(signature for _, signature in tree.manifests),
        *(signature for _, signature in tree.deployment),
    )
    return os.name != "nt" and all(signature[1] < calm and signature[2] < calm for signature in signatures)


def load_project(folder: Path, digest: str) -> Project | None:
    """The `[project]` table of the declaration with this digest, when it was stored: enough to look for files."""
    try:
        told, project = _PROJECT.decode((folder / "project").read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return project if told == digest else None


def save_project(folder: Path, digest: str, project: Project) -> None:
    _write(folder, "project", msgspec.msgpack.encode((digest, project)))


def load_part(folder: Path, name: str, wanted: bytes) -> bytes | None:
    """What was stored under a name, when it is whole and has the key `wanted` (of 20 bytes)."""
    try:
        data = (folder / name).read_bytes()
    except OSError:
        return None
    head, check, body = data[:_DIGEST], data[_DIGEST : 2 * _DIGEST], data[2 * _DIGEST :]
    return body if head == wanted and hashlib.blake2b(body, digest_size=_DIGEST).digest() == check else None


def save_part(folder: Path, name: str, key: bytes, body: bytes) -> None:
    """Store a part of an analysis under a name; all or nothing, whoever else writes."""
    _write(folder, name, key + hashlib.blake2b(body, digest_size=_DIGEST).digest() + body)


def load(folder: Path, options: str, wanted: bytes) -> Analysis | None:
    """The analysis stored for these options, when it is whole and has the fingerprint `wanted`."""
    body = load_part(folder, part_name(options, "analysis"), wanted)
    if body is None:
        return None
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def save(folder: Path, options: str, key: bytes, analysis: Analysis) -> None:
    """Store an analysis; all or nothing, whoever else writes."""
    save_part(folder, part_name(options, "analysis"), key, msgspec.msgpack.encode(analysis))
    _sweep(folder)


def _write(folder: Path, name: str, data: bytes) -> None:
    with contextlib.suppress(OSError):
        descriptor, temporary = tempfile.mkstemp(prefix=f"{name}.", suffix=".new", dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(temporary).replace(folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def part_name(options: str, kind: str) -> str:
    """The file in which a part of the analysis with these options is stored."""
    return f"{hashlib.blake2b(options.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}.{kind}"


def _sweep(folder: Path) -> None:
    """Drop what killed runs left behind, and analyses of options that nobody uses any more."""
    now = time.time()
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("*.new")):
            if now - path.stat().st_mtime > 3600:
                path.unlink(missing_ok=True)
        stored = sorted(folder.glob("*.analysis"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in stored[8:]:
            path.unlink(missing_ok=True)
            path.with_suffix(".basis").unlink(missing_ok=True)

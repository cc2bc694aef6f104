"""An analysis made by a process of its own: a project's folder and a Request in, the Analysis out, while other threads go on.

A thread that analyzes holds up all others, and so does one that takes in a large answer at once: it comes in pieces.
"""

import contextlib
import multiprocessing
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, ExternalUse, Module, Unresolved
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.request import Request

_PIECE = 500
_END = b""
_REFUSED = "refused"
_REST = "rest"
_PARTS: dict[str, msgspec.msgpack.Decoder[tuple[str, tuple[Any, ...]]]] = {
    "modules": msgspec.msgpack.Decoder(tuple[str, tuple[Module, ...]]),
    "dependencies": msgspec.msgpack.Decoder(tuple[str, tuple[Dependency, ...]]),
    "external": msgspec.msgpack.Decoder(tuple[str, tuple[ExternalUse, ...]]),
    "unresolved": msgspec.msgpack.Decoder(tuple[str, tuple[Unresolved, ...]]),
    "findings": msgspec.msgpack.Decoder(tuple[str, tuple[Finding, ...]]),
}
"""What there may be much of: the fields of a Graph, and the findings."""


def analyzed_beside(root: Path, request: Request) -> Analysis | None:
    """What `analyze` says, None where the process ended without an answer. Raises DeclarationError as it does."""
    context = multiprocessing.get_context("spawn")  # threads may hold locks, which a forked process would inherit
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, root, request))
    process.start()
    theirs.close()
    try:
        return joined(_received(ours))
    except (EOFError, OSError):
        return None
    finally:
        ours.close()
        process.join()


def _received(connection: Connection) -> Iterator[bytes]:
    while (piece := connection.recv_bytes()) != _END:
        yield piece
        time.sleep(0)  # whoever waits for a turn gets it


def _serve(connection: Connection, root: Path, request: Request) -> None:
    """The life of the process: analyze, send, end."""
    from archlint.pipeline.analyze import analyze

    try:
        said = pieces(analyze(root, request))
    except DeclarationError as error:
        said = iter([msgspec.msgpack.encode((_REFUSED, (str(error), error.file, error.line)))])
    except Exception:  # whoever waits tries it again, and can say what went wrong
        return
    with contextlib.suppress(OSError):  # nobody waits any more
        for piece in said:
            connection.send_bytes(piece)
        connection.send_bytes(_END)


def pieces(analysis: Analysis) -> Iterator[bytes]:
    """An analysis in pieces that are quickly read."""
    graph = analysis.graph
    much: dict[str, Sequence[Any]] = {"findings": analysis.findings}
    if graph is not None:
        much |= {name: getattr(graph, name) for name in _PARTS if name != "findings"}
        graph = msgspec.structs.replace(graph, **{name: () for name in much if name != "findings"})
    yield msgspec.msgpack.encode((_REST, msgspec.structs.replace(analysis, findings=(), graph=graph)))
    for name, items in much.items():
        for start in range(0, len(items), _PIECE):
            yield msgspec.msgpack.encode((name, items[start : start + _PIECE]))


def joined(said: Iterable[bytes]) -> Analysis | None:
    """The analysis that such pieces are of, None where there are none."""
    rest: Analysis | None = None
    much: dict[str, list[Any]] = {name: [] for name in _PARTS}
    for piece in said:
        name = _name(piece)
        if name == _REFUSED:
            raise DeclarationError(*msgspec.msgpack.decode(piece, type=tuple[str, tuple[str, str, int]])[1])
        if name == _REST:
            rest = msgspec.msgpack.decode(piece, type=tuple[str, Analysis])[1]
        else:
            much[name] += _PARTS[name].decode(piece)[1]
    if rest is None:
        return None
    findings = tuple(much.pop("findings"))
    graph = rest.graph
    if graph is not None:
        graph = msgspec.structs.replace(graph, **{name: tuple(items) for name, items in much.items()})
    return msgspec.structs.replace(rest, findings=findings, graph=graph)


def _name(piece: bytes) -> str:
    return msgspec.msgpack.decode(piece, type=tuple[str, msgspec.Raw])[0]

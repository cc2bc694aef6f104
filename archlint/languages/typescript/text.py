"""What a file's bytes are before they are parsed: readable text, or why they are not."""

import re

from archlint.languages.parsing import GENERATED, Lines
from archlint.model.facts import Problem

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_TRANSPORT_PACKET = 188
_TRANSPORT_SYNC = 0x47
_TRANSLATION = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!DOCTYPE TS\b|<TS\b)")
_BUNDLED = re.compile(
    rb"\(function webpackUniversalModuleDefinition\("
    rb"|typeof exports === ['\"]object['\"] && typeof module !== ['\"]undefined['\"] \? factory\("
)
_LONG_LINE = 5_000
_HEADER = re.compile(rb"(?:\s++|//[^\r\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*/)*")
_LINE_END = re.compile(rb"\r\n|\r|\n")


def readable(content: bytes) -> tuple[bytes, list[Problem], bool]:
    """The text of a file as UTF-8, what is wrong with it, and whether it is worth parsing.

    UTF-16 with a byte order mark is decoded: spans are then offsets in the UTF-8 text, lines and columns are true.
    """
    encoding = _UTF16.get(content[:2])
    if encoding is not None:
        content = content[2:].decode(encoding, "replace").encode("utf-8", "replace")
    if _is_transport_stream(content):
        return content, [Problem("binary", "an MPEG transport stream, not TypeScript")], False
    if b"\0" in content:
        return content, [Problem("binary", "NUL bytes: not a text file")], False
    if _TRANSLATION.match(content.removeprefix(_UTF8_MARK)):
        return content, [Problem("generated", "a Qt translation file, not TypeScript")], False
    if content.isascii():
        return content, [], True
    try:
        content.decode()
    except UnicodeDecodeError as error:
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; such bytes are read as `_`"
        span = Lines(content).span(error.start, error.end)
        return _replace_undecodable(content), [Problem("encoding", message, span)], True
    return content, [], True


def _is_transport_stream(content: bytes) -> bool:
    packets = content[: 5 * _TRANSPORT_PACKET : _TRANSPORT_PACKET]
    return len(packets) == 5 and packets == bytes([_TRANSPORT_SYNC]) * 5 and not content[:1000].isascii()


def _replace_undecodable(content: bytes) -> bytes:
    """As long as before, so that offsets stay true."""
    text = content.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", "_", text).encode()


_CHUNK = re.compile(rb"""\s*(?:import|export)(?:\{[^}\n]*\}from)?["'][^"'\n]*["'];[^\n]{120}""")


def is_minified(content: bytes) -> bool:
    """Whether most of a file stands on lines that nobody writes by hand: longer than 5,000 bytes, with the little
    white space of a minifier (below one byte in twelve; prose and formatted data have more). A small chunk of a bundle is
    told by its first line: a long one that begins with an import as no formatter leaves it.
    """
    if _CHUNK.match(content):
        return True
    # A line longer than this covers at least one whole window of half its length.
    window = _LONG_LINE // 2
    for start in range(0, len(content) - window, window):
        if content.find(b"\n", start, start + window) < 0 and content.find(b"\r", start, start + window) < 0:
            break
    else:
        return False
    long = [line for line in _LINE_END.split(content) if len(line) > _LONG_LINE]
    size = sum(map(len, long))
    return size * 2 > len(content) and sum(line.count(b" ") for line in long) * 12 < size


def header(content: bytes) -> bytes:
    """The comments above the first line of code."""
    begin = 3 if content.startswith(_UTF8_MARK) else 0
    match = _HEADER.match(content, begin)
    return content[begin : match.end()] if match is not None else b""


def says_generated(content: bytes) -> bool:
    """Whether a comment above the first line of code says that a generator wrote the file."""
    return GENERATED.search(header(content)[:20_000]) is not None


def is_bundled(content: bytes) -> bool:
    """Whether a bundler put a library together in the file: it begins as Rollup and webpack begin such files."""
    after = len(header(content))
    return _BUNDLED.search(content[after : after + 500]) is not None

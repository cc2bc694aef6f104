"""What encoding a Python file is in: its bytes in, the same text as UTF-8 out, or the problem that prevents it."""

import codecs
import re

from archlint.model.facts import Problem, Span

_COOKIE = re.compile(rb"[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
_BLANK_OR_COMMENT = re.compile(rb"[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_NAMES = frozenset({"utf-8", "utf-8-sig"})
_NOT_ASCII_BASED = re.compile(r"utf-?(?:16|32)|utf-7|ebcdic|cp(?:037|273|424|500|875|1026|1140)|idna|punycode|escape")


def to_utf8(content: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """The text of `content` as UTF-8, by its byte order mark and PEP 263 cookie. With a problem of kind "binary" there
    is no text; with one of kind "encoding" the text is what could be read. A byte order mark of UTF-8 stays.
    """
    if b"\0" in content:
        if content.startswith(_UTF16):
            return b"", (Problem("encoding", "UTF-16: save the file as UTF-8"),)
        return b"", (Problem("binary", "NUL bytes: not a text file"),)
    if content.startswith(_UTF16):
        return b"", (Problem("encoding", "UTF-16: save the file as UTF-8"),)
    name, span = _declared(content) if b"coding" in content[:1_000] else ("", None)
    if not name or span is None:
        return content, _undecodable(content)
    codec = _codec(name)
    if codec is None:
        return content, (Problem("encoding", f"unknown encoding {name[:40]!r}: read as UTF-8", span),)
    if codec.name in _UTF8_NAMES:
        return content, _undecodable(content)
    if content.isascii() and not _stateful(codec.name):
        return content, ()
    try:
        return codec.decode(content)[0].encode(), ()
    except (UnicodeError, ValueError) as error:
        text = codec.decode(content, "replace")[0].encode("utf-8", "replace")
        return text, (Problem("encoding", f"not {name[:40]}, as the file says: {_reason(error)}", span),)


def _declared(content: bytes) -> tuple[str, Span | None]:
    """The encoding that one of the first two lines names, and where."""
    mark = 3 if content.startswith(codecs.BOM_UTF8) else 0
    start = mark
    for number in (1, 2):
        match = _COOKIE.match(content, start)
        if match is not None:
            name = match[1].decode("ascii", "replace")
            column = match.start(1) - (start if number == 2 else 0) + 1 - (2 if mark and number == 1 else 0)
            return name, Span(match.start(1), match.end(1), number, column)
        blank = _BLANK_OR_COMMENT.match(content, start)
        if blank is None:
            break
        start = blank.end()
    return "", None


def _codec(name: str) -> codecs.CodecInfo | None:
    """A codec from text to bytes in which ASCII is ASCII. Others (`rot13`, `hex`, `utf-16`) Python refuses as well."""
    try:
        codec = codecs.lookup(name.replace("_", "-"))
    except (LookupError, ValueError):
        return None
    if not getattr(codec, "_is_text_encoding", True) or _NOT_ASCII_BASED.search(codec.name.replace("_", "-")):
        return None
    return codec


def _stateful(name: str) -> bool:
    return name.startswith("iso2022") or name in ("hz", "shift_jis", "johab")


def _undecodable(content: bytes) -> tuple[Problem, ...]:
    if content.isascii():
        return ()
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line_start = max(content.rfind(b"\n", 0, error.start), content.rfind(b"\r", 0, error.start)) + 1
        before = content[:line_start]
        line = before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
        column = len(content[line_start : error.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; names with such bytes are read with a replacement"
        return (Problem("encoding", message, Span(error.start, error.end, line, column)),)
    return ()


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte 0x{error.object[error.start]:02x} at offset {error.start}"
    return "the bytes do not decode"

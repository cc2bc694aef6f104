"""Regular expressions over paths as globs: a pattern as JavaScript writes it in, the globs that match the same paths out."""

import re
from collections.abc import Callable, Iterator, Sequence
from re import _constants as _c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 400
_MOST = 64
_BEGIN, _END, _ONE, _SEGMENT, _DEEP = "\0^", "\0$", "\0?", "\0*", "\0**"
"""What stands in a sequence besides single characters: both ends; any character; any within a segment; any at all."""

_Sequence = tuple[str, ...]


def globs_of(pattern: str) -> tuple[str, ...]:
    """Globs for the paths that a pattern finds; () where globs cannot say the same (look-arounds, back-references)."""
    if len(pattern) > _LONGEST:
        return ()
    try:
        parsed: Any = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return ()
    found = [glob for sequence in _sequences(parsed) for glob in _written(sequence)]
    return tuple(dict.fromkeys(found)) if found and len(found) <= _MOST and "" not in found else ()


class _UnsayableError(Exception):
    """Globs have no word for a piece."""


def _sequences(parsed: Sequence[tuple[Any, Any]]) -> list[_Sequence]:
    try:
        return _all(parsed)
    except _UnsayableError:
        return []


def _all(parsed: Sequence[tuple[Any, Any]]) -> list[_Sequence]:
    """Every way through a pattern. Raises _UnsayableError."""
    ways: list[_Sequence] = [()]
    for kind, value in parsed:
        read = _READERS.get(kind)
        if read is None:
            raise _UnsayableError
        ways = [(*way, *piece) for way in ways for piece in read(value)]
        if len(ways) > _MOST:
            raise _UnsayableError
    return ways


def _branches(value: Any) -> list[_Sequence]:
    return [way for branch in value[1] for way in _all(branch)]


def _repeated(value: Any) -> list[_Sequence]:
    low, high, inner = value
    if (low, high) == (0, 1):
        return [(), *_all(inner)]
    if high is not _c.MAXREPEAT:
        raise _UnsayableError
    (only,) = inner if len(inner) == 1 else (None,)
    if only is None:
        raise _UnsayableError
    if only[0] is _c.ANY:
        return [(_DEEP,)]
    if only[0] is _c.NOT_LITERAL and chr(only[1]) == "/":
        return [(_SEGMENT,)]
    if only[0] is _c.IN and only[1][0] == (_c.NEGATE, None) and (_c.LITERAL, ord("/")) in only[1]:
        return [(_SEGMENT,)]  # more than the set says, but within a segment
    raise _UnsayableError


def _one_of(value: Any) -> list[_Sequence]:
    if any(kind is not _c.LITERAL for kind, _ in value):
        raise _UnsayableError
    return [(chr(code),) for _, code in value]


def _end(value: Any) -> list[_Sequence]:
    if value in (_c.AT_BEGINNING, _c.AT_BEGINNING_STRING):
        return [(_BEGIN,)]
    if value in (_c.AT_END, _c.AT_END_STRING):
        return [(_END,)]
    raise _UnsayableError


_READERS: dict[Any, Callable[[Any], list[_Sequence]]] = {
    _c.ANY: lambda _: [(_ONE,)],
    _c.LITERAL: lambda value: [(chr(value),)],
    _c.IN: _one_of,
    _c.BRANCH: _branches,
    _c.SUBPATTERN: lambda value: _all(value[-1]),
    _c.MAX_REPEAT: _repeated,
    _c.MIN_REPEAT: _repeated,
    _c.AT: _end,
}


def _written(sequence: _Sequence) -> Iterator[str]:
    """A way through a pattern as globs: one for what is named and, where it may go on, one for what lies below."""
    anchored = sequence[:1] == (_BEGIN,)
    ends = sequence[-1:] == (_END,)
    inner = sequence[anchored : len(sequence) - ends]
    while inner[-1:] == (_DEEP,) and inner[-2:-1] != ("/",):
        inner, ends = inner[:-1], False
    if not inner or _BEGIN in inner or _END in inner:
        yield ""
        return
    for written in _texts(inner):
        text = (written if anchored else _from_anywhere(written)).lstrip("/")
        if ends or text.endswith("**"):
            yield text
        elif text.endswith("/"):
            yield f"{text}**"
        else:
            yield f"{text}*"
            yield f"{text}*/**"


def _from_anywhere(text: str) -> str:
    """A glob that may begin in any folder and, where it does not begin with one, anywhere in a name."""
    if text.startswith(("**", "*/**")):
        return text
    return f"*/**{text}" if text.startswith("/") else f"**/*{text}"


def _texts(sequence: _Sequence) -> list[str]:
    """What globs write for a sequence: any characters at all may end in the same segment or in another one."""
    found = [""]
    for position, piece in enumerate(sequence):
        if piece == _DEEP:
            begins = position == 0 or sequence[position - 1] == "/"
            after = sequence[position + 1 : position + 2]
            if after == ("/",):
                options: tuple[str, ...] = ("*/**",) if begins else ("*", "*/**")
            elif after:
                options = ("**/*",) if begins else ("*", "*/**/*")
            else:
                options = ("**",)
        else:
            options = ({_SEGMENT: "*", _ONE: "?"}.get(piece) or _plain(piece),)
        found = [f"{text}{option}" for text in found for option in options][:_MOST]
    return found


def _plain(char: str) -> str:
    return f"[{char}]" if char in "*?[{" else char

"""Python that is newer than the grammar: source text in, the same number of bytes in older words out.

The tree of the rewritten text fits the original byte by byte, because every rewriting keeps lengths and line ends.
"""

import re

_LAZY = re.compile(rb"(?:^|(?<=[\r\n;:]))([ \t\f]*)(lazy)([ \t]+)(import|from)(?=[ \t\\])")
_GENERIC = re.compile(rb"\b(?:def|class|type)[ \t]+[^\W\d]\w*[ \t]*\[")
_STRING_OR_BRACKET = re.compile(rb"""[\[\](){},=]|"[^"\n]*"|'[^'\n]*'|\#[^\r\n]*""")
_NOT_LINE_END = re.compile(rb"[^\r\n]")


def in_older_words(content: bytes) -> tuple[bytes, frozenset[int]]:
    """`content` without `lazy` before imports and without defaults of type parameters, and where the lazy imports are."""
    lazy: set[int] = set()
    if b"lazy" in content:

        def move(match: re.Match[bytes]) -> bytes:
            lazy.add(match.start(2))
            keyword = match[4]
            return match[1] + keyword + b" " * (len(match[2]) + len(match[3]))

        content = _LAZY.sub(move, content)
    for match in reversed(list(_GENERIC.finditer(content))):
        content = _without_defaults(content, match.end())
    return content, frozenset(lazy)


def _without_defaults(content: bytes, start: int) -> bytes:
    """Blank `= default` in the type parameters that open before `start`."""
    depth = 1
    default = -1
    stretches: list[tuple[int, int]] = []
    for match in _STRING_OR_BRACKET.finditer(content, start):
        mark = match[0]
        if mark in (b"[", b"(", b"{"):
            depth += 1
        elif mark in (b"]", b")", b"}"):
            depth -= 1
        if depth == 0 or (depth == 1 and mark == b","):
            if default >= 0:
                stretches.append((default, match.start()))
                default = -1
            if depth == 0:
                break
        elif depth == 1 and mark == b"=" and default < 0:
            default = match.start()
    else:
        return content
    for begin, end in reversed(stretches):
        content = content[:begin] + _NOT_LINE_END.sub(b" ", content[begin:end]) + content[end:]
    return content

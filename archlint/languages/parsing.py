"""What every language's extraction needs: parse bytes under a deadline, find lines and columns, read `archlint:` comments.

Analyzed code is hostile: parsers hang on 20 bytes and nest 100,000 deep. So parsing and walking share one Budget, and
no caller may recurse over a tree.
"""

import os
import re
import time
from bisect import bisect_right
from codecs import BOM_UTF8
from collections import deque
from itertools import accumulate
from threading import Lock
from typing import Any, cast

from tree_sitter import Node, Parser, Tree

from archlint.model.facts import Problem, Span, Suppression

GENERATED = re.compile(rb"\bgenerated (?:by|from|with|using)\b|\bdo not (?:edit|modify)\b|@generated\b", re.IGNORECASE)
"""What generators write into the comments above the code of a file."""

_ALLOW = re.compile(r"archlint:\s*allow\[([^\]]*)\][ \t]*:?[ \t]*(.*)")


class OutOfTime(Exception):  # noqa: N818 - an expected outcome, not an error
    """Parsing or walking a file took longer than its budget."""


class Budget:
    """The seconds of processor time that one file may take, from now on: on a busy machine a file is no slower to read, and the
    answer stays the same.
    """

    def __init__(self, seconds: float) -> None:
        self.end = time.thread_time() + seconds
        """On the clock of time.thread_time."""
        self.earliest = time.monotonic() + seconds
        """On that of time.monotonic, which costs a tenth: nothing can be spent before that."""

    def spent(self) -> bool:
        return time.monotonic() > self.earliest and time.thread_time() > self.end

    def check(self) -> None:
        """Raise OutOfTime when the budget is used up; call it every few thousand nodes."""
        if self.spent():
            raise OutOfTime


def parse(parser: Parser, content: bytes, budget: Budget) -> Tree:
    """The syntax tree of `content`. Raises OutOfTime; a syntax error is no error here, it is in the tree.

    The last trees are remembered: whoever reads the same file for another purpose gets the same tree. One thread parses at a
    time: another one may come in between whenever a parser asks whether to go on, and a parser used by two crashes.
    """
    with _one_at_a_time:
        for known in _last_trees:
            if known[0] is parser and known[1] == content:
                return known[2]
        tree = _parsed(parser, content, budget)
        _last_trees.append((parser, content, tree))
        return tree


_one_at_a_time = Lock()


def _free_lock() -> None:
    """In a process that was forked while another thread parsed: that thread is not there to give the lock back."""
    global _one_at_a_time  # noqa: PLW0603 - one for all
    _one_at_a_time = Lock()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_free_lock)
_last_trees: deque[tuple[Parser, bytes, Tree]] = deque(maxlen=2)
"""What was parsed last: a file that one grammar does not understand is tried with a second one."""


def _parsed(parser: Parser, content: bytes, budget: Budget) -> Tree:
    view = memoryview(content)

    def read(offset: int, _point: object) -> memoryview:
        return view[offset:]

    spent = budget.spent

    def stop(_offset: int, _has_error: bool) -> bool:
        return spent()

    start_parse = cast("Any", parser).parse  # not every version's types know of the callback
    try:
        # Only the callable form looks at the progress callback; with bytes a hanging parse cannot be stopped.
        tree: Tree | None = start_parse(read, progress_callback=stop)
    except ValueError:
        # Without a reset the next parse would continue this one and return this file's tree.
        parser.reset()
        raise OutOfTime from None
    if tree is None:
        parser.reset()
        raise OutOfTime
    return tree


_STRIDE = 1_024
_CONTINUATIONS = bytes(range(0x80, 0xC0))


def _count_characters(text: bytes) -> int:
    """How many characters a piece of UTF-8 begins."""
    return len(text.translate(None, _CONTINUATIONS))


class Lines:
    """Turns byte offsets of one file into lines and columns. Lines end with LF, CRLF or a lone CR."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        # Of bytes, splitlines knows exactly these three line ends.
        self._starts = [0, *accumulate(map(len, content.splitlines(keepends=True)))]
        if content and content[-1:] not in (b"\n", b"\r"):
            self._starts.pop()
        self.ascii = content.isascii()
        self._counts: list[int] | None = None

    @property
    def count(self) -> int:
        """Lines with content: an empty file has none, a final line end does not open a new one."""
        return len(self._starts) - (self._starts[-1] == len(self.content))

    def line(self, offset: int) -> int:
        """The 1-based line of a byte offset."""
        return bisect_right(self._starts, offset)

    def bounds(self, line: int) -> tuple[int, int]:
        """Where a line (1-based) starts and ends; that of the last one for a line beyond."""
        index = min(max(line, 1), len(self._starts)) - 1
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.content)
        return self._starts[index], end

    def span(self, start: int, end: int) -> Span:
        line = bisect_right(self._starts, start)
        begin = self._starts[line - 1]
        if self.ascii:
            return Span(start, end, line, start - begin + 1)
        if start - begin > _STRIDE:
            before_line = self._characters(begin) if begin else 0
            return Span(start, end, line, self._characters(start) - before_line + 1)
        before = self.content[begin:start] if begin else self.content[:start].removeprefix(BOM_UTF8)  # nobody sees it
        return Span(start, end, line, len(before.decode("utf-8", "replace")) + 1)

    def _characters(self, offset: int) -> int:
        """How many characters stand before a byte, without decoding a line of megabytes for each of its places."""
        if self._counts is None:
            pieces = range(0, len(self.content), _STRIDE)
            sizes = (_count_characters(self.content[piece : piece + _STRIDE]) for piece in pieces)
            # Nobody sees a byte order mark: it is no character.
            self._counts = list(accumulate(sizes, initial=-int(self.content.startswith(BOM_UTF8))))
        stride = offset // _STRIDE
        return self._counts[stride] + _count_characters(self.content[stride * _STRIDE : offset])

    def is_blank_before(self, offset: int) -> bool:
        """Whether nothing but white space stands before `offset` on its line."""
        begin = self._starts[bisect_right(self._starts, offset) - 1]
        near = self.content[max(begin, offset - _STRIDE) : offset]  # a line may be megabytes long
        return not near.strip() and not self.content[begin:offset].strip()


def suppression(comment: str, span: Span, first: int, last: int) -> Suppression | None:
    """The suppression that a comment's text holds, if any: `archlint: allow[check, other-check] reason`.

    The caller says which lines it covers; comment closers (`*/`, `-->`) are cut off the reason.
    """
    match = _ALLOW.search(comment)
    if match is None:
        return None
    checks = tuple(name.strip() for name in match[1].split(",") if name.strip())
    reason = match[2].strip().removesuffix("*/").removesuffix("-->").strip()
    return Suppression(checks, reason, span, first, last)


def first_error(root: Node) -> Node | None:
    """The first place that the parser could not make sense of."""
    if not root.has_error:
        return None
    node = root
    while not node.is_error and not node.is_missing:
        broken = next((child for child in node.children if child.has_error or child.is_missing), None)
        if broken is None:
            break
        node = broken
    return node


def syntax_problem(root: Node, lines: Lines) -> list[Problem]:
    """The first place that the parser could not make sense of: none or one."""
    node = first_error(root)
    if node is None:
        return []
    what = f"`{node.type}` is missing" if node.is_missing else "syntax error"
    message = f"{what}; what stands before and after it was read"
    return [Problem("syntax", message, lines.span(node.start_byte, node.end_byte))]

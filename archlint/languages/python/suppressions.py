"""`archlint: allow[check] reason` comments: a syntax tree in, the suppressions with the lines that they cover out."""

from bisect import bisect_left

from tree_sitter import Node

from archlint.languages.grammar import ERROR
from archlint.languages.parsing import Budget, Lines, suppression
from archlint.languages.python.grammar import BLOCK, COMMENT, LANGUAGE, kind
from archlint.model.facts import Suppression

_COMPOUND = frozenset(
    kind(name)
    for name in (
        "if_statement",
        "for_statement",
        "while_statement",
        "try_statement",
        "with_statement",
        "match_statement",
        "function_definition",
        "class_definition",
        "elif_clause",
        "else_clause",
        "except_clause",
        "finally_clause",
        "case_clause",
    )
)
_SIMPLE = frozenset(
    number
    for number in range(LANGUAGE.node_kind_count)
    if (LANGUAGE.node_kind_for_id(number) or "").endswith("_statement") and number not in _COMPOUND
) | {kind("decorator")}


def read_suppressions(root: Node, content: bytes, lines: Lines, budget: Budget) -> tuple[Suppression, ...]:
    """Every suppression of a file. A comment of its own covers the next line of code with the whole statement (or the
    head of the block) that starts there, a trailing one the statement or head that it trails.
    """
    if b"archlint:" not in content:
        return ()
    comments: list[Node] = []
    stretches: list[tuple[int, int]] = []
    code_starts: list[int] = []
    stack = [root]
    visited = 0
    while stack:
        node = stack.pop()
        visited += 1
        if visited % 4_000 == 0:
            budget.check()
        number = node.kind_id
        if number == COMMENT:
            comments.append(node)
            continue
        children = node.children
        if number in _SIMPLE:
            stretches.append((lines.line(node.start_byte), lines.line(_last_byte(node))))
        elif number in _COMPOUND:
            stretches.append((lines.line(node.start_byte), lines.line(_end_of_head(node, children))))
        if not children:
            code_starts.append(lines.line(node.start_byte))
        stack += children[::-1]
    code_starts.sort()
    ends: dict[int, int] = {}
    for first, last in stretches:
        ends[first] = max(last, ends.get(first, last))
    wanted = [comment for comment in comments if b"archlint:" in content[comment.start_byte : comment.end_byte]]
    wanted.sort(key=lambda comment: comment.start_byte)
    around = _Around(sorted(ends.items()))
    found = [_suppression(comment, content, lines, around, code_starts) for comment in wanted]
    return tuple(each for each in found if each is not None)


class _Around:
    """The innermost statement around a line, for lines that are asked for in their order."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self.ends = dict(stretches)
        self._coming = stretches[::-1]
        self._open: list[tuple[int, int]] = []

    def find(self, line: int) -> tuple[int, int]:
        while self._coming and self._coming[-1][0] <= line:
            self._open.append(self._coming.pop())
        while self._open and self._open[-1][1] < line:
            self._open.pop()
        return self._open[-1] if self._open else (line, line)


def _last_byte(node: Node) -> int:
    return max(node.end_byte - 1, node.start_byte)


def _end_of_head(node: Node, children: list[Node]) -> int:
    """Where the part of a compound statement before its block ends."""
    end = node.start_byte
    for child in children:
        if child.kind_id in (BLOCK, COMMENT, ERROR):
            break
        end = _last_byte(child)
    return end


def _suppression(
    comment: Node, content: bytes, lines: Lines, around: _Around, code_starts: list[int]
) -> Suppression | None:
    text = content[comment.start_byte : comment.end_byte].decode("utf-8", "replace")
    first = last = lines.line(comment.start_byte)
    if lines.is_blank_before(comment.start_byte):
        position = bisect_left(code_starts, first + 1)
        if position < len(code_starts):
            first = code_starts[position]
            last = around.ends.get(first, first)
    else:
        first, last = around.find(first)
    return suppression(text, lines.span(comment.start_byte, comment.end_byte), first, last)

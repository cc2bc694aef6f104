"""`archlint: allow[check] reason` comments: a syntax tree in, the suppressions with the lines that they cover out."""

from tree_sitter import Node

from archlint.languages.java.grammar import COMMENTS, SIMPLE_STATEMENTS
from archlint.languages.parsing import Budget, Lines, suppression
from archlint.model.facts import Suppression


def read_suppressions(root: Node, content: bytes, lines: Lines, budget: Budget) -> tuple[Suppression, ...]:
    """Every suppression of a file. A comment of its own covers the next line of code, a trailing one the statement
    that it trails, from its first line on.
    """
    if b"archlint:" not in content:
        return ()
    comments: list[Node] = []
    statements: list[tuple[int, int]] = []
    code_starts: list[int] = []
    stack = [root]
    visited = 0
    while stack:
        node = stack.pop()
        visited += 1
        if visited % 4_000 == 0:
            budget.check()
        kind = node.kind_id
        if kind in COMMENTS:
            comments.append(node)
            continue
        if kind in SIMPLE_STATEMENTS:
            statements.append((lines.line(node.start_byte), lines.line(max(node.end_byte - 1, node.start_byte))))
        children = node.children
        if not children:
            code_starts.append(lines.line(node.start_byte))
        stack += children[::-1]
    found = []
    for comment in comments:
        given = _suppression(comment, content, lines, statements, code_starts)
        if given is not None:
            found.append(given)
    return tuple(found)


def _suppression(
    comment: Node, content: bytes, lines: Lines, statements: list[tuple[int, int]], code_starts: list[int]
) -> Suppression | None:
    text = content[comment.start_byte : comment.end_byte].decode("utf-8", "replace")
    if "archlint:" not in text:
        return None
    first = lines.line(comment.start_byte)
    last = lines.line(max(comment.end_byte - 1, comment.start_byte))
    if lines.is_blank_before(comment.start_byte):
        after = [line for line in code_starts if line >= last]
        first, last = (min(after), min(after)) if after else (first, last)
    else:
        trailed = [begin for begin, end in statements if begin <= first <= end]
        first = max(trailed, default=first)
    return suppression(text, lines.span(comment.start_byte, comment.end_byte), first, last)

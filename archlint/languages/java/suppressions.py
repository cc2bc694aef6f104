"""`archlint: allow[check] reason` comments: a syntax tree in, the suppressions with the lines that they cover out."""

from bisect import bisect_left

from tree_sitter import Node

from archlint.languages.java.grammar import BLOCKS, COMMENTS, SIMPLE_STATEMENTS
from archlint.languages.parsing import Budget, Lines, suppression
from archlint.model.facts import Suppression


class _Layout:
    """Where a file's comments, simple statements and code begin and end, in the order of the file."""

    def __init__(self, root: Node, lines: Lines, budget: Budget) -> None:
        self.comments: list[tuple[int, int, bool]] = []
        """Start, end, and whether nothing stands before it on its line."""
        self.code_starts: list[int] = []
        statements: list[tuple[int, int]] = []
        blocks: list[int] = []
        before = 0  # the line on which the token before ends
        stack = [root]
        visited = 0
        while stack:
            node = stack.pop()
            visited += 1
            if visited % 4_000 == 0:
                budget.check()
            kind, start, end = node.kind_id, node.start_byte, node.end_byte
            children = node.children if kind not in COMMENTS else []
            if kind in COMMENTS:
                self.comments.append((start, end, lines.line(start) > before))
            elif kind in SIMPLE_STATEMENTS:
                statements.append((start, end))
            elif kind in BLOCKS:
                blocks.append(start)
            elif not children and end > start:
                self.code_starts.append(start)
            if not children and end > start:
                before = lines.line(end - 1)
            stack += children[::-1]
        # A statement with a block in it is no line of code: a comment does not speak about all of it.
        self.last_line: dict[int, int] = {}
        """Where the statements that begin on a line end."""
        self.first_line: dict[int, int] = {}
        """Where the statements that end on a line begin."""
        for start, end in statements:
            if bisect_left(blocks, start) == bisect_left(blocks, end):
                first, last = lines.line(start), lines.line(max(end - 1, start))
                self.last_line[first] = max(last, self.last_line.get(first, 0))
                self.first_line[last] = min(first, self.first_line.get(last, first))

    def covered(self, start: int, end: int, alone: bool, lines: Lines) -> tuple[int, int]:
        """The lines that a comment speaks about."""
        first, last = lines.line(start), lines.line(max(end - 1, start))
        if not alone:
            return self.first_line.get(first, first), max(last, self.last_line.get(first, last))
        after = bisect_left(self.code_starts, end)
        if after == len(self.code_starts):
            return first, last
        line = lines.line(self.code_starts[after])
        return line, self.last_line.get(line, line)


def read_suppressions(root: Node, content: bytes, lines: Lines, budget: Budget) -> tuple[Suppression, ...]:
    """Every suppression of a file. A comment of its own covers the next line of code and the statement that begins
    there, a trailing one the statement that it trails.
    """
    if b"archlint:" not in content:
        return ()
    layout = _Layout(root, lines, budget)
    found = []
    for start, end, alone in layout.comments:
        text = content[start:end].decode("utf-8", "replace")
        if "archlint:" in text:
            first, last = layout.covered(start, end, alone, lines)
            given = suppression(text, lines.span(start, end), first, last)
            if given is not None:
                found.append(given)
    return tuple(found)

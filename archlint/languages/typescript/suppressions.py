"""`archlint: allow[check] reason` comments: a syntax tree in, the suppressions with the lines that they cover out."""

import re
from bisect import bisect_left, bisect_right

from tree_sitter import Node

from archlint.languages.parsing import Budget, Lines, suppression
from archlint.model.facts import Suppression

_VISIBLE = re.compile(rb"\S")
_COMMENTS = ("comment", "html_comment")
_STATEMENTS = frozenset(
    (
        "import_statement",
        "export_statement",
        "expression_statement",
        "lexical_declaration",
        "variable_declaration",
        "return_statement",
        "throw_statement",
        "break_statement",
        "continue_statement",
        "public_field_definition",
        "field_definition",
        "type_alias_declaration",
    )
)
_BLOCKS = frozenset(("statement_block", "class_body"))


class _Layout:
    """Where a file's comments, simple statements and code begin and end, in the order of the file."""

    def __init__(self, root: Node, lines: Lines, budget: Budget) -> None:
        self.comments: list[Node] = []
        self.code_starts: list[int] = []
        statements: list[tuple[int, int]] = []
        blocks: list[int] = []
        stack = [root]
        visited = 0
        while stack:
            node = stack.pop()
            visited += 1
            if visited % 4_000 == 0:
                budget.check()
            kind = node.type
            if kind in _COMMENTS:
                self.comments.append(node)
                continue
            if kind in _STATEMENTS:
                statements.append((node.start_byte, node.end_byte))
            elif kind in _BLOCKS:
                blocks.append(node.start_byte)
            children = node.children
            if not children and node.end_byte > node.start_byte and kind != "jsx_text":
                self.code_starts.append(node.start_byte)
            stack += children[::-1]
        # A statement with a block in it is no line of code: a comment does not speak about all of it.
        self.last_line: dict[int, int] = {}
        """Where the statements that begin on a line end."""
        self.first_line: dict[int, int] = {}
        """Where the statements that end on a line begin."""
        for start, end in statements:
            if bisect_left(blocks, start) == bisect_left(blocks, end):
                first, last = lines.line(start), lines.line(end - 1)
                self.last_line[first] = max(last, self.last_line.get(first, 0))
                self.first_line[last] = min(first, self.first_line.get(last, first))


def read_suppressions(
    root: Node, content: bytes, lines: Lines, budget: Budget, markup: tuple[tuple[int, int], ...] = ()
) -> tuple[Suppression, ...]:
    """Every suppression of a file. A comment of its own covers the next line of code and the statement that begins
    there, a trailing one the statement that it trails. `markup` says where `<!-- -->` comments of a component are.
    """
    if b"archlint:" not in content:
        return ()
    layout = _Layout(root, lines, budget)
    stretches = [(node.start_byte, node.end_byte) for node in layout.comments]
    outside = frozenset(markup)
    found = []
    for start, end in sorted((*stretches, *markup)):
        text = content[start:end].decode("utf-8", "replace")
        if "archlint:" not in text:
            continue
        if (start, end) in outside:
            first, last = _covered_by_markup(start, end, content, lines)
        else:
            first, last = _covered(start, end, content, lines, layout)
        given = suppression(text, lines.span(start, end), first, last)
        if given is not None:
            found.append(given)
    return tuple(found)


def _covered_by_markup(start: int, end: int, content: bytes, lines: Lines) -> tuple[int, int]:
    first, last = lines.line(start), lines.line(max(end - 1, start))
    following = _VISIBLE.search(content, end)
    if following is None or not lines.is_blank_before(start):
        return first, last
    line = lines.line(following.start())
    return line, line


def _covered(start: int, end: int, content: bytes, lines: Lines, layout: _Layout) -> tuple[int, int]:
    first, last = lines.line(start), lines.line(max(end - 1, start))
    if _alone(start, content, lines):
        after = bisect_right(layout.code_starts, end)
        while after < len(layout.code_starts) and content[layout.code_starts[after]] in b"}":
            after += 1  # The brace that closes `{/* … */}`.
        if after == len(layout.code_starts):
            return first, last
        line = lines.line(layout.code_starts[after])
        return line, layout.last_line.get(line, line)
    return layout.first_line.get(first, first), max(last, layout.last_line.get(first, last))


def _alone(start: int, content: bytes, lines: Lines) -> bool:
    """Whether nothing stands before a comment on its line but the brace of `{/* … */}`."""
    before = start
    while before and content[before - 1] in b" \t":
        before -= 1
    if before and content[before - 1] in b"{":
        return lines.is_blank_before(before - 1)
    return lines.is_blank_before(start)

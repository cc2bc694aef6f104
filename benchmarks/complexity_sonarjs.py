"""Cognitive complexity of TypeScript and JavaScript beside SonarSource's own rule: a folder in, the report out.

The peer is `cognitive-complexity` of eslint-plugin-sonarjs 0.19.0: the last version before the rule stopped to add what
is nested to the function around, which the paper asks for. It departs from the paper in three named ways; prepared files
are the same code written so that these do not apply.
"""

import json
import subprocess
from pathlib import Path

from complexity_comparison import Comparison, files
from complexity_rules import Count
from tree_sitter import Node
from witness import WORK

from archlint.languages.typescript.grammar import grammar
from archlint.model.facts import FileFacts

AIM = 0.99
PACKAGES = ("eslint-plugin-sonarjs@0.19.0", "eslint@8", "@typescript-eslint/parser@8", "typescript@5")
SCRIPT = Path(__file__).resolve().parent / "complexity_sonarjs.mjs"
FUNCTIONS = frozenset(
    ("arrow_function", "function_expression", "generator_function", "function_declaration", "method_definition",
     "generator_function_declaration")
)  # fmt: skip
SHORT = "`??`, and `&&` in front of an element: not counted here (paper), or there (its own choice); components by name"
Amounts = list[tuple[int, int, int]]


def sonarjs(root: Path) -> int:
    raw = Comparison(f"{root.name}: cognitive, archlint and SonarSource's rule on the files as they are")
    clean = Comparison(f"{root.name}: cognitive, archlint and SonarSource's rule on prepared files")
    found = [
        (path, content, facts)
        for path, content, facts in files(root, "typescript")
        if facts.complete and facts.dialect != "vue"
    ]
    texts = [(path.name, content) for path, content, _ in found]
    prepared = [(path.name, _prepared(content, facts.dialect)) for path, content, facts in found]
    for comparison, answers in ((raw, _asked(texts)), (clean, _asked(prepared))):
        for (path, content, facts), amounts in zip(found, answers, strict=True):
            _compare(comparison, path.relative_to(root).as_posix(), content, facts, amounts)
    raw.report(0.0, details=False)
    return clean.report(AIM)


def _compare(comparison: Comparison, place: str, content: bytes, facts: FileFacts, amounts: Amounts | None) -> None:
    units = facts.body.units
    outermost = [
        index
        for index, unit in enumerate(units)
        if unit.kind in ("function", "method")
        and not any(units[up].kind in ("function", "method") for up in _above(units, index))
    ]
    if amounts is None:
        comparison.left_out["functions in files that the peer cannot read"] += len(outermost)
        return
    totals = [unit.cognitive for unit in units]
    for index in range(len(units) - 1, 0, -1):
        if units[index].parent >= 0:
            totals[units[index].parent] += totals[index]
    root = grammar(facts.dialect).parser.parse(content).root_node
    starts = _line_starts(content)
    places = [(_offset(content, starts, line, column), amount) for line, column, amount in amounts]
    for index in outermost:
        unit = units[index]
        if _in_callback(root, unit.span.start, unit.span.end):
            comparison.left_out["functions in a function without a name at module level"] += 1
            continue
        theirs = sum(amount for at, amount in places if unit.span.start <= at < unit.span.end)
        comparison.add(f"{place}:{unit.span.line} {unit.name}", totals[index], theirs, Count())


def _above(units: tuple, index: int) -> list[int]:
    found = []
    while units[index].parent >= 0:
        index = units[index].parent
        found.append(index)
    return found


def _in_callback(root: Node, start: int, end: int) -> bool:
    """Whether a function without a name, and so no unit, stands around a unit."""
    node = root.descendant_for_byte_range(start, max(start, end - 1))
    while node is not None:
        if node.type in FUNCTIONS and (node.start_byte < start or node.end_byte > end):
            return True
        node = node.parent
    return False


def _in_function(node: Node) -> bool:
    current: Node | None = node
    while current is not None:
        if current.type in FUNCTIONS:
            return True
        current = current.parent
    return False


def _line_starts(content: bytes) -> list[int]:
    return [0, *[index + 1 for index, byte in enumerate(content) if byte == 10]]


def _offset(content: bytes, starts: list[int], line: int, column: int) -> int:
    """The byte of a line and a column in UTF-16, both from 1."""
    begin = starts[line - 1]
    text = content[begin : starts[line] if line < len(starts) else len(content)].decode("utf-8", "replace")
    return begin + len(text.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le", "replace").encode())


def _asked(texts: list[tuple[str, bytes]]) -> list[Amounts | None]:
    tools = WORK / "sonarjs"
    if not (tools / "node_modules").exists():
        tools.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(tools), *PACKAGES], check=True
        )
    lines = [json.dumps({"path": name, "text": content.decode("utf-8", "replace")}) for name, content in texts]
    ran = subprocess.run(
        ["node", str(SCRIPT), str(tools)], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def _prepared(content: bytes, dialect: str) -> bytes:
    """The same code on the same lines, where the rule's three departures do not apply: `??` is written `|`, an `&&` in
    front of an element stands in brackets of its own, and components begin with a small letter.
    """
    edits: list[tuple[int, int, bytes]] = []
    waiting = [grammar(dialect).parser.parse(content).root_node]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if node.type == "??":
            edits.append((node.start_byte, node.end_byte, b"| "))
        elif (
            node.type == "jsx_expression" and node.named_children and node.named_children[0].type == "binary_expression"
        ):
            inner = node.named_children[0]
            edits += [(inner.start_byte, inner.start_byte, b"x("), (inner.end_byte, inner.end_byte, b")")]
        elif node.type in ("if_statement", "else_clause") and not _in_function(node):
            body = node.child_by_field_name("consequence") or node.named_children[-1]
            edits.append((node.start_byte, body.start_byte, b" " * (body.start_byte - node.start_byte)))
        elif node.type in ("function_declaration", "variable_declarator"):
            name = node.child_by_field_name("name")
            if name is not None and name.type == "identifier":
                edits.append((name.start_byte, name.start_byte + 1, b"x"))
    text = bytearray(content)
    for start, end, new in sorted(edits, reverse=True):
        text[start:end] = new
    return bytes(text)

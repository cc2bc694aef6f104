"""What units do: a syntax tree and a query in, an Anatomy per unit and the file's clauses out.

Each language says in `*.scm` files which nodes mean what; the names of their captures are those of `_COUNTS`, `_NAMES` and
`_CLAUSES` below. Nothing here knows a language.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tree_sitter import Language, Node, Query, QueryCursor

from archlint.languages import recursion
from archlint.languages.call_nodes import before_arguments, count_arguments, given_back, innermost_call
from archlint.languages.markup_tags import tags
from archlint.languages.parsing import Budget, Lines, OutOfTime
from archlint.languages.unit_draft import UnitDraft
from archlint.languages.values import kind_of, unwrapped
from archlint.model.facts import CLAUSE_KINDS, MAX_CLAUSE, Anatomy, Clause

MAX_NAME = 100
"""Characters that are kept of a name."""
MAX_NAMES = 200
"""Different names that are kept per unit and kind: a unit of megabytes must not cost as much again."""

_COUNTS = {"loop": "loops", "return": "returns", "handed": "handed", "shaped": "shaped", "raise": "raises"}
_COUNTS |= {"field": "fields", "markup": "markup", "entry": "entries"}
_NAMES = {"mark.own": "marks", "mark.next": "marks", "base": "bases", "type": "types", "answer": "answers"}
_READ = ("name", "own", "field", "member", "call")
"""Kinds of values that are read off something."""
_CALLED = re.compile(rb"[\w$.?\s]*\Z")
_DOT = re.compile(rb"\s*\??\.\s*")
_OPERATORS = dict.fromkeys(
    ("==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||", "??", "in", "instanceof"), "comparison"
) | dict.fromkeys(("+", "-", "*", "/", "//", "%", "**", "+=", "-=", "*=", "/=", "//=", "%=", "**="), "computation")
_DEEPEST = 10_000
"""Levels of a tree that are looked at: beyond 32,767 a query takes minutes."""
_MOST_PENDING = 2_000
"""Unfinished matches of a query: more are only found in code that nobody wrote by hand."""
_MOST_BROKEN = 10_000
"""Pieces of what could not be parsed: a query takes steps in the square of them."""
_SPACE = re.compile(r"\s+")
_OWN = re.compile(rb"(?:self|this|cls)\s*\.")
_OTHER_OPERATOR = re.compile(r"[-*/%]")
_AT_ONCE = 200_000
"""Bytes that are searched without a look at the clock."""
_ORDINARY = (b"0", b"1")


class Found(NamedTuple):
    """`anatomies` are in the order of the units, `clauses` in that of the file."""

    anatomies: tuple[Anatomy, ...]
    clauses: tuple[Clause, ...]


class Read(NamedTuple):
    """What the units of a file do, and their calls that may lead to other units of it."""

    found: Found
    calls: list[recursion.Called]


def anatomy_query(language: Language, *files: Path) -> Query:
    """The query of a grammar, made of `.scm` files. Raises tree_sitter.QueryError for nodes that the grammar has not."""
    return Query(language, "\n".join(file.read_text(encoding="utf-8") for file in files))


def read_anatomy(query: Query, root: Node, lines: Lines, units: Sequence[UnitDraft], budget: Budget) -> Read:
    """What the units of a file do. Raises OutOfTime."""
    content = lines.content
    captures = _captures(query, [root] if len(content) < _AT_ONCE else root.children, budget)
    reading = _Reading(lines, units)
    return Read(reading.read(root, captures), reading.own_calls)


def _captures(query: Query, nodes: Sequence[Node], budget: Budget) -> dict[str, list[Node]]:
    """All captures in some nodes. The time is looked at between them: a callback from within crashes the interpreter."""
    captures: dict[str, list[Node]] = {}
    if any(one.is_error and one.child_count > _MOST_BROKEN for node in nodes for one in (node, *node.children)):
        raise OutOfTime
    for node in nodes:
        cursor = QueryCursor(query, match_limit=_MOST_PENDING)
        cursor.set_max_start_depth(_DEEPEST)
        for name, found in cursor.captures(node).items():
            captures.setdefault(name, []).extend(found)
        budget.check()
        if cursor.did_exceed_match_limit:
            raise OutOfTime
    return captures


class _Reading:
    """One file's captures, while they are given to its units."""

    def __init__(self, lines: Lines, units: Sequence[UnitDraft]) -> None:
        self._content = lines.content
        self._lines = lines
        self._units = units
        self._order = sorted(range(len(units)), key=lambda index: (units[index].start, -units[index].end))
        self._starts = [units[index].start for index in self._order]
        self._counts: list[dict[str, int]] = [{} for _ in units]
        self._names: list[dict[str, dict[str, None]]] = [{} for _ in units]
        self._own = {unit.name.rpartition(".")[2].encode() for unit in units if unit.kind in ("function", "method")}
        self.own_calls: list[recursion.Called] = []
        """Those that may lead to functions of the file, by their names."""

    def read(self, root: Node, captures: dict[str, list[Node]]) -> Found:
        for nodes in captures.values():
            # Captures come in no order, and `a().b()` starts where `a()` does: the outer call stands first.
            nodes.sort(key=lambda node: (node.start_byte, -node.end_byte))
        for capture, count in _COUNTS.items():
            for node in captures.get(capture, ()):
                self._add(self._unit(node.start_byte), count)
        for node in captures.get("number", ()):
            if self._text(node) not in _ORDINARY:
                self._add(self._unit(node.start_byte), "numbers")
        for node in captures.get("assigned", ()):
            is_own = _OWN.match(self._content, node.start_byte, node.end_byte)
            self._add(self._unit(node.start_byte), "stores" if is_own else "fields")
        for capture, kind in _NAMES.items():
            for node in captures.get(capture, ()):
                place = self._next(node.end_byte) if capture == "mark.next" else self._unit(node.start_byte)
                self._name(place, kind, self._text(node).partition(b"(")[0].lstrip(b"@"))
        self._read_calls(captures.get("call", ()))
        self._read_given(captures.get("handed", ()))
        self._read_values(captures)
        for node in captures.get("made", ()):
            self._name(self._unit(node.start_byte), "called", b"new " + self._text(node))
        for position in tags(root, self._content):
            self._add(self._unit(position), "markup")
        clauses = tuple(self._clauses(list(_stretches(captures))))
        return Found(tuple(map(_anatomy, self._counts, self._names)), clauses)

    def _read_calls(self, calls: Sequence[Node]) -> None:
        """A call is named by what stands before its arguments, back to the last closing bracket."""
        for node in calls:
            unit = self._unit(node.start_byte)
            self._add(unit, "calls")
            name = self._called(node)
            if name:
                self._name(unit, "called", name)
                self._read_chain(unit, node, name)
            if name.rpartition(b".")[2] in self._own and self._is_named(node):
                self.own_calls.append(recursion.Called(unit, name.decode("utf-8", "replace"), count_arguments(node)))

    def _read_chain(self, unit: int, call: Node, name: bytes) -> None:
        """A call on what another call answers."""
        function = call.child_by_field_name("function") or call
        inner = function.child_by_field_name("object")
        if inner is not None and b"." not in name:
            inner = unwrapped(inner)
            if inner.child_by_field_name("arguments") is not None:
                before = self._maker(inner).removeprefix(b"new ")
                if before:
                    self._name(unit, "chained", before + b"." + name)

    def _is_named(self, call: Node) -> bool:
        """Whether a call is of a name, and not of what another call or a text answers: `"".join(…)`, `open(…).read()`."""
        end = before_arguments(call)
        return end - call.start_byte < MAX_NAME and _CALLED.match(self._content, call.start_byte, end) is not None

    def _read_given(self, handed: Sequence[Node]) -> None:
        for node in handed:
            name = self._called(innermost_call(node))
            if name:
                self._name(self._unit(node.start_byte), "given", name)

    def _read_values(self, captures: dict[str, list[Node]]) -> None:
        """What is returned, raised, kept under a name and named."""
        for node in captures.get("return", ()):
            value = unwrapped(given_back(node))
            kind = kind_of(value, self._content).encode()
            self._name(self._unit(node.start_byte), "returned", b"=" + self._text(value) if kind == b"name" else kind)
        for node in captures.get("raise", ()):
            if node.named_child_count:
                made = self._maker(node.named_children[0]).removeprefix(b"new ")
                self._name(self._unit(node.start_byte), "raised", made)
        for node in captures.get("held", ()):
            name = node.child_by_field_name("name") or node.child_by_field_name("left")
            held = node.child_by_field_name("value") or node.child_by_field_name("right")
            if name is not None and held is not None:
                self._keep(name, unwrapped(held))
        for node in captures.get("field", ()):
            named = kind_of(unwrapped(node.child_by_field_name("value") or node), self._content)
            if named in _READ or named == "blank":
                self._add(self._unit(node.start_byte), "blank" if named == "blank" else "read")

    def _keep(self, name: Node, value: Node) -> None:
        kind = kind_of(value, self._content)
        if kind in ("call", "new"):
            kept = self._maker(value)
        elif kind in ("built", "blank"):
            kept = b"{}"
        else:
            return
        if kept:
            self._name(self._unit(name.start_byte), "held", self._text(name) + b"=" + kept)

    def _maker(self, node: Node) -> bytes:
        """The name of what is called or made."""
        made = node.child_by_field_name("constructor") or node.child_by_field_name("type")
        if made is not None and node.child_by_field_name("name") is None:
            return b"new " + self._text(made)
        return self._called(node) if node.child_by_field_name("arguments") is not None else self._text(node)

    def _called(self, node: Node) -> bytes:
        """The dotted name of what a call calls, b"" for none."""
        end = before_arguments(node)
        written = _CALLED.search(self._content, max(node.start_byte, end - MAX_NAME), end)
        name = _DOT.sub(b".", written[0]).split() if written is not None else ()
        return name[-1].lstrip(b".") if name else b""

    def _clauses(self, stretches: list[tuple[int, int, str]]) -> Iterator[Clause]:
        stretches.sort(key=lambda item: (item[0], -item[1], item[2] != "condition"))
        covered = -1
        for start, end, kind in stretches:
            if end <= covered:
                continue
            text = self._content[start : min(end, start + 4 * MAX_CLAUSE)].decode("utf-8", "replace")
            if kind == "computation" and _is_about_text(text):
                continue
            covered = end
            yield Clause(kind, _SPACE.sub(" ", text)[:MAX_CLAUSE], self._lines.span(start, end), self._unit(start))

    def _unit(self, position: int) -> int:
        """The innermost unit at a byte."""
        at = bisect_right(self._starts, position) - 1
        unit = self._order[max(at, 0)]
        while self._units[unit].end <= position and self._units[unit].parent >= 0:
            unit = self._units[unit].parent
        return unit

    def _next(self, position: int) -> int:
        """The first unit that starts after a byte; the one at the byte where none does."""
        at = bisect_right(self._starts, position)
        return self._order[at] if at < len(self._order) else self._unit(position)

    def _text(self, node: Node) -> bytes:
        return self._content[node.start_byte : min(node.end_byte, node.start_byte + MAX_NAME)]

    def _add(self, unit: int, count: str) -> None:
        counts = self._counts[unit]
        counts[count] = counts.get(count, 0) + 1

    def _name(self, unit: int, kind: str, name: bytes) -> None:
        names = self._names[unit].setdefault(kind, {})
        if len(names) < MAX_NAMES:
            names[" ".join(name.decode("utf-8", "replace").split())] = None


def _anatomy(counts: dict[str, int], names: dict[str, dict[str, None]]) -> Anatomy:
    found: dict[str, Any] = {**counts}
    found |= {kind: tuple(written) for kind, written in names.items()}
    return Anatomy(**found)


def _stretches(captures: dict[str, list[Node]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of everything that may be a clause. Operators are looked at here and not in the queries, since
    a query that waits for the operator of each of n nested sums takes n² steps.
    """
    for kind in CLAUSE_KINDS:
        for node in captures.get(kind, ()):
            yield node.start_byte, node.end_byte, kind
    for node in captures.get("choice.python", ()):
        parts = [child for child in node.children if child.is_named and child.type != "comment"]
        if len(parts) == 3:
            yield parts[1].start_byte, parts[1].end_byte, "condition"
    for node in captures.get("binary", ()):
        operator = node.child_by_field_name("operator") or node.child(1)
        kind = "" if operator is None else _OPERATORS.get(operator.type, "")
        if kind:
            yield node.start_byte, node.end_byte, kind


def _is_about_text(text: str) -> bool:
    """Whether `+` or `%` joins or fills texts: a quote in a sum, or in front."""
    if text[:1] in "\"'`" or text[:2] in ('f"', "f'", 'b"', "b'", 'r"', "r'", '("', "('"):
        return True
    return any(quote in text for quote in "\"'`") and not _OTHER_OPERATOR.search(text)

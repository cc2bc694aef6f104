"""What gets a value in a sketch: targets and a value in, bindings out. A call in the value stays in one place."""

import re
from typing import NamedTuple

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ASSIGNMENT,
    ATTRIBUTE,
    EXTRAS,
    IDENTIFIER,
    PARENTHESIZED,
    STRING,
    TYPE,
    kind,
    token,
)
from archlint.languages.python.sketch_reading import DEEPEST, Reading, holds_calls, named
from archlint.languages.python.sketch_types import Annotation
from archlint.languages.python.templates import string_value
from archlint.model.sketch import NOTHING, Expression, Index, Items, Joined, Member, Name, Opaque, Text

_AS_TARGET = kind("as_pattern_target")
_LIST_SPLAT = kind("list_splat")
_STARRED = frozenset({kind("list_splat_pattern"), _LIST_SPLAT})
_SEQUENCES = frozenset({kind("list"), kind("tuple"), kind("expression_list")})
_PATTERNS = frozenset({kind("pattern_list"), kind("tuple_pattern"), kind("list_pattern")}) | _SEQUENCES
_SUBSCRIPT = kind("subscript")
_WRAPPED = frozenset({PARENTHESIZED, _AS_TARGET})
_EQUALS = token("=")
_NO_VALUES = frozenset({TYPE, _EQUALS, token(":")})
_NOT_PLAIN = frozenset({ASSIGNMENT, *EXTRAS})
_KEY = re.compile(r"[\w-]+", re.ASCII).fullmatch
_JOINING = {token("+="): (), token("/="): (Text("/"),)}


def target_name(reading: Reading, node: Node) -> str:
    """What a target is called: `name`, `self.name`, `holder.name` for `holder["name"]`; "" for what has no such name."""
    number = node.kind_id
    if number == IDENTIFIER:
        return reading.name(reading.source[node.start_byte : node.end_byte]).name
    keys: list[str] = []
    while node.kind_id == _SUBSCRIPT:
        reading.count()
        inside = named(node)
        if len(inside) != 2 or inside[1].kind_id != STRING or len(keys) > DEEPEST:
            return ""
        key = string_value(reading.source[inside[1].start_byte : inside[1].end_byte])
        if not _KEY(key):
            return ""
        keys.append(key)
        node = inside[0]
    if node.kind_id not in (IDENTIFIER, ATTRIBUTE):
        return ""
    written = reading.source[node.start_byte : node.end_byte]
    found = reading.dotted(written)
    if found is None or isinstance(found, Opaque):
        return ""
    return ".".join((reading.text(node), *keys[::-1]))


def read_assignment(reading: Reading, node: Node) -> None:
    """`a = b = value`, `a: T = value`, `a: T`."""
    plain = node.children
    if len(plain) == 3 and plain[0].kind_id == IDENTIFIER and plain[1].kind_id == _EQUALS:
        target, value = plain[0], plain[2]
        start = target.start_byte
        if value.kind_id not in _NOT_PLAIN and target.end_byte > start:
            before = reading.held
            found = reading.expression(value)
            reading.held = before
            reading.bind(reading.name(reading.source[start : target.end_byte]).name, found, start)
            return
    _read_in_full(reading, node)


def _read_in_full(reading: Reading, node: Node) -> None:
    targets: list[tuple[Node, Node | None]] = []
    value: Node | None = node
    while value is not None and value.kind_id == ASSIGNMENT:
        reading.count()
        inside = [child for child in value.children if child.kind_id not in EXTRAS]
        annotation = next((child for child in inside if child.kind_id == TYPE), None)
        targets.append((inside[0], annotation))
        has_value = len(inside) > 2 and inside[-1].kind_id not in _NO_VALUES
        value = inside[-1] if has_value else None
    if value is None:
        _declare(reading, targets)
        return
    before = reading.held
    found = reading.expression(value)
    named_first = next((one for one in targets if target_name(reading, one[0])), None)
    if named_first is None:
        if value.kind_id in _SEQUENCES and any(child.kind_id == _LIST_SPLAT for child in value.named_children):
            found = Opaque((found,))  # nobody knows which item is which
        bind_target(reading, targets[0][0], found, before, annotation=targets[0][1])
        for target, annotation in targets[1:]:
            bind_target(reading, target, NOTHING, reading.held, annotation=annotation)
        return
    bind_target(reading, named_first[0], found, before, annotation=named_first[1])
    again = _chain(target_name(reading, named_first[0])) if len(targets) > 1 else NOTHING
    for one in targets:
        if one is not named_first:
            bind_target(reading, one[0], again, reading.held, annotation=one[1])


def _chain(name: str) -> Expression:
    first, *names = name.split(".")
    found: Expression = Name(first)
    for one in names:
        found = Member(found, one)
    return found


def _declare(reading: Reading, targets: list[tuple[Node, Node | None]]) -> None:
    for target, annotation in targets:
        name = target_name(reading, target)
        if annotation is None or not name:
            for node in (target, annotation):
                if node is not None:
                    reading.keep(node)
            continue
        bind_target(reading, target, None, reading.held, annotation=annotation)


def read_augmented(reading: Reading, node: Node) -> None:
    """`a += value`; of other operators the calls count."""
    inside = [child for child in node.children if child.kind_id not in EXTRAS]
    name = target_name(reading, inside[0]) if len(inside) == 3 else ""
    if not name:
        for child in inside:
            reading.keep(child)
        return
    before = reading.held
    between = _JOINING.get(inside[1].kind_id)
    if between is None:
        value: Expression = reading.opaque([inside[2]], 0)
    else:
        added = reading.expression(inside[2])
        value = Joined((_chain(name), *between, *(added.parts if isinstance(added, Joined) else (added,))))
    bind_target(reading, inside[0], value, before)


def bind_target(  # noqa: PLR0913 - all that an assignment says
    reading: Reading,
    target: Node,
    value: Expression | None,
    before: int,
    *,
    certain: bool = True,
    annotation: Node | None = None,
) -> None:
    """Give a target its value, in which calls are when `held` was `before` without them."""
    calls = reading.held != before
    reading.held = before
    while target.kind_id in _WRAPPED and len(named(target)) == 1:
        target = named(target)[0]
    name = target_name(reading, target)
    if name:
        declared: Expression | None = None
        of_type: tuple[Expression, ...] = ()
        if annotation is not None:
            read = Annotation(reading)
            declared, of_type = read.read(annotation)
            if read.first is not None:
                reading.draft.expressions.append(read.first)
        reading.bind(name, value, target.start_byte, certain=certain, declared=declared, of_type=of_type)
        return
    if annotation is not None:
        reading.keep(annotation)
    if value is None:
        value = NOTHING
    if target.kind_id in _PATTERNS or target.kind_id in _STARRED:
        _unpack(reading, target, value, calls=calls, certain=certain)
        return
    reading.keep(target)
    if calls:
        reading.draft.expressions.append(value)


class _Share:
    """A value with calls that several names take parts of: the first of them gets it."""

    __slots__ = ("taken", "value")

    def __init__(self, value: Expression) -> None:
        self.value = value
        self.taken = False


class _Part(NamedTuple):
    """A piece of a pattern and what it gets."""

    target: Node
    value: Expression
    share: _Share | None
    depth: int


def _unpack(reading: Reading, pattern: Node, value: Expression, *, calls: bool, certain: bool) -> None:
    """Give each name of a pattern its part of a value."""
    start = pattern.start_byte
    shares = [_Share(value)] if calls else []
    pending: list[_Part] = [_Part(pattern, value, shares[0] if calls else None, 0)]
    while pending:
        piece = pending.pop()
        node, part, share, depth = piece
        reading.count()
        if node.kind_id in _PATTERNS:
            pending += _parts(piece, shares)[::-1]
        elif node.kind_id in _STARRED or node.kind_id in _WRAPPED:
            pending += [_Part(child, part, share, depth) for child in named(node)[:1]]
        elif name := target_name(reading, node):
            if share is not None:
                part = NOTHING if share.taken else part
                share.taken = True
            reading.bind(name, part, start, certain=certain)
        else:
            reading.keep(node)
    reading.draft.expressions += [share.value for share in shares if not share.taken]


def _parts(piece: _Part, shares: list[_Share]) -> list[_Part]:
    """The elements of a pattern with what each gets: pairwise where the value is written out, else by position."""
    pattern, value, share, depth = piece
    elements = named(pattern)
    star = next((position for position, one in enumerate(elements) if one.kind_id in _STARRED), None)
    count = len(elements)
    if isinstance(value, Items) and (len(value.items) == count if star is None else len(value.items) >= count - 1):
        given = list(value.items)
        if star is not None:
            end = len(given) - (count - 1 - star)
            given[star:end] = [Items(tuple(given[star:end]))]
        if share is not None:
            share.taken = True
        parts: list[_Part] = []
        for element, one in zip(elements, given, strict=True):
            own = _Share(one) if share is not None and holds_calls(one) else None
            shares += [own] if own is not None else []
            parts.append(_Part(element, one, own, depth + 1))
        return parts
    known = 0 if value is NOTHING or depth > DEEPEST else count if star is None else star
    whole = NOTHING if share is None else Opaque((share.value,))
    return [
        _Part(element, Index(value, Text(str(position))) if position < known else whole, share, depth + 1)
        for position, element in enumerate(elements)
    ]

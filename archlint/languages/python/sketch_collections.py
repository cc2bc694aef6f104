"""Lists, dictionaries and comprehensions in a sketch."""

from msgspec.structs import replace
from tree_sitter import Node

from archlint.languages.python.grammar import EXTRAS, FOR_IN_CLAUSE, kind
from archlint.languages.python.sketch_reading import Reading, named
from archlint.languages.python.sketch_targets import bind_target
from archlint.model.sketch import NOTHING, Expression, Index, Items, Record, Text

DICTIONARY = kind("dictionary")
DICTIONARY_SPLAT = kind("dictionary_splat")
_LIST_SPLAT = kind("list_splat")
PAIR = kind("pair")
_BODIES = frozenset({kind("block"), kind("module")})
_MOST_AROUND = 60


def read_items(reading: Reading, node: Node, depth: int) -> Expression:
    depth += 1
    children = [child for child in node.named_children if child.kind_id not in EXTRAS]
    spread = tuple([place for place, child in enumerate(children) if child.kind_id == _LIST_SPLAT])
    return Items(tuple([reading.expression(child, depth) for child in children]), spread)


def read_dictionary(reading: Reading, node: Node, depth: int) -> Expression:
    entries: list[tuple[str, Expression]] = []
    for child in named(node):
        parts = named(child)
        if child.kind_id == DICTIONARY_SPLAT:
            entries.append(("...", read_splat(reading, child, depth + 1)))
        elif child.kind_id == PAIR and len(parts) == 2:
            entries.append((read_key(reading, parts[0], depth), reading.expression(parts[1], depth + 1)))
        else:
            reading.keep(child, depth + 1)
    return Record(tuple(entries))


def read_key(reading: Reading, node: Node, depth: int) -> str:
    """The text of a key, "" for what is none."""
    before = reading.held
    found = reading.expression(node, depth + 1)
    reading.place(found, before)
    return found.value if isinstance(found, Text) else ""


def read_comprehension(reading: Reading, node: Node, depth: int) -> Expression:
    """A list, or a dictionary, of one item that stands for all. Its names are bound in the scope around."""
    body: list[Node] = []
    for child in named(node):
        if child.kind_id == FOR_IN_CLAUSE:
            _bind_each(reading, child, depth)
        elif body:
            for condition in named(child):
                reading.keep(condition, depth + 1)
        else:
            body.append(child)
    if not body:
        return NOTHING
    parts = named(body[0]) if body[0].kind_id == PAIR else []
    if len(parts) == 2:
        return Record(((read_key(reading, parts[0], depth), reading.expression(parts[1], depth + 1)),))
    return Items((reading.expression(body[0], depth + 1),))


def _bind_each(reading: Reading, clause: Node, depth: int) -> None:
    """`for target in iterable`; more than one iterable is a tuple of Python 2."""
    inside = named(clause)
    before = reading.held
    if len(inside) < 2:
        reading.place(reading.opaque(inside, depth), before)
        return
    iterable = reading.expression(inside[1], depth + 1)
    first = len(reading.draft.bindings)
    bind_target(reading, inside[0], Index(iterable, NOTHING), before, certain=False)
    # What is gone through is what a name was before the statement: `urls = [full(url) for url in urls]`.
    start = _statement(clause).start_byte
    reading.draft.bindings[first:] = [replace(one, start=start) for one in reading.draft.bindings[first:]]
    for other in inside[2:]:
        reading.keep(other, depth + 1)


def _statement(node: Node) -> Node:
    """The statement around an expression."""
    for _ in range(_MOST_AROUND):
        around = node.parent
        if around is None or around.kind_id in _BODIES:
            break
        node = around
    return node


def read_splat(reading: Reading, node: Node, depth: int) -> Expression:
    """`*x` and `**x` are x."""
    inside = named(node)
    return reading.expression(inside[0], depth) if len(inside) == 1 else reading.opaque(inside, depth)

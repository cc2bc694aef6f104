"""Visits to calls, constructions, annotations and field accesses: whom they call, and which types they name.

A chain such as `client.get().uri("/x").retrieve()` is read whole, from its root outwards: each call in it is named by
the type of the root and the members on the way (`org.…WebClient.get.uri.retrieve`).
"""

from tree_sitter import Node

from archlint.languages.java.arguments import read_arguments
from archlint.languages.java.grammar import (
    ARGUMENT_LIST,
    ARGUMENTS_FIELD,
    CAST,
    CLASS_LITERAL,
    FIELD_ACCESS,
    FIELD_FIELD,
    IDENTIFIER,
    INVOCATION,
    NAME_FIELD,
    NEW,
    OBJECT_FIELD,
    PARENTHESIZED,
    SCOPED_TYPE,
    STRING,
    SUPER,
    THIS,
    TYPE_ARGUMENTS,
    TYPE_FIELD,
    TYPE_IDENTIFIER,
    without_comments,
)
from archlint.languages.java.types import written_type
from archlint.languages.java.walk import Walk
from archlint.model.facts import Argument, Call

MAX_CHAIN = 32
"""Members kept in the name of a chained call, the last ones: chains of 100,000 calls must not cost gigabytes."""
UNKNOWN_ROOT = "?"
"""Stands in a callee for a receiver whose type is not known from the file."""


class _Root:
    """What a chain starts from: a callee prefix, whether it is known, and how many links it has used up."""

    __slots__ = ("known", "prefix", "used")

    def __init__(self, prefix: str, known: bool, used: int = 0) -> None:
        self.prefix = prefix
        self.known = known
        self.used = used


def visit_chain(walk: Walk, node: Node) -> None:
    """A method call or field access with everything that it is called on."""
    links: list[Node] = []
    current: Node | None = node
    start: Node | None = node
    while current is not None:
        kind = current.kind_id
        if kind in (INVOCATION, FIELD_ACCESS):
            links.append(current)
            start = current.child_by_field_id(OBJECT_FIELD)
            current = start
            continue
        if kind == PARENTHESIZED:
            inner = without_comments(current.children)
            if len(inner) == 1:
                start = current = inner[0]
                continue
        break
    links.reverse()
    names = [_member(walk, link) for link in links]
    root = _root(walk, start, links, names)
    pending: list[Node] = [] if start is None or start.kind_id in (IDENTIFIER, THIS, SUPER) else [start]
    path: list[str] = []
    for index, link in enumerate(links):
        if index >= root.used:
            path.append(names[index])
        if link.kind_id == INVOCATION:
            pending += _visit_link(walk, link, root, path)
    walk.stack += reversed(pending)


def _visit_link(walk: Walk, link: Node, root: _Root, path: list[str]) -> list[Node]:
    """One call of a chain: record it, and give what is inside it and still to be visited."""
    arguments = link.child_by_field_id(ARGUMENTS_FIELD)
    name = link.child_by_field_id(NAME_FIELD)
    rest = [child for child in link.children if child.kind_id == TYPE_ARGUMENTS]
    if arguments is None or name is None:
        return rest
    given = read_arguments(walk, arguments)
    rest.append(arguments)
    if not root.known and not _has_text(given):
        return rest
    callee = ".".join([root.prefix, *path[-MAX_CHAIN:]])
    _add_call(walk, callee, name.start_byte, link.end_byte, given)
    return rest


def _root(walk: Walk, start: Node | None, links: list[Node], names: list[str]) -> _Root:
    if start is None:
        owner = walk.imports.members.get(names[0])
        return _Root(owner or "this", True)
    kind = start.kind_id
    if kind == IDENTIFIER:
        return _named_root(walk, start, links, names)
    if kind == THIS:
        variable = walk.scope.variables.get(names[0]) if links[0].kind_id == FIELD_ACCESS else None
        return _Root(variable.type, True, 1) if variable is not None and variable.type else _Root("this", True)
    if kind == SUPER:
        return _Root("super", True)
    if kind in (NEW, CAST):
        type_node = start.child_by_field_id(TYPE_FIELD)
        written = written_type(type_node, walk.content) if type_node is not None else ""
        qualified = walk.names.qualify(written) if written else ""
        return _Root(qualified or UNKNOWN_ROOT, bool(qualified))
    if kind == STRING:
        return _Root("java.lang.String", True)
    if kind == CLASS_LITERAL:
        return _Root("java.lang.Class", True)
    return _Root(UNKNOWN_ROOT, False)


def _named_root(walk: Walk, start: Node, links: list[Node], names: list[str]) -> _Root:
    """A chain that starts with a name: a variable, a type (`Outer.Inner.of()`) or a package (`org.acme.Invoice.of()`)."""
    first = walk.text(start)
    variable = walk.scope.variables.get(first)
    if variable is not None:
        return _Root(variable.type or first, bool(variable.type))
    members = walk.imports.members.get(first)
    if members is not None and not first[:1].isupper():
        return _Root(f"{members}.{first}", True)
    used = 0
    if not first[:1].isupper():
        used = _package_length(links, names)
        if not used:
            return _Root(first, False)
    while used < len(links) - 1 and links[used].kind_id == FIELD_ACCESS and looks_like_type(names[used]):
        used += 1
    written = ".".join([first, *names[:used]])
    end = links[used - 1].end_byte if used else start.end_byte
    if used < len(names) and names[used] == "this":
        return _Root("this", True, used + 1)
    member = names[used] if used < len(names) else "class"
    walk.names.use(written, start.start_byte, end, walk.unit_index, member)
    qualified = walk.names.qualify(written)
    return _Root(qualified or UNKNOWN_ROOT, bool(qualified), used)


def _package_length(links: list[Node], names: list[str]) -> int:
    """How many field accesses lead from a first package segment to a type, 0 where they do not."""
    for index, name in enumerate(names[:20]):
        if links[index].kind_id != FIELD_ACCESS:
            return 0
        if name[:1].isupper():
            return index + 1 if index and looks_like_type(name) else 0
    return 0


def looks_like_type(name: str) -> bool:
    """Whether a member's spelling says type: capitalised, and no CONSTANT."""
    return name[:1].isupper() and not (len(name) > 1 and name.isupper())


def _member(walk: Walk, link: Node) -> str:
    name = link.child_by_field_id(NAME_FIELD if link.kind_id == INVOCATION else FIELD_FIELD)
    return walk.text(name) if name is not None else UNKNOWN_ROOT


def visit_new(walk: Walk, node: Node) -> None:
    """`new X(…)` calls X."""
    type_node = node.child_by_field_id(TYPE_FIELD)
    arguments = node.child_by_field_id(ARGUMENTS_FIELD)
    written = written_type(type_node, walk.content) if type_node is not None else ""
    callee = walk.names.qualify(written) if written else ""
    if callee and arguments is not None:
        _add_call(walk, callee, node.start_byte, arguments.end_byte, read_arguments(walk, arguments))
    walk.follow(node)


def visit_annotation(walk: Walk, node: Node) -> None:
    """An annotation counts as a call of its type by the unit that it annotates."""
    name_node = node.child_by_field_id(NAME_FIELD)
    arguments = node.child_by_field_id(ARGUMENTS_FIELD)
    if name_node is None:
        walk.follow(node)
        return
    name = "".join(walk.text(name_node).split())
    walk.names.use(name, name_node.start_byte, name_node.end_byte, walk.unit_index)
    given = read_arguments(walk, arguments) if arguments is not None else ()
    callee = walk.names.qualify(name)
    if not callee.startswith("java.lang.") or _has_text(given):
        _add_call(walk, callee, node.start_byte, node.end_byte, given)
    if arguments is not None:
        walk.stack.append(arguments)


def visit_method_reference(walk: Walk, node: Node) -> None:
    """`Owner::getName` names a type."""
    inner = without_comments(node.children)
    if inner and inner[0].kind_id == IDENTIFIER:
        name = walk.text(inner[0])
        if name[:1].isupper() and name not in walk.scope.variables:
            member = walk.text(inner[-1]) if len(inner) > 1 else "new"
            walk.names.use(name, inner[0].start_byte, inner[0].end_byte, walk.unit_index, member)
    walk.follow(node)


def visit_record_pattern(walk: Walk, node: Node) -> None:
    """`case Point(int x, int y)` names a type, as an identifier in this grammar."""
    for child in node.children:
        if child.kind_id == IDENTIFIER:
            walk.names.use(walk.text(child), child.start_byte, child.end_byte, walk.unit_index)
            break
    walk.follow(node)


def visit_type_name(walk: Walk, node: Node) -> None:
    """A simple or scoped type name in code."""
    written = written_type(node, walk.content)
    if written and written != "var":
        walk.names.use(written, node.start_byte, node.end_byte, walk.unit_index)
    if node.kind_id == SCOPED_TYPE:
        walk.stack += _inside_scoped_type(node)


def _inside_scoped_type(node: Node) -> list[Node]:
    """Type arguments and annotations inside `@A Outer<X>.Inner`."""
    found = []
    stack = [node]
    while stack:
        for child in stack.pop().children:
            if child.kind_id in (TYPE_IDENTIFIER, ARGUMENT_LIST) or not child.is_named:
                continue
            if child.kind_id == SCOPED_TYPE or child.type == "generic_type":
                stack.append(child)
            else:
                found.append(child)
    return found


def _has_text(arguments: tuple[Argument, ...]) -> bool:
    return any(argument.literal and argument.text for argument in arguments)


def _add_call(walk: Walk, callee: str, start: int, end: int, arguments: tuple[Argument, ...]) -> None:
    walk.calls.append(Call(callee, walk.lines.span(start, end), walk.unit_index, arguments))

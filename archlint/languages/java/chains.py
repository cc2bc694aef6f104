"""Visits to method calls and field accesses: whom they call, and which types they name.

A chain such as `client.get().uri("/x").retrieve()` is read whole, from its root outwards: each call in it is named by
the type of the root and the members on the way (`org.…WebClient.get.uri.retrieve`).
"""

from tree_sitter import Node

from archlint.languages.java.arguments import has_text, read_arguments
from archlint.languages.java.grammar import (
    ARGUMENT_LIST,
    ARGUMENTS_FIELD,
    CAST,
    CLASS_LITERAL,
    COMMENTS,
    FIELD_ACCESS,
    FIELD_FIELD,
    IDENTIFIER,
    INVOCATION,
    NAME_FIELD,
    NEW,
    OBJECT_FIELD,
    PARENTHESIZED,
    STRING,
    SUPER,
    THIS,
    TYPE_ARGUMENTS,
    TYPE_FIELD,
    without_comments,
)
from archlint.languages.java.types import written_type
from archlint.languages.java.walk import Walk
from archlint.model.facts import Call

MAX_CHAIN = 32
"""Members kept in the name of a chained call, the last ones: chains of 100,000 calls must not cost gigabytes."""
UNKNOWN_ROOT = "?"
"""Stands in a callee for a receiver whose type is not known from the file."""

_CONSTRUCTOR_CALLS = frozenset({"super", "this"})
_SILENT_ROOTS = frozenset({IDENTIFIER, THIS, SUPER})


class _Root:
    """What a chain starts from: a callee prefix, whether it is known, and how many links it has used up."""

    __slots__ = ("known", "prefix", "used")

    def __init__(self, prefix: str, known: bool, used: int = 0) -> None:
        self.prefix = prefix
        self.known = known
        self.used = used


class _Link:
    """One member access of a chain. `arguments` is None for a field; `inside` is what is still to be visited."""

    __slots__ = ("arguments", "end", "inside", "is_call", "name", "receiver", "start")

    def __init__(self, node: Node, kind: int, content: bytes) -> None:
        self.is_call = kind == INVOCATION
        self.end = node.end_byte
        self.inside: list[Node] = []
        self.arguments: Node | None = None
        named = node.named_children
        if self.is_call:
            self.receiver, name = self._read_call(node, named)
        elif len(named) == 2 and named[0].kind_id not in COMMENTS:
            self.receiver, name = named[0], named[1]
        else:
            self.receiver, name = _receiver(node, named), node.child_by_field_id(FIELD_FIELD)
        self.start = self.end
        self.name = UNKNOWN_ROOT
        if name is not None:
            self.start = name.start_byte
            self.name = content[self.start : name.end_byte].decode("utf-8", "replace")

    def _read_call(self, node: Node, named: list[Node]) -> tuple[Node | None, Node | None]:
        """Receiver and name. Asking for fields is slow: the two usual forms are told by their children."""
        count = len(named)
        if count in (2, 3) and named[-1].kind_id == ARGUMENT_LIST and named[-2].kind_id == IDENTIFIER:
            first = named[0]
            if count == 2 or first.kind_id not in COMMENTS:
                self._keep_arguments(named[-1])
                return (first if count == 3 else None), named[-2]
        self.inside = [child for child in named if child.kind_id == TYPE_ARGUMENTS]
        arguments = node.child_by_field_id(ARGUMENTS_FIELD)
        if arguments is not None:
            self._keep_arguments(arguments)
        return _receiver(node, named), node.child_by_field_id(NAME_FIELD)

    def _keep_arguments(self, arguments: Node) -> None:
        self.arguments = arguments
        self.inside.append(arguments)


def _receiver(node: Node, named: list[Node]) -> Node | None:
    """What a member is taken from; `super` in `Outer.super.run()`."""
    return next((child for child in named if child.kind_id == SUPER), None) or node.child_by_field_id(OBJECT_FIELD)


def visit_chain(walk: Walk, node: Node) -> None:
    """A method call or field access with everything that it is called on."""
    if node.kind_id == INVOCATION and _read_plain_call(walk, node):
        return
    links: list[_Link] = []
    start: Node | None = node
    while start is not None:
        kind = start.kind_id
        if kind in (INVOCATION, FIELD_ACCESS):
            link = _Link(start, kind, walk.content)
            links.append(link)
            start = link.receiver
            continue
        if kind != PARENTHESIZED:
            break
        inner = without_comments(start.named_children)
        if len(inner) != 1:
            break
        start = inner[0]
    links.reverse()
    root = _root(walk, start, links)
    pending: list[Node] = [] if start is None or start.kind_id in _SILENT_ROOTS else [start]
    path: list[str] = [root.prefix]
    for link in links[root.used :]:
        path.append(link.name)
        if link.is_call:
            pending += link.inside
            _add_call(walk, link, root.known, path)
    walk.stack += pending[::-1]


def _read_plain_call(walk: Walk, node: Node) -> bool:
    """`run(…)` and `name.run(…)`, which most calls are: True where it is one, and read."""
    named = node.named_children
    count = len(named)
    if count not in (2, 3) or named[-1].kind_id != ARGUMENT_LIST or named[-2].kind_id != IDENTIFIER:
        return False
    name = named[-2]
    called = walk.text(name)
    if count == 2:
        prefix, known = walk.imports.members.get(called, "this"), True
        if called in _CONSTRUCTOR_CALLS:
            # What it gives is read, but nothing is called by name.
            walk.stack.append(named[-1])
            return True
    elif named[0].kind_id == IDENTIFIER:
        prefix, known = _plain_receiver(walk, named[0], called)
    else:
        return False
    inside = named[-1].named_children
    given = read_arguments(walk, inside) if inside else ()
    if known or has_text(given):
        span = walk.lines.span(name.start_byte, node.end_byte)
        walk.calls.append(Call(f"{prefix}.{called}", span, walk.unit_index, given))
    walk.stack += inside[::-1]
    return True


def _plain_receiver(walk: Walk, receiver: Node, called: str) -> tuple[str, bool]:
    """What stands for a receiver that is one name, and whether that is known."""
    name = walk.text(receiver)
    variable = walk.scope.variables.get(name)
    if variable is not None:
        return variable.type or name, bool(variable.type)
    if name[:1].isupper():
        walk.names.use(name, receiver.start_byte, receiver.end_byte, walk.unit_index, called)
        qualified = walk.names.qualify(name)
        return qualified or UNKNOWN_ROOT, bool(qualified)
    owner = walk.imports.members.get(name)
    return (name, False) if owner is None else (f"{owner}.{name}", True)


def _add_call(walk: Walk, link: _Link, known: bool, path: list[str]) -> None:
    """Record one call of a chain, unless nothing is known of it."""
    given = read_arguments(walk, link.arguments.named_children) if link.arguments is not None else ()
    if known or has_text(given):
        callee = ".".join(path if len(path) <= MAX_CHAIN else [path[0], *path[-MAX_CHAIN:]])
        walk.calls.append(Call(callee, walk.lines.span(link.start, link.end), walk.unit_index, given))


def _root(walk: Walk, start: Node | None, links: list[_Link]) -> _Root:
    if start is None:
        owner = walk.imports.members.get(links[0].name)
        return _Root(owner or "this", True)
    kind = start.kind_id
    if kind == IDENTIFIER:
        return _named_root(walk, start, links)
    if kind == THIS:
        variable = None if links[0].is_call else walk.scope.variables.get(links[0].name)
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


def _named_root(walk: Walk, start: Node, links: list[_Link]) -> _Root:
    """A chain that starts with a name: a variable, a type (`Outer.Inner.of()`), a package (`org.acme.Invoice.of()`)."""
    first = walk.text(start)
    variable = walk.scope.variables.get(first)
    if variable is not None:
        return _Root(variable.type or first, bool(variable.type))
    used = 0
    if not first[:1].isupper():
        owner = walk.imports.members.get(first)
        if owner is not None:
            return _Root(f"{owner}.{first}", True)
        used = _package_length(links)
        if not used:
            return _Root(first, False)
    last = len(links) - 1
    while used < last and not links[used].is_call and looks_like_type(links[used].name):
        used += 1
    if used <= last and links[used].name == "this":
        return _Root("this", True, used + 1)
    written = ".".join([first, *(link.name for link in links[:used])]) if used else first
    end = links[used - 1].end if used else start.end_byte
    member = links[used].name if used <= last else "class"
    walk.names.use(written, start.start_byte, end, walk.unit_index, member)
    qualified = walk.names.qualify(written)
    return _Root(qualified or UNKNOWN_ROOT, bool(qualified), used)


def _package_length(links: list[_Link]) -> int:
    """How many field accesses lead from a first package segment to a type, 0 where they do not."""
    for index, link in enumerate(links[:20]):
        if link.is_call:
            return 0
        if link.name[:1].isupper():
            return index + 1 if index and looks_like_type(link.name) else 0
    return 0


def looks_like_type(name: str) -> bool:
    """Whether a member's spelling says type: capitalised, and no CONSTANT."""
    return name[:1].isupper() and not (len(name) > 1 and name.isupper())

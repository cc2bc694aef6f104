"""Chained calls: `axios.get("/x").then(…)` is read whole, from its root outwards.

Each call in a chain is named by what its root is and the members on the way (`axios.get.then`).
"""

from typing import NamedTuple

from tree_sitter import Node

from archlint.languages.typescript.names import MAX_NAME, dotted, looks_like_class, resolve
from archlint.languages.typescript.scope import UNKNOWN, Variable
from archlint.languages.typescript.templates import TEXTUAL, literal_text, text_of
from archlint.languages.typescript.walk import Walk

MAX_CHAIN = 32
"""Members kept in the name of a chained call, the last ones: chains of 100,000 calls must not cost gigabytes."""
DYNAMIC_LOADERS = frozenset(("import", "require", "module.createRequire", "node:module.createRequire"))
"""Callees that load the module that they are given; what `createRequire` makes is a `require`."""
UNKNOWN_ROOT = "?"
"""Stands in a callee for what is no name: the result of a function expression, an element of an array."""

_WRAPPERS = frozenset(
    (
        "parenthesized_expression",
        "await_expression",
        "non_null_expression",
        "as_expression",
        "satisfies_expression",
        "instantiation_expression",
    )
)
_STEPS = frozenset(("call_expression", "member_expression", "subscript_expression"))
_SILENT_ROOTS = frozenset(("identifier", "this", "super", "import", "meta_property"))


class Link(NamedTuple):
    """One step of a chain: a member by `name`, or a `call`; `inside` is the index of a computed member."""

    name: str
    start: int
    call: Node | None = None
    inside: Node | None = None


class Chain(NamedTuple):
    """`prefix` says what the root is, `known` whether imports and assignments tell, `pending` is still to be visited,
    `load` the `require()` or `import()` that the chain starts with: its target is the prefix then.
    """

    prefix: str
    known: bool
    root: Node
    links: list[Link]
    pending: list[Node]
    load: Node | None = None


def read_chain(walk: Walk, node: Node) -> Chain:
    """A call, member access or construction with everything that it is called on; `links` from the root outwards."""
    links: list[Link] = []
    current = node
    content = walk.content
    while True:
        start, end = current.start_byte, current.end_byte
        kind = current.type
        if kind != "call_expression" and end - start <= MAX_NAME:
            name = dotted(content[start:end])
            if name is not None:
                prefix, known = resolve(walk.scope, name)
                return _named_chain(walk, prefix, known, current, links[::-1])
        first = current.child(0) if kind in _STEPS else None
        if kind == "call_expression" and first is not None:
            links.append(Link("", first.end_byte, current))
            current = first
        elif kind == "member_expression" and first is not None:
            links.append(_member(walk, current))
            current = first
        elif kind == "subscript_expression" and first is not None:
            links.append(_subscript(walk, current.children))
            current = first
        elif kind in _WRAPPERS:
            inner = _inner(current)
            if inner is None:
                return Chain(UNKNOWN_ROOT, False, current, links[::-1], [current])
            current = inner
        else:
            break
    if kind == "new_expression":
        prefix, known = constructed(walk, current)
        return Chain(prefix, known, current, links[::-1], [current])
    pending = [] if kind in _SILENT_ROOTS else [current]
    return Chain(UNKNOWN_ROOT, False, current, links[::-1], pending)


def _named_chain(walk: Walk, prefix: str, known: bool, root: Node, links: list[Link]) -> Chain:
    load = links[0].call if links and known and prefix in DYNAMIC_LOADERS else None
    target = literal(walk, first_argument(load.children[-1])) if load is not None else None
    if target is None:
        return Chain(prefix, known, root, links, [])
    return Chain(target, True, root, links[1:], [], load)


def literal(walk: Walk, node: Node | None) -> str | None:
    """The text of a string, or of a template without holes."""
    if node is None:
        return None
    kind = node.type
    if kind == "literal_type" and node.named_children:
        node, kind = node.named_children[0], "string"
    holes = kind == "template_string" and any(child.type == "template_substitution" for child in node.named_children)
    if kind not in ("string", "template_string") or holes:
        return None
    return literal_text(walk.content, node.start_byte, node.end_byte)


def first_argument(arguments: Node) -> Node | None:
    return next((child for child in arguments.named_children if child.type != "comment"), None)


def _member(walk: Walk, node: Node) -> Link:
    name = node.child_by_field_id(walk.fields.property) or node
    start = name.start_byte
    return Link(walk.content[start : min(name.end_byte, start + MAX_NAME)].decode("utf-8", "replace"), start)


def _subscript(walk: Walk, children: list[Node]) -> Link:
    index = next((child for child in reversed(children) if child.is_named), children[-1])
    if index.type == "string":
        return Link(literal_text(walk.content, index.start_byte, index.end_byte)[:MAX_NAME], index.start_byte)
    return Link(UNKNOWN_ROOT, index.start_byte, inside=index)


def _inner(node: Node) -> Node | None:
    return next((child for child in node.children if child.is_named and child.type != "comment"), None)


def constructed(walk: Walk, node: Node) -> tuple[str, bool]:
    """The class that a `new` expression names, and whether it is known."""
    constructor = next((child for child in node.children[1:] if child.is_named and child.type != "comment"), None)
    if constructor is None or constructor.end_byte - constructor.start_byte > MAX_NAME:
        return UNKNOWN_ROOT, False
    name = dotted(walk.content[constructor.start_byte : constructor.end_byte])
    return resolve(walk.scope, name) if name is not None else (UNKNOWN_ROOT, False)


def join(path: list[str]) -> str:
    return ".".join(path if len(path) <= MAX_CHAIN else [path[0], *path[-MAX_CHAIN:]])


def value_of(walk: Walk, node: Node) -> Variable:
    """What a variable is that gets this value: a text, or what an import, a construction or a call gives."""
    kind = node.type
    if kind in TEXTUAL:
        text = text_of(node, walk.content, walk.scope)
        if text is not None:
            return Variable("", text)
    for _ in range(8):
        if kind not in _WRAPPERS:
            break
        inner = _inner(node)
        if inner is None:
            return UNKNOWN
        node, kind = inner, inner.type
    if kind == "new_expression":
        callee, known = constructed(walk, node)
        return Variable(callee) if known else UNKNOWN
    if kind not in ("call_expression", "identifier", "member_expression"):
        return UNKNOWN
    chain = read_chain(walk, node)
    if not chain.known:
        return UNKNOWN
    given = _class_given(walk, chain.links)
    return Variable(given or join([chain.prefix, *(link.name for link in chain.links if link.name)]))


def _class_given(walk: Walk, links: list[Link]) -> str:
    """`inject(HttpClient)`, `container.get(HttpClient)`, `memo(Page)`: a call given nothing but an imported class stands
    for that class.
    """
    call = links[-1].call if links else None
    if call is None:
        return ""
    arguments = call.children[-1]
    if arguments.end_byte - arguments.start_byte > MAX_NAME:
        return ""
    name = walk.content[arguments.start_byte + 1 : arguments.end_byte - 1].strip()
    if not looks_like_class(name) or dotted(name) is None:
        return ""
    variable = walk.scope.variables.get(name)
    return variable.callee if variable is not None else ""

"""Visits to calls, constructions and decorators: whom they call, and with what."""

from tree_sitter import Node

from archlint.languages.typescript import modules
from archlint.languages.typescript.arguments import read_arguments
from archlint.languages.typescript.chains import DYNAMIC_LOADERS, UNKNOWN_ROOT, constructed, join, read_chain
from archlint.languages.typescript.names import MAX_NAME, dotted, resolve
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Argument

_LOADERS = {
    **dict.fromkeys(DYNAMIC_LOADERS, modules.refer_by_load),
    "require.resolve": modules.refer_by_load,
    "require.context": modules.refer_by_context,
    "import.meta.glob": modules.refer_by_glob,
    "import.meta.globEager": modules.refer_by_glob,
}


def visit_call(walk: Walk, node: Node) -> None:
    """A call of a name or its member, the usual form, or a chain of them."""
    function, arguments = node.child(0), node.child_by_field_id(walk.fields.arguments)
    if function is None or arguments is None:
        walk.follow(node)
        return
    start, end = function.start_byte, function.end_byte
    name = dotted(walk.content[start:end]) if end - start <= MAX_NAME else None
    if name is None:
        _visit_chain(walk, node)
        return
    callee, known = resolve(walk.scope, name)
    if known and callee in _LOADERS and _LOADERS[callee](walk, node, arguments):
        walk.stack += arguments.named_children[:0:-1]
    else:
        walk.stack += _add_call(walk, callee, known, (start, node.end_byte), arguments)[::-1]
    if walk.look_into_types:
        walk.stack += node.children[1:-1]


def _visit_chain(walk: Walk, node: Node) -> None:
    chain = read_chain(walk, node)
    path = [chain.prefix]
    start = chain.root.start_byte
    parts = chain.pending
    if chain.load is not None:
        _LOADERS["require"](walk, chain.load, chain.load.children[-1])
    for link in chain.links:
        if link.call is not None:
            parts += _add_call(walk, join(path), chain.known, (start, link.call.end_byte), link.call.children[-1])
            continue
        path.append(link.name)
        start = link.start
        if link.inside is not None:
            parts.append(link.inside)
    walk.stack += parts[::-1]


def _add_call(walk: Walk, callee: str, known: bool, stretch: tuple[int, int], arguments: Node) -> list[Node]:
    """Record a call unless nothing is known of it; what is to be visited in its arguments."""
    if arguments.end_byte - arguments.start_byte == 2:
        if known:
            walk.add_call(callee, *stretch, ())
        return []
    nodes = arguments.children[1:-1] if arguments.type == "arguments" else [arguments]
    given, textual = read_arguments(walk, nodes)
    if known or textual:
        walk.add_call(callee, *stretch, given)
    return [node for node in nodes if node.child_count] if len(nodes) > 1 else nodes


def visit_new(walk: Walk, node: Node) -> None:
    """`new X(…)` calls X."""
    children = node.children
    callee, known = constructed(walk, node)
    start, end = node.start_byte, node.end_byte
    if children[-1].type == "arguments":
        walk.stack += _add_call(walk, callee, known, (start, end), children[-1])[::-1]
    elif known:
        walk.add_call(callee, start, end, ())
    if callee == UNKNOWN_ROOT and len(children) > 1:
        walk.stack.append(children[1])


def visit_decorator(walk: Walk, node: Node) -> None:
    """A decorator counts as a call by the unit that it decorates, written with arguments or not."""
    inner = next((child for child in node.named_children if child.type != "comment"), None)
    if inner is None:
        return
    call = inner.type == "call_expression"
    function = inner.children[0] if call else inner
    name = dotted(walk.content[function.start_byte : min(function.end_byte, function.start_byte + MAX_NAME)])
    if name is None:
        walk.stack.append(inner)
        return
    callee, _ = resolve(walk.scope, name)
    given: tuple[Argument, ...] = ()
    if call:
        nodes = inner.children[-1].children
        given, _ = read_arguments(walk, nodes)
        walk.stack += nodes[-2:0:-1]
    walk.add_call(callee, node.start_byte, node.end_byte, given)

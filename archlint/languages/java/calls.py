"""Visits to constructions, annotations and type names: what they call, and which types they name."""

from tree_sitter import Node

from archlint.languages.java.arguments import has_text, read_arguments
from archlint.languages.java.grammar import (
    ARGUMENT_LIST,
    ARGUMENTS_FIELD,
    COMMENTS,
    GENERIC_TYPE,
    IDENTIFIER,
    SCOPED_IDENTIFIER,
    SCOPED_TYPE,
    TYPE_FIELD,
    TYPE_IDENTIFIER,
    without_comments,
)
from archlint.languages.java.types import written_type
from archlint.languages.java.walk import Walk
from archlint.model.facts import Argument, Call


def visit_new(walk: Walk, node: Node) -> None:
    """`new X(…)` calls X."""
    named = node.named_children
    type_node: Node | None
    arguments: Node | None
    if len(named) == 2 and named[1].kind_id == ARGUMENT_LIST and named[0].kind_id not in COMMENTS:
        type_node, arguments = named[0], named[1]
    else:
        type_node = node.child_by_field_id(TYPE_FIELD)
        arguments = node.child_by_field_id(ARGUMENTS_FIELD)
    written = written_type(type_node, walk.content) if type_node is not None else ""
    callee = walk.names.qualify(written) if written else ""
    if callee and arguments is not None:
        _add_call(walk, callee, node.start_byte, arguments.end_byte, read_arguments(walk, arguments.named_children))
    walk.stack += named[::-1]


def visit_annotation(walk: Walk, node: Node) -> None:
    """An annotation counts as a call of its type by the unit that it annotates."""
    named = without_comments(node.named_children)
    if not named or named[0].kind_id not in (IDENTIFIER, SCOPED_IDENTIFIER):
        walk.stack += named[::-1]
        return
    name_node = named[0]
    arguments = named[1] if len(named) > 1 else None
    name = walk.text(name_node)
    if name_node.kind_id != IDENTIFIER:
        name = "".join(name.split())
    walk.names.use(name, name_node.start_byte, name_node.end_byte, walk.unit_index)
    inside = arguments.named_children if arguments is not None else []
    given = read_arguments(walk, inside)
    callee = walk.names.qualify(name)
    if not callee.startswith("java.lang.") or has_text(given):
        _add_call(walk, callee, node.start_byte, node.end_byte, given)
    walk.stack += inside[::-1]


def visit_method_reference(walk: Walk, node: Node) -> None:
    """`Owner::getName` names a type."""
    inner = without_comments(node.named_children)
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
    if written in walk.imports.types:
        return
    if written and written != "var":
        walk.names.use(written, node.start_byte, node.end_byte, walk.unit_index)
    if node.kind_id == SCOPED_TYPE:
        walk.stack += _inside_scoped_type(node)


def _inside_scoped_type(node: Node) -> list[Node]:
    """Type arguments and annotations inside `@A Outer<X>.Inner`."""
    found = []
    stack = [node]
    while stack:
        for child in stack.pop().named_children:
            if child.kind_id in (SCOPED_TYPE, GENERIC_TYPE):
                stack.append(child)
            elif child.kind_id != TYPE_IDENTIFIER:
                found.append(child)
    return found


def _add_call(walk: Walk, callee: str, start: int, end: int, arguments: tuple[Argument, ...]) -> None:
    walk.calls.append(Call(callee, walk.lines.span(start, end), walk.unit_index, arguments))

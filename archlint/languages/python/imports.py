"""Import statements: their nodes in, references and the names that they bring into scope out."""

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ALIAS_FIELD,
    ALIASED_IMPORT,
    DOTTED_NAME,
    FUTURE_IMPORT,
    IMPORT_KEYWORD,
    MODULE_NAME_FIELD,
    NAME_FIELD,
    WILDCARD_IMPORT,
)
from archlint.languages.python.walk import Walk
from archlint.model.facts import Flag, Reference


def visit_import(walk: Walk, node: Node) -> None:
    """`import a.b as c, d`: a reference per module."""
    flags = walk.reference_flags(node)
    for child in node.children:
        kind = child.kind_id
        if kind == DOTTED_NAME:
            name = walk.dotted(child)
            local, meaning = name.partition(".")[0], name.partition(".")[0]
            exported = local
        elif kind == ALIASED_IMPORT:
            written, alias = child.child_by_field_id(NAME_FIELD), child.child_by_field_id(ALIAS_FIELD)
            if written is None or alias is None:
                continue
            name = meaning = walk.dotted(written)
            local = exported = walk.text(alias)
        else:
            continue
        if not name:
            continue
        reexport = Flag.REEXPORT if kind == ALIASED_IMPORT and local == name else 0
        span = walk.lines.span(child.start_byte, child.end_byte)
        walk.refer(Reference(name, (), span, flags | reexport, walk.reference_unit), (exported,))
        walk.bind(local, meaning)


def visit_import_from(walk: Walk, node: Node) -> None:
    """`from a import x, y as z`: a reference per line of names."""
    module = node.child_by_field_id(MODULE_NAME_FIELD)
    if module is not None:
        target = walk.dotted(module)
    elif node.kind_id == FUTURE_IMPORT:
        target = "__future__"
    else:
        return
    flags = walk.reference_flags(node)
    lines = walk.lines
    line = lines.line(node.start_byte)
    pointed_at = module
    group: list[_Taken] = []
    for taken in _taken(walk, node):
        line_of_name = lines.line(taken.node.start_byte)
        if line_of_name != line:
            _refer(walk, target, group, pointed_at, flags)
            line, group, pointed_at = line_of_name, [], None
        group.append(taken)
        if taken.local:
            walk.bind(taken.local, f"{target}{taken.name}" if target[-1] == "." else f"{target}.{taken.name}")
    _refer(walk, target, group, pointed_at, flags)


class _Taken(NamedTuple):
    """A name that an import takes out of a module, and what it is called here ("" for `*`)."""

    node: Node
    name: str
    local: str
    flags: int


def _taken(walk: Walk, node: Node) -> Iterator[_Taken]:
    keyword_seen = False
    for child in node.children:
        kind = child.kind_id
        if kind == IMPORT_KEYWORD:
            keyword_seen = True
        elif not keyword_seen:
            continue
        elif kind == DOTTED_NAME:
            name = walk.dotted(child)
            if name:
                yield _Taken(child, name, name, 0)
        elif kind == ALIASED_IMPORT:
            written, alias = child.child_by_field_id(NAME_FIELD), child.child_by_field_id(ALIAS_FIELD)
            if written is not None and alias is not None and written.end_byte > written.start_byte:
                name, local = walk.dotted(written), walk.text(alias)
                yield _Taken(child, name, local, Flag.REEXPORT if name == local else 0)
        elif kind == WILDCARD_IMPORT:
            yield _Taken(child, "*", "", Flag.WILDCARD)


def _refer(walk: Walk, target: str, group: list[_Taken], module: Node | None, flags: int) -> None:
    """Names on the statement's first line are pointed at by the module's name, others by the first of their line."""
    if not group:
        return
    names = tuple([taken.name for taken in group])
    for taken in group:
        flags |= taken.flags
    pointed_at = group[0].node if module is None else module
    span = walk.lines.span(pointed_at.start_byte, pointed_at.end_byte)
    walk.refer(Reference(target, names, span, flags, walk.reference_unit), tuple([taken.local for taken in group]))

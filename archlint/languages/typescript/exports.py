"""What a file hands on: export statements and CommonJS assignments in, exported names and re-exports out."""

import re

from tree_sitter import Node

from archlint.languages.typescript.declarations import name_value
from archlint.languages.typescript.specifiers import Specifier, clause_specifiers, refer_to_all, written_text
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Flag

_PATTERN_NAMES = frozenset(("identifier", "shorthand_property_identifier_pattern"))
_DEFAULT_NAMES = frozenset(("identifier", "member_expression", "call_expression"))
_TYPE = re.compile(rb"export\s+type\b")
_MAX_NAMES = 2_000


def visit_export(walk: Walk, node: Node) -> None:
    children = node.children
    source = node.child_by_field_id(walk.fields.source)
    if source is not None:
        _visit_reexport(walk, node, source, children)
        return
    decorators: list[Node] = []
    for child in children:
        kind = child.type
        if kind == "decorator":
            decorators.append(child)
        elif kind == "export_clause":
            walk.unit.statements += 1
            for specifier in clause_specifiers(walk, child, False):
                walk.export(specifier.local, specifier.start, specifier.end)
        elif kind in ("default", "="):
            walk.export("default", child.start_byte, child.end_byte)
        elif child.is_named and kind != "comment":
            if decorators:
                walk.decorations[child.start_byte] = decorators[::-1]
            _export_declaration(walk, node, child, kind)
            walk.stack.append(child)


def _export_declaration(walk: Walk, node: Node, declaration: Node, kind: str) -> None:
    if any(child.type == "default" for child in node.children[:4]):
        walk.unit.statements += declaration.child_by_field_id(walk.fields.body) is None
        name_value(walk, declaration, "default", "function", declaration.start_byte)
        return
    if kind == "ambient_declaration":
        inner = [child for child in declaration.named_children if child.type != "comment"]
        if not inner:
            return
        declaration, kind = inner[0], inner[0].type
    if kind in ("lexical_declaration", "variable_declaration"):
        for declarator in declaration.named_children:
            if declarator.type == "variable_declarator":
                _export_pattern(walk, declarator.children[0])
        return
    name = declaration.child_by_field_name("name")
    if name is not None:
        walk.export(walk.text(name), name.start_byte, name.end_byte)


def _export_pattern(walk: Walk, pattern: Node) -> None:
    stack = [pattern]
    found = 0
    while stack and found < _MAX_NAMES:
        node = stack.pop()
        if node.type in _PATTERN_NAMES:
            walk.export(walk.text(node), node.start_byte, node.end_byte)
            found += 1
        elif node.type in ("pair_pattern", "assignment_pattern", "object_assignment_pattern"):
            stack.append(node.children[-1 if node.type == "pair_pattern" else 0])
        else:
            stack += node.named_children[::-1]


def _visit_reexport(walk: Walk, node: Node, source: Node, children: list[Node]) -> None:
    walk.unit.statements += 1
    target = written_text(walk, source)
    # Asked of the text: a repair may have taken the word out of the tree.
    type_only = _TYPE.match(walk.content, node.start_byte) is not None
    wildcard = False
    specifiers: list[Specifier] = []
    for child in children:
        kind = child.type
        wildcard = wildcard or kind == "*"
        if kind in ("export_clause", "namespace_export"):
            specifiers = clause_specifiers(walk, child, type_only)
    flags = Flag.REEXPORT | (Flag.TYPE_ONLY if type_only else 0)
    if wildcard and not specifiers:
        walk.refer(target, ("*",), node.start_byte, node.end_byte, flags | Flag.WILDCARD)
        return
    refer_to_all(walk, target, specifiers, node, flags)
    for specifier in specifiers:
        walk.export(specifier.local, specifier.start, specifier.end)


def exported_locals(walk: Walk, statements: list[Node]) -> frozenset[str]:
    """The file's own names that `export {a}` and `export default a` hand on."""
    found: set[str] = set()
    for statement in statements:
        if statement.type != "export_statement" or statement.child_by_field_id(walk.fields.source) is not None:
            continue
        for child in statement.named_children:
            if child.type == "export_clause":
                found.update(specifier.name for specifier in clause_specifiers(walk, child, False))
            elif child.type == "identifier":
                found.add(walk.text(child))
    return frozenset(found)


def note_commonjs(walk: Walk, written: bytes, left: Node, right: Node) -> None:
    """`module.exports = …`, `module.exports = {a, b}`, `exports.a = …`."""
    if written == b"module.exports":
        walk.export("default", left.start_byte, left.end_byte)
        for member in right.named_children[:_MAX_NAMES] if right.type == "object" else ():
            name = member if member.type == "shorthand_property_identifier" else member.child_by_field_name("key")
            name = name or member.child_by_field_name("name")
            if name is not None and name.type != "computed_property_name":
                walk.export(written_text(walk, name), name.start_byte, name.end_byte)
        return
    prefix = next((head for head in (b"module.exports.", b"exports.") if written.startswith(head)), None)
    if prefix is not None and b"." not in written[len(prefix) :]:
        walk.export(written[len(prefix) :].decode("utf-8", "replace"), left.start_byte, left.end_byte)

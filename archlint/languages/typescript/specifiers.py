"""Import and export statements: their nodes in, references by line and kind, and what the names are called here, out."""

from typing import NamedTuple

from tree_sitter import Node

from archlint.languages.typescript.templates import string_value
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Flag


class Specifier(NamedTuple):
    """One name of an import or export clause. `name` is what the other module calls it, `local` what this file does."""

    name: str
    local: str
    type_only: bool
    start: int
    end: int


def clause_specifiers(walk: Walk, clause: Node, type_only: bool) -> list[Specifier]:
    """The names of an `import_clause`, `export_clause` or `namespace_export`, in order."""
    found: list[Specifier] = []
    stack = [clause]
    while stack:
        node = stack.pop()
        kind = node.type
        if kind in ("import_clause", "named_imports", "export_clause"):
            stack += node.named_children[::-1]
        elif kind == "identifier":
            found.append(_specifier(node, "default", walk.text(node), type_only))
        elif kind in ("namespace_import", "namespace_export"):
            local = next((walk.text(child) for child in node.named_children if child.type != "comment"), "")
            found.append(_specifier(node, "*", local, type_only))
        elif kind in ("import_specifier", "export_specifier"):
            name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
            if name is not None:
                written = module_name(walk, name)
                own_type = node.children[0].type in ("type", "typeof") and node.children[0].end_byte <= name.start_byte
                local = module_name(walk, alias) if alias is not None else written
                found.append(_specifier(node, written, local, type_only or own_type))
    return found


def module_name(walk: Walk, node: Node) -> str:
    """A name of a module's export: an identifier or, rarely, a string."""
    text = walk.text(node)
    return string_value(text) if text[:1] in ("'", '"') else text


def _specifier(node: Node, name: str, local: str, type_only: bool) -> Specifier:
    return Specifier(name, local, type_only, node.start_byte, node.end_byte)


def refer_to_all(walk: Walk, target: str, specifiers: list[Specifier], node: Node, flags: int) -> None:
    """One reference per line of names and per kind (types, values, everything); one for a statement without names."""
    groups: dict[tuple[int, bool, bool], list[Specifier]] = {}
    for specifier in specifiers:
        key = (walk.lines.line(specifier.start), specifier.type_only, specifier.name == "*")
        groups.setdefault(key, []).append(specifier)
    if len(groups) < 2:
        extra = 0
        for _, type_only, wildcard in groups:
            extra = (Flag.TYPE_ONLY if type_only else 0) | (Flag.WILDCARD if wildcard else 0)
        names = tuple(specifier.name for specifier in specifiers)
        walk.refer(target, names, node.start_byte, node.end_byte, flags | extra)
        return
    for (_, type_only, wildcard), group in groups.items():
        extra = (Flag.TYPE_ONLY if type_only else 0) | (Flag.WILDCARD if wildcard else 0)
        names = tuple(specifier.name for specifier in group)
        walk.refer(target, names, group[0].start, group[-1].end, flags | extra)

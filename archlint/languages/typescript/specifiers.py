"""Import and export statements: their nodes in, references by line and kind, and what the names are called here, out."""

from typing import NamedTuple

from tree_sitter import Node

from archlint.languages.typescript.templates import literal_text
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
                written = written_text(walk, name)
                own_type = node.children[0].type in ("type", "typeof") and node.children[0].end_byte <= name.start_byte
                local = written_text(walk, alias) if alias is not None else written
                found.append(_specifier(node, written, local, type_only or own_type))
    return found


def written_text(walk: Walk, node: Node) -> str:
    """A module's specifier, or a name in a clause: an identifier or a string."""
    if walk.content[node.start_byte] in b"'\"":
        return literal_text(walk.content, node.start_byte, node.end_byte)
    return walk.text(node)


def _specifier(node: Node, name: str, local: str, type_only: bool) -> Specifier:
    return Specifier(name, local, type_only, node.start_byte, node.end_byte)


def refer_to_all(walk: Walk, target: str, specifiers: list[Specifier], node: Node, flags: int) -> None:
    """One reference per line of names and per kind (types, values, everything); one for a statement without names."""
    groups: dict[tuple[int, int], list[Specifier]] = {}
    for specifier in specifiers:
        extra = (
            (Flag.TYPE_ONLY if specifier.type_only else 0)
            | (Flag.WILDCARD if specifier.name == "*" else 0)
            | (Flag.REEXPORT if specifier.local in walk.exported else 0)
        )
        groups.setdefault((walk.lines.line(specifier.start), extra), []).append(specifier)
    whole = len(groups) < 2
    for (_, extra), group in groups.items() or (((0, 0), []),):
        names = tuple(specifier.name for specifier in group)
        start, end = (node.start_byte, node.end_byte) if whole else (group[0].start, group[-1].end)
        walk.refer(target, names, start, end, flags | extra)

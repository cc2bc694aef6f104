"""The visit to a whole file: what holds for all of it, wherever it stands, is read before the rest."""

from tree_sitter import Node

from archlint.languages.typescript.declarations import bind_declarator
from archlint.languages.typescript.exports import exported_locals
from archlint.languages.typescript.modules import visit_import
from archlint.languages.typescript.walk import Walk

_VARIABLES = ("lexical_declaration", "variable_declaration")


def visit_program(walk: Walk, node: Node) -> None:
    """Imports and the file's own constants are known in functions that stand above them."""
    statements = node.named_children
    walk.exported = exported_locals(walk, statements)
    rest: list[Node] = []
    for statement in statements:
        if statement.type == "import_statement":
            visit_import(walk, statement)
        else:
            rest.append(statement)
    for statement in rest:
        kind = statement.type
        declaration = statement
        if kind == "export_statement":
            inner = statement.child_by_field_id(walk.fields.declaration)
            if inner is None:
                continue
            declaration, kind = inner, inner.type
        if kind in _VARIABLES:
            for declarator in declaration.named_children:
                if declarator.type == "variable_declarator":
                    name = declarator.child_by_field_id(walk.fields.name)
                    if name is not None:
                        bind_declarator(walk, name, declarator.child_by_field_id(walk.fields.value))
    walk.stack += rest[::-1]

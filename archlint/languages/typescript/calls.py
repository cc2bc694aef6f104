"""Visits to calls and constructions: whom they call."""

from tree_sitter import Node

from archlint.languages.typescript import modules
from archlint.languages.typescript.walk import Walk


def visit_call(walk: Walk, node: Node) -> None:
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is not None and arguments is not None:
        _module_call(walk, node, function, arguments)
    walk.follow(node)


def _module_call(walk: Walk, node: Node, function: Node, arguments: Node) -> bool:
    """`import()`, `require()` and their like."""
    kind = function.type
    if kind == "import":
        return modules.refer_by_import(walk, node, arguments)
    if kind not in ("identifier", "member_expression") or function.end_byte - function.start_byte > 40:
        return False
    refer = _LOADERS.get(walk.content[function.start_byte : function.end_byte])
    if refer is None or "require" in walk.scope.variables:
        return False
    return refer(walk, node, arguments)


_LOADERS = {
    b"require": modules.refer_by_require,
    b"require.resolve": modules.refer_by_require,
    b"require.context": modules.refer_by_context,
    b"import.meta.glob": modules.refer_by_glob,
    b"import.meta.globEager": modules.refer_by_glob,
}

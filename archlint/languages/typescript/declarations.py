"""Visits to declarations: classes, functions, parameters, variables. They open units and bind names."""

from tree_sitter import Node

from archlint.languages.typescript import modules
from archlint.languages.typescript.scope import UNKNOWN
from archlint.languages.typescript.walk import CLOSE_SCOPE, LEAVE_FUNCTION, LEAVE_TYPE, Mark, Walk


def visit_block(walk: Walk, node: Node) -> None:
    walk.scope.open()
    walk.stack.append(CLOSE_SCOPE)
    walk.follow(node)


def visit_function(walk: Walk, node: Node) -> None:
    walk.functions += 1
    walk.scope.open()
    walk.stack += (CLOSE_SCOPE, LEAVE_FUNCTION)
    walk.follow(node)


def visit_declarator(walk: Walk, node: Node) -> None:
    name = node.child_by_field_name("name")
    if name is not None and name.type == "identifier":
        walk.scope.bind(walk.text(name), UNKNOWN)
    else:
        modules.note_destructuring(walk, node)
    walk.follow(node)


def visit_type(walk: Walk, node: Node) -> None:
    """A type annotation or declaration, walked only where an `import()` may stand in it."""
    walk.types += 1
    walk.stack.append(LEAVE_TYPE)
    walk.follow(node)


def visit_parameter(walk: Walk, node: Node) -> None:
    pattern = node.child_by_field_name("pattern")
    if pattern is not None and pattern.type == "identifier":
        walk.scope.bind(walk.text(pattern), UNKNOWN)
    walk.follow(node)


def visit_parameters(walk: Walk, node: Node) -> None:
    for child in node.named_children:
        if child.type == "identifier":
            walk.scope.bind(walk.text(child), UNKNOWN)
    walk.follow(node)


def close_scope(walk: Walk, _mark: Mark) -> None:
    walk.scope.close()


def leave_unit(walk: Walk, _mark: Mark) -> None:
    walk.leave_unit()


def leave_function(walk: Walk, _mark: Mark) -> None:
    walk.functions -= 1


def leave_type(walk: Walk, _mark: Mark) -> None:
    walk.types -= 1

"""Visits to variables, assignments and object members: they bind names, and name the functions that they hold."""

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.typescript.chains import value_of
from archlint.languages.typescript.functions import EXPRESSIONS, shadow
from archlint.languages.typescript.names import MAX_NAME
from archlint.languages.typescript.scope import Variable
from archlint.languages.typescript.templates import TEXTUAL, text_of
from archlint.languages.typescript.walk import CLOSE_SCOPE, LEAVE_TYPE, Walk

_EMPTY = Variable("", None)
"""Declared without a value: an assignment may give one."""
_WRAPPERS = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression"))
_MAX_MEMBERS = 500


def visit_block(walk: Walk, node: Node) -> None:
    walk.scope.open()
    walk.stack.append(CLOSE_SCOPE)
    walk.stack += node.named_children[::-1]


def visit_declarator(walk: Walk, node: Node) -> None:
    """`name = value` of a `const`, `let` or `var`."""
    name, value = node.child_by_field_id(walk.fields.name), node.child_by_field_id(walk.fields.value)
    if name is None:
        walk.follow(node)
        return
    if walk.scope.nested:
        bind_declarator(walk, name, value)
    if walk.look_into_types:
        walk.stack += [child for child in node.named_children if child.type == "type_annotation"]
    if value is None:
        return
    if name.type == "identifier":
        name_value(walk, value, walk.text(name), "function", node.start_byte)
    elif name.type == "object_pattern":
        _note_destructuring(walk, name, value)
    walk.stack.append(value)
    if name.type != "identifier":
        walk.stack.append(name)


def bind_declarator(walk: Walk, name: Node, value: Node | None) -> None:
    """Make what a declaration binds known from here on."""
    kind = name.type
    scope, content = walk.scope, walk.content
    if kind == "identifier":
        written = content[name.start_byte : name.end_byte]
        scope.bind(written, value_of(walk, value) if value is not None else _EMPTY)
        if value is not None and not scope.nested:
            _bind_members(walk, written, value)
    elif kind == "object_pattern" and value is not None:
        held = value_of(walk, value)
        if not held.callee:
            shadow(scope, content, name)
            return
        for key, local in _pattern_names(walk, name):
            scope.bind(local, Variable(held.callee if key == b"default" else f"{held.callee}.{key.decode()}"))
    else:
        shadow(scope, content, name)


def _pattern_names(walk: Walk, pattern: Node) -> list[tuple[bytes, bytes]]:
    """What `{a, b: c, d = 1}` takes, and what it calls it."""
    found = []
    for child in pattern.named_children[:_MAX_MEMBERS]:
        kind = child.type
        key = local = child
        if kind == "pair_pattern":
            key, local = child.children[0], child.children[-1]
            if local.type == "assignment_pattern":
                local = local.children[0]
        elif kind == "object_assignment_pattern":
            key = local = child.children[0]
        elif kind != "shorthand_property_identifier_pattern":
            continue
        if local.type in ("identifier", "shorthand_property_identifier_pattern"):
            found.append((walk.content[key.start_byte : key.end_byte], walk.content[local.start_byte : local.end_byte]))
    return found


def _bind_members(walk: Walk, owner: bytes, value: Node) -> None:
    """The texts in a constant object (`const Paths = {USERS: "/users"} as const`)."""
    for _ in range(4):
        if value.type not in _WRAPPERS or not value.named_children:
            break
        value = value.named_children[0]
    if value.type != "object" or len(owner) > MAX_NAME:
        return
    for member in value.named_children[:_MAX_MEMBERS]:
        if member.type != "pair":
            continue
        key, held = member.children[0], member.children[-1]
        if key.type == "property_identifier" and held.type in TEXTUAL:
            text = text_of(held, walk.content, walk.scope)
            if text is not None:
                walk.scope.bind(owner + b"." + walk.content[key.start_byte : key.end_byte], Variable("", text))


def visit_enum(walk: Walk, node: Node) -> None:
    """The texts of a string enum."""
    walk.unit.statements += 1
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    for member in body.named_children[:_MAX_MEMBERS] if name is not None and body is not None else ():
        if member.type == "enum_assignment" and name is not None:
            key, held = member.children[0], member.children[-1]
            text = text_of(held, walk.content, walk.scope) if held.type in TEXTUAL else None
            if text is not None:
                owner = walk.content[name.start_byte : min(name.end_byte, name.start_byte + MAX_NAME)]
                walk.scope.bind(owner + b"." + walk.content[key.start_byte : key.end_byte], Variable("", text))


def name_value(walk: Walk, value: Node, name: str, kind: str, start: int) -> None:
    """A function or class that is given a name becomes a unit of that name, also inside one wrapping call at module
    level (`export const Page = memo(() => …)`).
    """
    for _ in range(4):
        if value.type not in _WRAPPERS or not value.named_children:
            break
        value = value.named_children[0]
    value_kind = value.type
    if value_kind in EXPRESSIONS or value_kind == "class":
        walk.namings[value.start_byte] = (name, kind, start)
    elif value_kind == "call_expression" and not walk.scope.nested:
        arguments = value.children[-1]
        given = arguments.named_children[:8] if arguments.type == "arguments" else []
        function = next((argument for argument in given if argument.type in EXPRESSIONS), None)
        if function is not None:
            walk.namings[function.start_byte] = (name, kind, start)


def _note_destructuring(walk: Walk, pattern: Node, value: Node) -> None:
    """Remember what `const {a, b: c} = await import("x")` takes for when its call is visited."""
    for _ in range(4):
        if value.type not in ("await_expression", "parenthesized_expression") or not value.named_children:
            break
        value = value.named_children[0]
    if value.type != "call_expression" or any(child.type == "rest_pattern" for child in pattern.named_children):
        return
    names = tuple(key.decode("utf-8", "replace") for key, _ in _pattern_names(walk, pattern))
    walk.destructured[value.start_byte] = names


def visit_pair(walk: Walk, node: Node) -> None:
    """`name: () => …` in an object literal names a function."""
    key, value = node.child(0), node.child_by_field_id(walk.fields.value)
    if key is None or value is None:
        return
    if value.type in EXPRESSIONS and key.type == "property_identifier":
        walk.namings[value.start_byte] = (walk.text(key), "function", node.start_byte)
    elif key.type == "computed_property_name":
        walk.stack.append(key)
    walk.stack.append(value)


def visit_type(walk: Walk, node: Node) -> None:
    """A type annotation or declaration, walked only where an `import()` may stand in it."""
    walk.types += 1
    walk.stack.append(LEAVE_TYPE)
    walk.follow(node)


def close_scope(walk: Walk, _mark: Mark) -> None:
    walk.scope.close()


def leave_unit(walk: Walk, _mark: Mark) -> None:
    walk.leave_unit()


def leave_type(walk: Walk, _mark: Mark) -> None:
    walk.types -= 1

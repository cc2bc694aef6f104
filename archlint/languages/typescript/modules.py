"""Visits to imports, exports, `require()` and `import()`: what a file takes from others and hands on."""

import re

from tree_sitter import Node

from archlint.languages.typescript.scope import Variable
from archlint.languages.typescript.specifiers import clause_specifiers, refer_to_all
from archlint.languages.typescript.templates import string_value
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Export, Flag

_DIRECTIVE = re.compile(rb"///\s*<reference\s[^>]{0,2000}>")
_DIRECTIVE_TARGET = re.compile(r"\s(path|types)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MEMBER = re.compile(rb"\s*\.\s*([A-Za-z_$][\w$]*)")
_CLOSED_MEMBER = re.compile(rb"\s*\)\s*\.\s*([A-Za-z_$][\w$]*)")
_AWAITED = re.compile(rb"\(\s*await\s+$")
_CONTEXT_SUFFIX = re.compile(r"(?:\\\.\w+)+\$")


def visit_import(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    source = node.child_by_field_name("source")
    type_only = False
    clause = None
    for child in node.children:
        kind = child.type
        if kind in ("type", "typeof"):
            type_only = True
        elif kind == "import_clause":
            clause = child
        elif kind == "import_require_clause":
            _import_require(walk, node, child, type_only)
            return
    if source is None:
        return
    target = string_value(walk.text(source))
    specifiers = clause_specifiers(walk, clause, type_only) if clause is not None else []
    for specifier in specifiers:
        walk.scope.bind(specifier.local, Variable(imported(target, specifier.name)))
    refer_to_all(walk, target, specifiers, node, Flag.TYPE_ONLY if type_only else 0)


def imported(target: str, name: str) -> str:
    """The callee for a name taken from a module; the module itself stands for its default and for all of it."""
    return target if name in ("default", "*") else f"{target}.{name}"


def _import_require(walk: Walk, node: Node, clause: Node, type_only: bool) -> None:
    source = clause.child_by_field_name("source")
    if source is None:
        return
    target = string_value(walk.text(source))
    name = next((child for child in clause.named_children if child.type == "identifier"), None)
    if name is not None:
        walk.scope.bind(walk.text(name), Variable(target))
    walk.refer(target, (), node.start_byte, node.end_byte, Flag.TYPE_ONLY if type_only else 0)


def visit_export(walk: Walk, node: Node) -> None:
    source = node.child_by_field_name("source")
    if source is None:
        walk.follow(node)
        return
    walk.unit.statements += 1
    target = string_value(walk.text(source))
    type_only = wildcard = False
    clause = None
    for child in node.children:
        kind = child.type
        type_only = type_only or kind == "type"
        wildcard = wildcard or kind == "*"
        if kind in ("export_clause", "namespace_export"):
            clause = child
    if clause is not None:
        specifiers = clause_specifiers(walk, clause, type_only)
        refer_to_all(walk, target, specifiers, node, Flag.REEXPORT | (Flag.TYPE_ONLY if type_only else 0))
        for specifier in specifiers:
            walk.exports.append(Export(specifier.local, walk.lines.span(specifier.start, specifier.end)))
    elif wildcard:
        flags = Flag.REEXPORT | Flag.WILDCARD | (Flag.TYPE_ONLY if type_only else 0)
        walk.refer(target, ("*",), node.start_byte, node.end_byte, flags)


def read_directives(walk: Walk) -> None:
    """`/// <reference path="…" />` and `types="…"`. A path is relative to the file, so a bare one gets its `./`."""
    for match in _DIRECTIVE.finditer(walk.content):
        begin = max(walk.content.rfind(b"\n", 0, match.start()), walk.content.rfind(b"\r", 0, match.start())) + 1
        if walk.content[begin : match.start()].strip(b" \t\xef\xbb\xbf"):
            continue
        written = _DIRECTIVE_TARGET.search(match[0].decode("utf-8", "replace"))
        target = (written[2] or written[3]) if written else ""
        if written and target:
            if written[1] == "path" and not target.startswith((".", "/")):
                target = f"./{target}"
            walk.refer(target, (), match.start(), match.end(), Flag.TYPE_ONLY)


def refer_by_import(walk: Walk, node: Node, arguments: Node) -> bool:
    """`import("./x")`, also as a type. False when what it loads is not written there."""
    target = _literal(walk, _first(arguments))
    if target is None:
        return False
    if walk.types:
        member = _MEMBER.match(walk.content, node.end_byte)
        names = (member[1].decode(),) if member else ()
        walk.refer(target, names, node.start_byte, node.end_byte, Flag.TYPE_ONLY)
    else:
        walk.refer(target, _taken(walk, node), node.start_byte, node.end_byte, Flag.DYNAMIC | walk.place())
    return True


def refer_by_require(walk: Walk, node: Node, arguments: Node) -> bool:
    """`require("./x")` and `require.resolve("./x")`. False when what it loads is not written there."""
    target = _literal(walk, _first(arguments))
    if target is None:
        return False
    walk.refer(target, _taken(walk, node), node.start_byte, node.end_byte, Flag.DYNAMIC | walk.place())
    return True


def refer_by_glob(walk: Walk, node: Node, arguments: Node) -> bool:
    """`import.meta.glob("./pages/*.tsx")`, one pattern or an array of them."""
    first = _first(arguments)
    if first is None:
        return False
    patterns = first.named_children if first.type == "array" else [first]
    targets = [target for pattern in patterns if (target := _literal(walk, pattern)) is not None]
    for target in targets:
        walk.refer(target, (), node.start_byte, node.end_byte, Flag.DYNAMIC | walk.place())
    return bool(targets)


def refer_by_context(walk: Walk, node: Node, arguments: Node) -> bool:
    r"""`require.context("./pages", true, /\\.vue$/)`, written as the glob that it means."""
    given = [child for child in arguments.named_children if child.type != "comment"]
    folder = _literal(walk, given[0]) if given else None
    if folder is None:
        return False
    depth = "" if len(given) > 1 and given[1].type == "false" else "**/"
    suffix = ""
    if len(given) > 2 and given[2].type == "regex":
        ending = _CONTEXT_SUFFIX.search(walk.text(given[2]).rpartition("/")[0])
        suffix = ending[0].replace("\\", "").removesuffix("$") if ending else ""
    walk.refer(
        f"{folder.rstrip('/')}/{depth}*{suffix}", (), node.start_byte, node.end_byte, Flag.DYNAMIC | walk.place()
    )
    return True


def _first(arguments: Node) -> Node | None:
    return next((child for child in arguments.named_children if child.type != "comment"), None)


def _literal(walk: Walk, node: Node | None) -> str | None:
    """A string, or a template without holes."""
    if node is None:
        return None
    kind = node.type
    if kind == "string":
        return string_value(walk.text(node))
    if kind == "template_string" and all(child.type != "template_substitution" for child in node.named_children):
        return string_value(walk.text(node))
    if kind == "literal_type":
        return _literal(walk, node.named_children[0] if node.named_children else None)
    return None


def _taken(walk: Walk, node: Node) -> tuple[str, ...]:
    """The names that `const {a, b: c} = require("x")` or `require("x").a` takes."""
    names = walk.destructured.get(node.start_byte)
    if names is not None:
        return names
    member = _MEMBER.match(walk.content, node.end_byte)
    if member is None:
        closing = _CLOSED_MEMBER.match(walk.content, node.end_byte)
        if closing is None or not _AWAITED.search(walk.content[max(0, node.start_byte - 40) : node.start_byte]):
            return ()
        member = closing
    elif walk.content.startswith(b"import", node.start_byte):
        return ()
    return (member[1].decode(),)


def note_destructuring(walk: Walk, declarator: Node) -> None:
    """Remember what `const {a, b: c} = await import("x")` takes for when its call is visited."""
    pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
    if pattern is None or value is None or pattern.type != "object_pattern":
        return
    for _ in range(4):
        if value.type not in ("await_expression", "parenthesized_expression") or not value.named_children:
            break
        value = value.named_children[0]
    names: list[str] = []
    for child in pattern.named_children:
        kind = child.type
        if kind == "rest_pattern":
            return
        key = child.child_by_field_name("key") if kind == "pair_pattern" else child.child_by_field_name("left")
        if kind != "comment":
            names.append(walk.text(key or child))
    if value.type == "call_expression":
        walk.destructured[value.start_byte] = tuple(names)

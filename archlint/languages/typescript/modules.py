"""Visits to imports, exports, `require()` and `import()`: what a file takes from others and hands on."""

import re

from tree_sitter import Node

from archlint.languages.typescript.chains import first_argument, literal
from archlint.languages.typescript.scope import Variable
from archlint.languages.typescript.specifiers import clause_specifiers, refer_to_all, written_text
from archlint.languages.typescript.text import header
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Flag

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
    target = written_text(walk, source)
    specifiers = clause_specifiers(walk, clause, type_only) if clause is not None else []
    for specifier in specifiers:
        walk.scope.bind(specifier.local.encode(), Variable(imported(target, specifier.name)))
    refer_to_all(walk, target, specifiers, node, Flag.TYPE_ONLY if type_only else 0)


def imported(target: str, name: str) -> str:
    """The callee for a name taken from a module; the module itself stands for its default and for all of it."""
    return target if name in ("default", "*") else f"{target}.{name}"


def _import_require(walk: Walk, node: Node, clause: Node, type_only: bool) -> None:
    source = clause.child_by_field_name("source")
    if source is None:
        return
    target = written_text(walk, source)
    name = next((child for child in clause.named_children if child.type == "identifier"), None)
    if name is not None:
        walk.scope.bind(walk.content[name.start_byte : name.end_byte], Variable(target))
    walk.refer(target, (), node.start_byte, node.end_byte, Flag.TYPE_ONLY if type_only else 0)


def read_directives(walk: Walk) -> None:
    """`/// <reference path="…" />` and `types="…"`. A path is relative to the file, so a bare one gets its `./`."""
    for match in _DIRECTIVE.finditer(header(walk.content)):
        written = _DIRECTIVE_TARGET.search(match[0].decode("utf-8", "replace"))
        target = (written[2] or written[3]) if written else ""
        if written and target:
            if written[1] == "path" and not target.startswith((".", "/")):
                target = f"./{target}"
            walk.refer(target, (), match.start(), match.end(), Flag.TYPE_ONLY)


def refer_by_load(walk: Walk, node: Node, arguments: Node) -> bool:
    """`import("./x")`, also as a type, and `require("./x")`. False when what it loads is not written there."""
    target = literal(walk, first_argument(arguments))
    if target is None:
        return False
    start, end = node.start_byte, node.end_byte
    if walk.types:
        refer_by_type(walk, target, start, end)
    else:
        walk.refer(target, _taken(walk, node), start, end, Flag.DYNAMIC | walk.place())
    return True


def refer_by_type(walk: Walk, target: str, start: int, end: int) -> None:
    """`import("./x")` or `import("./x").Name` as a type."""
    member = _MEMBER.match(walk.content, end)
    walk.refer(target, (member[1].decode(),) if member else (), start, end, Flag.TYPE_ONLY)


def refer_by_glob(walk: Walk, node: Node, arguments: Node) -> bool:
    """`import.meta.glob("./pages/*.tsx")`, one pattern or an array of them."""
    first = first_argument(arguments)
    if first is None:
        return False
    patterns = first.named_children if first.type == "array" else [first]
    targets = [target for pattern in patterns if (target := literal(walk, pattern)) is not None]
    for target in targets:
        walk.refer(target, (), node.start_byte, node.end_byte, Flag.DYNAMIC | walk.place())
    return bool(targets)


def refer_by_context(walk: Walk, node: Node, arguments: Node) -> bool:
    r"""`require.context("./pages", true, /\\.vue$/)`, written as the glob that it means."""
    given = [child for child in arguments.named_children if child.type != "comment"]
    folder = literal(walk, given[0]) if given else None
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

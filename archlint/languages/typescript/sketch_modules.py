"""Imports and exports of TypeScript and JavaScript in a sketch."""

from tree_sitter import Node

from archlint.languages.typescript.sketch_classes import Classes
from archlint.languages.typescript.sketch_reading import CLASSES, FUNCTIONS, INNER, SKIPPED
from archlint.languages.typescript.sketch_words import is_plain_template, literal
from archlint.model.sketch import Closure, Expression, Imported, Name

_TAKEN = frozenset(("identifier", "shorthand_property_identifier_pattern"))


class Modules(Classes):
    """Reads imports and exports."""

    def _import(self, node: Node, scope: int) -> None:
        source = node.child_by_field_name("source")
        add = self._drawing.imports.append
        for child in node.named_children:
            if child.type == "import_require_clause":
                inner = child.child_by_field_name("source")
                add(Imported(self._text(child.named_children[0]), literal(inner, self._content), "=", scope))
        if source is None:
            return
        target = literal(source, self._content)
        clause = next((child for child in node.named_children if child.type == "import_clause"), None)
        for child in clause.named_children if clause is not None else ():
            if child.type == "identifier":
                add(Imported(self._text(child), target, "default", scope))
            elif child.type == "namespace_import":
                add(Imported(self._text(child.named_children[-1]), target, "", scope))
            elif child.type == "named_imports":
                for one in child.named_children:
                    if one.type == "import_specifier":
                        name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
                        add(Imported(self._text(alias or name), target, literal(name, self._content), scope))

    def _required(self, name: Node, value: Node, scope: int) -> None:
        """`const a = require("b")` is an import too, and so is `const a = require("b").c`."""
        while value.type in INNER and (inner := self._inner(value, value.type)) is not None:
            value = inner
        member = ""
        if value.type == "member_expression":
            member = self._text(value.child_by_field_name("property"))
            value = value.child_by_field_name("object") or value
        if value.type != "call_expression" or self._text(value.child_by_field_name("function")) != "require":
            return
        arguments = value.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        if not given or not (given[0].type == "string" or is_plain_template(given[0])):
            return
        target = literal(given[0], self._content)
        add = self._drawing.imports.append
        if name.type == "identifier":
            add(Imported(self._text(name), target, member or "=", scope))
        elif not member:
            for local, taken in self._taken(name):
                add(Imported(local, target, taken, scope))

    def _taken(self, pattern: Node) -> list[tuple[str, str]]:
        """The names that an object's pattern gives, each with what it takes."""
        found: list[tuple[str, str]] = []
        for child in pattern.named_children if pattern.type == "object_pattern" else ():
            key, local = child.child_by_field_name("key"), child.child_by_field_name("value")
            if child.type != "pair_pattern":
                key = local = child
            for defaulted in ("object_assignment_pattern", "assignment_pattern"):
                if local is not None and local.type == defaulted:
                    key = key if key is not child else local.child_by_field_name("left")
                    local = local.child_by_field_name("left")
            taken = literal(key, self._content)
            if taken and local is not None and local.type in _TAKEN:
                found.append((self._text(local), taken))
        return found

    def _export(self, node: Node, scope: int) -> bool:
        """Whether an export says all itself, so that nothing in it is to be visited."""
        source = node.child_by_field_name("source")
        clause = next((child for child in node.named_children if child.type == "export_clause"), None)
        if source is None and clause is None:
            return self._export_value(node, scope)
        target = literal(source, self._content)
        for local, taken in self._handed_on(node, clause):
            if source is None:
                self._drawing.exports.append((local, Name(taken)))
            else:
                self._drawing.imports.append(Imported(local, target, taken, scope, exported=True))
        return True

    def _handed_on(self, node: Node, clause: Node | None) -> list[tuple[str, str]]:
        """The names that an export without a value hands on, each with what it was before."""
        if clause is None:
            star = next((child for child in node.named_children if child.type == "namespace_export"), None)
            return [("", "*") if star is None else (literal(star.named_children[-1], self._content), "")]
        found: list[tuple[str, str]] = []
        for one in clause.named_children:
            if one.type == "export_specifier":
                name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
                found.append((literal(alias or name, self._content), literal(name, self._content)))
        return found

    def _export_value(self, node: Node, scope: int) -> bool:
        """`export default`, `export =` and classes, which may have their decorators before the `export`."""
        value, declaration = node.child_by_field_name("value"), node.child_by_field_name("declaration")
        is_default = any(child.type == "default" for child in node.children)
        if value is None and any(child.type == "=" for child in node.children):  # the grammar names no value there
            value = next(iter(node.named_children), None)
        self._strays(node, scope)
        if value is not None:
            self._drawing.exports.append(("default" if is_default else "=", self._expression(value, scope)))
            return True
        if declaration is None or declaration.type in SKIPPED:
            return False
        if is_default and declaration.type in (FUNCTIONS | CLASSES):
            exported = self._expression(declaration, scope)
            self._drawing.exports.append(("default", exported))
            self._mark_outer(node, exported, scope)
            return True
        if declaration.type in CLASSES:
            self._mark_outer(node, Closure(self._class(declaration, scope, "")), scope)
            return True
        return False

    def _mark_outer(self, node: Node, exported: Expression, scope: int) -> None:
        """Decorators before `export` belong to the class."""
        if isinstance(exported, Closure):
            marks = [self._expression(child, scope) for child in node.named_children if child.type == "decorator"]
            self._drawing.scopes[exported.scope].marks += marks

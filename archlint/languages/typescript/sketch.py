"""Sketches of TypeScript and JavaScript: a syntax tree in, a Sketch out."""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST, MOST_NESTED, Drawing, joined, opaque
from archlint.languages.parsing import Budget
from archlint.languages.typescript.sketch_words import dotted_target, literal, plain_type, unescaped
from archlint.model.sketch import (
    NOTHING,
    Binding,
    Choice,
    Closure,
    Expression,
    Imported,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Name,
    Opaque,
    Parameter,
    Record,
    Sketch,
    Text,
)

_FUNCTIONS = {
    "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
    "arrow_function", "method_definition", "function",
}  # fmt: skip
_CLASSES = {"class_declaration", "abstract_class_declaration", "class"}
_BRANCHES = {
    "if_statement", "for_statement", "for_in_statement", "while_statement", "do_statement", "try_statement",
    "switch_statement", "catch_clause", "else_clause", "finally_clause", "switch_case", "switch_default", "switch_body",
}  # fmt: skip
_PASSED = {
    "program", "statement_block", "export_statement", "labeled_statement", "ERROR", "internal_module", "module",
    "ambient_declaration", "namespace",
}  # fmt: skip
_SKIPPED = {
    "comment", "interface_declaration", "type_alias_declaration", "type_annotation", "type_arguments", "empty_statement",
    "type_parameters", "import_alias", "break_statement", "continue_statement", "debugger_statement", "hash_bang_line",
    "function_signature", "method_signature", "abstract_method_signature", "index_signature", "html_comment",
}  # fmt: skip
_INNER = {
    "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression",
    "type_assertion", "spread_element", "decorator",
}  # fmt: skip


def read_sketch(root: Node, content: bytes, budget: Budget) -> Sketch:
    """The sketch of a file. Raises OutOfTime."""
    return _Reader(content, budget).read(root)


class _Reader:
    def __init__(self, content: bytes, budget: Budget) -> None:
        self._drawing = Drawing(content, budget)
        self._content = content
        self._kinds: dict[str, Callable[[Node, int, int], Expression]] = {
            "call_expression": self._call,
            "new_expression": self._creation,
            "member_expression": self._call,
            "subscript_expression": self._subscript,
            "binary_expression": self._binary,
            "ternary_expression": self._ternary,
            "template_string": self._template,
            "object": self._object,
            "array": lambda node, scope, depth: Items(self._all(node, scope, depth)),
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._augmented,
            "sequence_expression": self._sequence,
            "yield_expression": self._yield,
        }

    def read(self, root: Node) -> Sketch:
        self._block([root], 0, certain=True)
        return self._drawing.finish()

    def _text(self, node: Node | None) -> str:
        return "" if node is None else self._content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    # Statements

    def _block(self, nodes: list[Node], scope: int, *, certain: bool) -> None:
        stack = [(node, scope, certain) for node in reversed(nodes)]
        while stack:
            node, scope, certain = stack.pop()
            self._drawing.tick()
            kind = node.type
            if kind in _SKIPPED or not node.is_named:
                continue
            if kind == "export_statement" and self._export(node, scope):
                continue
            if kind in _PASSED:
                stack += [(child, scope, certain) for child in reversed(node.named_children)]
            elif kind in _BRANCHES:
                if kind == "for_in_statement":
                    self._for_in(node, scope)
                for child in reversed(node.named_children):
                    is_head = kind == "for_in_statement" and child in (
                        node.child_by_field_name("left"),
                        node.child_by_field_name("right"),
                    )
                    if not is_head and not (kind == "catch_clause" and child == node.child_by_field_name("parameter")):
                        stack.append((child, scope, False))
            elif kind in ("lexical_declaration", "variable_declaration"):
                for child in node.named_children:
                    if child.type == "variable_declarator":
                        self._declarator(child, scope, certain=certain)
            elif kind in _CLASSES:
                self._class(node, scope, self._text(node.child_by_field_name("name")), 0)
            elif kind in _FUNCTIONS:
                self._function(node, scope, self._text(node.child_by_field_name("name")), 0)
            elif kind == "import_statement":
                self._import(node, scope)
            elif kind == "return_statement":
                for child in node.named_children:
                    self._drawing.scopes[scope].returns.append(self._expression(child, scope, 0))
            elif kind == "expression_statement":
                for child in node.named_children:
                    self._statement(child, scope, certain=certain)
            elif kind == "enum_declaration":
                self._enum(node, scope)
            else:
                self._drawing.scopes[scope].add(self._expression(node, scope, 0))

    def _statement(self, node: Node, scope: int, *, certain: bool) -> None:
        if node.type == "assignment_expression":
            self._assign(node, scope, 0, certain=certain)
        elif node.type == "internal_module":
            self._block(node.named_children, scope, certain=certain)
        else:
            self._drawing.scopes[scope].add(self._expression(node, scope, 0))

    def _for_in(self, node: Node, scope: int) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None:
            value = Index(self._expression(right, scope, 0), NOTHING)
            self._destructure(left, value, scope, certain=False)

    def _declarator(self, node: Node, scope: int, *, certain: bool) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        annotation = node.child_by_field_name("type")
        if name is None:
            return
        if value is None:
            type_, generic = plain_type(annotation, self._content)
            if name.type == "identifier":
                self._bind(self._text(name), None, node, scope, certain=certain, type_=type_, generic=generic)
            return
        if name.type == "identifier":
            named = self._text(name)
            type_, generic = plain_type(annotation, self._content)
            found = self._named(value, scope, named)
            self._required(name, value, scope)
            self._bind(named, found, node, scope, certain=certain, type_=type_, generic=generic)
        else:
            self._required(name, value, scope)
            self._destructure(name, self._expression(value, scope, 0), scope, certain=certain)

    def _named(self, value: Node, scope: int, name: str, depth: int = 0) -> Expression:
        """A value; a function or class among them gets the name it is bound to."""
        if value.type in _FUNCTIONS:
            return Closure(self._function(value, scope, name, depth))
        if value.type in _CLASSES:
            return Closure(self._class(value, scope, name, depth))
        return self._expression(value, scope, depth)

    def _bind(  # noqa: PLR0913
        self,
        target: str,
        value: Expression | None,
        node: Node,
        scope: int,
        *,
        certain: bool,
        type_: Expression | None = None,
        generic: tuple[Expression, ...] = (),
        marks: tuple[Expression, ...] = (),
    ) -> None:
        self._drawing.scopes[scope].bindings.append(
            Binding(target, value, type_, node.start_point[0] + 1, node.end_byte, certain, marks, generic)
        )

    def _destructure(self, pattern: Node, value: Expression, scope: int, *, certain: bool) -> None:
        """`const { a, b: c } = value`, `[x] = value`: the value is kept once, under a name nobody can write."""
        stack: list[tuple[Node, Expression]] = []
        if pattern.type == "identifier":
            self._bind(self._text(pattern), value, pattern, scope, certain=certain)
            return
        hidden = f"·{pattern.start_byte}"
        self._bind(hidden, value, pattern, scope, certain=certain)
        stack.append((pattern, Name(hidden)))
        while stack:
            node, of = stack.pop()
            self._drawing.tick()
            kind = node.type
            if kind in ("identifier", "shorthand_property_identifier_pattern"):
                self._bind(self._text(node), of, node, scope, certain=certain)
            elif kind == "object_pattern":
                for child in node.named_children:
                    if child.type == "shorthand_property_identifier_pattern":
                        stack.append((child, Member(of, self._text(child))))
                    elif child.type == "pair_pattern":
                        key, inner = child.child_by_field_name("key"), child.child_by_field_name("value")
                        if key is not None and inner is not None:
                            stack.append((inner, Member(of, literal(key, self._content))))
                    elif child.type == "object_assignment_pattern":
                        left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
                        if left is not None and right is not None:
                            stack.append(
                                (left, Choice((Member(of, self._text(left)), self._expression(right, scope, 1))))
                            )
            elif kind == "array_pattern":
                stack += [(child, Index(of, Text(str(index)))) for index, child in enumerate(node.named_children)]
            elif kind == "assignment_pattern":
                left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
                if left is not None and right is not None:
                    stack.append((left, Choice((of, self._expression(right, scope, 1)))))

    # Imports and exports

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
        """`const a = require("b")` is an import too."""
        while value.type in _INNER and value.named_children:
            value = value.named_children[0]
        member = ""
        if value.type == "member_expression":
            member = self._text(value.child_by_field_name("property"))
            value = value.child_by_field_name("object") or value
        if value.type != "call_expression" or self._text(value.child_by_field_name("function")) != "require":
            return
        arguments = value.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        if not given or given[0].type not in ("string", "template_string"):
            return
        target = literal(given[0], self._content)
        add = self._drawing.imports.append
        if name.type == "identifier":
            add(Imported(self._text(name), target, member or "=", scope))
            return
        for child in name.named_children:
            if child.type == "shorthand_property_identifier_pattern":
                add(Imported(self._text(child), target, self._text(child), scope))
            elif child.type == "pair_pattern":
                inner = child.child_by_field_name("value")
                add(Imported(self._text(inner), target, self._text(child.child_by_field_name("key")), scope))

    def _export(self, node: Node, scope: int) -> bool:
        """Whether an export says all itself, so that nothing in it is to be visited."""
        source = node.child_by_field_name("source")
        clause = next((child for child in node.named_children if child.type == "export_clause"), None)
        if source is not None:
            target = literal(source, self._content)
            star = next((child for child in node.named_children if child.type == "namespace_export"), None)
            if star is not None:
                local = self._text(star.named_children[-1])
                self._drawing.imports.append(Imported(local, target, "", scope, exported=True))
            elif clause is None:
                self._drawing.imports.append(Imported("", target, "*", scope, exported=True))
        if clause is not None:
            for one in clause.named_children:
                if one.type != "export_specifier":
                    continue
                name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
                given, taken = literal(alias or name, self._content), literal(name, self._content)
                if source is not None:
                    target = literal(source, self._content)
                    self._drawing.imports.append(Imported(given, target, taken, scope, exported=True))
                else:
                    self._drawing.exports.append((given, Name(taken)))
            return True
        if source is not None:
            return True
        value, declaration = node.child_by_field_name("value"), node.child_by_field_name("declaration")
        is_default = any(child.type == "default" for child in node.children)
        if value is not None:
            self._drawing.exports.append(("default" if is_default else "=", self._named(value, scope, "")))
            return True
        if is_default and declaration is not None:
            name = self._text(declaration.child_by_field_name("name"))
            exported = self._named(declaration, scope, name)
            self._drawing.exports.append(("default", exported))
            self._mark_outer(node, exported, scope)
            return True
        if declaration is not None and declaration.type in _CLASSES:
            index = self._class(declaration, scope, self._text(declaration.child_by_field_name("name")), 0)
            self._mark_outer(node, Closure(index), scope)
            return True
        return False

    def _mark_outer(self, node: Node, exported: Expression, scope: int) -> None:
        """Decorators before `export` belong to the class."""
        if isinstance(exported, Closure):
            marks = [self._expression(child, scope, 0) for child in node.named_children if child.type == "decorator"]
            self._drawing.scopes[exported.scope].marks += marks

    # Functions and classes

    def _function(self, node: Node, scope: int, name: str, depth: int, marks: list[Expression] | None = None) -> int:
        named = node.child_by_field_name("name")
        line = (named or node).start_point[0] + 1
        index = self._drawing.open(name or self._text(named), "function", scope, node.start_byte, node.end_byte, line)
        draft = self._drawing.scopes[index]
        draft.marks = marks or []
        draft.type, draft.of_type = plain_type(node.child_by_field_name("return_type"), self._content)
        single, parameters = node.child_by_field_name("parameter"), node.child_by_field_name("parameters")
        if single is not None:
            draft.parameters = [Parameter(self._text(single))]
        for child in parameters.named_children if parameters is not None else ():
            if child.type != "comment":
                self._parameter(child, index, scope)
        body = node.child_by_field_name("body")
        if body is None or depth > DEEPEST - 20:
            return index
        if body.type == "statement_block":
            if self._drawing.nesting < MOST_NESTED:
                self._drawing.nesting += 1
                self._block(body.named_children, index, certain=True)
                self._drawing.nesting -= 1
        else:
            draft.returns.append(self._expression(body, index, depth + 1))
        return index

    def _parameter(self, node: Node, index: int, scope: int) -> None:
        draft = self._drawing.scopes[index]
        default: Expression | None = None
        pattern: Node | None = node
        marks: list[Expression] = []
        type_: Expression | None = None
        is_property = False
        if node.type in ("required_parameter", "optional_parameter"):
            pattern = node.child_by_field_name("pattern")
            value = node.child_by_field_name("value")
            default = self._expression(value, index, 1) if value is not None else None
            type_, _ = plain_type(node.child_by_field_name("type"), self._content)
            marks = [self._expression(child, scope, 1) for child in node.named_children if child.type == "decorator"]
            is_property = any(
                child.type in ("accessibility_modifier", "readonly", "override_modifier") for child in node.children
            )
        elif node.type == "assignment_pattern":
            pattern = node.child_by_field_name("left")
            value = node.child_by_field_name("right")
            default = self._expression(value, index, 1) if value is not None else None
        is_rest = pattern is not None and pattern.type == "rest_pattern"
        if is_rest and pattern is not None and pattern.named_children:
            pattern = pattern.named_children[0]
        if pattern is None:
            return
        if pattern.type in ("object_pattern", "array_pattern"):
            hidden = f"·{pattern.start_byte}"
            draft.parameters.append(Parameter(hidden, type_, default, tuple(marks), is_rest))
            self._unpack(pattern, Name(hidden), index)
            return
        name = self._text(pattern)
        draft.parameters.append(Parameter(name, type_, default, tuple(marks), is_rest))
        if is_property:
            self._bind(f"this.{name}", Name(name), node, index, certain=True, type_=type_)

    def _unpack(self, pattern: Node, of: Expression, scope: int) -> None:
        for child in pattern.named_children:
            if child.type == "shorthand_property_identifier_pattern":
                self._bind(self._text(child), Member(of, self._text(child)), child, scope, certain=True)
            elif child.type == "pair_pattern":
                key, inner = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is not None and inner is not None and inner.type == "identifier":
                    self._bind(self._text(inner), Member(of, literal(key, self._content)), child, scope, certain=True)
            elif child.type == "object_assignment_pattern":
                left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
                if left is not None and right is not None:
                    value = Choice((Member(of, self._text(left)), self._expression(right, scope, 1)))
                    self._bind(self._text(left), value, child, scope, certain=True)

    def _class(self, node: Node, scope: int, name: str, depth: int) -> int:
        named = node.child_by_field_name("name")
        line = (named or node).start_point[0] + 1
        index = self._drawing.open(name or self._text(named), "class", scope, node.start_byte, node.end_byte, line)
        draft = self._drawing.scopes[index]
        draft.marks = [self._expression(child, scope, 1) for child in node.named_children if child.type == "decorator"]
        for child in node.named_children:
            if child.type == "class_heritage":
                self._heritage(child, index, scope)
        body = node.child_by_field_name("body")
        if depth > DEEPEST - 20:
            return index
        marks: list[Expression] = []
        for child in body.named_children if body is not None else ():
            self._drawing.tick()
            if child.type == "decorator":
                marks.append(self._expression(child, scope, 1))
                continue
            if child.type == "method_definition":
                self._function(
                    child, index, literal(child.child_by_field_name("name"), self._content), depth + 1, marks
                )
            elif child.type in ("public_field_definition", "field_definition"):
                self._field(child, index, marks, depth)
            elif child.type == "class_static_block":
                self._block(child.named_children, index, certain=True)
            marks = []
        return index

    def _heritage(self, node: Node, index: int, scope: int) -> None:
        draft = self._drawing.scopes[index]
        for child in node.named_children:
            if child.type in ("extends_clause", "implements_clause"):
                for one in child.named_children:
                    if one.type == "type_arguments":
                        generic = [plain_type(each, self._content)[0] for each in one.named_children]
                        draft.of_bases = draft.of_bases or tuple(each for each in generic if each is not None)
                    elif one.type == "generic_type":
                        base, generics = plain_type(one, self._content)
                        if base is not None:
                            draft.bases.append(base)
                            draft.of_bases = draft.of_bases or generics
                    elif one.type != "comment":
                        draft.bases.append(self._expression(one, scope, 1))
            elif child.type != "comment":
                draft.bases.append(self._expression(child, scope, 1))

    def _field(self, node: Node, index: int, marks: list[Expression], depth: int) -> None:
        name = node.child_by_field_name("name") or node.child_by_field_name("property")
        value = node.child_by_field_name("value")
        own = [self._expression(child, index, 1) for child in node.named_children if child.type == "decorator"]
        type_, generic = plain_type(node.child_by_field_name("type"), self._content)
        named = literal(name, self._content)
        found = self._named(value, index, named, depth + 1) if value is not None else None
        self._bind(named, found, node, index, certain=True, type_=type_, generic=generic, marks=(*marks, *own))

    def _enum(self, node: Node, scope: int) -> None:
        name = self._text(node.child_by_field_name("name"))
        body = node.child_by_field_name("body")
        entries: list[tuple[str, Expression]] = []
        for child in body.named_children if body is not None else ():
            if child.type == "enum_assignment":
                key, value = child.child_by_field_name("name"), child.child_by_field_name("value")
                if value is not None:
                    entries.append((literal(key, self._content), self._expression(value, scope, 1)))
        self._bind(name, Record(tuple(entries)), node, scope, certain=True)

    # Expressions

    def _expression(self, node: Node, scope: int, depth: int) -> Expression:  # noqa: PLR0911
        self._drawing.tick()
        if depth > DEEPEST:
            return NOTHING
        kind = node.type
        found = self._kinds.get(kind)
        if found is not None:
            return found(node, scope, depth)
        if kind in (
            "identifier",
            "this",
            "super",
            "property_identifier",
            "shorthand_property_identifier",
            "undefined",
            "null",
            "type_identifier",
            "import",
        ):
            return Name(self._text(node))
        if kind == "string":
            return Text(unescaped(self._text(node)[1:-1]))
        if kind in ("number", "true", "false", "regex"):
            return Text(self._text(node))
        if kind in _INNER:
            inner = [child for child in node.named_children if child.type != "comment"]
            value = inner[-1] if kind == "type_assertion" else inner[0] if inner else None
            return self._expression(value, scope, depth + 1) if value is not None else NOTHING
        if kind in _FUNCTIONS:
            return Closure(self._function(node, scope, "", depth + 1))
        if kind in _CLASSES:
            return Closure(self._class(node, scope, "", depth + 1))
        if kind in _SKIPPED:
            return NOTHING
        if kind == "statement_block" or kind in _BRANCHES:
            self._block([node], scope, certain=False)
            return NOTHING
        return opaque([self._expression(child, scope, depth + 1) for child in node.named_children])

    def _all(self, node: Node | None, scope: int, depth: int) -> tuple[Expression, ...]:
        if node is None:
            return ()
        if node.type == "template_string":
            return (self._template(node, scope, depth + 1),)
        return tuple(
            self._expression(child, scope, depth + 1) for child in node.named_children if child.type != "comment"
        )

    def _call(self, node: Node, scope: int, depth: int) -> Expression:
        """A chain of calls and members, from its first link on: chains are long, so they cost no depth."""
        links: list[Node] = []
        inner: Node | None = node
        while inner is not None and inner.type in ("call_expression", "member_expression", "non_null_expression"):
            self._drawing.tick()
            links.append(inner)
            field = {"call_expression": "function", "member_expression": "object"}.get(inner.type)
            inner = inner.child_by_field_name(field) if field else inner.named_children[0]
        found: Expression = self._expression(inner, scope, depth + 1) if inner is not None else NOTHING
        line = inner.start_point[0] + 1 if inner is not None else node.start_point[0] + 1
        for link in reversed(links):
            if link.type == "member_expression":
                name = link.child_by_field_name("property")
                line = (name or link).start_point[0] + 1
                found = Member(found, self._text(name).removeprefix("#"))
            elif link.type == "call_expression":
                given = self._all(link.child_by_field_name("arguments"), scope, depth)
                found = Invocation(found, given, (), link.start_byte, line)
        return found

    def _creation(self, node: Node, scope: int, depth: int) -> Expression:
        made = node.child_by_field_name("constructor")
        callee = self._expression(made, scope, depth + 1) if made is not None else NOTHING
        given = self._all(node.child_by_field_name("arguments"), scope, depth)
        return Invocation(callee, given, (), node.start_byte, (made or node).start_point[0] + 1)

    def _subscript(self, node: Node, scope: int, depth: int) -> Expression:
        of, key = node.child_by_field_name("object"), node.child_by_field_name("index")
        if of is None or key is None:
            return NOTHING
        if key.type == "string":
            return Member(self._expression(of, scope, depth + 1), unescaped(self._text(key)[1:-1]))
        return Index(self._expression(of, scope, depth + 1), self._expression(key, scope, depth + 1))

    def _binary(self, node: Node, scope: int, depth: int) -> Expression:
        operator = self._text(node.child_by_field_name("operator"))
        if operator == "+":
            parts: list[Node] = []
            inner: Node | None = node
            while (
                inner is not None
                and inner.type == "binary_expression"
                and self._text(inner.child_by_field_name("operator")) == "+"
            ):
                right = inner.child_by_field_name("right")
                parts += [right] if right is not None else []
                inner = inner.child_by_field_name("left")
            parts += [inner] if inner is not None else []
            return joined([self._expression(part, scope, depth + 1) for part in reversed(parts)])
        sides = [self._expression(child, scope, depth + 1) for child in node.named_children if child.type != "comment"]
        if operator in ("||", "??", "&&"):
            return Choice(tuple(sides if operator != "&&" else sides[::-1]))
        return opaque(sides)

    def _ternary(self, node: Node, scope: int, depth: int) -> Expression:
        condition = node.child_by_field_name("condition")
        if condition is not None:
            self._drawing.scopes[scope].add(self._expression(condition, scope, depth + 1))
        ends = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
        return Choice(tuple(self._expression(end, scope, depth + 1) for end in ends if end is not None))

    def _template(self, node: Node, scope: int, depth: int) -> Expression:
        parts: list[Expression] = []
        for child in node.named_children:
            if child.type == "template_substitution":
                parts += [self._expression(one, scope, depth + 1) for one in child.named_children[:1]]
            elif child.type in ("string_fragment", "escape_sequence"):
                parts.append(Text(unescaped(self._text(child))))
        return joined(parts) if parts else Text("")

    def _object(self, node: Node, scope: int, depth: int) -> Expression:
        entries: list[tuple[str, Expression]] = []
        for child in node.named_children:
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if value is not None:
                    name = literal(key, self._content)
                    entries.append((name, self._named(value, scope, name, depth + 1)))
            elif child.type in ("shorthand_property_identifier", "identifier"):
                entries.append((self._text(child), Name(self._text(child))))
            elif child.type == "spread_element":
                entries.append(("...", self._expression(child, scope, depth + 1)))
            elif child.type == "method_definition":
                name = literal(child.child_by_field_name("name"), self._content)
                entries.append((name, Closure(self._function(child, scope, name, depth + 1))))
        return Record(tuple(entries))

    def _assignment(self, node: Node, scope: int, depth: int) -> Expression:
        return self._assign(node, scope, depth, certain=False)

    def _assign(self, node: Node, scope: int, depth: int, *, certain: bool) -> Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return NOTHING
        target = dotted_target(left, self._content)
        if not target:
            value = self._expression(right, scope, depth + 1)
            if left.type in ("object_pattern", "array_pattern"):
                self._destructure(left, value, scope, certain=certain)
            else:
                self._drawing.scopes[scope].add(value)
                self._drawing.scopes[scope].add(self._expression(left, scope, depth + 1))
            return NOTHING
        value = self._named(right, scope, target.rpartition(".")[2] if target != "module.exports" else "", depth + 1)
        first, _, name = target.rpartition(".")
        if target == "module.exports":
            self._drawing.exports.append(("=", value))
        elif first in ("exports", "module.exports") and scope == 0:
            self._drawing.exports.append((name, value))
        else:
            self._bind(target, value, node, scope, certain=certain)
            found: Expression = Name(target.split(".")[0])
            for one in target.split(".")[1:]:
                found = Member(found, one)
            return found
        return NOTHING

    def _augmented(self, node: Node, scope: int, depth: int) -> Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = self._text(node.child_by_field_name("operator"))
        if left is None or right is None:
            return NOTHING
        value = self._expression(right, scope, depth + 1)
        target = dotted_target(left, self._content)
        if target and operator in ("+=", "||=", "??="):
            name = self._expression(left, scope, depth + 1)
            whole: Expression = Joined((name, value)) if operator == "+=" else Choice((name, value))
            self._bind(target, whole, node, scope, certain=False)
            return NOTHING
        self._drawing.scopes[scope].add(value)
        return NOTHING

    def _sequence(self, node: Node, scope: int, depth: int) -> Expression:
        found = self._all(node, scope, depth)
        for one in found[:-1]:
            self._drawing.scopes[scope].add(one)
        return found[-1] if found else NOTHING

    def _yield(self, node: Node, scope: int, depth: int) -> Expression:
        found = self._all(node, scope, depth)
        return found[0] if found else Opaque()

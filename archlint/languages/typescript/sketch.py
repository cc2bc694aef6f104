"""Sketches of TypeScript and JavaScript: a syntax tree in, a Sketch out."""

from tree_sitter import Node

from archlint.languages.parsing import Budget
from archlint.languages.typescript.sketch_modules import Modules
from archlint.languages.typescript.sketch_reading import BRANCHES, CLASSES, FUNCTIONS, PASSED, SKIPPED
from archlint.languages.typescript.sketch_words import literal, plain_type
from archlint.model.sketch import NOTHING, Choice, Expression, Index, Member, Name, Sketch, Text


def read_sketch(root: Node, content: bytes, budget: Budget) -> Sketch:
    """The sketch of a file. Raises OutOfTime."""
    return _Reader(content, budget).read(root)


class _Reader(Modules):
    """Reads statements."""

    def read(self, root: Node) -> Sketch:
        self._block([root], 0, certain=True)
        return self._drawing.finish()

    def _block(self, nodes: list[Node], scope: int, *, certain: bool) -> None:
        stack = [(node, scope, certain) for node in reversed(nodes)]
        while stack:
            node, scope, certain = stack.pop()
            self._drawing.tick()
            kind = node.type
            if kind in SKIPPED or not node.is_named:
                continue
            if kind == "export_statement" and self._export(node, scope):
                continue
            if kind in PASSED:
                stack += [(child, scope, certain) for child in reversed(node.named_children)]
            elif kind in BRANCHES:
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
            elif kind in CLASSES:
                self._class(node, scope, self._text(node.child_by_field_name("name")), 0)
            elif kind in FUNCTIONS:
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

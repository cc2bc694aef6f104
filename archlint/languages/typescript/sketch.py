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
            if kind in SKIPPED or not node.is_named or (kind == "export_statement" and self._export(node, scope)):
                continue
            if kind in PASSED:
                stack += [(child, scope, certain) for child in reversed(node.named_children)]
            elif kind in BRANCHES:
                stack += [(child, scope, False) for child in reversed(self._branched(node, scope))]
            else:
                self._single(node, scope, certain=certain)

    def _branched(self, node: Node, scope: int) -> list[Node]:
        """What a branch, a loop or a `catch` holds besides its head."""
        heads: tuple[Node | None, ...] = ()
        if node.type == "for_in_statement":
            self._for_in(node, scope)
            heads = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        elif node.type == "catch_clause":
            heads = (node.child_by_field_name("parameter"),)
        return [child for child in node.named_children if child not in heads]

    def _single(self, node: Node, scope: int, *, certain: bool) -> None:
        """A statement that holds no others in the same scope."""
        kind, children = node.type, node.named_children
        if kind in CLASSES:
            self._class(node, scope, self._text(node.child_by_field_name("name")), 0)
        elif kind in FUNCTIONS:
            self._function(node, scope, self._text(node.child_by_field_name("name")), 0)
        elif kind in ("lexical_declaration", "variable_declaration"):
            for child in children:
                if child.type == "variable_declarator":
                    self._declarator(child, scope, certain=certain)
        elif kind == "import_statement":
            self._import(node, scope)
        elif kind == "enum_declaration":
            self._enum(node, scope)
        elif kind == "return_statement":
            self._drawing.scopes[scope].returns += [self._expression(child, scope, 0) for child in children]
        elif kind == "expression_statement":
            for child in children:
                self._statement(child, scope, certain=certain)
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
        if pattern.type == "identifier":
            self._bind(self._text(pattern), value, pattern, scope, certain=certain)
            return
        hidden = f"·{pattern.start_byte}"
        self._bind(hidden, value, pattern, scope, certain=certain)
        stack: list[tuple[Node, Expression]] = [(pattern, Name(hidden))]
        while stack:
            node, of = stack.pop()
            self._drawing.tick()
            if node.type in ("identifier", "shorthand_property_identifier_pattern"):
                self._bind(self._text(node), of, node, scope, certain=certain)
            elif node.type == "object_pattern":
                for child in node.named_children:
                    stack += self._property(child, of, scope)
            elif node.type == "array_pattern":
                stack += [(child, Index(of, Text(str(index)))) for index, child in enumerate(node.named_children)]
            elif node.type == "assignment_pattern":
                left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
                if left is not None and right is not None:
                    stack.append((left, Choice((of, self._expression(right, scope, 1)))))

    def _property(self, node: Node, of: Expression, scope: int) -> list[tuple[Node, Expression]]:
        """What one property of an object's pattern gives its name to."""
        if node.type == "shorthand_property_identifier_pattern":
            return [(node, Member(of, self._text(node)))]
        if node.type == "pair_pattern":
            key, inner = node.child_by_field_name("key"), node.child_by_field_name("value")
            return [(inner, Member(of, literal(key, self._content)))] if inner is not None else []
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if node.type != "object_assignment_pattern" or left is None or right is None:
            return []
        return [(left, Choice((Member(of, self._text(left)), self._expression(right, scope, 1))))]

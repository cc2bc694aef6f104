"""Sketches of TypeScript and JavaScript: a syntax tree in, a Sketch out."""

from collections.abc import Callable
from typing import NamedTuple

from tree_sitter import Node

from archlint.languages.drawing import opaque
from archlint.languages.parsing import Budget
from archlint.languages.typescript.sketch_modules import Modules
from archlint.languages.typescript.sketch_reading import (
    BRANCHES,
    CLASSES,
    FUNCTIONS,
    PASSED,
    SKIPPED,
    STATEMENTS,
    Later,
)
from archlint.languages.typescript.sketch_words import plain_type
from archlint.model.sketch import NOTHING, Index, Sketch


class TemplateCode(NamedTuple):
    """What the template of a component asks, as code in its place: a tree, and its text with the length of the file."""

    root: Node
    text: bytes


def read_sketch(root: Node, content: bytes, budget: Budget, template: TemplateCode | None = None) -> Sketch:
    """The sketch of a file, with its template as a scope of its own. Raises OutOfTime."""
    reader = _Reader(content, budget)
    if template is not None:
        reader.read_template(template)
    return reader.read(root)


class _Reader(Modules):
    """Reads statements."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        super().__init__(content, budget)
        self._statements: dict[str, Callable[[Node, int, bool], None]] = {
            "lexical_declaration": self._declarations,
            "variable_declaration": self._declarations,
            "return_statement": self._return,
            "import_statement": lambda node, scope, _: self._import(node, scope),
            "enum_declaration": lambda node, scope, _: self._enum(node, scope),
            "interface_declaration": lambda node, scope, _: self._interface(node, scope),
            "type_alias_declaration": lambda node, scope, _: self._interface(node, scope),
            "assignment_expression": self._assigned,
            "augmented_assignment_expression": self._augmented_by,
        }

    def read_template(self, template: TemplateCode) -> None:
        """Read what stands between the scripts of a file, which its own text has blanks for."""
        written = self._content
        self._content = template.text
        index = self._drawing.open("template", "template", 0, template.root.start_byte, template.root.end_byte, 1)
        self._block([template.root], index, certain=False)
        self._finish()
        self._content = written

    def read(self, root: Node) -> Sketch:
        self._block([root], 0, certain=True)
        self._finish()
        return self._drawing.finish()

    def _finish(self) -> None:
        """Read what was left for later."""
        while self._later:
            how, node, scope = self._later.popleft()
            self._until = 0
            if how is Later.BODY:
                self._block(node.named_children, scope, certain=True)
            elif how is Later.RETURN:
                self._drawing.scopes[scope].returns.append(self._expression(node, scope))
            elif how is Later.VALUE:
                self._add(node, scope)
            else:
                self._block([node], scope, certain=False)

    def _block(self, nodes: list[Node], scope: int, *, certain: bool) -> None:
        stack = [(node, 0 if certain else node.end_byte) for node in reversed(nodes)]
        while stack:
            node, self._until = stack.pop()
            certain = not self._until
            self._drawing.tick()
            kind = node.type
            read = self._statements.get(kind)
            if read is not None:
                read(node, scope, certain)
            elif kind in SKIPPED or (kind == "export_statement" and self._export(node, scope)):
                continue
            elif kind in CLASSES and kind != "class":
                self._class(node, scope, "")
            elif kind in FUNCTIONS and kind.endswith("_declaration"):
                self._function(node, scope, "")
            elif kind in BRANCHES:
                stack += [(child, child.end_byte) for child in reversed(self._branched(node, scope))]
            elif kind in PASSED or kind.endswith(STATEMENTS):
                until = self._until
                stack += [(child, until) for child in reversed(node.named_children)]
            else:
                self._add(node, scope)

    def _branched(self, node: Node, scope: int) -> list[Node]:
        """What a branch, a loop or a `catch` holds besides its head."""
        heads: tuple[Node | None, ...] = ()
        if node.type == "for_in_statement":
            self._for_in(node, scope)
            heads = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        elif node.type == "catch_clause":
            heads = (node.child_by_field_name("parameter"),)
        return [child for child in node.named_children if child not in heads] if heads else node.named_children

    def _for_in(self, node: Node, scope: int) -> None:
        """`of` gives what is in a list, `in` its keys: nobody works those out."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        given = self._expression(right, scope)
        is_of = self._text(node.child_by_field_name("operator")) == "of"
        self._destructure(left, Index(given, NOTHING) if is_of else opaque([given]), scope, certain=False)

    def _return(self, node: Node, scope: int, _certain: bool) -> None:
        self._drawing.scopes[scope].returns += [
            self._expression(child, scope) for child in node.named_children if child.type not in SKIPPED
        ]

    def _assigned(self, node: Node, scope: int, certain: bool) -> None:
        self._assign(node, scope, certain=certain, wanted=False)

    def _augmented_by(self, node: Node, scope: int, certain: bool) -> None:
        self._augment(node, scope, certain=certain)

    def _declarations(self, node: Node, scope: int, certain: bool) -> None:
        for child in node.named_children:
            if child.type == "variable_declarator":
                self._declarator(child, scope, certain=certain)
            elif child.type not in SKIPPED:
                self._later.append((Later.BLOCK, child, scope))

    def _declarator(self, node: Node, scope: int, *, certain: bool) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        self._strays(node, scope)
        if name is None:
            return
        type_, generic = plain_type(node.child_by_field_name("type"), self._content)
        if value is not None:
            self._required(name, value, scope)
        if name.type == "identifier":
            named = self._text(name)
            found = self._expression(value, scope, named) if value is not None else None
            self._bind(named, found, node, scope, certain=certain, type_=type_, generic=generic)
        elif value is not None:
            self._destructure(name, self._expression(value, scope), scope, certain=certain, type_=type_)

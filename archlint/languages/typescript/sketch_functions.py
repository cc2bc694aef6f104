"""Functions and classes of TypeScript and JavaScript in a sketch."""

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST, MOST_NESTED
from archlint.languages.typescript.sketch_expressions import Expressions
from archlint.languages.typescript.sketch_words import literal, plain_type
from archlint.model.sketch import Choice, Expression, Member, Name, Parameter, Record


class Functions(Expressions):
    """Reads functions and classes."""

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

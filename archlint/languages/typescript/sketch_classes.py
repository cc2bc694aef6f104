"""Classes, interfaces and enumerations in a sketch."""

from tree_sitter import Node

from archlint.languages.typescript.sketch_functions import Functions
from archlint.languages.typescript.sketch_reading import SKIPPED, Later
from archlint.languages.typescript.sketch_words import literal, plain_type, type_arguments
from archlint.model.sketch import READ_LIKE_A_FIELD, Expression, Record

_FIELDS = frozenset(("public_field_definition", "field_definition"))
_CALLABLE = frozenset(("method_signature", "function_type"))


class Classes(Functions):
    """Reads classes."""

    def _class(self, node: Node, scope: int, name: str) -> int:
        self._strays(node, scope)
        named = node.child_by_field_name("name")
        line = (named or node).start_point[0] + 1
        name = name or literal(named, self._content)
        index = self._drawing.open(name, "class", scope, node.start_byte, node.end_byte, line)
        draft = self._drawing.scopes[index]
        for child in node.named_children:
            if child.type == "decorator":
                draft.marks.append(self._expression(child, scope))
            elif child.type == "class_heritage":
                self._heritage(child, index, scope)
        body = node.child_by_field_name("body")
        if body is not None:
            self._members(body, index, scope)
        return index

    def _members(self, body: Node, index: int, scope: int) -> None:
        marks: list[Expression] = []
        for child in body.named_children:
            self._drawing.tick()
            kind = child.type
            if kind == "comment":
                continue
            if kind == "decorator":
                marks.append(self._expression(child, scope))
                continue
            if kind == "method_definition":
                if any(token.type == "get" for token in child.children):
                    marks.append(READ_LIKE_A_FIELD)
                self._function(child, index, literal(child.child_by_field_name("name"), self._content), marks)
            elif kind in _FIELDS:
                self._field(child, index, marks)
            elif kind == "class_static_block":
                self._later += [(Later.BODY, inner, index) for inner in child.named_children]
            else:
                if kind not in SKIPPED:
                    self._later.append((Later.BLOCK, child, index))
                for mark in marks:
                    self._drawing.scopes[index].add(mark)
            marks = []

    def _heritage(self, node: Node, index: int, scope: int) -> None:
        draft = self._drawing.scopes[index]
        self._strays(node, scope)
        for child in node.named_children:
            if child.type == "extends_clause":
                self._strays(child, scope)
                for one in child.named_children:
                    if one.type == "type_arguments":
                        generic = [plain_type(each, self._content)[0] for each in type_arguments(one)]
                        draft.of_bases = draft.of_bases or tuple(each for each in generic if each is not None)
                    elif one.type not in SKIPPED and one.type != "ERROR":
                        draft.bases.append(self._expression(one, scope))
            elif child.type == "implements_clause":
                self._strays(child, scope)
                for one in child.named_children:
                    base, generics = plain_type(one, self._content)
                    draft.bases += [base] if base is not None else []
                    draft.of_bases = draft.of_bases or generics
            elif child.type not in SKIPPED and child.type != "ERROR":
                draft.bases.append(self._expression(child, scope))

    def _field(self, node: Node, index: int, marks: list[Expression]) -> None:
        self._strays(node, index)
        key = node.child_by_field_name("name") or node.child_by_field_name("property")
        self._add_key(key, index)
        value = node.child_by_field_name("value")
        own = [self._expression(child, index) for child in node.named_children if child.type == "decorator"]
        type_, generic = plain_type(node.child_by_field_name("type"), self._content)
        name = literal(key, self._content)
        found = self._expression(value, index, name) if value is not None else None
        self._bind(name, found, node, index, certain=True, type_=type_, generic=generic, marks=(*marks, *own))

    def _interface(self, node: Node, scope: int) -> None:
        """What others implement: an interface, or a type that is written as one, with functions in it. What only holds data is
        nothing that anybody calls.
        """
        body = node.child_by_field_name("body") or node.child_by_field_name("value")
        extended = [child for child in node.named_children if child.type == "extends_type_clause"]
        members = body.named_children if body is not None and body.type in ("interface_body", "object_type") else ()
        if not extended and not any(_is_callable(child) for child in members):
            return
        named = node.child_by_field_name("name")
        line = (named or node).start_point[0] + 1
        name = literal(named, self._content)
        index = self._drawing.open(name, "interface", scope, node.start_byte, node.end_byte, line)
        bases = [plain_type(one, self._content)[0] for clause in extended for one in clause.named_children]
        self._drawing.scopes[index].bases += [base for base in bases if base is not None]

    def _enum(self, node: Node, scope: int) -> None:
        body = node.child_by_field_name("body")
        entries: list[tuple[str, Expression]] = []
        for child in body.named_children if body is not None else ():
            if child.type == "enum_assignment":
                key, value = child.child_by_field_name("name"), child.child_by_field_name("value")
                self._strays(child, scope)
                if value is not None:
                    entries.append((literal(key, self._content), self._expression(value, scope)))
            elif child.type == "ERROR":
                self._later.append((Later.BLOCK, child, scope))
        name = self._text(node.child_by_field_name("name"))
        self._bind(name, Record(tuple(entries)), node, scope, certain=True)


def _is_callable(member: Node) -> bool:
    """Whether a member of an interface is a function: `get(path: string): Bill`, `get: (path: string) => Bill`."""
    type_ = member.child_by_field_name("type") if member.type == "property_signature" else None
    inside = type_.named_children if type_ is not None else ()
    return member.type in _CALLABLE or any(child.type in _CALLABLE for child in inside)

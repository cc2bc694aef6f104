"""Sketches of Java: a syntax tree in, a Sketch out."""

import re
from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST, MOST_NESTED, Drawing, joined, opaque
from archlint.languages.parsing import Budget
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
    Member,
    Name,
    Parameter,
    Sketch,
    Text,
)

_TYPES = {
    "class_declaration", "interface_declaration", "enum_declaration", "record_declaration",
    "annotation_type_declaration",
}  # fmt: skip
_BRANCHES = {
    "if_statement", "for_statement", "enhanced_for_statement", "while_statement", "do_statement", "try_statement",
    "switch_expression", "catch_clause", "try_with_resources_statement",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "\n": ""}


def read_sketch(root: Node, content: bytes, budget: Budget) -> Sketch:
    """The sketch of a file. Raises OutOfTime."""
    return _Reader(content, budget).read(root)


class _Reader:
    def __init__(self, content: bytes, budget: Budget) -> None:
        self._drawing = Drawing(content, budget)
        self._content = content
        self._kinds: dict[str, Callable[[Node, int, int], Expression]] = {
            "string_literal": self._string,
            "method_invocation": self._invocation,
            "object_creation_expression": self._creation,
            "field_access": self._field,
            "binary_expression": self._binary,
            "ternary_expression": self._ternary,
            "lambda_expression": self._lambda,
            "method_reference": self._method_reference,
            "array_access": self._array_access,
            "assignment_expression": self._assignment,
            "class_literal": lambda node, scope, depth: Member(
                self._type(node.named_children[0])[0] or NOTHING, "class"
            ),
        }

    def read(self, root: Node) -> Sketch:
        self._block(root, 0, certain=True)
        return self._drawing.finish()

    def _text(self, node: Node | None) -> str:
        return "" if node is None else self._content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    # Declarations and statements

    def _block(self, root: Node, scope: int, *, certain: bool) -> None:
        """Everything in a body: an explicit stack of nodes, with their scope. Bodies in expressions nest only so deep."""
        if self._drawing.nesting >= MOST_NESTED:
            return
        self._drawing.nesting += 1
        self._statements(root, scope, certain=certain)
        self._drawing.nesting -= 1

    def _statements(self, root: Node, scope: int, *, certain: bool) -> None:
        stack: list[tuple[Node, int, bool]] = [(root, scope, certain)]
        while stack:
            node, scope, certain = stack.pop()
            self._drawing.tick()
            kind = node.type
            if kind in _TYPES:
                stack += self._type_declaration(node, scope)
            elif kind in ("method_declaration", "constructor_declaration", "compact_constructor_declaration"):
                stack += self._method(node, scope)
            elif kind == "static_initializer" or (
                kind == "block" and node.parent is not None and node.parent.type == "class_body"
            ):
                index = self._drawing.open(
                    "<clinit>", "function", scope, node.start_byte, node.end_byte, node.start_point[0] + 1
                )
                stack += [(child, index, True) for child in reversed(node.named_children)]
            elif kind in ("field_declaration", "constant_declaration", "local_variable_declaration"):
                self._variables(node, scope, certain=certain)
            elif kind == "enum_constant":
                self._enum_constant(node, scope, stack)
            elif kind == "import_declaration":
                self._import(node)
            elif kind == "package_declaration":
                self._drawing.package = self._text(node.named_children[-1]) if node.named_children else ""
            elif kind == "return_statement":
                for child in node.named_children:
                    self._drawing.scopes[scope].returns.append(self._expression(child, scope, 0, certain=certain))
            elif kind == "enhanced_for_statement":
                stack += self._for_each(node, scope)
            elif kind == "resource":
                self._resource(node, scope)
            elif (
                kind in _BRANCHES
                or node.child_count
                and kind.endswith(
                    (
                        "_statement",
                        "block",
                        "body",
                        "group",
                        "rule",
                        "label",
                        "clause",
                        "declarations",
                        "list",
                        "specification",
                        "program",
                        "ERROR",
                    )
                )
                and kind != "argument_list"
            ):
                inner = certain and kind not in _BRANCHES
                if kind == "expression_statement":
                    for child in node.named_children:
                        self._drawing.scopes[scope].add(self._expression(child, scope, 0, certain=certain))
                else:
                    stack += [(child, scope, inner) for child in reversed(node.named_children)]
            elif kind in ("program", "ERROR"):
                stack += [(child, scope, certain) for child in reversed(node.named_children)]
            elif node.is_named and kind not in ("line_comment", "block_comment", "identifier", "modifiers"):
                self._drawing.scopes[scope].add(self._expression(node, scope, 0, certain=certain))

    def _type_declaration(self, node: Node, scope: int) -> list[tuple[Node, int, bool]]:
        name = node.child_by_field_name("name")
        line = (name or node).start_point[0] + 1
        index = self._drawing.open(self._text(name), "class", scope, node.start_byte, node.end_byte, line)
        draft = self._drawing.scopes[index]
        draft.marks = self._marks(node, scope)
        for child in node.named_children:
            if child.type in ("superclass", "super_interfaces", "extends_interfaces"):
                types = child.named_children
                if types and types[0].type == "type_list":
                    types = types[0].named_children
                for one in types:
                    base, generic = self._type(one)
                    if base is not None:
                        draft.bases.append(base)
                        draft.of_bases = draft.of_bases or generic
            elif child.type == "formal_parameters":
                self._components(child, index)
        body = node.child_by_field_name("body")
        return [(body, index, True)] if body is not None else []

    def _components(self, parameters: Node, index: int) -> None:
        """The components of a record: parameters of its constructor, and fields."""
        made = self._drawing.open(
            "<init>", "function", index, parameters.start_byte, parameters.end_byte, parameters.start_point[0] + 1
        )
        draft = self._drawing.scopes[made]
        draft.parameters = self._parameters(parameters, index)
        for parameter in draft.parameters:
            draft.bindings.append(
                Binding(f"this.{parameter.name}", Name(parameter.name), parameter.type, draft.line, draft.start)
            )

    def _method(self, node: Node, scope: int) -> list[tuple[Node, int, bool]]:
        name = node.child_by_field_name("name")
        line = (name or node).start_point[0] + 1
        is_method = node.type == "method_declaration"
        index = self._drawing.open(
            self._text(name) if is_method else "<init>", "function", scope, node.start_byte, node.end_byte, line
        )
        draft = self._drawing.scopes[index]
        draft.marks = self._marks(node, scope)
        declared = node.child_by_field_name("type")
        if declared is not None:
            draft.type, draft.of_type = self._type(declared)
        parameters = node.child_by_field_name("parameters")
        if parameters is not None:
            draft.parameters = self._parameters(parameters, scope)
        body = node.child_by_field_name("body")
        return [(child, index, True) for child in reversed(body.named_children)] if body is not None else []

    def _parameters(self, node: Node, scope: int) -> list[Parameter]:
        found = []
        for child in node.named_children:
            if child.type in ("formal_parameter", "spread_parameter"):
                name = child.child_by_field_name("name")
                declared = child.child_by_field_name("type")
                if child.type == "spread_parameter":
                    declarator = next((one for one in child.named_children if one.type == "variable_declarator"), None)
                    name = declarator.child_by_field_name("name") if declarator is not None else None
                    declared = next(
                        (one for one in child.named_children if one.type not in ("modifiers", "variable_declarator")),
                        None,
                    )
                found.append(
                    Parameter(
                        self._text(name),
                        self._type(declared)[0] if declared is not None else None,
                        None,
                        tuple(self._marks(child, scope)),
                        child.type == "spread_parameter",
                    )
                )
            elif child.type == "identifier":
                found.append(Parameter(self._text(child)))
        return found

    def _marks(self, node: Node, scope: int) -> list[Expression]:
        modifiers = next((child for child in node.children if child.type == "modifiers"), None)
        if modifiers is None:
            return []
        return [
            self._annotation(child, scope, 0)
            for child in modifiers.named_children
            if child.type in ("annotation", "marker_annotation")
        ]

    def _annotation(self, node: Node, scope: int, depth: int) -> Expression:
        callee = self._dotted(self._text(node.child_by_field_name("name")))
        arguments = node.child_by_field_name("arguments")
        if arguments is None:
            return callee
        positional: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        for child in arguments.named_children:
            if child.type == "element_value_pair":
                value = child.child_by_field_name("value")
                if value is not None:
                    key = self._text(child.child_by_field_name("key"))
                    named.append((key, self._expression(value, scope, depth + 1)))
            elif child.type not in ("line_comment", "block_comment"):
                positional.append(self._expression(child, scope, depth + 1))
        return Invocation(callee, tuple(positional), tuple(named), node.start_byte, node.start_point[0] + 1)

    def _variables(self, node: Node, scope: int, *, certain: bool) -> None:
        declared = node.child_by_field_name("type")
        type_, generic = self._type(declared) if declared is not None else (None, ())
        marks = tuple(self._marks(node, scope))
        for child in node.named_children:
            if child.type != "variable_declarator":
                continue
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            self._drawing.scopes[scope].bindings.append(
                Binding(
                    self._text(name),
                    self._expression(value, scope, 0, certain=certain) if value is not None else None,
                    type_,
                    child.start_point[0] + 1,
                    child.end_byte if value is not None else child.start_byte,
                    certain,
                    marks,
                    generic,
                )
            )
            marks = ()

    def _enum_constant(self, node: Node, scope: int, stack: list[tuple[Node, int, bool]]) -> None:
        name = self._text(node.child_by_field_name("name"))
        owner = Name(self._drawing.scopes[scope].name)
        arguments = node.child_by_field_name("arguments")
        given = (
            tuple(self._expression(one, scope, 1) for one in arguments.named_children) if arguments is not None else ()
        )
        made = Invocation(owner, given, (), node.start_byte, node.start_point[0] + 1)
        self._drawing.scopes[scope].bindings.append(Binding(name, made, owner, made.line, node.start_byte))
        body = node.child_by_field_name("body")
        if body is not None:
            stack.append((body, scope, True))

    def _import(self, node: Node) -> None:
        name = next((child for child in node.named_children if child.type in ("scoped_identifier", "identifier")), None)
        if name is None:
            return
        target = re.sub(r"\s+", "", self._text(name))
        is_static = any(child.type == "static" for child in node.children)
        package, _, last = target.rpartition(".")
        if any(child.type == "asterisk" for child in node.named_children):
            self._drawing.imports.append(Imported("", target, "*"))
        elif is_static:
            self._drawing.imports.append(Imported(last, package, last))
        else:
            self._drawing.imports.append(Imported(last, target, ""))

    def _for_each(self, node: Node, scope: int) -> list[tuple[Node, int, bool]]:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        declared, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        if value is not None:
            element = Index(self._expression(value, scope, 0), NOTHING)
            type_ = self._type(declared)[0] if declared is not None else None
            self._drawing.scopes[scope].bindings.append(
                Binding(self._text(name), element, type_, node.start_point[0] + 1, node.start_byte, certain=False)
            )
        return [(body, scope, False)] if body is not None else []

    def _resource(self, node: Node, scope: int) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        declared = node.child_by_field_name("type")
        if name is not None and value is not None:
            type_ = self._type(declared)[0] if declared is not None else None
            made = self._expression(value, scope, 0)
            self._drawing.scopes[scope].bindings.append(
                Binding(self._text(name), made, type_, node.start_point[0] + 1, node.start_byte)
            )

    # Types

    def _type(self, node: Node) -> tuple[Expression | None, tuple[Expression, ...]]:
        """A type without what it is generic in, and that."""
        if node.type == "generic_type":
            inner = node.named_children
            base = self._type(inner[0])[0] if inner else None
            arguments = inner[-1].named_children if inner and inner[-1].type == "type_arguments" else []
            generic = [self._type(one)[0] for one in arguments if one.type != "wildcard"]
            return base, tuple(one for one in generic if one is not None)
        if node.type == "array_type":
            element = node.child_by_field_name("element")
            return Name("[]"), tuple(filter(None, (self._type(element)[0],))) if element is not None else ()
        if node.type == "annotated_type":
            return self._type(node.named_children[-1])
        text = self._text(node)
        if text == "var" or not re.fullmatch(r"[\w$.\s]+", text):
            return None, ()
        return self._dotted(re.sub(r"\s+", "", text)), ()

    @staticmethod
    def _dotted(name: str) -> Expression:
        first, *rest = name.split(".")
        found: Expression = Name(first)
        for one in rest:
            found = Member(found, one)
        return found

    # Expressions

    def _expression(self, node: Node, scope: int, depth: int, *, certain: bool = False) -> Expression:  # noqa: PLR0911
        self._drawing.tick()
        if depth > DEEPEST:
            return NOTHING
        kind = node.type
        if kind == "assignment_expression":
            return self._assigned(node, scope, depth, certain=certain)
        found = self._kinds.get(kind)
        if found is not None:
            return found(node, scope, depth)
        if kind in ("identifier", "this", "super", "type_identifier"):
            return Name(self._text(node))
        if kind in ("scoped_identifier", "scoped_type_identifier"):
            return self._dotted(re.sub(r"\s+", "", self._text(node)))
        if kind in ("true", "false") or kind.endswith(("integer_literal", "floating_point_literal")):
            return Text(self._text(node))
        if kind == "character_literal":
            return Text(_unescaped(self._text(node)[1:-1]))
        if kind == "null_literal":
            return Name("null")
        if kind == "parenthesized_expression":
            return self._expression(node.named_children[0], scope, depth + 1) if node.named_children else NOTHING
        if kind == "cast_expression":
            value = node.child_by_field_name("value")
            return self._expression(value, scope, depth + 1) if value is not None else NOTHING
        if kind in ("array_initializer", "element_value_array_initializer"):
            return Items(
                tuple(
                    self._expression(child, scope, depth + 1)
                    for child in node.named_children
                    if "comment" not in child.type
                )
            )
        if kind == "array_creation_expression":
            value = node.child_by_field_name("value")
            return self._expression(value, scope, depth + 1) if value is not None else NOTHING
        if kind in ("annotation", "marker_annotation"):
            return self._annotation(node, scope, depth)
        if kind == "switch_expression":
            self._block(node.child_by_field_name("body") or node, scope, certain=False)
            return NOTHING
        if kind in ("line_comment", "block_comment"):
            return NOTHING
        return opaque([self._expression(child, scope, depth + 1) for child in node.named_children])

    def _string(self, node: Node, _scope: int, _depth: int) -> Expression:
        text = self._text(node)
        if text.startswith('"""'):
            lines = text[3:-3].split("\n")[1:]
            margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
            return Text(_unescaped("\n".join(line[margin:] for line in lines)))
        return Text(_unescaped(text[1:-1]))

    def _invocation(self, node: Node, scope: int, depth: int) -> Expression:
        """A chain of calls, from its first link on: chains are long, so they cost no depth."""
        links: list[Node] = []
        inner: Node | None = node
        while inner is not None and inner.type == "method_invocation":
            links.append(inner)
            self._drawing.tick()
            inner = inner.child_by_field_name("object")
        found = self._expression(inner, scope, depth + 1) if inner is not None else None
        for link in reversed(links):
            name = link.child_by_field_name("name")
            called = self._text(name)
            callee: Expression = Member(found, called) if found is not None else Name(called)
            arguments = link.child_by_field_name("arguments")
            given = self._arguments(arguments, scope, depth)
            found = Invocation(callee, given, (), link.start_byte, (name or link).start_point[0] + 1)
        return found if found is not None else NOTHING

    def _arguments(self, node: Node | None, scope: int, depth: int) -> tuple[Expression, ...]:
        if node is None:
            return ()
        return tuple(
            self._expression(child, scope, depth + 1)
            for child in node.named_children
            if child.type not in ("line_comment", "block_comment")
        )

    def _creation(self, node: Node, scope: int, depth: int) -> Expression:
        declared = node.child_by_field_name("type")
        callee = self._type(declared)[0] if declared is not None else None
        given = self._arguments(node.child_by_field_name("arguments"), scope, depth)
        line = (declared or node).start_point[0] + 1
        body = next((child for child in node.named_children if child.type == "class_body"), None)
        if body is not None:
            index = self._drawing.open("", "class", scope, body.start_byte, body.end_byte, line)
            if callee is not None:
                self._drawing.scopes[index].bases.append(callee)
            if depth < DEEPEST - 20:
                self._block(body, index, certain=True)
            given = (*given, Closure(index))
        return Invocation(callee or NOTHING, given, (), node.start_byte, line)

    def _field(self, node: Node, scope: int, depth: int) -> Expression:
        of, name = node.child_by_field_name("object"), node.child_by_field_name("field")
        return Member(self._expression(of, scope, depth + 1) if of is not None else NOTHING, self._text(name))

    def _binary(self, node: Node, scope: int, depth: int) -> Expression:
        """A sum of texts, from its first part on."""
        parts: list[Node] = []
        inner: Node | None = node
        while inner is not None and inner.type == "binary_expression" and self._operator(inner) == "+":
            right = inner.child_by_field_name("right")
            if right is not None:
                parts.append(right)
            inner = inner.child_by_field_name("left")
        if not parts:
            return opaque([self._expression(child, scope, depth + 1) for child in node.named_children])
        if inner is not None:
            parts.append(inner)
        return joined([self._expression(part, scope, depth + 1) for part in reversed(parts)])

    def _operator(self, node: Node) -> str:
        return self._text(node.child_by_field_name("operator"))

    def _ternary(self, node: Node, scope: int, depth: int) -> Expression:
        condition = node.child_by_field_name("condition")
        if condition is not None:
            self._drawing.scopes[scope].add(self._expression(condition, scope, depth + 1))
        ends = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
        return Choice(tuple(self._expression(end, scope, depth + 1) for end in ends if end is not None))

    def _lambda(self, node: Node, scope: int, depth: int) -> Expression:
        index = self._drawing.open("", "function", scope, node.start_byte, node.end_byte, node.start_point[0] + 1)
        draft = self._drawing.scopes[index]
        parameters, body = node.child_by_field_name("parameters"), node.child_by_field_name("body")
        if parameters is not None:
            draft.parameters = (
                [Parameter(self._text(parameters))]
                if parameters.type == "identifier"
                else self._parameters(parameters, scope)
            )
        if body is not None and body.type == "block":
            if depth < DEEPEST - 20:
                self._block(body, index, certain=True)
        elif body is not None:
            draft.returns.append(self._expression(body, index, depth + 1))
        return Closure(index)

    def _method_reference(self, node: Node, scope: int, depth: int) -> Expression:
        parts = node.named_children
        if not parts:
            return NOTHING
        of = self._expression(parts[0], scope, depth + 1)
        return Member(of, self._text(parts[-1]) if len(parts) > 1 else "new")

    def _array_access(self, node: Node, scope: int, depth: int) -> Expression:
        of, key = node.child_by_field_name("array"), node.child_by_field_name("index")
        if of is None or key is None:
            return NOTHING
        return Index(self._expression(of, scope, depth + 1), self._expression(key, scope, depth + 1))

    def _assignment(self, node: Node, scope: int, depth: int) -> Expression:
        return self._assigned(node, scope, depth, certain=False)

    def _assigned(self, node: Node, scope: int, depth: int, *, certain: bool) -> Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return NOTHING
        value = self._expression(right, scope, depth + 1)
        target = re.sub(r"\s+", "", self._text(left))
        if not re.fullmatch(r"[\w$]+(\.[\w$]+)*", target):
            return value
        name = self._dotted(target)
        if self._operator(node) == "+=":
            value = joined([name, value])
        self._drawing.scopes[scope].bindings.append(
            Binding(target, value, None, node.start_point[0] + 1, node.end_byte, certain)
        )
        return name


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        if found[2]:
            return chr(int(found[2], 8))
        return _PLAIN.get(found[3], found[3])

    return _ESCAPE.sub(plain, text)

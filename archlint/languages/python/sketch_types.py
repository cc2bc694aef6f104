"""Type expressions in a sketch: an annotation in, the type and what it is generic in out."""

from tree_sitter import Node

from archlint.languages.parsing import parse
from archlint.languages.python.grammar import ATTRIBUTE, BINARY, IDENTIFIER, PARSER, STRING, TYPE, kind
from archlint.languages.python.sketch_reading import DEEPEST, Reading, named
from archlint.languages.python.source import view
from archlint.languages.python.templates import string_value
from archlint.model.sketch import NOTHING, Choice, Expression, Invocation, Items, Member, Name, Text

_GENERIC = kind("generic_type")
_SUBSCRIPT = kind("subscript")
_UNION = kind("union_type")
_UNIONS = frozenset({BINARY, _UNION})
_LIST = kind("list")
_ANNOTATED = "Annotated"
_UNION_NAME = "Union"
_LITERAL = "Literal"
_TRANSPARENT = frozenset({"Optional", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar"})
_TYPE_PARAMETER = kind("type_parameter")
_NONE = Name("None")
_LONGEST = 300
"""Characters of a type in quotes; longer ones are not read."""

Type = tuple[Expression | None, tuple[Expression, ...]]


class Annotation:
    """Reads one annotation. `first` is the first call in an `Annotated`, others go into the scope's expressions."""

    __slots__ = ("_quoted", "_reading", "first")

    def __init__(self, reading: Reading, *, quoted: bool = False) -> None:
        self._reading = reading
        self._quoted = quoted
        self.first: Invocation | None = None

    def read(self, node: Node, depth: int = 0) -> Type:
        """The type, None for one that is not understood, and what it is generic in."""
        self._reading.count()
        while node.kind_id == TYPE:
            inside = named(node)
            if len(inside) != 1:
                return None, ()
            node = inside[0]
        if depth > DEEPEST:
            return None, ()
        number = node.kind_id
        if number in (IDENTIFIER, ATTRIBUTE):
            found = self._reading.dotted(self._reading.source[node.start_byte : node.end_byte])
            if found is not None:
                return found, ()
        if number in (_GENERIC, _SUBSCRIPT):
            return self._generic(node, depth)
        if number in _UNIONS:
            return self._union(node, depth)
        if number == STRING:
            return self._in_quotes(node)
        if number == _LIST:
            return Items(tuple(self._all(named(node), depth))), ()
        return self._other(node, depth)

    def _other(self, node: Node, depth: int) -> Type:
        """`None`, or what is no type at all."""
        if self._quoted and self._reading.tells(node):  # places in a text in quotes are not places in the file
            return None, ()
        before = self._reading.held
        found = self._reading.expression(node, depth + 1)
        if self._reading.held != before:
            self._reading.place(found, before)
            return None, ()
        return (found if isinstance(found, Name | Member | Text) else None), ()

    def _all(self, nodes: list[Node], depth: int) -> list[Expression]:
        return [self.read(node, depth + 1)[0] or NOTHING for node in nodes]

    def _generic(self, node: Node, depth: int) -> Type:
        of, *arguments = named(node)
        if len(arguments) == 1 and arguments[0].kind_id == _TYPE_PARAMETER:
            arguments = named(arguments[0])
        found, _ = self.read(of, depth + 1)
        name = found.name if isinstance(found, Name | Member) else ""
        if not arguments:
            return found, ()
        if name == _LITERAL:
            return found, tuple([self._literal(argument, depth) for argument in arguments])
        if name == _ANNOTATED:
            for argument in arguments[1:]:
                self._extra(argument, depth)
        if name in _TRANSPARENT or name == _ANNOTATED:
            return self.read(arguments[0], depth + 1)
        if name == _UNION_NAME:
            return self._one_of([self.read(argument, depth + 1) for argument in arguments])
        return found, tuple(self._all(arguments, depth))

    def _literal(self, node: Node, depth: int) -> Expression:
        while node.kind_id == TYPE and len(named(node)) == 1:
            node = named(node)[0]
        if self._reading.tells(node):
            return self._other(node, depth)[0] or NOTHING
        return self._reading.expression(node, depth + 1)

    def _extra(self, node: Node, depth: int) -> None:
        if self._quoted:
            return
        before = self._reading.held
        found = self._reading.expression(node, depth + 1)
        if self.first is None and isinstance(found, Invocation):
            self.first = found
            self._reading.held = before
        else:
            self._reading.place(found, before)

    def _union(self, node: Node, depth: int) -> Type:
        options: list[Node] = []
        while node.kind_id in _UNIONS:
            self._reading.count()
            sides = named(node)
            if len(sides) != 2:
                break
            options.append(sides[1])
            node = sides[0]
            while node.kind_id == TYPE and len(named(node)) == 1:
                node = named(node)[0]
        if not options:
            return self._other(node, depth)
        return self._one_of([self.read(option, depth + 1) for option in [node, *options[::-1]]])

    @staticmethod
    def _one_of(types: list[Type]) -> Type:
        """The types without None."""
        some = [one for one in types if one[0] is not None and one[0] != _NONE]
        if not some:
            return types[0] if types else (None, ())
        if len(some) == 1:
            return some[0]
        options: list[Expression] = []
        for option, _ in some:
            options += option.options if isinstance(option, Choice) else [option] if option is not None else []
        return Choice(tuple(options)), ()

    def _in_quotes(self, node: Node) -> Type:
        text = string_value(self._reading.source[node.start_byte : node.end_byte]).strip()
        found = self._reading.dotted(view(text.encode("utf-8", "replace")))
        if found is not None:
            return found, ()
        if self._quoted or len(text) > _LONGEST or not text.isascii():
            return None, ()
        return self._parsed(text)

    def _parsed(self, text: str) -> Type:
        """A type in quotes that is more than a name."""
        tree = parse(PARSER, text.encode(), self._reading.budget)
        statements = named(tree.root_node)
        inside = named(statements[0]) if len(statements) == 1 else []
        if tree.root_node.has_error or len(inside) != 1:
            return None, ()
        inner = Reading(tree.root_node, text.encode(), self._reading.budget, self._reading.readers, ())
        return Annotation(inner, quoted=True).read(inside[0])


def read_type(reading: Reading, node: Node) -> Type:
    """An annotation; the calls in an `Annotated` go into the scope's expressions."""
    annotation = Annotation(reading)
    found = annotation.read(node)
    if annotation.first is not None:
        reading.draft.expressions.append(annotation.first)
    return found

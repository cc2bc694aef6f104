"""Parameters in a sketch: the list of them in, a Parameter for each out. Defaults are of the scope around the function."""

from tree_sitter import Node

from archlint.languages.python.grammar import IDENTIFIER, TYPE, kind
from archlint.languages.python.sketch_reading import Reading, named
from archlint.languages.python.sketch_types import Annotation
from archlint.model.sketch import Expression, Parameter

_DEFAULT = kind("default_parameter")
_SEPARATORS = frozenset({kind("positional_separator"), kind("keyword_separator")})
_REST = kind("list_splat_pattern")
_KEYWORDS = kind("dictionary_splat_pattern")
_TYPED = kind("typed_parameter")
_TYPED_DEFAULT = kind("typed_default_parameter")
_KINDS = frozenset({_DEFAULT, _REST, _KEYWORDS, _TYPED, _TYPED_DEFAULT, kind("tuple_pattern"), IDENTIFIER})


def read_parameters(reading: Reading, node: Node) -> tuple[Parameter, ...]:
    """In order; the keywords of `**kwargs` are named with the stars."""
    found: list[Parameter] = []
    for child in named(node):
        number = child.kind_id
        if number == IDENTIFIER:
            found.append(Parameter(reading.text(child)))
        elif number in _KINDS:
            found.append(_parameter(reading, child, number))
        elif number not in _SEPARATORS:
            reading.keep(child)
    return tuple(found)


def _parameter(reading: Reading, node: Node, number: int) -> Parameter:
    if number not in (_DEFAULT, _TYPED, _TYPED_DEFAULT):
        name, rest = _name(reading, node)
        return Parameter(name, rest=rest)
    inside = named(node)
    if not inside:
        return Parameter("")
    name, rest = _name(reading, inside[0])
    annotation = Annotation(reading)
    declared: Expression | None = None
    default: Expression | None = None
    for child in inside[1:]:
        if child.kind_id == TYPE:
            declared = annotation.read(child)[0]
        else:
            before = reading.held
            default = reading.expression(child)
            reading.held = before
    if annotation.first is not None:
        if default is None:
            default = annotation.first
        else:
            reading.draft.expressions.append(annotation.first)
    return Parameter(name, declared, default, rest=rest)


def _name(reading: Reading, node: Node) -> tuple[str, bool]:
    if node.kind_id == IDENTIFIER:
        return reading.text(node), False
    inside = named(node)
    if len(inside) != 1 or inside[0].kind_id != IDENTIFIER:
        return "", False
    name = reading.text(inside[0])
    if node.kind_id == _KEYWORDS:
        return "**" + name, True
    return name, node.kind_id == _REST

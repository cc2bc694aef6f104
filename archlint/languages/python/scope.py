"""What names mean at a point of a file: the module's names, a class's attributes, a function's own."""

from typing import NamedTuple


class Variable(NamedTuple):
    """What a name stands for. `callee` is the dotted name with import aliases undone, "" when unknown; `text` the
    string that it holds, with `{}` for what cannot be known, None when it is not known to be a string.
    """

    callee: str
    text: str | None = None


UNKNOWN = Variable("")
_SELF = ("self", "cls")


class Scope:
    """The names of a module or function, and those around it. `attributes` are what `self.x` means here, shared by the
    methods of a class; None outside of classes.
    """

    __slots__ = ("around", "attributes", "names")

    def __init__(self, around: "Scope | None", attributes: dict[str, Variable] | None) -> None:
        self.around = around
        self.attributes = attributes
        self.names: dict[str, Variable] = {}

    def find(self, name: str) -> Variable | None:
        """What a simple name means, None when this file does not say."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                return found
            scope = scope.around
        return None

    def bind(self, name: str, variable: Variable) -> None:
        """Give a name a meaning. One that is not known only hides what is known of that name."""
        if variable is not UNKNOWN or self.find(name) is not None:
            self.names[name] = variable

    def find_dotted(self, name: str) -> tuple[Variable | None, str]:
        """What the start of a dotted name means, and the rest of the name (with its dot in front)."""
        first, dot, rest = name.partition(".")
        if dot and first in _SELF and self.attributes is not None:
            attribute, dot, rest = rest.partition(".")
            return self.attributes.get(attribute), dot + rest
        return self.find(first), dot + rest

    def resolve(self, name: str) -> str:
        """A dotted name with import aliases and simple assignments undone; "" when it starts with an unknown name."""
        found, rest = self.find_dotted(name)
        return found.callee + rest if found is not None and found.callee else ""

    def text(self, name: str) -> str | None:
        """The string that a simple name or `self.x` holds."""
        found, rest = self.find_dotted(name)
        return found.text if found is not None and not rest else None


def class_scope(around: Scope) -> Scope:
    """The body of a class: its names are the attributes that methods reach by `self`."""
    scope = Scope(around, {})
    if scope.attributes is not None:
        scope.names = scope.attributes
    return scope

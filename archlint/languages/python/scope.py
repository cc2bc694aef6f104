"""What names mean at a point of a file: the module's names, a class's attributes, a function's own.

A meaning is a dotted callee with import aliases undone, or a string with `{}` for what cannot be known.
"""

_SELF = ("self", "cls")


class Names:
    """Meanings by name. `callees` has "" for names that are known to mean something that this file does not tell."""

    __slots__ = ("callees", "texts")

    def __init__(self) -> None:
        self.callees: dict[str, str] = {}
        self.texts: dict[str, str] = {}


class Scope:
    """The names of a module, class body or function, and the scope around it. `attributes` are what `self.x` means
    here, shared by the methods of a class; None outside of classes.
    """

    __slots__ = ("around", "attributes", "callees", "texts")

    def __init__(self, around: "Scope | None", attributes: Names | None, names: Names | None = None) -> None:
        self.around = around
        self.attributes = attributes
        self.callees = {} if names is None else names.callees
        self.texts = {} if names is None else names.texts

    def find(self, name: str) -> str | None:
        """The callee that a simple name stands for, "" when it is not known, None when this file binds no such name."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.callees.get(name)
            if found is not None:
                return found
            scope = scope.around
        return None

    def bind(self, name: str, callee: str, text: str | None) -> None:
        """Give a name a meaning. One without a callee and text only hides what was known of that name."""
        if callee or text is not None or self.find(name) is not None:
            self.callees[name] = callee
            if text is not None:
                self.texts[name] = text
            elif name in self.texts:
                del self.texts[name]

    def bind_attribute(self, name: str, callee: str, text: str | None) -> None:
        """`self.name = …`: the first meaning that is known stays, as `__init__` gives it."""
        attributes = self.attributes
        if attributes is not None and (callee or text is not None) and name not in attributes.callees:
            attributes.callees[name] = callee
            if text is not None:
                attributes.texts[name] = text

    def resolve(self, name: str) -> str:
        """A dotted name with import aliases and simple assignments undone; "" when it starts with an unknown name."""
        first, dot, rest = name.partition(".")
        if dot and first in _SELF and self.attributes is not None:
            attribute, dot, rest = rest.partition(".")
            found = self.attributes.callees.get(attribute)
        else:
            found = self.find(first)
        if not found:
            return ""
        return f"{found}.{rest}" if dot else found

    def text(self, name: str) -> str | None:
        """The string that a simple name or `self.x` holds."""
        first, dot, rest = name.partition(".")
        if dot:
            return self.attributes.texts.get(rest) if first in _SELF and self.attributes is not None else None
        scope: Scope | None = self
        while scope is not None:
            if name in scope.callees:
                return scope.texts.get(name)
            scope = scope.around
        return None


def class_scope(around: Scope) -> Scope:
    """The body of a class: its names are the attributes that methods reach by `self`."""
    attributes = Names()
    return Scope(around, attributes, attributes)

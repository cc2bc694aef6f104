"""What names mean at a point of a file: the module's names, a class's attributes, a function's own.

A meaning is a dotted callee with import aliases undone, or a Text. What is not known has none.
"""

import re

_SELF = ("self", "cls")
_DECLARED = re.compile(
    r"[\"'\s]*+(?:(?:typing\.)?(?:Optional|Annotated)\[[\"'\s]*+)?([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*)(?!\s*+[\[.])",
    re.ASCII,
).match
"""The class in a type: `Session`, `"httpx.Client | None"`, `Optional[Session]`; none in `list[Session]`."""
_SHAPES = ("typing.", "typing_extensions.", "collections.abc.")
"""Types from these say what can be done with a value, not what it is."""


class Text(str):
    """The string that a name holds, with `{}` for what cannot be known; a plain str is a callee."""

    __slots__ = ()


MAX_DEPTH = 20
"""Scopes within scopes that are looked through; further in, only the module's names are known besides one's own."""


class Scope:
    """The names of a module, class body or function. `attributes` are what `self.x` means here, shared by the methods of
    a class; None outside of classes.
    """

    __slots__ = ("_around", "_depth", "_is_class", "_module", "attributes", "hidden", "names", "typed")

    def __init__(self, around: "Scope | None", attributes: dict[str, str] | None, is_class: bool = False) -> None:
        self._module: Scope = self if around is None else around._module  # noqa: SLF001 - of its own kind
        self._depth: int = 0 if around is None else around._depth + 1  # noqa: SLF001
        self._around = around if self._depth < MAX_DEPTH else self._module
        self._is_class = is_class
        self.attributes = attributes
        self.hidden: list[str] = []
        """Names that mean something else in the body: parameters."""
        self.typed: dict[str, str] = {}
        """Parameters whose type the file knows."""
        self.names: dict[str, str | None] = {}
        """None for a name that means something that this file does not tell."""

    def of_function(self) -> "Scope":
        """A function's scope; a method sees no names of its class but by `self`."""
        return Scope(self._around if self._is_class else self, self.attributes)

    def of_class(self) -> "Scope":
        return Scope(self, {}, is_class=True)

    def enter(self) -> None:
        """Begin a function's body."""
        for name in self.hidden:
            self.bind(name, None)
        self.names.update(self.typed)

    def find(self, name: str) -> str | None:
        """What a simple name means."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope._around  # noqa: SLF001
        return None

    def bind(self, name: str, meaning: str | None) -> None:
        """Give a name a meaning; None hides what was known of it."""
        if meaning is None and self.find(name) is None:
            return
        self.names[name] = meaning
        if meaning is not None and self._is_class and self.attributes is not None:
            self.attributes[name] = meaning

    def bind_attribute(self, name: str, meaning: str | None) -> None:
        """`self.name = …`: the first meaning that is known stays, as `__init__` gives it."""
        if meaning is not None and self.attributes is not None:
            self.attributes.setdefault(name, meaning)

    def meaning(self, name: str) -> str | None:
        """What a dotted name means as a whole: a callee with import aliases and simple assignments undone, or a Text."""
        first, dot, rest = name.partition(".")
        if not dot:
            return self.find(name)
        if first in _SELF and self.attributes is not None:
            first, dot, rest = rest.partition(".")
            found = self.attributes.get(first)
        else:
            found = self.find(first)
        if found is None or not dot:
            return found
        return None if found.__class__ is Text else f"{found}.{rest}"

    def resolve(self, name: str) -> str:
        """The callee that a dotted name means; "" when it starts with an unknown name."""
        found = self.meaning(name)
        return "" if found is None or found.__class__ is Text else found

    def text(self, name: str) -> str | None:
        """The string that a simple name or `self.x` holds."""
        found = self.meaning(name)
        return str(found) if found.__class__ is Text else None


def declared_type(scope: Scope, written: str) -> str | None:
    """The class that something is declared as, if the file says where that comes from."""
    match = _DECLARED(written)
    found = scope.resolve(match[1]) if match is not None else ""
    return found if found and not found.startswith(_SHAPES) else None

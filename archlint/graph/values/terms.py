"""The values that expressions can stand for. Immutable; what is not known is a value too."""

from typing import TYPE_CHECKING, NamedTuple

from archlint.model.sketch import Expression, Invocation, Record

if TYPE_CHECKING:
    from collections.abc import Mapping


class Frame:
    """Where an expression stands: a scope of a module, with what its parameters and its own object are, where known. `names` is
    where evaluators remember what names are in it.
    """

    __slots__ = ("arguments", "module", "names", "outer", "own", "scope")

    def __init__(
        self,
        module: str,
        scope: int,
        arguments: "Mapping[str, Value] | None" = None,
        outer: "Frame | None" = None,
        own: "Value | None" = None,
    ) -> None:
        self.module = module
        self.scope = scope
        self.arguments = arguments or {}
        self.outer = outer
        self.own = own
        self.names: dict[tuple[object, str, int], Value] | None = None

    def key(self) -> tuple[str, int, int]:
        """Equal for frames in which the same names have the same values; only those without arguments are shared."""
        plain = not self.arguments and self.own is None and (self.outer is None or self.outer.is_plain())
        return self.module, self.scope, 0 if plain else id(self)

    def is_plain(self) -> bool:
        return not self.arguments and self.own is None and (self.outer is None or self.outer.is_plain())


class Site(NamedTuple):
    """A place in the code: two values made at the same place are the same object."""

    module: str
    start: int


class TextValue(NamedTuple):
    """A text of known pieces and values that are not known."""

    parts: "tuple[str | Value, ...]"


class Symbol(NamedTuple):
    """Something outside the project by its dotted name: `requests.get`, `@angular/common/http.HttpClient`; `global:fetch`
    for what no file declares.
    """

    name: str


class Applied(NamedTuple):
    """What a call of something outside the project gives, or an instance of a class outside (`invocation` None)."""

    callee: "Value"
    invocation: Invocation | None
    frame: Frame | None
    site: Site | None


class Attribute(NamedTuple):
    """An attribute of something that is not looked into."""

    of: "Value"
    name: str


class ParameterValue(NamedTuple):
    """A parameter of a function of which the caller is not known: `scope` of `module` declares it."""

    module: str
    scope: int
    name: str
    declared: "Value | None"


class Handed(NamedTuple):
    """The parameter of a closure that was given to a call of something outside: the `position`th that it is called with."""

    call: "Value"
    position: int
    name: str = ""


class ClassValue(NamedTuple):
    module: str
    scope: int


class Instance(NamedTuple):
    """An object of a class of the project; `invocation` made it, in `frame`, where that is known."""

    of: ClassValue
    invocation: Invocation | None = None
    frame: Frame | None = None
    site: Site | None = None


class FunctionValue(NamedTuple):
    """A function of the project, with the frame around it and the object whose method it is."""

    module: str
    scope: int
    outer: Frame | None = None
    own: "Value | None" = None


class ModuleValue(NamedTuple):
    module: str


class RecordValue(NamedTuple):
    """An object literal; its entries are worked out when asked for."""

    record: Record
    frame: Frame


class ItemsValue(NamedTuple):
    """A list that is written out; `spread` as in Items.

    `at` is the byte where its items are asked for, -1 for the end of their scope.
    """

    items: tuple[Expression, ...]
    frame: Frame
    spread: tuple[int, ...] = ()
    at: int = -1


class Several(NamedTuple):
    """One of these."""

    options: "tuple[Value, ...]"


class Unknown(NamedTuple):
    """`name` is what the code calls it, for people."""

    name: str = ""


Value = (
    TextValue
    | Symbol
    | Applied
    | Attribute
    | ParameterValue
    | Handed
    | ClassValue
    | Instance
    | FunctionValue
    | ModuleValue
    | RecordValue
    | ItemsValue
    | Several
    | Unknown
)

UNKNOWN = Unknown()
MAX_OPTIONS = 8
"""Values that one expression may have at once; more are not told apart by anybody."""


def several(options: "list[Value]") -> "Value":
    """One value for all of them, without repetitions; the unknown is left out beside what is known."""
    if len(options) == 1:  # as nearly always
        return options[0]
    flat: list[Value] = []
    for option in options:
        flat += option.options if isinstance(option, Several) else (option,)
    known: list[Value] = []
    for option in flat:
        if not isinstance(option, Unknown) and option not in known:
            known.append(option)
    if not known:
        return flat[0] if flat else UNKNOWN
    return known[0] if len(known) == 1 else Several(tuple(known[:MAX_OPTIONS]))


def options_of(value: "Value") -> "tuple[Value, ...]":
    return value.options if isinstance(value, Several) else (value,)


def text(*parts: "str | Value") -> "Value":
    """The parts as one text; several texts where a part is one of several."""
    choices: list[tuple[str | Value, ...]] = [()]
    for part in parts:
        options = (part,) if isinstance(part, str) else options_of(part)
        ends = [one.parts if isinstance(one, TextValue) else (one,) for one in options]
        choices = [(*start, *end) for start in choices for end in ends][:MAX_OPTIONS]
    return several([TextValue(merged(choice)) for choice in choices])


def merged(parts: "tuple[str | Value, ...]") -> "tuple[str | Value, ...]":
    """The parts with neighbouring texts made one."""
    found: list[str | Value] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)

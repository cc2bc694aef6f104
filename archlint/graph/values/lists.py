"""What methods of lists give, and lists put together as one text: a list and a call in, a Value out. Nothing is run."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    Frame,
    FunctionValue,
    ItemsValue,
    ParameterValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
    text,
)
from archlint.graph.values.walking import bare_names
from archlint.model.sketch import HIDDEN, NOTHING, Index, Invocation, Name

if TYPE_CHECKING:
    from archlint.graph.values.calling import Calls

ALL = f"{HIDDEN}all"
"""The attribute of a list that stands for all of its items, one behind another, where these are not known."""
METHODS = frozenset(("concat", "join", "map", "filter", "stream", "toList", "toArray", "collect"))
"""The methods that are read here."""
_KEEPING = frozenset((
    "encodeURIComponent", "encodeURI", "String", "str", "quote", "quote_plus", "toString", "valueOf", "trim", "strip",
))  # fmt: skip
"""Functions that give a text which is, as far as an address goes, what they are given."""
_NOTHINGS = (*(Unknown(name) for name in ("undefined", "null", "None")), TextValue(()))
_JOINING = "java.util.stream.Collectors.joining"
_MOST = 40
At = tuple[Frame | None, int]
"""Where a list is used: what its items are there is asked, where they stand in the same frame."""
NOWHERE: At = (None, -1)
_COMMA = TextValue((",",))
_BETWEEN = (TextValue(("/",)), TextValue(()))
"""What stands between the pieces of a path."""


def method(evaluator: "Calls", of: Value, name: str, invocation: Invocation, frame: Frame) -> Value | None:
    """What a method of a list gives; None where it is none of these, or what it is called on is no list. Lists that are put
    together stay several: their items stand in different places.
    """
    given = [evaluator.evaluate(one, frame, invocation.start) for one in invocation.positional]
    at = frame, invocation.start
    if name == "join" and len(given) <= 1:
        between = given[0] if given else _COMMA
        return joined(evaluator, of, between, at) if isinstance(between, TextValue) and _is_list(of) else None
    if name == "map" and given and _is_list(of):
        return mapped(evaluator, of, given[0], at)
    if name == "collect" and given and isinstance(given[0], Applied) and given[0].callee == Symbol(_JOINING):
        separator = argument_of(evaluator, given[0])
        return joined(evaluator, of, separator, at) if isinstance(separator, TextValue) and _is_list(of) else None
    if not isinstance(of, ItemsValue):
        return None
    if name == "concat":
        lists = [one for value in (of, *given) for one in options_of(value) if one != ItemsValue((), frame)]
        return several(lists) if all(isinstance(one, ItemsValue) for one in lists) else None
    if name == "filter":
        values = list(_values(evaluator, of, at))
        is_known = not of.spread or all(isinstance(one, TextValue) for one in values)
        return listed((one for one in values if one not in _NOTHINGS), of.frame) if is_known else of
    return of


def _is_list(of: Value) -> bool:
    """Whether a value is a list, or may be one that a caller gives."""
    return isinstance(of, ItemsValue | ParameterValue) or (
        isinstance(of, Attribute) and isinstance(of.of, ParameterValue)
    )


def listed(values: Iterable[Value], frame: Frame) -> ItemsValue:
    """A list of values: as names that stand for them in a frame of its own."""
    named = {f"{HIDDEN}{position}": value for position, value in enumerate(values)}
    return ItemsValue(tuple(map(Name, named)), Frame(frame.module, frame.scope, named, frame, frame.own))


def mapped(evaluator: "Calls", of: Value, function: Value, at: At = NOWHERE) -> Value | None:
    """A list with what a function gives of each item; None where the function is not known."""
    if (
        isinstance(function, Symbol | Attribute)
        and function.name.rpartition(".")[2].removeprefix("global:") in _KEEPING
    ):
        return of
    if not isinstance(function, FunctionValue):
        return None
    if not isinstance(of, ItemsValue):
        return of  # what becomes of items of which nothing is known is not known, either
    items = listed(_values(evaluator, of, at), of.frame)
    calls = [Invocation(NOTHING, (one,), (), 0, 0) for one in items.items]
    return listed([evaluator.call(function, one, items.frame) for one in calls], of.frame)


def joined(evaluator: "Calls", items: Value, between: TextValue, at: At = NOWHERE) -> Value:
    """The items of a list as one text. Of a list that a caller gives all may be several segments of a path."""
    if isinstance(items, TextValue) and all(isinstance(one, ItemsValue) for one in items.parts):  # `[a] + [b]`
        return text(
            *[
                one
                for part in items.parts
                if not isinstance(part, str)
                for one in (between, joined(evaluator, part, between, at))
            ][1:]
        )
    if not isinstance(items, ItemsValue):
        is_handed = between in _BETWEEN and _is_list(items)
        return TextValue((Attribute(items, ALL),)) if is_handed else UNKNOWN
    parts: list[str | Value] = []
    for index, one in enumerate(_values(evaluator, items, at, between)):
        parts += [between, one] if index else [one]
    return text(*parts)


def _values(
    evaluator: "Calls", items: ItemsValue, at: At = NOWHERE, between: TextValue | None = None
) -> Iterator[Value]:
    """The items of a list, those of lists that are spread in it among them."""
    if len(items.items) == 1 and (each := _each(evaluator, items)) is not None:
        yield from each
        return
    for position, item in enumerate(items.items[:_MOST]):
        value = evaluator.evaluate(item, items.frame, at[1] if at[0] is items.frame else -1)
        if position not in items.spread:
            yield value
        elif isinstance(value, ItemsValue):
            yield from _values(evaluator, value, at, between)
        elif between is not None:
            yield joined(evaluator, value, between)
        else:
            yield value


def _each(evaluator: "Calls", items: ItemsValue) -> Sequence[Value] | None:
    """What the one item of `[str(part) for part in parts]` is for every part, None for a list that is no such."""
    item, frame = items.items[0], items.frame
    file = evaluator.program.file(frame.module)
    if file.language != "python":
        return None
    bound = [
        (name, binding.value.of)
        for name in sorted(set(bare_names(item)))
        for binding in file.bindings.get((frame.scope, name), ())
        if isinstance(binding.value, Index) and binding.value.key == NOTHING
    ]
    if len(bound) != 1:
        return None
    name, iterable = bound[0]
    of = evaluator.evaluate(iterable, frame)
    if isinstance(of, ParameterValue):
        return (Attribute(of, ALL),)
    if not isinstance(of, ItemsValue):
        return None
    frames = (
        Frame(frame.module, frame.scope, {**frame.arguments, name: value}, frame.outer, frame.own)
        for value in _values(evaluator, of)
    )
    return [evaluator.evaluate(item, one) for one in frames]


def handed(evaluator: "Calls", invocation: Invocation, frame: Frame) -> list[Value]:
    """What a call is given in order, what a parameter holds that takes all the rest among it."""
    given = evaluator.handed(invocation, frame)
    values = [evaluator.evaluate(one, around, invocation.start if around is frame else -1) for one, around in given]
    return [
        Attribute(value, ALL) if isinstance(value, ParameterValue) and evaluator.is_rest(one, around) else value
        for value, (one, around) in zip(values, given, strict=True)
    ]


def argument_of(evaluator: "Calls", made: Applied) -> Value | None:
    """The first argument of a call."""
    if made.invocation is None or made.frame is None or not made.invocation.positional:
        return None
    return evaluator.evaluate(made.invocation.positional[0], made.frame, made.invocation.start)

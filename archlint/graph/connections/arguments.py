"""What a call is given: an invocation, its Frame and a place among its arguments (`0`, `url`, `0.url`) in, a Value out."""

from collections.abc import Iterator

from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    Frame,
    FunctionValue,
    Handed,
    Instance,
    ItemsValue,
    ParameterValue,
    RecordValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
)
from archlint.model.sketch import Invocation, Member, Name


def argument(evaluator: Evaluator, invocation: Invocation | None, frame: Frame, selector: str) -> Value | None:
    """`0`, `-1`, `url`, `0.url`: what a call is given there, None where it is given nothing."""
    if invocation is None:
        return None
    if selector.endswith(":"):
        others = invocation.positional[int(selector[:-1]) :]
        return ItemsValue(others, frame, at=invocation.start) if others else None
    first, _, rest = selector.partition(".")
    if first.lstrip("-").isdigit():
        position = int(first)
        given = evaluator.handed(invocation, frame)
        if not -len(given) <= position < len(given):
            return None
        expression, around = given[position]
        value = evaluator.evaluate(expression, around, invocation.start if around is frame else -1)
    else:
        found = next((value for key, value in reversed(invocation.named) if key == first), None)
        if found is None:
            return None
        value = evaluator.evaluate(found, frame, invocation.start)
    for name in rest.split(".") if rest else ():
        inner = _called(evaluator, value, name[1:]) if name.startswith("~") else _inside(evaluator, value, name)
        if inner is None:
            return None
        value = inner
    return value


def _inside(evaluator: Evaluator, value: Value, name: str) -> Value | None:
    """An entry of a value: of an object, a list, a mark in a mark (`bindings.key`), or what a function there gives."""
    if name == "*":
        keys = [key for one in options_of(value) if isinstance(one, RecordValue) for key, _ in one.record.entries]
        return several([TextValue((key,)) for key in keys if key != "..."]) if keys else None
    if name.isdigit() and isinstance(value, ItemsValue):
        return evaluator.evaluate(value.items[int(name)], value.frame) if int(name) < len(value.items) else None
    if isinstance(value, Applied) and value.frame is not None:
        inside = argument(evaluator, value.invocation, value.frame, name)
        if inside is not None:
            return inside
    if name.endswith("()"):
        return given_back(evaluator, evaluator.attribute(value, name[:-2]) if name != "()" else value)
    # A text, a function or a list has no entries: the call is written in another form.
    inner = [one for one in options_of(value) if not isinstance(one, TextValue | FunctionValue | ItemsValue)]
    found = [evaluator.attribute(one, name) for one in inner]
    found = [one for one in found if not isinstance(one, Unknown)]
    return several(found) if found else None


def given_back(evaluator: Evaluator, value: Value) -> Value:
    """What the functions that a value is give back."""
    found: list[Value] = []
    for option in options_of(value):
        if isinstance(option, FunctionValue):
            frame = evaluator.bound(option, None, None)
            scope = evaluator.program.scope(option.module, option.scope)
            found += [evaluator.evaluate(result, frame) for result in scope.returns]
    return several(found)


def _called(evaluator: Evaluator, value: Value, name: str) -> Value | None:
    """An argument of a call by its name within what a value (a function: what it returns) is made by: `path` the first,
    `path:1` the second, `header(TOPIC)` the one after what is called `TOPIC`.
    """
    name, _, after = name.removesuffix(")").partition("(")
    name, _, place = name.partition(":")
    for option in options_of(value):
        results = [option]
        if isinstance(option, FunctionValue):
            frame = evaluator.bound(option, None, None)
            scope = evaluator.program.scope(option.module, option.scope)
            results = [evaluator.evaluate(result, frame) for result in (*scope.returns, *scope.expressions)]
        for result in results:
            for made in chain(result):
                if made.frame and called_name(made.callee) == name and _follows(made.invocation, after):
                    found = argument(evaluator, made.invocation, made.frame, "1" if after else place or "0")
                    if found is not None:
                        return found
    return None


def _follows(invocation: Invocation | None, name: str) -> bool:
    """Whether the first argument of a call is called so; any where no name is asked for."""
    first = invocation.positional[0] if invocation is not None and invocation.positional else None
    return not name or (isinstance(first, Name | Member) and first.name == name)


def chain(value: Value, *, through_closures: bool = False) -> Iterator[Applied]:
    """The calls that a value is made by, the nearest first: of `a.b(1).c(2).d` those of `c` and `b`."""
    for _ in range(40):
        match value:
            case Applied(callee):
                yield value
                value = callee
            case Attribute(of, _):
                value = of
            case Instance(of, invocation, frame, site) if invocation is not None:
                yield Applied(of, invocation, frame, site)
                return
            case ParameterValue(declared=declared) if declared is not None:
                value = declared
            case Handed(call, _) if through_closures:
                value = call
            case _:
                for option in options_of(value)[:1]:
                    if option is not value:
                        yield from chain(option, through_closures=through_closures)
                return


def called_name(value: Value) -> str:
    return value.name.rpartition(".")[2].removeprefix("global:") if isinstance(value, Attribute | Symbol) else ""

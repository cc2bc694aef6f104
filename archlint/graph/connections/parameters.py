"""Which parameter of which function gets what a call is given: a callee and a place in, the function and the name out."""

from collections.abc import Sequence

from archlint.graph.connections.finds import CONSTRUCTORS
from archlint.graph.values.program import Program
from archlint.graph.values.terms import ClassValue, FunctionValue, ParameterValue, Value
from archlint.model.sketch import Parameter


def function_of(to: Value, program: Program) -> FunctionValue | None:
    """The function that is called: of a class its constructor."""
    if isinstance(to, ClassValue):
        file = program.file(to.module)
        makers = [one for one in file.methods.get(to.scope, ()) if file.scopes[one].name in CONSTRUCTORS]
        return FunctionValue(to.module, makers[0]) if makers else None
    return to if isinstance(to, FunctionValue) else None


def named(parameters: Sequence[Parameter], position: int) -> str:
    """The name of a parameter; one of those that are collected under a name has its place there: `args.0`."""
    for place, one in enumerate(parameters):
        if one.rest and place <= position:
            return f"{one.name}.{position - place}"
        if place == position:
            return one.name
    return ""


def is_rest(value: Value, program: Program) -> bool:
    """Whether a value is a parameter that takes the rest, whole: `register(...args)`."""
    if not isinstance(value, ParameterValue):
        return False
    return any(one.rest and one.name == value.name for one in program.scope(value.module, value.scope).parameters)

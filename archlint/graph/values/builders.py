"""Texts that are built piece by piece: a builder and the call that asks for its text, in; the text out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archlint.graph.values import lists
from archlint.graph.values.lists import argument_of
from archlint.graph.values.terms import Applied, Attribute, Frame, Symbol, TextValue, Value, text
from archlint.model.sketch import Expression, Invocation, Member, Name

if TYPE_CHECKING:
    from archlint.graph.values.calling import Calls

BUILDERS = {"java.util.StringJoiner": "add", "java.lang.StringBuilder": "append", "java.lang.StringBuffer": "append"}
"""What makes a text of what it is given piece by piece, and the method that gives it one."""
_MOST = 40


def built(evaluator: "Calls", of: Value, invocation: Invocation, frame: Frame) -> Value | None:
    """The text of `new StringJoiner("/").add(a).add(b).toString()`, None for any other; one that a name stands for is also
    given pieces by the statements before the call that asks for the text.
    """
    later = [_piece(evaluator, one, frame) for one in _statements(evaluator, invocation, frame)]
    pieces: list[Value] = [one for one in later[::-1] if one is not None]
    for _ in range(_MOST):
        if not isinstance(of, Applied) or of.invocation is None or of.frame is None:
            return None
        if isinstance(of.callee, Symbol):
            method_of = BUILDERS.get(of.callee.name)
            if method_of is None:
                return None
            first = argument_of(evaluator, of)
            if method_of == "add":
                given = lists.listed(reversed(pieces), frame)
                return lists.joined(evaluator, given, first) if isinstance(first, TextValue) else None
            return text(first if first is not None else TextValue(()), *reversed(pieces))
        piece = argument_of(evaluator, of)
        if not isinstance(of.callee, Attribute) or of.callee.name not in BUILDERS.values() or piece is None:
            return None
        pieces.append(piece)
        of = of.callee.of
    return None


def _statements(evaluator: "Calls", invocation: Invocation, frame: Frame) -> Iterator[Invocation]:
    """The calls that stand by themselves and give a builder a piece which a name stands for, up to a call, in their order."""
    of = invocation.callee.of if isinstance(invocation.callee, Member) else None
    if not isinstance(of, Name):
        return
    found = []
    for one in evaluator.program.scope(frame.module, frame.scope).expressions:
        calls = _chain(one, of.name)
        found += calls if calls and calls[-1].start < invocation.start else []
    yield from found


def _chain(expression: Expression, name: str) -> list[Invocation]:
    """The calls of `name.append(a).append(b)`, in order; none for anything else."""
    found: list[Invocation] = []
    while isinstance(expression, Invocation) and isinstance(expression.callee, Member):
        if expression.callee.name not in BUILDERS.values():
            return []
        found.append(expression)
        expression = expression.callee.of
    return found[::-1] if isinstance(expression, Name) and expression.name == name else []


def _piece(evaluator: "Calls", call: Invocation, frame: Frame) -> Value | None:
    return evaluator.evaluate(call.positional[0], frame, call.start) if call.positional else None

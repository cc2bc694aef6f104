"""Work out what an expression stands for: a Program, an expression and the Frame it stands in, in; a Value out.

Nothing is run. Branches give several values, loops their element, what cannot be known stays a value without a text. Work is
bounded: an expression that costs more than others ever do is not known.
"""

from collections.abc import Mapping, Sequence

from archlint.graph.values import uris
from archlint.graph.values.calling import Calls
from archlint.graph.values.functions import DEEPEST
from archlint.graph.values.naming import OWN
from archlint.graph.values.objects import is_super
from archlint.graph.values.outside import Outside
from archlint.graph.values.pending import Pending
from archlint.graph.values.program import Program
from archlint.graph.values.terms import (
    UNKNOWN,
    ClassValue,
    Frame,
    FunctionValue,
    ItemsValue,
    RecordValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
    text,
)
from archlint.graph.values.walking import first_name
from archlint.model.sketch import (
    IF_MISSING,
    Choice,
    Closure,
    Expression,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Name,
    Record,
    Text,
)

_EMPTY = TextValue(())
_NOTHINGS = ((), ("false",), ("0",))
_MOST_STEPS = 4_000
"""Expressions that are looked at for one question."""
_STEPS_TO_A_KIND = 600
"""The same where only the kind of thing is asked: what takes longer is no client that anybody would recognize."""


class Evaluator(Calls):
    """Answers for one Program. Names of frames without arguments are remembered."""

    def __init__(
        self,
        program: Program,
        known: Mapping[str, frozenset[str]] | None = None,
        outside: Outside = Outside(),  # noqa: B008 - immutable
    ) -> None:
        """`known` are the names outside that rules are about, by language; `outside` are those whose results they tell."""
        self.program = program
        self.outside = outside
        self._known = known or {}
        self._depth = 0
        self._steps = 0
        self._most_steps = _MOST_STEPS
        self._results: dict[tuple[str, int], Value] | None = None
        self._ancestries: dict[ClassValue, list[Value]] = {}
        self._members: dict[tuple[ClassValue, str, Value | int | None], tuple[Value | None, Value | None]] = {}
        self._names: dict[tuple[str, int], dict[tuple[object, str, int], Value]] = {}
        self._shared_names: dict[tuple[str, int, str], Value] = {}
        self._state = object()
        self._holders: dict[tuple[object, ...], tuple[object, ...] | None] = {}
        self._pending = Pending()
        self._literals = {}

    def forget(self) -> None:
        """Forget what names were: the program knows more since."""
        self._names.clear()
        self._shared_names.clear()
        self._state = object()
        self._members.clear()
        self._holders.clear()

    def over(self, program: Program) -> "Evaluator":
        """One for another view of the program that only tells what kind of thing a value is: a function gives the same
        whatever it is handed, unless it hands that back.
        """
        made = Evaluator(program, self._known, self.outside)
        made._results = {}
        made._most_steps = _STEPS_TO_A_KIND
        return made

    def evaluate(self, expression: Expression | None, frame: Frame, at: int = -1) -> Value:
        """What an expression stands for; `at` is the byte where that is asked, -1 for the end of its scope."""
        if expression is None:
            return UNKNOWN
        depth = self._depth
        steps = self._steps = self._steps + 1 if depth else 1
        if depth > DEEPEST or steps > self._most_steps:
            self._pending.cut()
            return UNKNOWN
        self._depth = depth + 1
        try:
            return self._evaluate(expression, frame, at)
        except RecursionError:
            if depth:
                raise
            self._pending.cut()
            return UNKNOWN
        finally:
            self._depth = depth

    def _evaluate(self, expression: Expression, frame: Frame, at: int) -> Value:
        """One case for each kind of expression, the most frequent first."""
        if type(expression) is Name:
            return self.name(expression.name, frame, at)
        if type(expression) is Member:
            return self._member_of(expression, frame, at)
        if type(expression) is Invocation:
            return self.invoke(expression, frame, at)
        match expression:
            case Text(value):
                return TextValue((value,) if value else ())
            case Index(of, key):
                return self.item(self.evaluate(of, frame, at), self.evaluate(key, frame, at))
            case Joined(parts):
                return text(*self._filled(parts, [self.evaluate(part, frame, at) for part in parts]))
            case Choice(options, otherwise):
                return self._chosen(options, otherwise, frame, at)
            case Record():
                return RecordValue(expression, frame)
            case Items(items, spread):
                return ItemsValue(items, frame, spread)
            case Closure(scope):
                return self.closure(scope, frame)
        return UNKNOWN

    def _member_of(self, expression: Member, frame: Frame, at: int) -> Value:
        """What stands behind a dot."""
        of, name = expression.of, expression.name
        if type(of) is Name and of.name not in OWN and self._is_dotted(frame, of.name, name):
            return self.name(f"{of.name}.{name}", frame, at)
        if is_super(of) and (above := self.of_super(name, frame)) is not None:
            return above
        whole = self.evaluate(of, frame, at)
        kept = self.of_this(frame, name) if type(whole) is Symbol and whole.name == "global:this" else None
        return self.attribute(whole, name) if kept is None else kept

    def _chosen(self, options: Sequence[Expression], otherwise: str, frame: Frame, at: int) -> Value:
        """One of several; where a later one only counts `otherwise`, the first that is there, with those before it of which
        nothing is known.
        """
        if not otherwise:
            return several([self.evaluate(option, frame, at) for option in options])
        may_be_empty = otherwise == IF_MISSING
        found: list[Value] = []
        are_constants = self.program.language(frame.module) == "java"
        for option in options:
            values = options_of(self.evaluate(option, frame, at))
            if option is not options[-1]:
                values = tuple([one for one in values if not self._is_nothing(one, frame, may_be_empty=may_be_empty)])
            found += values
            if values and all(_is_said(one, may_be_empty=may_be_empty, are_constants=are_constants) for one in values):
                break
        return several(found)

    def _is_nothing(self, value: Value, frame: Frame, *, may_be_empty: bool) -> bool:
        """Whether a value is not there, or is empty where that counts as much."""
        return (value == _EMPTY and not may_be_empty) or self.is_absent(value, frame)

    @staticmethod
    def _filled(parts: Sequence[Expression], values: list[Value]) -> list[Value]:
        """The values of a text's parts, without those that are only empty at first: between two slashes stands something."""
        for place in range(1, len(values) - 1):
            before, after = values[place - 1], values[place + 1]
            if values[place] == _EMPTY and parts[place] != Text("") and _ends(before) and _begins(after):
                values[place] = Unknown(first_name(parts[place]))
        return values

    def closure(self, scope: int, frame: Frame) -> Value:
        is_class = self.program.scope(frame.module, scope).kind == "class"
        if is_class:
            return ClassValue(frame.module, scope)
        return FunctionValue(frame.module, scope, None if frame.is_plain() else frame)

    def is_outside(self, name: str) -> bool:
        return name in uris.KNOWN or any(name in names for names in self._known.values())

    def is_maker(self, name: str) -> bool:
        return name in self.outside.makers


def _is_said(value: Value, *, may_be_empty: bool, are_constants: bool) -> bool:
    """Whether a value is a text of which something is known: an empty one, and what may stand for nothing, as far as these
    count; or a constant of a library, in languages in which nothing else has a name of its own.
    """
    if not isinstance(value, TextValue):
        return are_constants and isinstance(value, Symbol)
    return may_be_empty or (value.parts not in _NOTHINGS and any(isinstance(one, str) for one in value.parts))


def _ends(before: Value) -> bool:
    return isinstance(before, TextValue) and isinstance(last := (before.parts or ("",))[-1], str) and last.endswith("/")


def _begins(after: Value) -> bool:
    return (
        isinstance(after, TextValue) and isinstance(first := (after.parts or ("",))[0], str) and first.startswith("/")
    )

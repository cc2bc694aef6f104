"""What functions of the project give: a function, a call of it and the Frame of that in, a Value out. Part of the Evaluator."""

from archlint.graph.values.naming import Names
from archlint.graph.values.terms import (
    UNKNOWN,
    Attribute,
    Frame,
    FunctionValue,
    ItemsValue,
    ParameterValue,
    Unknown,
    Value,
    several,
)
from archlint.model.sketch import HIDDEN, Expression, Invocation, Name, Scope

CALLED = f"{HIDDEN}called"
"""What a frame holds among its arguments where the call is known that hands over fewer than there are parameters."""
DEEPEST = 40
"""Expressions within each other that are followed."""
_MOST_RESTS = 4
"""Parameters that take the rest and are handed on, within each other."""


class Functions(Names):
    """Follows calls into functions and gives these what they are handed."""

    _depth: int
    _results: dict[tuple[str, int], Value] | None
    """What functions give whatever they are handed; None where calls are told apart."""

    def call(self, function: FunctionValue, invocation: Invocation, frame: Frame) -> Value:
        """What a function of the project returns for these arguments."""
        if self._results is not None and function.own is None and function.outer is None:
            return self._kind_of_result(function, invocation, frame)
        return self.result(function, invocation, frame)

    def _kind_of_result(self, function: FunctionValue, invocation: Invocation, frame: Frame) -> Value:
        known = self._results if self._results is not None else {}
        place = (function.module, function.scope)
        found = known.get(place)
        if found is None:
            question = object()
            before = self._pending.begin(question)
            try:
                found = self.result(function, None, None)
            finally:
                is_whole = self._pending.end(question, before)
            if is_whole:
                known[place] = found
        if isinstance(found, ParameterValue) and (found.module, found.scope) == place:
            scope = self.program.scope(*place)
            return self.arguments(function, scope, invocation, frame).get(found.name, found)
        return found

    def result(self, function: FunctionValue, invocation: Invocation | None, frame: Frame | None) -> Value:
        """What a function of the project gives; without a call, whatever it is handed."""
        scope = self.program.scope(function.module, function.scope)
        key = ("call", function.module, function.scope)
        is_deep = self._depth > DEEPEST - 8
        if is_deep:
            self._pending.cut()
        if is_deep or self._pending.meets(key):
            return self.typed(scope.type, Frame(function.module, function.scope))
        before = self._pending.begin(key)
        try:
            inner = self.bound(function, invocation, frame)
            results = [self.evaluate(value, inner, -1) for value in scope.returns]
        finally:
            self._pending.end(key, before)
        found = several(results) if results else UNKNOWN
        if isinstance(found, Unknown) and scope.type is not None:
            return self.typed(scope.type, Frame(function.module, function.scope))
        return found

    def bound(self, function: FunctionValue, invocation: Invocation | None, frame: Frame | None) -> Frame:
        """The frame of a function's body for a call of it."""
        scope = self.program.scope(function.module, function.scope)
        given = self.arguments(function, scope, invocation, frame) if invocation and frame else {}
        return Frame(function.module, function.scope, given, function.outer, function.own)

    def arguments(
        self, function: FunctionValue, scope: Scope, invocation: Invocation, frame: Frame
    ) -> dict[str, Value]:
        """The values of a function's parameters in a call."""
        parameters = list(scope.parameters)
        is_method = function.own is not None or self._is_method(function)
        if parameters and parameters[0].name in ("self", "cls") and is_method:
            parameters = parameters[1:]
        found: dict[str, Value] = {}
        keywords = dict(invocation.named)
        positional = self.handed(invocation, frame)
        for position, parameter in enumerate(parameters):
            if parameter.rest:
                if not parameter.name.startswith("**"):
                    found[parameter.name] = _items(positional[position:], frame)
                continue
            given, around = keywords.get(parameter.name), frame
            if given is None and position < len(positional):
                given, around = positional[position]
            if given is not None:
                found[parameter.name] = self.evaluate(given, around, invocation.start if around is frame else -1)
            elif parameter.default is not None:
                found[parameter.name] = self.evaluate(parameter.default, Frame(function.module, function.scope))
        if len(found) < len(parameters) and self.program.language(function.module) == "typescript":
            found[CALLED] = UNKNOWN
        return found

    def is_absent(self, value: Value, frame: Frame) -> bool:
        """Whether a parameter, or an entry of it, is not handed over by the call that a frame is of, or one around it."""
        while isinstance(value, Attribute):
            value = value.of
        if not isinstance(value, ParameterValue):
            return False
        around: Frame | None = frame
        while around is not None and (around.module, around.scope) != (value.module, value.scope):
            around = around.outer
        return around is not None and CALLED in around.arguments and value.name not in around.arguments

    def handed(self, invocation: Invocation, frame: Frame) -> list[tuple[Expression, Frame]]:
        """What a call hands over in order, each with the frame it is written in. A parameter that takes all the rest
        (`...args`) is handed on as what it holds, where that is known.
        """
        found = [(one, frame) for one in invocation.positional]
        for _ in range(_MOST_RESTS):
            place = next((at for at, (one, around) in enumerate(found) if self.is_rest(one, around)), None)
            if place is None:
                break
            one, around = found[place]
            held = self.evaluate(one, around)
            if not isinstance(held, ItemsValue):
                break
            found[place : place + 1] = [(item, held.frame) for item in held.items]
        return found

    def is_rest(self, expression: Expression, frame: Frame) -> bool:
        """Whether an argument is called as a parameter of the file is that takes all the rest."""
        return type(expression) is Name and expression.name in self.program.file(frame.module).rest_names

    def _is_method(self, function: FunctionValue) -> bool:
        file = self.program.file(function.module)
        parent = file.scopes[function.scope].parent
        return parent >= 0 and file.scopes[parent].kind == "class"

    def frame_around(self, module: str, scope: int) -> Frame:
        """The frame in which the decorators and annotations of a scope stand."""
        return Frame(module, max(self.program.scope(module, scope).parent, 0))


def _items(handed: list[tuple[Expression, Frame]], frame: Frame) -> ItemsValue:
    """What a parameter holds that takes the rest: of what several calls hand on, all of the first one's."""
    around = handed[0][1] if handed else frame
    return ItemsValue(tuple(one for one, other in handed if other is around), around)

"""What declarations say about a call, as selectors of rules ask for it: a call and the rest of a selector in, a Value out."""

import re

from archlint.graph.connections.arguments import argument
from archlint.graph.connections.calls import last_name
from archlint.graph.connections.english import plural
from archlint.graph.connections.rule_calls import Call, function_of
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import ClassValue, Frame, FunctionValue, TextValue, Value, options_of, text
from archlint.model.sketch import Invocation, Member, Name, Parameter

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OWN = re.compile(r"\{(?:own:(\w+)|own\.(lower|full)|(marked(?:\.kebab)?))\}")


def declared(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a mark says that stands on the declaration of what is called on: a field, a parameter that is kept in one, or a
    function of the project that gives it.
    """
    callee = call.invocation.callee if call.invocation is not None else None
    of = callee.of if isinstance(callee, Member) else None
    if isinstance(of, Invocation):
        return _of_giver(evaluator, evaluator.evaluate(of.callee, call.frame, of.start), rest)
    name = of.name if isinstance(of, Name | Member) else ""
    file = evaluator.program.file(call.frame.module)
    around = file.class_of(call.frame.scope)
    scopes = [call.frame.scope, *((around, *file.methods.get(around, ())) if around >= 0 else ())]
    for index in scopes:
        scope = file.scopes[index]
        declared = [*scope.parameters, *(one for one in scope.bindings if index == around)]
        for one in declared:
            if name and (one.name if isinstance(one, Parameter) else one.target) == name:
                for mark in one.marks:
                    invocation = mark if isinstance(mark, Invocation) else None
                    found = argument(evaluator, invocation, Frame(call.frame.module, index), rest)
                    if found is not None:
                        return found
    return None


def _of_giver(evaluator: Evaluator, giver: Value, rest: str) -> Value | None:
    """What a mark of a function of the project says."""
    for one in options_of(giver):
        if isinstance(one, FunctionValue):
            frame = evaluator.frame_around(one.module, one.scope)
            for mark in evaluator.program.scope(one.module, one.scope).marks:
                found = argument(evaluator, mark, frame, rest) if isinstance(mark, Invocation) else None
                if found is not None:
                    return found
    return None


def generic(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    position = int(rest)
    return evaluator.evaluate(call.generic[position], call.frame) if position < len(call.generic) else None


def collection(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a collection is called after the type that the marked class is generic in: `OrderItem` → `orderItems`."""
    if not isinstance(call.marked, ClassValue):
        return None
    generic = evaluator.program.scope(call.marked.module, call.marked.scope).of_bases
    name = last_name(generic[int(rest)]) if int(rest) < len(generic) else ""
    return TextValue((plural(name[:1].lower() + name[1:]),)) if name else None


def parameter_of(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    return _parameter(evaluator, call.marked, int(rest))


def mark_of_function(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a mark of the function of the project says that is called."""
    of = function_of(call)
    if not isinstance(of, FunctionValue):
        return None
    frame = evaluator.frame_around(of.module, of.scope)
    marks = [mark for mark in evaluator.program.scope(of.module, of.scope).marks if isinstance(mark, Invocation)]
    return next((one for mark in marks if (one := argument(evaluator, mark, frame, rest)) is not None), None)


def of_own_class(evaluator: Evaluator, call: Call, name: str) -> Value | None:
    """What the class around a mark binds to a name, or one it is made of."""
    around = evaluator.program.file(call.frame.module).class_of(call.frame.scope)
    return evaluator.of_class(ClassValue(call.frame.module, around), name, None) if around >= 0 else None


def with_own(evaluator: Evaluator, call: Call, pattern: str) -> Value | None:
    """A text with what the class around a mark binds to names (`/api/{own:resource_name}`), what it is itself called, in lower
    case (`{own.lower}`) or in full (`{own.full}`), and what carries the mark (`{marked}`). None where one of them is not there.
    """
    parts: list[str | Value] = []
    end = 0
    for found in _OWN.finditer(pattern):
        value = of_own_class(evaluator, call, found[1]) if found[1] else _called(evaluator, call, found[2] or found[3])
        if value is None:
            return None
        parts += [pattern[end : found.start()], value]
        end = found.end()
    return text(*parts, pattern[end:])


def _called(evaluator: Evaluator, call: Call, form: str) -> Value | None:
    """What the function is called that carries a mark, or the class around it in some form."""
    if form.startswith("marked"):
        of = call.marked if isinstance(call.marked, FunctionValue | ClassValue) else None
        name = evaluator.program.scope(of.module, of.scope).name if of is not None else ""
        return TextValue((_HUMP.sub("-", name).lower() if form != "marked" else name,)) if name else None
    file = evaluator.program.file(call.frame.module)
    around = file.class_of(call.frame.scope)
    name = file.scopes[around].name if around >= 0 else ""
    full = f"{file.sketch.package}.{name}" if file.sketch.package else name
    return TextValue((full if form == "full" else name.lower(),)) if name else None


def own_name(evaluator: Evaluator, call: Call, _: str) -> Value | None:
    """The name that a class has as a bean."""
    if not isinstance(call.callee, ClassValue):
        return None
    name = evaluator.program.scope(call.callee.module, call.callee.scope).name
    return TextValue((name[:1].lower() + name[1:],)) if name else None


def _parameter(evaluator: Evaluator, marked: Value | None, position: int) -> Value | None:
    """The type of a parameter of the function that carries a mark."""
    if not isinstance(marked, FunctionValue):
        return None
    parameters = evaluator.program.scope(marked.module, marked.scope).parameters
    if position >= len(parameters) or parameters[position].type is None:
        return None
    return evaluator.evaluate(parameters[position].type, evaluator.frame_around(marked.module, marked.scope))

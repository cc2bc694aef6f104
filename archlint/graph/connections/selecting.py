"""Where in a call a rule finds what it looks for: a call, its Frame and selectors in, a Value out."""

from collections.abc import Callable
from typing import NamedTuple

from archlint.graph.connections.arguments import argument, called_name, chain
from archlint.graph.connections.calls import last_name
from archlint.graph.connections.english import plural
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import (
    UNKNOWN,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    ItemsValue,
    ModuleValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
)
from archlint.graph.values.texts import joined_url
from archlint.graph.values.walking import expressions_of, invocations
from archlint.model.sketch import NOTHING, Expression, Invocation, Items, Member, Name, Parameter

_DEEPEST_LISTS = 3
_MOST_FILES = 20
"""Files that are looked through for a call which says something about another."""


class Call(NamedTuple):
    """A call (or a mark) as a rule sees it. `invocation` is None for a mark without arguments; `around` is the mark of the
    class around that the rule names, with its frame.
    """

    invocation: Invocation | None
    frame: Frame
    callee: Value
    around: "Call | None" = None
    beside: "Call | None" = None
    marked: Value | None = None
    generic: tuple[Expression, ...] = ()
    around_beside: "Call | None" = None


def select(evaluator: Evaluator, call: Call, selectors: tuple[str, ...]) -> Value | None:
    """The value at the first selector that has one, None where none has."""
    for selector in selectors:
        found = _select(evaluator, call, selector)
        if found is not None:
            return found
    return None


def items_of(evaluator: Evaluator, value: Value, depth: int = 0) -> list[Value]:
    """What a value may be, the items of lists one by one."""
    found: list[Value] = []
    for option in options_of(value):
        if isinstance(option, ItemsValue) and depth < _DEEPEST_LISTS:
            for item in option.items:
                found += items_of(evaluator, evaluator.evaluate(item, option.frame, option.at), depth + 1)
        else:
            found.append(option)
    return found


def _select(evaluator: Evaluator, call: Call, selector: str) -> Value | None:
    if selector in _WORDS:
        return _WORDS[selector](call)
    if selector.startswith("own:"):
        return _of_own_class(evaluator, call, selector.removeprefix("own:"))
    sign, rest = (selector[:1], selector[1:]) if selector[:1] in "=^~.%$" else selector.partition(".")[::2]
    reader = _SIGNS.get(sign)
    if reader is not None and rest:
        return reader(evaluator, call, rest)
    if selector == "=":
        return TextValue(())
    return argument(evaluator, call.invocation, call.frame, selector)


def _literal(_: Evaluator, _call: Call, rest: str) -> Value | None:
    return TextValue((rest,))


def _around(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    return _select(evaluator, call.around, rest) if call.around is not None else None


def _around_beside(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    return _select(evaluator, call.around_beside, rest) if call.around_beside is not None else None


def _beside(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    return _select(evaluator, call.beside, rest) if call.beside is not None else None


def _made_with(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    if rest.startswith("~"):
        return _select(evaluator, call, rest if "." in rest else f"{rest}.0")
    for made in chain(call.callee):
        found = argument(evaluator, made.invocation, made.frame, rest) if made.frame else None
        if found is not None:
            return found
    return None


def _called_before(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    name, _, inner = rest.partition(".")
    if name.startswith("~"):
        return _all_before(evaluator, call, name[1:], inner)
    for made in chain(call.callee, through_closures=True):
        if made.frame and isinstance(made.callee, Attribute | Symbol) and called_name(made.callee) == name:
            found = argument(evaluator, made.invocation, made.frame, inner)
            if found is not None:
                return found
    return None


def _all_before(evaluator: Evaluator, call: Call, name: str, inner: str) -> Value | None:
    """What all earlier calls of that name are given, as one address."""
    found: list[Value] = []
    for made in chain(call.callee, through_closures=True):
        if made.frame and isinstance(made.callee, Attribute | Symbol) and called_name(made.callee) == name:
            given = argument(evaluator, made.invocation, made.frame, inner)
            found += [given] if given is not None else []
    return joined_url(found[::-1]) if found else None


def _in_scope(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    first, *others = rest.split(".")
    value = evaluator.name(first, call.frame, call.invocation.start if call.invocation else -1)
    for name in others:
        value = evaluator.attribute(value, name)
    return None if isinstance(value, Unknown | Symbol | Attribute) else value


def _attribute(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    value: Value = call.callee.of if isinstance(call.callee, Attribute) else call.callee
    if isinstance(value, Symbol) and value is call.callee and "." in value.name:
        value = Symbol(value.name.rpartition(".")[0])  # `get` of what lies outside the project itself
    for name in rest.split("."):
        value = evaluator.attribute(value, name)
    return value if any(isinstance(option, TextValue) for option in options_of(value)) else None


def _elsewhere(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a call by its last name is given somewhere in the file; with `%` before it, also in files that this one imports."""
    name, _, inner = rest.removeprefix("%").partition(".")
    modules = [call.frame.module]
    for module in modules:
        file = evaluator.program.file(module)
        for index, scope in enumerate(file.scopes):
            for made in invocations(expressions_of(scope)):
                if isinstance(made.callee, Name | Member) and made.callee.name == name:
                    found = argument(evaluator, made, Frame(module, index), inner)
                    if found is not None:
                        return found
        if rest.startswith("%") and len(modules) < _MOST_FILES:
            targets = sorted({one.module for one in file.targets.values() if isinstance(one, ModuleValue)})
            loaded = [one for one in targets if evaluator.program.is_loaded(one)]
            modules += [one for one in loaded if one not in modules]
    return None


def _declared(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
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


def _generic(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    position = int(rest)
    return evaluator.evaluate(call.generic[position], call.frame) if position < len(call.generic) else None


def _collection(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a collection is called after the type that the marked class is generic in: `OrderItem` → `orderItems`."""
    if not isinstance(call.marked, ClassValue):
        return None
    generic = evaluator.program.scope(call.marked.module, call.marked.scope).of_bases
    name = last_name(generic[int(rest)]) if int(rest) < len(generic) else ""
    return TextValue((plural(name[:1].lower() + name[1:]),)) if name else None


def _parameter_of(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    return _parameter(evaluator, call.marked, int(rest))


def _mark_of_function(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a mark of the function of the project says that is called."""
    of = _function(call)
    if not isinstance(of, FunctionValue):
        return None
    frame = evaluator.frame_around(of.module, of.scope)
    marks = [mark for mark in evaluator.program.scope(of.module, of.scope).marks if isinstance(mark, Invocation)]
    return next((one for mark in marks if (one := argument(evaluator, mark, frame, rest)) is not None), None)


def _of_own_class(evaluator: Evaluator, call: Call, name: str) -> Value | None:
    """What the class around a mark binds to a name, or one it is made of."""
    around = evaluator.program.file(call.frame.module).class_of(call.frame.scope)
    return evaluator.of_class(ClassValue(call.frame.module, around), name, None) if around >= 0 else None


def _own(evaluator: Evaluator, call: Call, _: str) -> Value | None:
    """The name that a class has as a bean."""
    if not isinstance(call.callee, ClassValue):
        return None
    name = evaluator.program.scope(call.callee.module, call.callee.scope).name
    return TextValue((name[:1].lower() + name[1:],)) if name else None


def _of_project(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What stands somewhere if it is a function of the project that is given something."""
    found = _select(evaluator, call, rest)
    own = [one for one in options_of(found) if isinstance(one, FunctionValue)] if found is not None else []
    return found if any(evaluator.program.scope(one.module, one.scope).parameters for one in own) else None


def _as_written(_: Evaluator, call: Call, rest: str) -> Value | None:
    """What something is called where it stands, whatever it is: the object a method is called on, or an argument."""
    if call.invocation is None:
        return None
    callee = call.invocation.callee
    whole: Expression = NOTHING
    if rest == "on":
        whole = callee.of if isinstance(callee, Member) else NOTHING
    elif int(rest) < len(call.invocation.positional):
        whole = call.invocation.positional[int(rest)]
    each = whole.items if isinstance(whole, Items) else (whole,)
    names = [one.name.rpartition(".")[2] for one in each if isinstance(one, Name | Member)]
    return several([TextValue((name,)) for name in names]) if names else None


def _function(call: Call) -> Value | None:
    of = _receiver(call)
    while isinstance(of, Attribute):  # `orders.mapping.delete`
        of = of.of
    return of if isinstance(of, FunctionValue) else None


def _receiver(call: Call) -> Value | None:
    return call.callee.of if isinstance(call.callee, Attribute) else None


def _receiver_name(call: Call) -> Value | None:
    of = _receiver(call)
    return TextValue((of.name,)) if isinstance(of, Attribute) and of.name else None


_WORDS: dict[str, Callable[[Call], Value | None]] = {
    "marked": lambda call: call.marked,
    "function": _function,
    "self": _receiver,
    "receiver": _receiver_name,
    "unknown": lambda _: UNKNOWN,
}
_SIGNS: dict[str, Callable[[Evaluator, Call, str], Value | None]] = {
    "=": _literal,
    "^": _made_with,
    "~": _called_before,
    ".": _attribute,
    "%": _elsewhere,
    "$": _in_scope,
    "class": _around,
    "beside": _beside,
    "class-beside": _around_beside,
    "parameter": _parameter_of,
    "of": _generic,
    "collection": _collection,
    "function": _mark_of_function,
    "own": _own,
    "written": _as_written,
    "project": _of_project,
    "declared": _declared,
}
"""What reads a selector, by the sign or word it begins with."""


def _parameter(evaluator: Evaluator, marked: Value | None, position: int) -> Value | None:
    """The type of a parameter of the function that carries a mark."""
    if not isinstance(marked, FunctionValue):
        return None
    parameters = evaluator.program.scope(marked.module, marked.scope).parameters
    if position >= len(parameters) or parameters[position].type is None:
        return None
    return evaluator.evaluate(parameters[position].type, evaluator.frame_around(marked.module, marked.scope))

"""Where in a call a rule finds what it looks for: a call, its Frame and selectors in, a Value out."""

from collections.abc import Callable

from archlint.graph.connections.arguments import argument, called_name, chain
from archlint.graph.connections.calls import last_name
from archlint.graph.connections.declarations import (
    collection,
    declared,
    generic,
    mark_of_function,
    of_own_class,
    own_name,
    parameter_of,
    with_own,
)
from archlint.graph.connections.rule_calls import Call, function_of, receiver_of
from archlint.graph.connections.telling import is_path
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.joining import joined_url
from archlint.graph.values.terms import (
    UNKNOWN,
    Attribute,
    Frame,
    FunctionValue,
    ItemsValue,
    ModuleValue,
    ParameterValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
)
from archlint.graph.values.walking import expressions_of, invocations
from archlint.model.sketch import NOTHING, Expression, Items, Member, Name

_DEEPEST_LISTS = 3
_MOST_FILES = 20
"""Files that are looked through for a call which says something about another."""


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
        return of_own_class(evaluator, call, selector.removeprefix("own:"))
    sign, rest = (selector[:1], selector[1:]) if selector[:1] in "=/^~.%&$>" else selector.partition(".")[::2]
    reader = _SIGNS.get(sign)
    if reader is not None and rest:
        return reader(evaluator, call, rest)
    if selector == "=":
        return TextValue(())
    return argument(evaluator, call.invocation, call.frame, selector)


def _literal(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    return with_own(evaluator, call, rest) if "{own" in rest or "{marked" in rest else TextValue((rest,))


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


def _called_behind(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What a later call of that name in the same chain is given."""
    name, _, inner = rest.partition(".")
    scope = evaluator.program.file(call.frame.module).scopes[call.frame.scope]
    made = invocations(expressions_of(scope))
    behind = {id(one.callee.of): one for one in made if isinstance(one.callee, Member)}
    at = behind.get(id(call.invocation))
    while at is not None:
        if isinstance(at.callee, Member) and at.callee.name == name:
            found = argument(evaluator, at, call.frame, inner)
            if found is not None:
                return found
        at = behind.get(id(at))
    return None


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


def _behind(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What the next call by its last name is given in the same function: `connection.setRequestMethod("POST")`."""
    name, _, inner = rest.partition(".")
    start = call.invocation.start if call.invocation is not None else -1
    scope = evaluator.program.scope(call.frame.module, call.frame.scope)
    written = [one for one in invocations(expressions_of(scope)) if isinstance(one.callee, Member)]
    behind = [one for one in written if last_name(one.callee) == name and one.start > start]
    first = min(behind, key=lambda one: one.start, default=None)
    return argument(evaluator, first, call.frame, inner) if first is not None else None


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


def _receiver_text(call: Call) -> Value | None:
    """What a method is called on, where that may be an address: a text, or what callers give."""
    of = receiver_of(call)
    may_be = of is not None and any(isinstance(one, TextValue | ParameterValue) for one in options_of(of))
    return of if may_be else None


def _receiver_name(call: Call) -> Value | None:
    of = receiver_of(call)
    return TextValue((of.name,)) if isinstance(of, Attribute) and of.name else None


def _if_path(evaluator: Evaluator, call: Call, rest: str) -> Value | None:
    """What stands somewhere if it is written as a path: the second argument of `get("bills", "/bills", list)`."""
    found = _select(evaluator, call, rest)
    return found if found is not None and any(map(is_path, options_of(found))) else None


_WORDS: dict[str, Callable[[Call], Value | None]] = {
    "marked": lambda call: call.marked,
    "function": function_of,
    "self": receiver_of,
    "text": _receiver_text,
    "receiver": _receiver_name,
    "unknown": lambda _: UNKNOWN,
}
_SIGNS: dict[str, Callable[[Evaluator, Call, str], Value | None]] = {
    "=": _literal,
    "/": _if_path,
    "^": _made_with,
    "~": _called_before,
    ">": _called_behind,
    ".": _attribute,
    "%": _elsewhere,
    "&": _behind,
    "$": _in_scope,
    "class": _around,
    "beside": _beside,
    "class-beside": _around_beside,
    "parameter": parameter_of,
    "of": generic,
    "collection": collection,
    "function": mark_of_function,
    "own": own_name,
    "written": _as_written,
    "project": _of_project,
    "declared": declared,
}
"""What reads a selector, by the sign or word it begins with."""

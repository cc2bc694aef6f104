"""Under which names rules may know a value: values in, names as rules write them out."""

from archlint.graph.connections.matching import Rules
from archlint.graph.connections.rule_patterns import OWN_FUNCTION
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Handed,
    Instance,
    ParameterValue,
    Several,
    Symbol,
    Unknown,
    Value,
)

_MOST_NAMES = 6


def names_of(  # noqa: C901 - one case for each kind of value
    value: Value, rules: Rules, evaluator: Evaluator, depth: int = 0
) -> list[str]:
    """The names under which rules may know a value, the likeliest first."""
    if depth > 30:
        return []
    if type(value) is Symbol:  # the most frequent ones first
        return [value.name.removeprefix("java.lang.")]
    if type(value) is Attribute:
        name = value.name
        return [f"{one}.{name}" for one in names_of(value.of, rules, evaluator, depth + 1)]
    match value:
        case Applied(callee):
            called = names_of(callee, rules, evaluator, depth + 1)
            return [f"{rules.type_of(one) or one}()" for one in called]
        case Handed(call, position, name):
            called = names_of(call, rules, evaluator, depth + 1)
            handed = (f"{one}->{position}" for one in called)
            return [*(f"{rules.type_of(one)}()" if rules.type_of(one) else one for one in handed), f"?{name}"][
                -_MOST_NAMES:
            ]
        case ParameterValue(_, _, name, declared):
            if declared is None or isinstance(declared, Unknown):
                return [f"?{name}"]
            return names_of(declared, rules, evaluator, depth + 1)
        case Instance(of):
            return [f"{one.name}()" for one in evaluator.ancestry(of) if isinstance(one, Symbol)][:_MOST_NAMES]
        case ClassValue():
            others = [one for one in evaluator.ancestry(value) if isinstance(one, Symbol | Attribute)]
            return [name for one in others for name in names_of(one, rules, evaluator, depth + 1)][:_MOST_NAMES]
        case FunctionValue(module, scope):
            marks = evaluator.program.scope(module, scope).marks
            frame = evaluator.frame_around(module, scope)
            found = [
                name
                for mark in marks
                for name in names_of(evaluator.evaluate(mark, frame), rules, evaluator, depth + 1)
            ]
            marked = [f"@{name.removesuffix('()')}" for name in found]
            return [own_name(value, evaluator), *marked] if rules.knows_own else marked
        case Several(options):
            found = [name for option in options for name in names_of(option, rules, evaluator, depth + 1)]
            return list(dict.fromkeys(found))[:_MOST_NAMES]
        case Unknown(name):
            return [f"?{name}"] if name else []
    return []


def own_name(function: FunctionValue, evaluator: Evaluator) -> str:
    """What rules call a function of the project: `own:DomainEvents.register`."""
    file = evaluator.program.file(function.module)
    scope = file.scopes[function.scope]
    around = file.scopes[max(scope.parent, 0)]
    return f"{OWN_FUNCTION}{around.name}.{scope.name}" if around.kind == "class" else f"{OWN_FUNCTION}{scope.name}"

"""Clients that are classes of the project, made of one of a library's: what such a class makes of an address before the library
gets it, `def request(self, method, url): return super().request(method, self.base + url)`.
"""

from archlint.graph.connections.arguments import argument
from archlint.graph.connections.calls import last_name
from archlint.graph.connections.rule_calls import Call
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.objects import is_super
from archlint.graph.values.terms import Frame, FunctionValue, Instance, Value, options_of
from archlint.graph.values.walking import expressions_of, invocations
from archlint.model.sketch import Member

_SELF = ("self", "cls", "this")
_ADDRESS = 1
"""Where the address stands behind the method, in what is overridden and in what it hands on."""
_NAMED = "url"


def handed_through(evaluator: Evaluator, call: Call, through: str, address: Value) -> Value:
    """An address as a class hands it on that overrides the method `through` by which all requests go; else the address."""
    callee = call.invocation.callee if call.invocation is not None else None
    if not isinstance(callee, Member) or is_super(callee.of):
        return address
    for own in options_of(evaluator.evaluate(callee.of, call.frame, call.invocation.start if call.invocation else -1)):
        found = evaluator.of_class(own.of, through, own) if isinstance(own, Instance) else None
        if not isinstance(found, FunctionValue):
            continue
        scope = evaluator.program.scope(found.module, found.scope)
        parameters = [one for one in scope.parameters if one.name not in _SELF]
        taking = next((one for one in parameters if one.name == _NAMED), None) or (
            parameters[_ADDRESS] if len(parameters) > _ADDRESS and not parameters[_ADDRESS].rest else None
        )
        if taking is None:
            continue
        frame = Frame(found.module, found.scope, {taking.name: address}, found.outer, own)
        for made in invocations(expressions_of(scope)):
            if isinstance(made.callee, Member) and is_super(made.callee.of) and last_name(made.callee) == through:
                handed = argument(evaluator, made, frame, _NAMED) or argument(evaluator, made, frame, str(_ADDRESS))
                if handed is not None:
                    return handed
    return address

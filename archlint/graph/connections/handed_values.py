"""What values say about where they come from: whether a caller gives them, or what they begin with is not known."""

from archlint.graph.connections.addresses import is_called_a_path
from archlint.graph.values.terms import Attribute, ParameterValue, TextValue, Value


def is_of_caller(callee: Value) -> bool:
    """Whether a method is called of what a caller gives."""
    return isinstance(callee, Attribute) and isinstance(callee.of, ParameterValue)


def begins_unknown(value: Value) -> bool:
    """Whether a text begins with something that is not known and says more after it."""
    return isinstance(value, TextValue) and len(value.parts) > 1 and not isinstance(value.parts[0], str)


def is_handed(value: Value) -> bool:
    """Whether a value is all what a caller gives, or an entry of it: `({ url, data }) => http.post(url, data)`."""
    whole = value.parts[0] if isinstance(value, TextValue) and len(value.parts) == 1 else value
    if isinstance(whole, ParameterValue):
        return True
    if is_called_a_path(whole):
        return True
    while isinstance(whole, Attribute):
        whole = whole.of
    return isinstance(whole, ParameterValue) and whole.declared is None

"""By which names a function may be called, in its file and where it is imported: the file and its scope in, names out."""

from archlint.graph.connections.finds import CONSTRUCTORS
from archlint.graph.values.file import File
from archlint.graph.values.walking import speaks_of
from archlint.model.sketch import Closure, Expression, Invocation, Member, Name


def known_as(file: File, scope: int) -> set[str]:
    """The names by which a function may be called: its own, those of what it is bound to, of entries of objects that hold it
    and of exports; of a constructor those of its class.
    """
    function = file.scopes[scope]
    if function.name in CONSTRUCTORS:
        scope = file.class_of(scope)
        return with_subclasses(file, file.scopes[scope].name) | _exported(file, scope) if scope >= 0 else set()
    found = {function.name} - {""}
    found |= {key for one in file.records for key, value in one.entries if _is_it(value, scope, found)}
    for one in file.scopes:
        for binding in one.bindings:
            if binding.value is not None and _is_it(binding.value, scope, found):
                found.add(binding.target.rpartition(".")[2])
    found |= {key for one in file.records for key, value in one.entries if _is_it(value, scope, found)}
    found |= _given_by(file, scope)
    return (found | _exported(file, scope)) - {"", "..."}


def _given_by(file: File, scope: int) -> set[str]:
    """What is bound to what a function gives, where that is a function in it: `const post = send("post")`."""
    giver = file.scopes[scope].parent
    if (
        giver <= 0
        or not file.scopes[giver].name
        or not any(_is_it(one, scope, set()) for one in file.scopes[giver].returns)
    ):
        return set()
    bound = ((one.target, one.value) for around in file.scopes for one in around.bindings)
    return {
        target.rpartition(".")[2]
        for target, value in bound
        if isinstance(value, Invocation) and value.callee == Name(file.scopes[giver].name)
    }


def with_subclasses(file: File, name: str) -> set[str]:
    """A class with those of the same file that extend it."""
    found = {name}
    for scope in file.scopes:
        if scope.kind == "class" and any(speaks_of(base, one) for base in scope.bases for one in [*found]):
            found |= {scope.name} - {""}
    return found


def _exported(file: File, scope: int) -> set[str]:
    own = {file.scopes[scope].name} - {""}
    return {name for name, value in file.sketch.exports if _is_it(value, scope, own)}


def _is_it(value: Expression, scope: int, names: set[str]) -> bool:
    """Whether a value is a function, or something made of it: `useCallback(async (url) => …)`, `api.request.bind(api)`."""
    if isinstance(value, Name | Member):
        return value.name in names
    if isinstance(value, Invocation):
        bound = (value.callee.of,) if isinstance(value.callee, Member) and value.callee.name == "bind" else ()
        return any(_is_it(part, scope, names) for part in (*bound, *value.positional))
    return value == Closure(scope)

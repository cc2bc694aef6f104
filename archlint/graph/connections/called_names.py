"""By which names a function may be called, in its file and where it is imported: the file and its scope in, names out."""

from archlint.graph.connections.finds import CONSTRUCTORS
from archlint.graph.values.file import File
from archlint.graph.values.holding import Holding
from archlint.graph.values.walking import speaks_of
from archlint.model.sketch import Invocation, Name


def known_as(file: File, scope: int) -> set[str]:
    """The names by which a function may be called: its own, those of what it is bound to, of entries of objects that hold it
    and of exports; of a constructor those of its class.
    """
    function = file.scopes[scope]
    if function.name in CONSTRUCTORS:
        scope = file.class_of(scope)
        return with_subclasses(file, file.scopes[scope].name) | _exported(file, scope) if scope >= 0 else set()
    found = {function.name} - {""}
    found |= file.entries.of(scope, found)
    pending = file.bound.of(scope, found)
    while not pending <= found:  # `const send = useCallback(ask)`, `const post = send.bind(api)`
        found |= pending
        pending = file.bound.of(scope, found)
    found |= file.entries.of(scope, found)
    found |= _given_by(file, scope)
    return (found | _exported(file, scope)) - {"", "..."}


def _given_by(file: File, scope: int) -> set[str]:
    """What is bound to what a function gives, where that is a function in it: `const post = send("post")`."""
    giver = file.scopes[scope].parent
    gives = giver > 0 and file.scopes[giver].name and Holding(("", one) for one in file.scopes[giver].returns)
    if not gives or not gives.of(scope, ()):
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
    return file.exported.of(scope, {file.scopes[scope].name} - {""})

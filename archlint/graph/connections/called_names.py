"""By which names a function may be called, in its file and where it is imported: the file and its scope in, names out."""

from archlint.graph.connections.finds import CONSTRUCTORS
from archlint.graph.values.file import File
from archlint.graph.values.holding import Holding
from archlint.graph.values.walking import speaks_of


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
    return (found | _exported(file, scope)) - {"", "..."}


def givers(file: File, scope: int) -> set[str]:
    """What functions are called that give a function within them: `send` for that of `const post = send("post")`."""
    giver = file.scopes[scope].parent
    if giver <= 0 or file.scopes[giver].kind != "function":
        return set()
    gives = Holding(("", one) for one in file.scopes[giver].returns)
    own = {file.scopes[scope].name} - {""}
    if not gives.of(scope, own | file.bound.of(scope, own)):
        return set()
    name = {file.scopes[giver].name} - {""}
    return name | file.bound.of(giver, name)


def with_subclasses(file: File, name: str) -> set[str]:
    """A class with those of the same file that extend it."""
    found = {name}
    for scope in file.scopes:
        if scope.kind == "class" and any(speaks_of(base, one) for base in scope.bases for one in [*found]):
            found |= {scope.name} - {""}
    return found


def _exported(file: File, scope: int) -> set[str]:
    return file.exported.of(scope, {file.scopes[scope].name} - {""})

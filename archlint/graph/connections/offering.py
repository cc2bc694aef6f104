"""What a module offers to others that ask by it: a File and the functions in it that are given addresses in, the names of these
and of what is made of them out. Whoever takes other names from the module need not be looked into.
"""

from collections.abc import Collection, Container, Mapping

from archlint.graph.values.file import File
from archlint.graph.values.terms import ModuleValue
from archlint.graph.values.walking import PARTS, expressions_of
from archlint.model.sketch import Closure, Expression, Name

_ALL = frozenset({"", "*", "=", "default"})
"""What is taken where no name is said."""
_BY_NAMES = ("typescript", "python")
"""Languages in which an import says what it takes out of a module."""


def offered(file: File, asked: Collection[int]) -> frozenset[str] | None:
    """The names under which functions that are given addresses can be had; None where it may be any."""
    if file.language not in _BY_NAMES or not asked:
        return None
    spoken, scopes = _items(file)
    found = {name for name, inside in scopes.items() if not inside.isdisjoint(asked)}
    if not all(any(one in inside for inside in scopes.values()) for one in asked):
        return None
    pending = set(found)
    while pending:
        pending = {name for name, said in spoken.items() if name not in found and not said.isdisjoint(found)}
        found |= pending
    for exported, expression in file.sketch.exports:
        names, _ = _said(file, [expression])
        if not names.isdisjoint(found):
            found.add(exported)
    return frozenset(found)


def handed_on(file: File, offers: Mapping[str, frozenset[str]], offering: Container[str]) -> frozenset[str] | None:
    """What a module offers that only hands on what others do; None for any other module, and where it may be anything."""
    if len(file.scopes) != 1 or file.scopes[0].bindings or file.scopes[0].expressions or file.sketch.exports:
        return None
    found: set[str] = set()
    for entry in file.sketch.imports:
        target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
        if not isinstance(target, ModuleValue):
            continue
        if not entry.exported or (target.module in offering and target.module not in offers):
            return None
        if target.module in offers:
            found |= offers[target.module] if entry.name == "*" else {entry.local}
    return frozenset(found)


def takes(names: Collection[str], offers: Collection[str] | None) -> bool:
    """Whether somebody who takes some names from a module takes what it offers."""
    return offers is None or not names or not _ALL.isdisjoint(names) or not set(names).isdisjoint(offers)


def _items(file: File) -> tuple[dict[str, set[str]], dict[str, set[int]]]:
    """What the top of a module binds: the names that each speaks of, and the scopes in it."""
    spoken: dict[str, set[str]] = {}
    scopes: dict[str, set[int]] = {}
    for index, scope in enumerate(file.scopes):
        if scope.parent == 0 and scope.name:
            names, inside = _said(file, [Closure(index)])
            spoken.setdefault(scope.name, set()).update(names)
            scopes.setdefault(scope.name, set()).update(inside)
    for binding in file.scopes[0].bindings if file.scopes else ():
        name = binding.target.partition(".")[0]
        names, inside = _said(file, [binding.value] if binding.value is not None else [])
        spoken.setdefault(name, set()).update(names)
        scopes.setdefault(name, set()).update(inside)
    return spoken, scopes


def _said(file: File, expressions: list[Expression]) -> tuple[set[str], set[int]]:
    """The names in some expressions and the scopes in them, with what is written there."""
    names: set[str] = set()
    inside: set[int] = set()
    pending = list(expressions)
    while pending:
        one = pending.pop()
        if type(one) is Name:
            names.add(one.name)
        elif type(one) is Closure:
            within = [one.scope]
            while within:
                index = within.pop()
                if index in inside:
                    continue
                inside.add(index)
                scope = file.scopes[index]
                pending += [*expressions_of(scope), *scope.bases, *scope.marks]
                within += file.inner.get(index, ())
        else:
            parts = PARTS.get(type(one))
            pending += parts(one) if parts is not None else ()
    return names, inside

"""What `this` has where a framework makes an object of an object literal: a function and a name in, a Value out. Part of the
Evaluator.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archlint.graph.values.file import File
from archlint.graph.values.members import Members
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    Frame,
    FunctionValue,
    ItemsValue,
    ParameterValue,
    RecordValue,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
)
from archlint.graph.values.walking import expressions_of, parts_of
from archlint.model.sketch import Closure, Expression, Invocation, Record

_EMPTY = TextValue(())
_ITEMS = "*"
"""The step in a way into an object that leads to each item of a list."""
_DEEPEST = 3
"""How many literals lie in each other at most: a component, its methods, the parts of one."""


class Literal(NamedTuple):
    """An object literal and the scope that it is written in."""

    record: Record
    scope: int


class States(Members):
    """Looks into the objects whose functions a framework calls."""

    _literals: dict[str, Mapping[int, Literal]]

    def of_this(self, frame: Frame, name: str) -> Value | None:
        """What `this.name` is in a function of an object literal that a framework makes an object of; None where it does not
        say what.
        """
        if not self.outside.state:
            return None
        file = self.program.file(frame.module)
        literals = self._literals.get(frame.module)
        if literals is None:
            literals = self._literals[frame.module] = _literals_in(file, frozenset(_first(self.outside.state)))
        scope = frame.scope
        while scope >= 0 and scope not in literals:
            scope = file.scopes[scope].parent
        if scope < 0:
            return None
        literal = literals[scope]
        key = ("this", frame.module, id(literal.record), name)
        if self._pending.meets(key):
            return None
        before = self._pending.begin(key)
        try:
            found = list(self._held(literal, Frame(frame.module, literal.scope), name))
            found += self._given_later(file, literals, literal, name)
        finally:
            self._pending.end(key, before)
        told = [one for one in found if not isinstance(one, Unknown | ParameterValue | Attribute) and one != _EMPTY]
        return several([*told]) if told else None

    def _held(self, literal: Literal, frame: Frame, name: str) -> Iterator[Value]:
        for way in self.outside.state:
            values: list[Value] = [RecordValue(literal.record, frame)]
            for step in way.split("."):
                values = [one for value in values for one in self._step(value, step.replace("{}", name))]
            for value in values:
                yield from options_of(value)

    def _step(self, of: Value, step: str) -> Iterator[Value]:
        """One step into an object: an entry, or what the function gives that is one."""
        for option in options_of(of):
            one = _made_of(option)
            if step == _ITEMS and isinstance(one, ItemsValue):
                yield from (self.evaluate(item, one.frame) for item in one.items)
            elif isinstance(one, RecordValue) and any(
                key in (step.removesuffix("()"), "...") for key, _ in one.record.entries
            ):
                found = self.entry(one, step.removesuffix("()"))
                if not step.endswith("()"):
                    yield found
                elif isinstance(found, FunctionValue):
                    yield self.result(found, None, None)

    def _given_later(self, file: File, literals: Mapping[int, Literal], literal: Literal, name: str) -> Iterator[Value]:
        """What its functions give an entry: `this.url = "/data"`."""
        for scope, of in literals.items():
            if of.record is literal.record:
                for binding in file.bindings.get((scope, f"this.{name}"), ()):
                    value = self.binding(binding, Frame(file.path, scope))
                    yield from () if isinstance(value, Unknown) else options_of(value)


def _made_of(value: Value) -> Value:
    """The literal that something outside makes an object of: `defineComponent({ … })`."""
    if isinstance(value, Applied) and value.invocation is not None and value.frame is not None:
        given = value.invocation.positional[:1]
        return RecordValue(given[0], value.frame) if given and isinstance(given[0], Record) else value
    return value


def _first(ways: tuple[str, ...]) -> Iterator[str]:
    """The entries that ways into an object begin with."""
    return (way.partition(".")[0].removesuffix("()") for way in ways)


def _literals_in(file: File, holders: frozenset[str]) -> dict[int, Literal]:
    """By function the literal that it lies in, of those that have one of some entries."""
    found: dict[int, Literal] = {}
    if file.template >= 0 and (whole := _exported(file)) is not None:
        found[file.template] = Literal(whole, 0)
    roots = [(expression, 0) for _, expression in file.sketch.exports]
    roots += [(one, index) for index, scope in enumerate(file.scopes) for one in expressions_of(scope)]
    seen: set[int] = set()
    for root, scope in roots:
        pending: list[Expression] = [root]
        while pending:
            one = pending.pop()
            if isinstance(one, Record) and any(key in holders for key, _ in one.entries) and id(one) not in seen:
                seen.add(id(one))
                for closure in _closures(one):
                    found.setdefault(closure, Literal(one, scope))
            pending += parts_of(one)
    return found


def _exported(file: File) -> Record | None:
    """The object literal that a component is."""
    value = next((value for name, value in file.sketch.exports if name == "default"), None)
    if isinstance(value, Invocation) and value.positional:
        value = value.positional[0]
    return value if isinstance(value, Record) else None


def _closures(record: Record) -> Iterator[int]:
    pending: list[tuple[Record, int]] = [(record, 1)]
    while pending:
        one, depth = pending.pop()
        for _, value in one.entries:
            if isinstance(value, Closure):
                yield value.scope
            elif isinstance(value, Record) and depth < _DEEPEST:
                pending.append((value, depth + 1))

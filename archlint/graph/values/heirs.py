"""Who does what a class or an interface only declares: an object of it and a name in, what the classes have that implement it
out. Part of the Evaluator.

Who is handed an object by an interface does not say which class it is of; where few implement it, it may be of any of them.
"""

from abc import abstractmethod

from archlint.graph.values.heap import Heap
from archlint.graph.values.terms import (
    MAX_OPTIONS,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    RecordValue,
    TextValue,
    Unknown,
    Value,
    several,
)
from archlint.model.sketch import Expression, Invocation, Member, Name, Scope

_FEW = 3
"""Different functions that implement one; with more nobody can say which is meant."""
_ONLY_RAISES = ("Error", "Exception")
"""What the names end with of what a method raises that is left to others."""


class Heirs(Heap):
    """Looks into the classes that are made of one."""

    @abstractmethod
    def ancestry(self, of: ClassValue) -> list[Value]:
        """The class, its bases and theirs, nearest first."""

    @abstractmethod
    def entry(self, of: RecordValue, name: str) -> Value:
        """An entry of an object literal."""

    @abstractmethod
    def of_class(self, of: ClassValue, name: str, own: Value | None) -> Value | None:
        """A member of a class or of what it is made of, None where there is none."""

    def is_there(self, of: ClassValue) -> bool:
        """Whether objects of a type say more than what they hold: of an interface only if somebody implements it."""
        scope = self.program.scope(of.module, of.scope)
        if scope.kind != "interface" or scope.bases:
            return True
        return bool(self.program.named_bases(scope.name) or self.program.written_as(scope.name))

    def of_heirs(self, of: Instance, name: str) -> Value | None:
        """What classes made of one have by a name that it leaves to them: `abstract path: string`, the methods of an
        interface.
        """
        key = ("heirs", of.of, name)
        if of.invocation is not None or self._pending.meets(key):
            return None
        before = self._pending.begin(key)
        try:
            found = [self.of_class(one, name, Instance(one)) for one in self._heirs(of.of)]
            found += [self.entry(one, name) for one in self._written(of.of)]
        finally:
            self._pending.end(key, before)
        texts: list[Value] = [one for one in found if isinstance(one, TextValue)]
        if texts:
            return several(texts)
        known: list[Value] = [one for one in found if one is not None and not isinstance(one, Unknown | Attribute)]
        places = {(one.module, one.scope) for one in known if isinstance(one, FunctionValue)}
        is_few = len(places) <= _FEW and len(known) <= MAX_OPTIONS
        return several(known) if known and is_few else None

    def implemented(self, found: FunctionValue, of: Instance) -> Value:
        """The implementations of a method that a class or interface only declares."""
        if not _is_left_to_others(self.program.scope(found.module, found.scope)):
            return found
        name = self.program.scope(found.module, found.scope).name
        return self.of_heirs(of, name) or found

    def _written(self, of: ClassValue) -> list[RecordValue]:
        """The objects that are written out as ones of a type, a few at most."""
        written = self.program.written_as(self.program.scope(of.module, of.scope).name)
        return [
            RecordValue(one.record, frame)
            for one in written[:MAX_OPTIONS]
            for frame in (Frame(one.module, one.scope),)
            if self.evaluate(one.type, frame) == of
        ]

    def _heirs(self, of: ClassValue) -> list[ClassValue]:
        """Classes made of one, and those made of these, a few at most."""
        found: list[ClassValue] = []
        pending, seen = [of], {of}
        while pending and len(found) < MAX_OPTIONS:
            one = pending.pop(0)
            name = self.program.scope(one.module, one.scope).name
            named = self.program.named_bases(name) if name else []
            for heir in (ClassValue(*place) for place in named[:MAX_OPTIONS]):
                if heir in seen or one not in self.ancestry(heir):
                    continue
                seen.add(heir)
                pending.append(heir)
                if self.program.scope(heir.module, heir.scope).kind != "interface":
                    found.append(heir)
        return found


def _is_left_to_others(scope: Scope) -> bool:
    """Whether a function does nothing, or nothing but raise an error."""
    return not (scope.returns or scope.bindings) and all(map(_only_raises, scope.expressions))


def _only_raises(expression: Expression) -> bool:
    callee = expression.callee if isinstance(expression, Invocation) else None
    return isinstance(callee, Name | Member) and callee.name.endswith(_ONLY_RAISES)

"""One file of a project: its sketch in, its scopes, bindings, imports and calls by name out."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from archlint.graph.values.holding import Holding
from archlint.graph.values.terms import Frame, Value
from archlint.graph.values.walking import Written, first_name, parts_of, written
from archlint.model.sketch import Binding, Closure, Expression, Imported, Invocation, Member, Name, Record, Sketch

_OWN = re.compile(r"\A(?:self|this|cls)\.")


class Given(NamedTuple):
    """The call that a closure is an argument of, and the scope that call stands in."""

    invocation: Invocation
    scope: int


class Spoken(NamedTuple):
    """A name and the bare names that stand in what it is bound to, or in what a function in that gives. `is_answer` tells
    whether a method gives it.
    """

    target: str
    names: frozenset[str]
    is_answer: bool


class File:
    """A sketch with its scopes by name."""

    def __init__(self, path: str, language: str, sketch: Sketch, targets: Mapping[tuple[str, str], Value]) -> None:
        self.path = path
        self.language = language
        self.sketch = sketch
        self.scopes = sketch.scopes
        self.targets = targets
        """What (module as written, name) of an import leads to."""

    @cached_property
    def leading(self) -> dict[str, list[tuple[str, Value]]]:
        """By a module as written what its imports take out of it, each with what it leads to."""
        found: dict[str, list[tuple[str, Value]]] = {}
        for (module, name), target in self.targets.items():
            found.setdefault(module, []).append((name, target))
        return found

    @cached_property
    def children(self) -> dict[tuple[int, str], list[int]]:
        """The scopes by the scope around them and their name."""
        found: dict[tuple[int, str], list[int]] = {}
        for index, scope in enumerate(self.scopes):
            if scope.name and scope.kind not in ("interface", "template"):
                found.setdefault((scope.parent, scope.name), []).append(index)
        return found

    @cached_property
    def interfaces(self) -> dict[str, int]:
        """The interfaces of the module, by their names: types, which values of the same names come before."""
        return {scope.name: index for index, scope in enumerate(self.scopes) if scope.kind == "interface"}

    @cached_property
    def template(self) -> int:
        """The scope of the template of a component, -1 where there is none."""
        return next((index for index, scope in enumerate(self.scopes) if scope.kind == "template"), -1)

    @cached_property
    def inner(self) -> dict[int, list[int]]:
        """The scopes by the scope around them."""
        found: dict[int, list[int]] = {}
        for index, scope in enumerate(self.scopes):
            found.setdefault(scope.parent, []).append(index)
        return found

    @cached_property
    def bindings(self) -> dict[tuple[int, str], list[Binding]]:
        found: dict[tuple[int, str], list[Binding]] = {}
        for index, scope in enumerate(self.scopes):
            for binding in scope.bindings:
                found.setdefault((index, binding.target), []).append(binding)
        return found

    def frame_of_export(self, expression: Expression) -> Frame:
        """Where an exported expression is written: in the module, or in a function that is called at once around all of it."""
        name = first_name(expression)
        known = name and ((0, name) in self.bindings or (0, name) in self.children or name in self.imported)
        if name and not known:
            for index, scope in enumerate(self.scopes):
                if (
                    not scope.parent
                    and not scope.name
                    and ((index, name) in self.bindings or (index, name) in self.children)
                ):
                    return Frame(self.path, index)
        return Frame(self.path, 0)

    @cached_property
    def changing(self) -> frozenset[tuple[int, str]]:
        """The names that get more than one value in a scope, with that scope."""
        found = [
            key
            for key, bound in self.bindings.items()
            if len(bound) > 1 or any(one.name == key[1] for one in self.scopes[key[0]].parameters)
        ]
        return frozenset(found)

    @cached_property
    def dotted(self) -> frozenset[str]:
        """The first parts of names that are imported with dots: `a` of `import a.b`."""
        return frozenset([name.partition(".")[0] for name in self.imported if "." in name])

    @cached_property
    def aliases(self) -> frozenset[str]:
        """The names that stand for something else: imported, or bound to a value that is no function of this file."""
        bound = (
            binding.target
            for scope in self.scopes
            for binding in scope.bindings
            if binding.value is not None and not isinstance(binding.value, Closure)
        )
        return frozenset((*self.imported, *bound))

    @cached_property
    def spoken(self) -> list[Spoken]:
        """What names are bound to."""
        bound = [(one.target, one.value) for scope in self.scopes for one in scope.bindings]
        return [
            Spoken(target, self._names_in(value), isinstance(value, Invocation) and isinstance(value.callee, Member))
            for target, value in bound
            if value is not None
        ]

    def _names_in(self, root: Expression) -> frozenset[str]:
        found: set[str] = set()
        pending = [root]
        inside = True
        while pending:
            following: list[Expression] = []
            for one in pending:
                if isinstance(one, Name):
                    found.add(one.name)
                elif isinstance(one, Closure):
                    following += self.scopes[one.scope].returns if inside else ()
                else:
                    following += parts_of(one)
            inside = inside and not any(isinstance(one, Closure) for one in pending)
            pending = following
        return frozenset(found)

    @cached_property
    def imported(self) -> dict[str, list[Imported]]:
        found: dict[str, list[Imported]] = {}
        for entry in self.sketch.imports:
            found.setdefault(entry.local, []).append(entry)
        return found

    @cached_property
    def rest_names(self) -> frozenset[str]:
        """The names of parameters that take all the rest of what is handed over in order: `...args`, `*args`."""
        every = (one for scope in self.scopes for one in scope.parameters if one.rest)
        return frozenset([one.name for one in every if not one.name.startswith("**")])

    @cached_property
    def methods(self) -> dict[int, list[int]]:
        """The functions that lie directly in a class."""
        found: dict[int, list[int]] = {}
        for index, scope in enumerate(self.scopes):
            if scope.kind == "function" and scope.parent >= 0 and self.scopes[scope.parent].kind == "class":
                found.setdefault(scope.parent, []).append(index)
        return found

    @cached_property
    def assigning(self) -> dict[tuple[int, str], list[int]]:
        """The methods that assign to an attribute of their object, by class and attribute; of constructors whatever they
        assign to.
        """
        found: dict[tuple[int, str], list[int]] = {}
        for of, methods in self.methods.items():
            for method in methods:
                names = [binding.target for binding in self.scopes[method].bindings]
                for name in dict.fromkeys(_OWN.sub("", name) for name in names):
                    found.setdefault((of, name), []).append(method)
        return found

    @cached_property
    def _walked(self) -> tuple[list[list[Written]], list[Record]]:
        records: list[Record] = []
        exported: dict[int, list[Expression]] = {}
        for _, value in self.sketch.exports:
            if type(value) is Invocation:  # `module.exports = mongoose.model("Bill", schema)`
                exported.setdefault(self.frame_of_export(value).scope, []).append(value)
        found = [written(scope, records, exported.get(index, ())) for index, scope in enumerate(self.scopes)]
        return found, records

    @property
    def calls(self) -> list[list[Written]]:
        """The calls by the scopes they stand in; those in closures are their own scopes'."""
        return self._walked[0]

    @property
    def records(self) -> list[Record]:
        """The objects that are written out anywhere in the file."""
        return self._walked[1]

    @cached_property
    def entries(self) -> Holding:
        """What entries of objects hold."""
        return Holding(entry for one in self.records for entry in one.entries)

    @cached_property
    def bound(self) -> Holding:
        """What names and attributes are bound to, by their last names."""
        return Holding(
            (binding.target.rpartition(".")[2], binding.value)
            for scope in self.scopes
            for binding in scope.bindings
            if binding.value is not None
        )

    @cached_property
    def exported(self) -> Holding:
        """What exports hold."""
        return Holding(self.sketch.exports)

    @cached_property
    def given(self) -> dict[int, Given]:
        """By closure the call that it is an argument of."""
        found: dict[int, Given] = {}
        for index, calls in enumerate(self.calls):
            for _, invocation, _ in calls:
                for argument in (*invocation.positional, *(value for _, value in invocation.named)):
                    if isinstance(argument, Closure):
                        found[argument.scope] = Given(invocation, index)
        return found

    def class_of(self, scope: int) -> int:
        """The innermost class around a scope, -1 for none."""
        while scope >= 0 and self.scopes[scope].kind != "class":
            scope = self.scopes[scope].parent
        return scope

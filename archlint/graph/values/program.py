"""The sketches of a project and how their names lead from file to file: what evaluation looks things up in."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from archlint.graph.values.terms import Frame, ModuleValue, Symbol, Value
from archlint.graph.values.walking import Written, first_name, written
from archlint.model.layout import Resolved
from archlint.model.sketch import (
    Binding,
    Closure,
    Expression,
    Imported,
    Invocation,
    Member,
    Name,
    Record,
    Scope,
    Sketch,
)


class Place(NamedTuple):
    """A binding, with the scope and the module it stands in."""

    module: str
    scope: int
    binding: Binding


class Given(NamedTuple):
    """The call that a closure is an argument of, and the scope that call stands in."""

    invocation: Invocation
    scope: int


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
            if scope.name:
                found.setdefault((scope.parent, scope.name), []).append(index)
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
    def imported(self) -> dict[str, list[Imported]]:
        found: dict[str, list[Imported]] = {}
        for entry in self.sketch.imports:
            found.setdefault(entry.local, []).append(entry)
        return found

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
                for name in dict.fromkeys(name.removeprefix("self.").removeprefix("this.") for name in names):
                    found.setdefault((of, name), []).append(method)
        return found

    @cached_property
    def _walked(self) -> tuple[list[list[Written]], list[Record]]:
        records: list[Record] = []
        return [written(scope, records) for scope in self.scopes], records

    @property
    def calls(self) -> list[list[Written]]:
        """The calls by the scopes they stand in; those in closures are their own scopes'."""
        return self._walked[0]

    @property
    def records(self) -> list[Record]:
        """The objects that are written out anywhere in the file."""
        return self._walked[1]

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


class Program:
    """All files that somebody looks into; others are asked for when a name leads to them.

    `sketch_of` gives a module's sketch, an empty one where there is none; it may take its time, so it is asked once.
    """

    def __init__(
        self,
        languages: Mapping[str, str],
        sketch_of: Callable[[str], Sketch],
        announce: Callable[[Iterable[str]], None],
        answers_of: Callable[[str], Iterable[tuple[str, Resolved]]],
        types: Mapping[str, str],
    ) -> None:
        self._languages = languages
        self._sketch_of = sketch_of
        self._announce = announce
        self._answers_of = answers_of
        self._files: dict[str, File] = {}
        self._announced: set[str] = set()
        self.types = types
        """Fully qualified names of types to the modules that declare them, in languages that name modules inside."""

    def announce(self, modules: Iterable[str]) -> None:
        """Say which modules will be looked into, so that their sketches can be drawn at once."""
        self._announced.update(modules)
        self._announce(modules)
        for module in modules:
            if module in self._files and not self._files[module].scopes:  # nothing was drawn for a glance at it
                del self._files[module]

    def announced(self) -> "Program":
        """The same program, in which only the modules that were announced so far hold anything."""
        return _Announced(self, frozenset(self._announced))

    @property
    def modules(self) -> Iterable[str]:
        """All modules of the project."""
        return self._languages

    def has(self, module: str) -> bool:
        return module in self._languages

    def language(self, module: str) -> str:
        return self._languages[module]

    def file(self, module: str) -> File:
        found = self._files.get(module)
        if found is None:
            targets: dict[tuple[str, str], Value] = {}
            for written, answer in self._answers_of(module):
                if answer.status == "module":
                    targets.setdefault((written, answer.name), ModuleValue(answer.target))
                elif answer.status in ("third-party", "standard"):
                    targets.setdefault((written, answer.name), Symbol(answer.target))
                elif answer.status == "unresolved" and self._languages[module] not in _BY_DOTS:
                    targets.setdefault((written, answer.name), Symbol(f"{MISSING}{written}"))
            sketch = self._sketch_of(module)
            found = self._files[module] = File(module, self._languages[module], sketch, targets)
        return found

    def is_loaded(self, module: str) -> bool:
        return module in self._files

    def scope(self, module: str, index: int) -> Scope:
        return self.file(module).scopes[index]

    @cached_property
    def given(self) -> dict[tuple[str, int, str], list[Value]]:
        """What parameters of functions that nobody calls by name are known to be: by module, scope and name."""
        return {}

    @cached_property
    def clients(self) -> dict[tuple[str, int, str], list[Value]]:
        """The clients that parameters of functions are handed, by module, scope and name."""
        return {}

    @cached_property
    def _heap(self) -> dict[str, list[Place]]:
        return {}

    def index_heap(self, modules: Iterable[str]) -> None:
        """Remember what modules assign to attributes of other objects (`app.config.URL = …`), by the attribute's name."""
        for module in modules:
            for index, scope in enumerate(self.file(module).scopes):
                for binding in scope.bindings:
                    if "." in binding.target and not binding.target.startswith(("self.", "this.", "cls.")):
                        name = binding.target.rpartition(".")[2]
                        self._heap.setdefault(name, []).append(Place(module, index, binding))

    def assigned(self, attribute: str) -> list[Place]:
        """Where an attribute of that name gets a value."""
        return self._heap.get(attribute, [])

    @cached_property
    def _subclasses(self) -> dict[str, list[tuple[str, int]]]:
        return {}

    def index_classes(self, modules: Iterable[str]) -> None:
        """Remember which classes name which bases, by the base's last name."""
        for module in modules:
            for index, scope in enumerate(self.file(module).scopes):
                if scope.kind == "class":
                    for base in scope.bases:
                        self._subclasses.setdefault(_last(base), []).append((module, index))

    def named_bases(self, name: str) -> list[tuple[str, int]]:
        """The classes that name a base of that last name."""
        return self._subclasses.get(name, [])


class _Announced(Program):
    """A program seen through the modules that are known to matter: nothing else is read for its sake."""

    def __init__(self, whole: Program, known: frozenset[str]) -> None:
        self._whole = whole
        self._known = known
        self._blank: dict[str, File] = {}
        self.types = whole.types

    def has(self, module: str) -> bool:
        return self._whole.has(module)

    @property
    def modules(self) -> Iterable[str]:
        return self._whole.modules

    def file(self, module: str) -> File:
        if module in self._known:
            return self._whole.file(module)
        if module not in self._blank:
            self._blank[module] = File(module, self._whole.language(module), Sketch((_BLANK,)), {})
        return self._blank[module]

    @property
    def given(self) -> dict[tuple[str, int, str], list[Value]]:
        return self._whole.given

    @property
    def clients(self) -> dict[tuple[str, int, str], list[Value]]:
        return self._whole.clients

    def assigned(self, attribute: str) -> list[Place]:
        return self._whole.assigned(attribute)

    def named_bases(self, name: str) -> list[tuple[str, int]]:
        return self._whole.named_bases(name)


_BY_DOTS = ("python", "java")
"""Languages in which the path of a library and that of the project look the same."""
MISSING = "missing:"
"""What the names begin with of what is imported from a path of the project at which nothing lies."""
_BLANK = Scope("", "module", -1, 0, 0, 1)


def _last(expression: object) -> str:
    return expression.name if isinstance(expression, Name | Member) else ""

"""The sketches of a project and how their names lead from file to file: what evaluation looks things up in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from archlint.graph.values.file import File
from archlint.graph.values.terms import ClassValue, FunctionValue, Instance, ModuleValue, RecordValue, Symbol, Value
from archlint.model.layout import Resolved
from archlint.model.sketch import Binding, Member, Name, Record, Scope, Sketch


class Place(NamedTuple):
    """A binding, with the scope and the module it stands in."""

    module: str
    scope: int
    binding: Binding


class Typed(NamedTuple):
    """An object that is written out in a scope of a module, as one of a type: `const api: Api = { … }`."""

    module: str
    scope: int
    record: Record
    type: Name | Member


class Bean(NamedTuple):
    """A function that makes an object which is known by a name."""

    name: str
    maker: FunctionValue


class Program:
    """All files that somebody looks into; others are asked for when a name leads to them.

    `sketch_of` gives a module's sketch, an empty one where there is none; it may take its time, so it is asked once. `content`
    gives a module's bytes.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that names may lead to
        self,
        languages: Mapping[str, str],
        sketch_of: Callable[[str], Sketch],
        announce: Callable[[Iterable[str]], None],
        answers_of: Callable[[str], Iterable[tuple[str, Resolved]]],
        types: Mapping[str, str],
        content: Callable[[str], bytes],
        mentioning: Callable[[str, str], Iterable[str]] = lambda _word, _language: (),
    ) -> None:
        self._languages = languages
        self._sketch_of = sketch_of
        self._announce = announce
        self._answers_of = answers_of
        self._files: dict[str, File] = {}
        self._announced: set[str] = set()
        self._indexed: set[str] = set()
        self.mentioning = mentioning
        """The modules in a language in which some word stands. Asked for few words: it reads them all."""
        self.content = content
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
        return self.where(frozenset(self._announced).__contains__)

    def where(self, holds: Callable[[str], bool]) -> "Program":
        """The same program, in which only the modules of which that is true hold anything."""
        return _View(self, holds)

    def uses(self, module: str) -> set[str]:
        """The modules of the project that the references of one lead to."""
        return {answer.target for _, answer in self._answers_of(module) if answer.status == "module"}

    @property
    def modules(self) -> Iterable[str]:
        """All modules of the project."""
        return self._languages

    def has(self, module: str) -> bool:
        return module in self._languages

    def language(self, module: str) -> str:
        """The language of a module, "" of one that is not of the project: of a test."""
        return self._languages.get(module, "")

    def file(self, module: str) -> File:
        """A module by its names; nothing is in one that is not of the project."""
        found = self._files.get(module)
        if found is None and module not in self._languages:
            found = self._files[module] = File(module, "", Sketch((_BLANK,)), {})
        if found is None:
            targets: dict[tuple[str, str], Value] = {}
            for written, answer in self._answers_of(module):
                if answer.status == "module":
                    targets.setdefault((written, answer.name), ModuleValue(answer.target))
                elif answer.status in ("third-party", "standard"):
                    targets.setdefault((written, answer.name), Symbol(answer.target))
                elif answer.status == "unresolved" and self._languages[module] not in _BY_DOTS:
                    is_bare = written.isidentifier()  # a library that the manifest does not name
                    targets.setdefault((written, answer.name), Symbol(written if is_bare else f"{MISSING}{written}"))
            sketch = self._sketch_of(module)
            found = self._files[module] = File(module, self._languages[module], sketch, targets)
        return found

    def sees(self, value: Value) -> bool:  # noqa: ARG002 - all is in view here
        """Whether the module is in view in which a value was written."""
        return True

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
        """The clients that parameters of functions, and fields of objects, are handed, by module, scope and name; `props.api`
        is an entry of what is handed.
        """
        return {}

    @cached_property
    def handed(self) -> dict[tuple[object, ...], list[Value]]:
        """What modules put at places from which others take it, by the place."""
        return {}

    @cached_property
    def beans(self) -> dict[str, list[Bean]]:
        """The functions that make objects which are handed to whoever declares their type, by that."""
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
        """Remember which classes name which bases, by the base's last name, and which objects are said to be of which type; of
        each module once.
        """
        fresh = [module for module in dict.fromkeys(modules) if module not in self._indexed]
        self._indexed.update(fresh)
        for module in fresh:
            for index, scope in enumerate(self.file(module).scopes):
                if scope.kind in ("class", "interface"):
                    for base in scope.bases:
                        self._subclasses.setdefault(_last(base), []).append((module, index))
                for record, type_ in records_typed(scope):
                    self._written_as.setdefault(type_.name, []).append(Typed(module, index, record, type_))

    @cached_property
    def _written_as(self) -> dict[str, list[Typed]]:
        return {}

    def written_as(self, name: str) -> list[Typed]:
        """The objects that are written out as ones of a type of that last name."""
        return self._written_as.get(name, [])

    def named_bases(self, name: str) -> list[tuple[str, int]]:
        """The classes that name a base of that last name."""
        return self._subclasses.get(name, [])


class _View(Program):
    """A program seen through the modules that may matter: nothing else is read for its sake."""

    def __init__(self, whole: Program, holds: Callable[[str], bool]) -> None:
        self._whole = whole
        self._holds = holds
        self._held: dict[str, File] = {}
        self._blank: dict[str, File] = {}
        self.types = whole.types

    def has(self, module: str) -> bool:
        return self._whole.has(module)

    def language(self, module: str) -> str:
        return self._whole.language(module)

    @property
    def modules(self) -> Iterable[str]:
        return self._whole.modules

    def file(self, module: str) -> File:
        found = self._held.get(module)
        if found is None and self._holds(module):
            found = self._held[module] = self._whole.file(module)
        if found is None:
            found = self._blank.get(module)
        if found is None:
            found = self._blank[module] = File(module, self._whole.language(module), Sketch((_BLANK,)), {})
        return found

    def sees(self, value: Value) -> bool:
        if isinstance(value, RecordValue):
            return self._holds(value.frame.module)
        of = value.of if isinstance(value, Instance) else value
        return not isinstance(of, ClassValue | FunctionValue) or self._holds(of.module)

    @property
    def given(self) -> dict[tuple[str, int, str], list[Value]]:
        return self._whole.given

    @property
    def clients(self) -> dict[tuple[str, int, str], list[Value]]:
        return self._whole.clients

    @property
    def handed(self) -> dict[tuple[object, ...], list[Value]]:
        return self._whole.handed

    @property
    def beans(self) -> dict[str, list[Bean]]:
        return self._whole.beans

    def assigned(self, attribute: str) -> list[Place]:
        return self._whole.assigned(attribute)

    def named_bases(self, name: str) -> list[tuple[str, int]]:
        return self._whole.named_bases(name)

    def written_as(self, name: str) -> list[Typed]:
        return self._whole.written_as(name)


_BY_DOTS = ("python", "java")
"""Languages in which the path of a library and that of the project look the same."""
MISSING = "missing:"
"""What the names begin with of what is imported from a path of the project at which nothing lies."""
_BLANK = Scope("", "module", -1, 0, 0, 1)


def records_typed(scope: Scope) -> Iterator[tuple[Record, Name | Member]]:
    """The objects that are written out in a scope as ones of a type, each with it."""
    for binding in scope.bindings:
        if isinstance(binding.value, Record) and isinstance(binding.type, Name | Member):
            yield binding.value, binding.type
    type_ = scope.type
    if isinstance(type_, Name | Member):
        yield from ((given, type_) for given in scope.returns if isinstance(given, Record))


def _last(expression: object) -> str:
    return expression.name if isinstance(expression, Name | Member) else ""

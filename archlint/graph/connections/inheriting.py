"""What classes inherit that ask others: modules in, those that declare the bases of their classes, and those whose classes
inherit from theirs, out.

A class asks by a client that its base holds (`this.http.get(…)`), or is a table because its base is one: its own module may use
no library that rules know.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from archlint.graph.connections.calls import last_name
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.file import File
from archlint.graph.values.program import Program, records_typed
from archlint.graph.values.terms import ClassValue, Instance, ModuleValue, ParameterValue, Symbol, Value, options_of
from archlint.model.sketch import ABSTRACT, Closure, Expression, Imported, Invocation, Member, Name

Extends = Callable[[str, Collection[str]], tuple[bool, bool]]
"""Whether a module may have a class that inherits from one of some names, and whether it may hand one of them on."""
_MOST_MODULES = 40
"""Modules that are looked into for one base: those that hand on everything lead to many."""
_DEEPEST = 6
_MOST_USERS = 400
"""Modules that are asked whether they inherit from one."""


class _Types:
    """The types that some modules declare. `names` are what they are called."""

    def __init__(self, modules: Iterable[str], program: Program) -> None:
        declared = [
            (ClassValue(module, index), scope.name)
            for module in modules
            for index, scope in enumerate(program.file(module).scopes)
            if scope.kind in ("class", "interface") and scope.name
        ]
        self._declared = {one for one, _ in declared}
        self.names = {name for _, name in declared}

    def has(self, value: Value) -> bool:
        """Whether a value is an object of one of them."""
        of = value.declared if isinstance(value, ParameterValue) else value
        return isinstance(of, Instance) and of.of in self._declared


def heirs_of(
    modules: Iterable[str],
    discovery: Discovery,
    importers: Callable[[str], Iterable[str]],
    extends: Extends,
    offering: Collection[str],
) -> set[str]:
    """The modules with classes that inherit from one in some modules that is kept in a store or holds a client. `offering` are
    the modules whose types may be clients of the project's own.
    """
    found: set[str] = set()
    types = _Types(offering, discovery.program)
    for module in modules:
        names = _holding(module, discovery, types)
        pending, seen = [module] if names else [], {module}
        while pending and len(seen) < _MOST_USERS:
            for user in importers(pending.pop()):
                if user in seen:
                    continue
                seen.add(user)
                inherits, hands_on = extends(user, names)
                if inherits:
                    found.add(user)
                if hands_on:
                    pending.append(user)
        if not found.isdisjoint(seen - {module}) and _serving(module, discovery):
            found.add(module)  # what it serves is theirs: it is looked into again
    return found


def _serving(module: str, discovery: Discovery) -> bool:
    """Whether a module has a class whose heirs serve what it says."""
    file = discovery.program.file(module)
    return any(
        ABSTRACT in scope.marks and _serves(module, file, index, discovery) for index, scope in enumerate(file.scopes)
    )


def _holding(module: str, discovery: Discovery, types: _Types) -> list[str]:
    """The classes of a module that are kept in a store, those that keep something in a field by which others are asked, and
    those whose heirs serve what they say.
    """
    file = discovery.program.file(module)
    rules = discovery.rules(module)
    found: list[str] = []
    for index, scope in enumerate(file.scopes):
        if scope.kind != "class" or not scope.name:
            continue
        bases = discovery.matching.ancestry(ClassValue(module, index))[1:]
        if any(
            one.rule.kind == "store" for base in bases if isinstance(base, Symbol) for one in rules.of_base(base.name)
        ):
            found.append(scope.name)
            continue
        if ABSTRACT in scope.marks and _serves(module, file, index, discovery):
            found.append(scope.name)
            continue
        lines = (ClassValue(module, index), *(base for base in bases if isinstance(base, ClassValue)))
        if any(_keeps_client(one, discovery, types) for one in lines):
            found.append(scope.name)
    return found


def _keeps_client(of: ClassValue, discovery: Discovery, types: _Types) -> bool:
    """Whether a class keeps something in a field by which others are asked."""
    rules, evaluator = discovery.rules(of.module), discovery.evaluator
    fields = _fields(discovery.program.file(of.module), of.scope, rules.objects.client_words, types.names)
    return any(
        types.has(one) or any(name in rules.objects.clients for name in names_of(one, rules, evaluator))
        for field in fields
        for one in options_of(evaluator.of_instance(Instance(of), field))
    )


def _serves(module: str, file: File, index: int, discovery: Discovery) -> bool:
    """Whether a class that is only there for its heirs, or an interface, says which paths these serve."""
    rules = discovery.rules(module)
    return any(
        rules.is_about(last_name(mark.callee if isinstance(mark, Invocation) else mark))
        and discovery.is_route(module, one)
        for one in file.methods.get(index, ())
        for mark in file.scopes[one].marks
    )


def _fields(file: File, index: int, words: Collection[str], types: Collection[str]) -> list[str]:
    """The fields of a class that may hold clients, by the words for what they are made by or declared as, and by the names of
    some types.
    """
    found: dict[str, None] = {}
    for at in (index, *file.methods.get(index, ())):
        scope = file.scopes[at]
        typed = [(one.name, last_name(one.type)) for one in scope.parameters if one.type is not None]
        handed = {name for name, word in typed if word in words or word in types}
        for binding in scope.bindings:
            made = binding.value.callee if isinstance(binding.value, Invocation) else binding.type
            is_handed = isinstance(binding.value, Name) and binding.value.name in handed
            word = last_name(made) if made is not None else ""
            if is_handed or word in words or word in types:
                found[binding.target.removeprefix("this.").removeprefix("self.")] = None
    return list(found)


def bases_of(program: Program, modules: Iterable[str]) -> set[str]:
    """The modules that the bases of classes in some modules are declared in, theirs, and those that hand them on."""
    found: set[str] = set()
    pending = [(module, 0) for module in modules]
    seen = {module for module, _ in pending}
    while pending:
        module, depth = pending.pop()
        file = program.file(module)
        for name in sorted({name for scope in file.scopes for name in _based(scope.bases)}):
            for other in _declaring(program, file, name):
                found.add(other)
                if other not in seen and depth < _DEEPEST:
                    seen.add(other)
                    pending.append((other, depth + 1))
    return found


def declared_for(program: Program, module: str, scopes: Collection[int]) -> set[str]:
    """The modules with the bases of the classes that some functions of a module are methods of, and with the types of the
    objects that hold some.
    """
    file = program.file(module)
    classes = {file.class_of(scope) for scope in scopes} - {-1}
    names = {name for of in classes for name in _based(file.scopes[of].bases)}
    for scope in file.scopes:
        for record, type_ in records_typed(scope):
            if any(isinstance(value, Closure) and value.scope in scopes for _, value in record.entries):
                names |= {*_based((type_,))}
    found = {other for name in sorted(names) for other in _declaring(program, file, name)}
    return (found | bases_of(program, found)) - {module} if found else found


def _based(bases: Sequence[Expression]) -> Iterator[str]:
    for base in bases:
        root = base
        while isinstance(root, Member):
            root = root.of
        if isinstance(root, Name):
            yield root.name


def _declaring(program: Program, file: File, name: str) -> list[str]:
    """The way to the module that declares a name of a file, "" where it is not of the project."""
    if (0, name) in file.children or name in file.interfaces:
        return []
    if file.language == "java":
        taken = [one.module for _, one in file.leading.get(name, ()) if isinstance(one, ModuleValue)]
        named = [entry.target for entry in file.imported.get(name, ())]
        types = (program.types.get(one) for one in (*named, f"{file.sketch.package}.{name}"))
        return [*taken, *filter(None, types)][:1]
    for entry in file.imported.get(name, ()):
        target = _target(file, entry)
        if target:
            taken_name = entry.name if entry.name not in ("", "*", "=", "default") else name
            return _way(program, target, taken_name) or [target]
    return []


def _way(program: Program, module: str, name: str) -> list[str]:
    """The modules from one that hands a name on to the one that declares it, both with it; empty where none does."""
    ways: list[list[str]] = [[module]]
    seen = {module}
    for _ in range(_MOST_MODULES):
        if not ways:
            break
        way = ways.pop(0)
        file = program.file(way[-1])
        if (0, name) in file.children or name in file.interfaces:
            return way
        named = [entry for entry in file.imported.get(name, ()) if entry.exported]
        handed_on = named or [entry for entry in file.imported.get("", ()) if entry.name == "*"]
        targets = [target for entry in handed_on if (target := _target(file, entry)) and target not in seen]
        seen.update(targets)
        likely = [one for one in targets if _is_called(one, name)]
        ways = [*([*way, one] for one in likely), *ways, *([*way, one] for one in targets if one not in likely)]
    return []


def _is_called(module: str, name: str) -> bool:
    """Whether a module is called what it declares: `entity.service` for `EntityService`."""
    last = module.rpartition("/")[2].rpartition(".")[0]
    return "".join(filter(str.isalnum, last)).lower() == name.replace("_", "").lower()


def _target(file: File, entry: Imported) -> str:
    target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
    return target.module if isinstance(target, ModuleValue) else ""

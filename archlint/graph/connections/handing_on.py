"""What a module makes that rules are about, and what it hands on of what others offer: a module in, what its users say who ask
by that out.
"""

from collections.abc import Container, Iterable, Iterator, Mapping

from archlint.graph.connections.asking_names import ANYTHING, WHOLE, Words, is_closed, words_of
from archlint.graph.connections.calls import last_name
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.file import File
from archlint.graph.values.terms import (
    ClassValue,
    Frame,
    FunctionValue,
    ModuleValue,
    RecordValue,
    Symbol,
    Value,
    options_of,
)
from archlint.graph.values.walking import invocations
from archlint.model.api_rules import RuleKind
from archlint.model.sketch import Choice, Expression, Imported, Invocation, Joined, Member, Name, Record, Text

_ASKING: tuple[RuleKind, ...] = ("request", "publication")
_DEEPEST = 3
"""Objects that are made over from each other."""


def makes(module: str, discovery: Discovery, offered: Mapping[str, Words]) -> bool:
    """Whether others get something from a module that rules are about: a router, a client, a base class of models. `offered`
    is what other modules offer.
    """
    names = discovery.rules(module).objects.made
    file = discovery.program.file(module)
    for index, scope in enumerate(file.scopes):
        if scope.bases:
            bases = discovery.matching.ancestry(ClassValue(module, index))[1:]
            if any(isinstance(one, Symbol) and f"{one.name}()" in names for one in bases):
                return True
    frame = Frame(module, 0)
    bound = [binding.value for binding in file.scopes[0].bindings if binding.value is not None] if file.scopes else []
    for expression in (*bound, *(expression for _, expression in file.sketch.exports)):
        value = discovery.matching.evaluate(expression, frame)
        if any(name.startswith(names) for name in _names_of_all(value, module, discovery)):
            return True
        if isinstance(expression, Member | Name | Record) and _asks_by_itself(value, module, discovery):
            return True
    return _gives(module, discovery, offered)


def _asks_by_itself(value: Value, module: str, discovery: Discovery) -> bool:
    """Whether a value is a function of a library by which others are asked, `export default axios`, or an object that has some
    for its entries, `{ get: axios.get }`. What such entries are called is remembered.
    """
    evaluator = discovery.matching
    given: list[tuple[str, Value]] = []
    for option in options_of(value):
        if isinstance(option, RecordValue):
            given += [
                (key, evaluator.evaluate(entry, option.frame))
                for key, entry in option.record.entries
                if key not in ("", "...") and isinstance(entry, Member | Name)
            ]
        else:
            given.append(("", option))
    rules = discovery.rules(module)
    asking = [
        key
        for key, one in given
        if isinstance(one, Symbol) and any(rules.find(name, _ASKING) for name in names_of(one, rules, evaluator))
    ]
    discovery.listed.update(asking)
    return bool(asking)


def _names_of_all(value: Value, module: str, discovery: Discovery) -> Iterator[str]:
    """The names of a value, and of what an object is made over from: `{ ...client, get }`."""
    rules, evaluator = discovery.rules(module), discovery.matching
    pending, depth = [value], 0
    while pending and depth < _DEEPEST:
        for one in pending:
            yield from names_of(one, rules, evaluator)
        objects = [option for one in pending for option in options_of(one) if isinstance(option, RecordValue)]
        pending = [
            evaluator.evaluate(entry, one.frame) for one in objects for key, entry in one.record.entries if key == "..."
        ]
        depth += 1


def _gives(module: str, discovery: Discovery, offered: Mapping[str, Words]) -> bool:
    """Whether a function of a module gives who calls it something that it made, or had a function of another one make:
    `useApi()`.
    """
    rules, evaluator = discovery.rules(module), discovery.matching
    file = discovery.program.file(module)
    makers = {entry.local for entry in file.sketch.imports if entry.local and _is_offered(file, entry, offered)}
    making = {
        index
        for index, calls in enumerate(discovery.calls.written(module))
        for _, invocation, _ in calls
        if last_name(invocation.callee) in rules.objects.made_words or _root(invocation.callee) in makers
    }
    return any(
        name.startswith(rules.objects.made)
        for index in sorted(making)
        if file.scopes[index].kind == "function" and file.scopes[index].returns and _is_reached(file, index)
        for name in _names_of_all(evaluator.result(FunctionValue(module, index), None, None), module, discovery)
    )


def _is_offered(file: File, entry: Imported, offered: Mapping[str, Words]) -> bool:
    """Whether an import brings in something of a module that makes something."""
    targets = (file.targets.get((entry.target, entry.name)), file.targets.get((entry.target, "")))
    return any(
        isinstance(one, ModuleValue) and one.module in offered and offered[one.module].anything for one in targets
    )


def _is_reached(file: File, index: int) -> bool:
    """Whether others may call a function: it lies in none, or in one that gives it to them, `return { getService }`."""
    scope, outer = file.scopes[index], file.scopes[file.scopes[index].parent]
    given = (value for one in outer.returns if isinstance(one, Record) for _, value in one.entries)
    return outer.kind != "function" or (bool(scope.name) and Name(scope.name) in given)


def handed_on_by(module: str, discovery: Discovery, offered: Mapping[str, Words]) -> Words | None:
    """What users of a module say who ask by what it hands on of what others offer, `offered` by their modules; None where it
    hands on nothing.
    """
    file = discovery.program.file(module)
    taken: dict[str, Words] = {}  # by what the module calls it
    for entry in file.sketch.imports:
        for target in (file.targets.get((entry.target, entry.name)), file.targets.get((entry.target, ""))):
            if isinstance(target, ModuleValue) and target.module in offered:
                taken[entry.local] = Words.of_all((taken.get(entry.local, Words()), offered[target.module]))
    taken |= _made_of(file, taken) if taken else {}
    found = [*_exported(module, discovery, taken), *_inherited(module, discovery, offered)]
    if taken:
        passing = _passing(module, discovery, with_bound(taken.keys(), file))
        found += [words_of(file, passing)] if passing else []
        found += _bound(module, discovery, taken)
    return Words.of_all(found) if found else None


def _made_of(file: File, taken: Mapping[str, Words]) -> dict[str, Words]:
    """What a module calls what its own functions make of what it takes: `const make = () => new Api(); const api = make()`."""
    found: dict[str, Words] = {}
    for scope in file.scopes[1:]:
        roots = {_root(one.callee) for one in invocations(scope.returns)} & taken.keys() if scope.name else set()
        if roots and scope.kind == "function" and not scope.parent:
            found[scope.name] = Words.of_all([taken[root] for root in sorted(roots)])
    for binding in file.scopes[0].bindings if found else ():
        made = found.get(_root(binding.value.callee)) if isinstance(binding.value, Invocation) else None
        if made is not None:
            found[binding.target] = made
    return found


def _exported(module: str, discovery: Discovery, taken: Mapping[str, Words]) -> Iterator[Words]:
    """What a module takes and others take from it: `export * from`, `export { ask as read }`, the names of a package."""
    file = discovery.program.file(module)
    if module.endswith("/__init__.py"):
        yield from (Words.of_all((words, _called(local))) for local, words in taken.items())
    elif "" in taken:
        yield taken[""]
    for entry in file.sketch.imports:
        if entry.exported and entry.local in taken:
            yield Words.of_all((taken[entry.local], _called(entry.local)))
    for name, expression in file.sketch.exports:
        if _root(expression) in taken:
            yield Words.of_all((taken[_root(expression)], _called(name)))


def _inherited(module: str, discovery: Discovery, offered: Mapping[str, Words]) -> Iterator[Words]:
    """What the classes of a module inherit."""
    for index, scope in enumerate(discovery.program.file(module).scopes):
        if scope.bases:
            for base in discovery.matching.ancestry(ClassValue(module, index))[1:]:
                if isinstance(base, ClassValue) and base.module in offered:
                    words = offered[base.module]
                    yield words._replace(classes=words.classes | {scope.name}) if scope.name else ANYTHING


def _bound(module: str, discovery: Discovery, taken: Mapping[str, Words]) -> Iterator[Words]:
    """What a module makes of what it takes: `export const made = new Api()`."""
    file = discovery.program.file(module)
    bound = [(binding.target, binding.value) for binding in file.scopes[0].bindings] if file.scopes else []
    for name, expression in (*bound, *file.sketch.exports):
        if expression is None:
            continue
        roots = {_root(invocation.callee) for invocation in invocations((expression,))}
        if isinstance(expression, Record):
            roots |= {_root(value) for _, value in expression.entries}
        for root in sorted(roots & taken.keys()):
            yield Words.of_all((taken[root], _called(name)))


def with_bound(names: Iterable[str], file: File, *, answers: bool = True) -> set[str]:
    """Names, and those that are bound to something that is made of what they stand for; without `answers` not those that get
    what a method of it gives.
    """
    found = set(names)
    for _ in range(2):
        found |= {
            one.target
            for one in file.spoken
            if one.target not in found and (answers or not one.is_answer) and not one.names.isdisjoint(found)
        }
    return found


def _called(name: str) -> Words:
    return ANYTHING if name in WHOLE else Words(frozenset({name.rpartition(".")[2]} - {""}))


def _passing(module: str, discovery: Discovery, taken: Container[str]) -> list[int]:
    """The functions that hand on what they are given to something that others are followed for: `patch(endpoint, body)`."""
    scopes = discovery.program.file(module).scopes
    found: list[int] = []
    own: list[frozenset[str]] = []  # the parameters of each scope and of those around it
    for index, scope in enumerate(scopes):
        around = own[scope.parent] if scope.parent >= 0 else frozenset[str]()
        own.append(around.union(one.name for one in scope.parameters) if scope.parameters else around)
        if own[index] and any(
            _goes_on(argument, own[index])
            for _, invocation, _ in discovery.calls.written(module)[index]
            if _root(invocation.callee) in taken
            for argument in (*invocation.positional, *(value for _, value in invocation.named))
        ):
            found.append(index)
    return found


def _goes_on(argument: Expression, given: Container[str]) -> bool:
    """Whether an argument is what the function is given, or an address that goes on with it: `${base}${path}`, not `/${id}`."""
    match argument:
        case Name(name):
            return name in given
        case Joined(parts):
            before = (Text(""), *parts)
            return any(_goes_on(part, given) for one, part in zip(before, parts, strict=False) if not is_closed(one))
        case Invocation(positional=parts) | Choice(parts):
            return any(_goes_on(part, given) for part in parts)
    return False


def _root(expression: Expression) -> str:
    while isinstance(expression, Member):
        expression = expression.of
    return expression.name if isinstance(expression, Name) else ""

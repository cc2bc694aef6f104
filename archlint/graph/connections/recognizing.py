"""What is a client: values and what a module writes, in; whether requests or messages are sent by them out."""

from collections.abc import Collection

from archlint.graph.connections.calls import last_name
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.handing_on import with_bound
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.file import File
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Handed,
    Instance,
    ModuleValue,
    ParameterValue,
    RecordValue,
    Symbol,
    Value,
    options_of,
)
from archlint.graph.values.walking import first_name, parts_of
from archlint.model.sketch import Closure, Expression, Invocation, Member, Name, Parameter

_MOST_ENTRIES = 12
"""Entries of an object that are looked at for a client."""


class Recognizer:
    """Tells clients from other values by what whoever follows them has found out meanwhile."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._program = discovery.program
        self.asking: set[tuple[str, int]] = set()
        """The functions that get an address from whoever calls them."""
        self.offering: Collection[str] = ()
        """The modules whose users may ask by them."""
        self.shared: set[str] = set()
        """What all modules may call clients that somebody puts where others take them."""
        self._handed: dict[str, frozenset[str]] = {}
        """By module the names that it hands on."""
        self._making: set[str] = set()
        """The modules that make clients."""

    def is_client(self, value: Value, module: str, by: Evaluator | None = None, *, is_inside: bool = False) -> bool:
        """Whether requests or messages are sent by a value: a library's client, an object or function that is given addresses,
        or an object of such. `by` is who gave the value: it knows all that the value speaks of.
        """
        rules, evaluator = self._discovery.rules(module), by or self._evaluator
        match value:
            case ParameterValue():
                return False
            case FunctionValue(where, scope):
                return (where, scope) in self.asking
            case Instance(of) if of.module in self.offering and self._asks(of, evaluator):
                return True
            case RecordValue(record, frame) if not is_inside:
                entries = [evaluator.evaluate(one, frame) for _, one in record.entries[:_MOST_ENTRIES]]
                options = (one for entry in entries for one in options_of(entry))
                return any(self.is_client(one, module, evaluator, is_inside=True) for one in options)
            case Applied() | Handed() | Instance():
                return not rules.objects.senders.isdisjoint(names_of(value, rules, evaluator))
            case Symbol(name) if name in rules.objects.senders:
                return True
            case Symbol() | Attribute():  # `fetch`, `client.post`, to be called by whoever is handed it
                names = names_of(value, rules, evaluator)
                asked = (one for name in names if not name.startswith("?") for one in rules.find(name))
                return any(one.rule.kind == "request" for one in asked)
        return False

    def _asks(self, of: ClassValue, evaluator: Evaluator) -> bool:
        """Whether a method of a class, or of what it is made of, is given addresses."""
        for one in evaluator.ancestry(of):
            if isinstance(one, ClassValue):
                methods = self._program.file(one.module).methods.get(one.scope, ())
                if any((one.module, method) in self.asking for method in methods):
                    return True
        return False

    def names(self, module: str) -> frozenset[str]:
        """What a module may call its clients: what it makes, what it imports from where they are made or offered, what its
        functions are handed, and what is made of these.
        """
        file, rules = self._program.file(module), self._discovery.rules(module)
        makers = rules.objects.sender_makers
        found = {
            binding.target
            for scope in file.scopes
            for binding in scope.bindings
            if isinstance(binding.value, Invocation) and last_name(binding.value.callee) in makers
        }
        if found:
            self._making.add(module)
        found |= {one.name for scope in file.scopes for one in scope.parameters if _is_declared(one, makers)}
        handed = self._handed.get(module)
        if handed is None:
            handed = _handed(file)
            if file.scopes:
                self._handed[module] = handed
        for entry in file.sketch.imports:
            target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
            if not entry.local:
                continue
            if isinstance(target, ModuleValue) and self._has_clients(target.module):
                found.add(entry.local)
            elif isinstance(target, Symbol) and entry.local in handed and target.name in rules.objects.libraries:
                found.add(entry.local)  # `retried(requests.get, path)`
        found |= {name.partition(".")[0] for at, _, name in self._program.clients if at == module}
        found |= self.shared
        found |= rules.objects.askers & handed
        found |= _given(file, found) if found else set()
        if module in self.offering:
            found |= {scope.name for scope in file.scopes[1:] if not scope.parent and scope.name}
        return frozenset(with_bound(found, file, answers=False)) if found else frozenset()

    def _has_clients(self, module: str) -> bool:
        return module in self._making or module in self.offering


def _given(file: File, names: set[str]) -> set[str]:
    """What functions call their parameters that are handed to something of some names: `io.on("connection", (socket) => …)`."""
    return {
        parameter.name
        for scope, given in file.given.items()
        if first_name(given.invocation.callee) in names
        for parameter in file.scopes[scope].parameters
    }


def _handed(file: File) -> frozenset[str]:
    """What a file hands on by a name: `withRetries(fetch)`, `withRetries(window.fetch)`."""
    calls = (invocation for calls in file.calls for _, invocation, _ in calls)
    given = (one for call in calls for one in (*call.positional, *(value for _, value in call.named)))
    return frozenset(name for one in given for name in _written(one))


def _written(one: Expression) -> tuple[str, ...]:
    """A name, or that of an entry and of what has it."""
    if isinstance(one, Member):
        return (one.of.name, f"{one.of.name}.{one.name}") if isinstance(one.of, Name) else ()
    return (one.name,) if isinstance(one, Name) else ()


def _is_declared(parameter: Parameter, words: Collection[str]) -> bool:
    """Whether a parameter says by its type that it is a client."""
    return parameter.type is not None and last_name(parameter.type) in words


def may_be(argument: Expression, clients: Collection[str]) -> bool:
    """Whether an argument is one of some clients, or a part of one, at the first look."""
    if isinstance(argument, Invocation) and isinstance(argument.callee, Member):  # what a client answers is none
        return False
    first = argument
    while not isinstance(first, Name):
        inner = parts_of(first)
        if not inner or isinstance(argument, Closure):
            return False
        first = inner[0]
    return first.name in clients or f"{first.name}.{getattr(argument, 'name', '')}" in clients

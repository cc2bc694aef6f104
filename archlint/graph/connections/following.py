"""Everything that crosses processes: a Program, rules and a Deployment in, Connections out.

Modules that use a library which rules know are looked into first; then those that use what these make: a router, a client.
"""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence

from archlint.graph.connections.calls import last_name
from archlint.graph.connections.clients import Clients
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.exposing import NOTHING_EXPOSED, Exposed
from archlint.graph.connections.files import filed
from archlint.graph.connections.finds import Find
from archlint.graph.connections.handing import Handing
from archlint.graph.connections.hosts import Hosts, inner_folders
from archlint.graph.connections.inheriting import Extends, bases_of, heirs_of
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.offering import handed_on, offered, takes
from archlint.graph.connections.operations import KnownOperations
from archlint.graph.connections.reading import Reader
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.tracing import Tracer
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.outside import together
from archlint.graph.values.program import Program
from archlint.graph.values.terms import ClassValue, Frame, FunctionValue, ModuleValue, Symbol, Value
from archlint.graph.values.walking import invocations
from archlint.model.authentication import AuthenticationWords
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.graph import Module
from archlint.model.sketch import Choice, Expression, Invocation, Joined, Member, Name, Record, Text

_ENDS = ("/", "=", "?", "&", ":", ",")
"""After these a value is one segment or one parameter of an address."""
_ROUNDS = 12
"""How far clients, and routers that functions are handed, are followed from file to file."""


def follow(  # noqa: PLR0913, PLR0915, PLR0917 - the whole of a system
    program: Program,
    rules: Mapping[str, Rules],
    deployment: Deployment,
    modules: Mapping[str, Module],
    first: Sequence[str],
    importers: Callable[[str], Iterable[str]],
    generated: frozenset[str] = frozenset(),
    exposing: Exposed = NOTHING_EXPOSED,
    authentication: AuthenticationWords | None = None,
    extends: Extends = lambda _module, _names: (False, False),
    taken: Callable[[str, str], Collection[str]] = lambda _user, _module: (),
) -> tuple[Connections, tuple[Exposure, ...]]:
    """The connections of a system and what it gives away. `first` are the modules that use a library which rules know, `taken`
    says which names a module takes from another.
    """
    outside = together(one.outside for one in rules.values())
    evaluator = Evaluator(program, {name: one.symbols for name, one in rules.items()}, outside)
    operations = KnownOperations(deployment.operations, deployment.pages)
    discovery = Discovery(program, evaluator, rules, operations)
    folders = sorted({module.component for module in modules.values()})
    folder_of = {name: module.component for name, module in modules.items()}
    hosts = Hosts(deployment, folders, inner_folders(folder_of))
    settings = KnownSettings(evaluator, rules, deployment, folder_of, hosts.names)
    seen: set[str] = set()
    finds: list[Find] = []
    pending = sorted(first)
    offering: set[str] = set()
    offers: dict[str, frozenset[str]] = {}
    tracer = Tracer(discovery, settings)
    handing = Handing(discovery, Mounts(discovery, settings))
    clients = Clients(discovery, tracer)
    handed: set[str] = set()
    for _ in range(_ROUNDS):
        fresh = [module for module in pending if module not in seen]
        again = sorted(handed & seen)
        if not fresh and not again:
            break
        seen.update(fresh)
        program.announce(fresh)
        program.announce(sorted(bases_of(program, fresh)))
        program.index_heap(fresh)
        program.index_classes(fresh)
        discovery.calls.index(fresh)
        finds = [find for find in finds if find.module not in again]
        looked = sorted((*fresh, *again))
        found = [*discovery.finds(looked), *filed(discovery, looked)]
        finds += found
        fresh_offering = {*_offering(fresh, discovery, found, tracer, offering)}
        newly = fresh_offering
        while newly:  # who hands on what was known too late
            offering |= newly
            users = {user for module in newly for user in importers(module)} & seen - offering
            newly = {module for module in users if _makes(module, discovery, offering)}
            fresh_offering |= newly
        offers |= _offers(fresh_offering, discovery, found, tracer, offering)
        given_on = ((one, handed_on(program.file(one), offers, offering)) for one in fresh_offering - offers.keys())
        offers |= {one: names for one, names in given_on if names is not None}
        users = {
            user
            for module in fresh_offering
            for user in importers(module)
            if takes(taken(user, module), offers.get(module))
        }
        led = clients.follow(sorted({*looked, *(users & seen)}), found, offering)
        offering |= led.leading
        users |= {user for module in led.leading for user in importers(module)}
        handed = handing.follow((*fresh, *again), found) | led.given | (users & seen if led.leading else set())
        if handed:
            evaluator.forget()
        pending = sorted(users | handed | heirs_of(fresh, discovery, importers, extends))
    reader = Reader(
        discovery, settings, hosts, modules, deployment, rules, generated, authentication, exposing.modules, operations
    )
    return reader.read(finds), reader.exposed(finds, exposing)


def _offering(
    modules: Iterable[str], discovery: Discovery, finds: Sequence[Find], tracer: Tracer, offering: set[str]
) -> list[str]:
    """The modules whose users may serve, ask or keep something through them: those that make a router, a client or the like
    or hand one on, and those with a function that takes an address from its caller.
    """
    asking = {
        find.module
        for find in finds
        if (find.rule.kind in ("request", "publication", "route") and tracer.asks(find))
        or any(name in discovery.rules(find.module).of_marks for name in (*find.rule.calls, *find.rule.marks))
    }
    return [module for module in modules if module in asking or _makes(module, discovery, offering)]


def _offers(
    modules: Iterable[str], discovery: Discovery, finds: Sequence[Find], tracer: Tracer, offering: set[str]
) -> dict[str, frozenset[str]]:
    """The names that count of modules which offer nothing but functions that are given addresses."""
    asked: dict[str, set[int]] = {}
    others: set[str] = set()
    for find in finds:
        given = tracer.asked(find) if find.rule.kind in ("request", "publication", "route") else None
        if given is not None and given.module == find.module:
            asked.setdefault(given.module, set()).add(given.scope)
        of_marks = discovery.rules(find.module).of_marks
        is_marked = any(name in of_marks for name in (*find.rule.calls, *find.rule.marks))
        if is_marked or (given is not None and given.module != find.module):
            others.add(find.module)
    found: dict[str, frozenset[str]] = {}
    for module in sorted(set(modules) & asked.keys() - others):
        names = offered(discovery.program.file(module), asked[module])
        if names is not None and not _makes(module, discovery, offering - {module}):
            found[module] = names
    return found


def _makes(module: str, discovery: Discovery, offering: set[str]) -> bool:
    """Whether others get something from a module that rules are about: a router, a client, a base class of models."""
    names = discovery.rules(module).made
    file = discovery.program.file(module)
    handed_on = {
        entry.local
        for entry in file.sketch.imports
        for target in (file.targets.get((entry.target, entry.name)), file.targets.get((entry.target, "")))
        if isinstance(target, ModuleValue) and target.module in offering
    }
    if any(entry.exported and entry.local in handed_on for entry in file.sketch.imports):
        return True
    if handed_on and module.endswith("/__init__.py"):  # what a package imports others may take out of it
        return True
    frame = Frame(module, 0)
    for index, scope in enumerate(file.scopes):
        if scope.kind == "class":
            bases = discovery.evaluator.ancestry(ClassValue(module, index))[1:]
            if any(f"{one.name}()" in names if isinstance(one, Symbol) else _module(one) in offering for one in bases):
                return True
    exported = [expression for _, expression in file.sketch.exports]
    if handed_on and _passes_on(module, discovery, handed_on):
        return True
    bound = [binding.value for binding in file.scopes[0].bindings if binding.value is not None] if file.scopes else []
    for expression in (*bound, *exported):
        if any(_root(invocation.callee) in handed_on for invocation in invocations((expression,))):
            return True
        if isinstance(expression, Record) and any(_root(value) in handed_on for _, value in expression.entries):
            return True
        value = discovery.evaluator.evaluate(expression, frame)
        for name in names_of(value, discovery.rules(module), discovery.evaluator):
            if name.startswith(names):
                return True
    return _gives(module, discovery)


def _gives(module: str, discovery: Discovery) -> bool:
    """Whether a function of a module gives who calls it something that it made: `useApi()`."""
    rules, evaluator = discovery.rules(module), discovery.evaluator
    scopes = discovery.program.file(module).scopes
    making = {
        index
        for index, calls in enumerate(discovery.calls.written(module))
        for _, invocation, _ in calls
        if last_name(invocation.callee) in rules.made_words
    }
    return any(
        name.startswith(rules.made)
        for index in sorted(making)
        if scopes[index].kind == "function"
        and scopes[index].returns
        and scopes[scopes[index].parent].kind != "function"
        for name in names_of(evaluator.result(FunctionValue(module, index), None, None), rules, evaluator)
    )


def _passes_on(module: str, discovery: Discovery, handed_on: Container[str]) -> bool:
    """Whether a function hands on what it is given to something that others are followed for: `patch(endpoint, body)`."""
    scopes = discovery.program.file(module).scopes
    own: list[frozenset[str]] = []  # the parameters of each scope and of those around it
    for index, scope in enumerate(scopes):
        around = own[scope.parent] if scope.parent >= 0 else frozenset[str]()
        own.append(around.union(one.name for one in scope.parameters) if scope.parameters else around)
        if own[index] and any(
            _goes_on(argument, own[index])
            for _, invocation, _ in discovery.calls.written(module)[index]
            if _root(invocation.callee) in handed_on
            for argument in invocation.positional
        ):
            return True
    return False


def _goes_on(argument: Expression, given: Container[str]) -> bool:
    """Whether an argument is what the function is given, or an address that goes on with it: `${base}${path}`, not `/${id}`."""
    match argument:
        case Name(name):
            return name in given
        case Joined(parts):
            before = ("", *parts)
            return any(_goes_on(part, given) for one, part in zip(before, parts, strict=False) if not _is_closed(one))
        case Invocation(positional=parts) | Choice(parts):
            return any(_goes_on(part, given) for part in parts)
    return False


def _is_closed(before: object) -> bool:
    return isinstance(before, Text) and before.value.endswith(_ENDS)


def _module(of: Value) -> str:
    return of.module if isinstance(of, ClassValue) else ""


def _root(expression: Expression) -> str:
    while isinstance(expression, Member):
        expression = expression.of
    return expression.name if isinstance(expression, Name) else ""

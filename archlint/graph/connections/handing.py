"""Which functions are handed a router: the finds of some modules in, their parameters known and the modules they lie in out.

Routes are often registered by a function in a file of its own that imports no framework: `module.exports = app => {…}`,
`async def setup(app)`. Whoever calls it, or mounts it, has the router.
"""

from collections.abc import Iterable, Iterator, Sequence

from archlint.graph.connections.calls import last_name
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.parameters import function_of, named
from archlint.graph.connections.routers import router_key
from archlint.graph.connections.selecting import select
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.file import File
from archlint.graph.values.terms import (
    UNKNOWN,
    Attribute,
    Frame,
    FunctionValue,
    ModuleValue,
    ParameterValue,
    Value,
    options_of,
)
from archlint.model.sketch import Expression, Invocation, Member, Name, Record

_OWN = ("self", "this")
_MOST = 4
"""Routers that one function is handed in different places."""


class Handing:
    """Remembers in the program what functions are handed."""

    def __init__(self, discovery: Discovery, mounts: Mounts) -> None:
        self._discovery = discovery
        self._mounts = mounts
        self._evaluator = discovery.evaluator
        self._program = discovery.program
        self._led_to: set[str] = set()

    def follow(self, modules: Iterable[str], finds: Sequence[Find]) -> set[str]:
        """The modules of functions that get a router, by what some modules and the finds in them say."""
        found: set[str] = set()
        for find in finds:
            if find.rule.kind == "mount" and find.rule.hands:
                found |= set(self._mounted(find))
        for module in modules:
            found |= set(self._called(module))
        return found

    def _mounted(self, find: Find) -> Iterator[str]:
        """The functions that a call mounts."""
        call = self._discovery.call(find)
        router = call.callee.of if isinstance(call.callee, Attribute) else None
        if router is None:
            return
        children = [select(self._evaluator, call, find.rule.child)]
        for module, _ in self._mounts.mounted.folder(find, call):
            children += [self._evaluator.member(ModuleValue(module), name) for name in ("default", "=")]
        for child in children:
            for option in options_of(child) if child is not None else ():
                if isinstance(option, FunctionValue):
                    yield from self._give(option, 0, router)
                    if option.module not in self._led_to:  # whatever the router is: the function may say by its name
                        self._led_to.add(option.module)
                        yield option.module

    def _called(self, module: str) -> Iterator[str]:
        """The functions that a module calls with a router of its own."""
        routers = self._routers(module)
        if not routers:
            return
        for index, calls in enumerate(self._discovery.calls.written(module)):
            for _, invocation, _ in calls:
                for position, entry, argument in _handed(invocation):
                    if _written(argument) not in routers:
                        continue
                    frame = Frame(module, index)
                    router = self._router(argument, frame, invocation)
                    if router is None:
                        continue
                    callee = self._evaluator.evaluate(invocation.callee, frame, invocation.start)
                    for option in options_of(callee):
                        yield from self._give(option, position, router, entry)

    def _routers(self, module: str) -> set[str]:
        """What a module may call its routers, as written: what is made by what makes them, and what was handed in."""
        file = self._program.file(module)
        rules = self._discovery.rules(module)
        found = {name.partition(".")[0] for at, _, name in self._program.given if at == module}
        for index, scope in enumerate(file.scopes):
            for parameter in scope.parameters:
                if parameter.type is not None and last_name(parameter.type) in rules.objects.serving_makers:
                    found.add(parameter.name)
            for binding in scope.bindings:
                made = binding.value
                if not isinstance(made, Invocation):
                    continue
                if _written(made.callee).partition(".")[0] in found or self._is_made(made, Frame(module, index), rules):
                    found.add(binding.target)
        return found

    def _is_made(self, made: Invocation, frame: Frame, rules: Rules) -> bool:
        """Whether a call makes a router: one of something that is called like what does, `orders.create(order)`, does not."""
        if last_name(made.callee) not in rules.objects.serving_makers:
            return self._is_maker(made.callee, self._program.file(frame.module), rules)
        matching = self._discovery.matching
        return any(map(rules.objects.serves, names_of(matching.evaluate(made, frame, made.start), rules, matching)))

    @staticmethod
    def _is_maker(callee: Expression, file: File, rules: Rules) -> bool:
        """Whether what is called is imported from where routers come from, under whatever name."""
        for entry in file.imported.get(callee.name, ()) if isinstance(callee, Name) else ():
            name = entry.target if entry.name in ("", "=", "*", "default") else f"{entry.target}.{entry.name}"
            if name in rules.objects.serving_roots:
                return True
        return False

    def _router(self, argument: Expression, frame: Frame, invocation: Invocation) -> Value | None:
        value = self._evaluator.evaluate(argument, frame, invocation.start)
        if (
            isinstance(value, ParameterValue) and value.declared is None
        ):  # `register(...args)` hands on what was collected
            value = self._evaluator.handed_router(value.module, value.scope, f"{value.name}.0") or value
        rules = self._discovery.rules(frame.module)
        return value if any(rules.objects.serves(name) for name in names_of(value, rules, self._evaluator)) else None

    def _give(self, to: Value, position: int, router: Value, entry: str = "") -> Iterator[str]:
        """Remember that a function gets a router, or an object that has one under a name."""
        function = function_of(to, self._program)
        if function is None:
            return
        to = function
        parameters = [
            one for one in self._program.scope(to.module, to.scope).parameters if one.name not in ("self", "cls")
        ]
        if isinstance(router, ParameterValue) and (router.module, router.scope) == (to.module, to.scope):
            return
        name = named(parameters, position)
        if not name:
            return
        name = f"{name}.{entry}" if entry else name
        known = self._program.given.setdefault((to.module, to.scope, name), [])
        for one in options_of(router):
            made = self._itself(one)
            key = router_key(one)
            if key is not None and made is not None and len(known) < _MOST and all(router_key(o) != key for o in known):
                known.append(made)
                yield to.module

    def _itself(self, router: Value) -> Value | None:
        """A router without the way it came: a parameter that was handed one is known by its place and what it was made as."""
        if not isinstance(router, ParameterValue):
            return router
        rules = self._discovery.rules(router.module)
        found = [one for one in options_of(router.declared or UNKNOWN) if not isinstance(one, ParameterValue)]
        found = [one for one in found if any(map(rules.objects.serves, names_of(one, rules, self._evaluator)))]
        return router._replace(declared=found[0]) if found else None


def _handed(invocation: Invocation) -> Iterator[tuple[int, str, Expression]]:
    """What a call is given: the place, the name in the object there (`setUp({ server })`), and what is given."""
    for position, argument in enumerate(invocation.positional):
        yield position, "", argument
        for key, entry in argument.entries if isinstance(argument, Record) else ():
            if key and key != "...":
                yield position, key, entry


def _written(argument: Expression) -> str:
    if isinstance(argument, Name):
        return argument.name
    if isinstance(argument, Member) and isinstance(argument.of, Name):
        return f"{argument.of.name}.{argument.name}" if argument.of.name in _OWN else argument.of.name
    return ""

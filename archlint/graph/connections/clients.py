"""Who is handed a client: the finds of some modules in; the modules in which somebody gets one out, remembered in the program.

A client reaches its user as an argument, as a property of a component or of an object, or by a place where one module puts it
and another takes it: the context of components, what is injected. Whoever asks by it need not know where it comes from.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.parameters import function_of, named
from archlint.graph.connections.recognizing import Recognizer, may_be
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.connections.tracing import Tracer
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.heap import is_shared, key_of
from archlint.graph.values.program import Bean
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    RecordValue,
    Site,
    Symbol,
    TextValue,
    Value,
    options_of,
)
from archlint.model.sketch import Expression, Invocation, Member, Record

_TYPED = ("java",)
"""Languages in which a parameter says by its type what it is."""
_OBJECT_FIRST = ("bind", "call", "apply")
"""What of a function is given the object before its arguments."""
_BY_TYPE = ("=type",)
"""Where something is put that whoever declares its type is handed."""
_MOST = 4
"""Clients that one function is handed in different places."""


class Led(NamedTuple):
    """`given` are modules in which somebody gets a client, `leading` those whose users may get one from them."""

    given: frozenset[str]
    leading: frozenset[str]


class Clients:
    """Remembers in the program what functions, components and places are handed."""

    def __init__(self, discovery: Discovery, tracer: Tracer) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._kinds = discovery.evaluator
        """Tells what kind of thing an argument is, at less cost than all that is known of it."""
        self._program = discovery.program
        self._tracer = tracer
        self._recognizer = Recognizer(discovery)
        self._followed: dict[str, tuple[frozenset[str], int]] = {}
        self._hands: list[Find] = []
        self._takes: list[Find] = []
        self._leading: set[str] = set()

    def follow(self, modules: Iterable[str], finds: Iterable[Find], offering: Collection[str]) -> Led:
        """Who gets a client, by what some modules and the finds in them say. `offering` are the modules whose users may ask
        by them.
        """
        self._recognizer.offering = offering
        self._kinds = self._discovery.matching
        for find in finds:
            if find.rule.kind == "request":
                asked = self._tracer.asked(find)
                self._recognizer.asking |= {(asked.module, asked.scope)} if asked is not None else set()
            elif find.rule.kind in ("hand", "take"):
                (self._hands if find.rule.kind == "hand" else self._takes).append(find)
        looked = tuple(modules)
        given = {module for one in looked for module in (*self._sent_by(one), *self._shared_by(one))}
        leading = {module for find in self._hands for module in self._put(find)}
        for find in self._takes if self._program.handed else ():
            if find.module not in self._leading and self._is_known(find):
                self._leading.add(find.module)
                leading.add(find.module)
        return Led(frozenset(given | leading), frozenset(leading))

    # Arguments and properties

    def _sent_by(self, module: str) -> Iterator[str]:
        """The modules of the functions that a module hands a client."""
        if self._program.language(module) in _TYPED:
            return
        clients = self._recognizer.names(module)
        handed = sum(len(known) for (at, *_), known in self._program.clients.items() if at == module)
        if not clients or self._followed.get(module) == (clients, handed):
            return
        self._followed[module] = clients, handed
        for index, calls in enumerate(self._discovery.calls.written(module)):
            frame = Frame(module, index)
            for _, invocation, _ in calls:
                if isinstance(invocation.callee, Member) and invocation.callee.name in _OBJECT_FIRST:
                    continue
                for place, argument, entry in _arguments(invocation):
                    if may_be(argument, clients):
                        yield from self._sent(invocation, frame, place, argument, entry)

    def _sent(
        self, invocation: Invocation, frame: Frame, place: int | str, argument: Expression, entry: str
    ) -> Iterator[str]:
        """The modules of the functions that get what may be a client."""
        kind = self._kinds.evaluate(argument, frame, invocation.start)
        if not any(self._recognizer.is_client(one, frame.module, self._kinds) for one in options_of(kind)):
            return
        value = self._evaluator.evaluate(argument, frame, invocation.start)
        found = [one for one in options_of(value) if self._recognizer.is_client(one, frame.module)]
        callee = self._evaluator.evaluate(invocation.callee, frame, invocation.start) if found else None
        for to in options_of(callee) if callee is not None else ():
            for client in found:
                yield from self._give(to, place, entry, client)

    def _give(self, to: Value, place: int | str, entry: str, client: Value) -> Iterator[str]:
        """Remember that a function gets a client, at a place or by a name, or as an entry of what it gets there."""
        function = function_of(to, self._program)
        if function is None:
            yield from self._give_object(to, place, entry, client)
            return
        scope = self._program.scope(function.module, function.scope)
        parameters = [one for one in scope.parameters if one.name not in ("self", "cls")]
        names = [one.name for one in parameters]
        name = named(parameters, place) if isinstance(place, int) else place if place in names else ""
        if name:
            whole = name if entry in ("", "...") else f"{name}.{entry}"
            yield from self._keep((function.module, function.scope, whole), client)

    def _give_object(self, to: Value, place: int | str, entry: str, client: Value) -> Iterator[str]:
        """Remember it of the objects of a class that keeps what it is made with in a field, because of what it extends."""
        if not isinstance(to, ClassValue) or not entry:
            return
        fields = self._discovery.rules(to.module).fields
        for base in self._evaluator.ancestry(to) if fields else ():
            field = fields.get(base.name) if isinstance(base, Symbol) else None
            if field is not None and field[1] == str(place):
                yield from self._keep((to.module, to.scope, f"{field[0]}.{entry}"), client)

    def _keep(self, key: tuple[str, int, str], client: Value) -> Iterator[str]:
        known = self._program.clients.setdefault(key, [])
        if len(known) < _MOST and not any(_is_same(client, one) for one in known):
            known.append(client)
            called = key[2].rpartition(".")[2]
            if isinstance(client, FunctionValue):
                self._discovery.calls.rename(self._program.scope(client.module, client.scope).name, called)
            elif isinstance(client, Attribute | Symbol):
                self._discovery.listed.add(called)
            yield key[0]

    # Places

    def _put(self, find: Find) -> Iterator[str]:
        """The modules that may take what a call puts somewhere."""
        call = self._discovery.call(find)
        if find.rule.name == _BY_TYPE:
            yield from self._made(find, call)
            return
        if find.rule.each:
            whole = select(self._evaluator, call, find.rule.each)
            for one in self._listed(whole) if whole is not None else ():
                yield from self._provided(find, one)
            return
        value = select(self._evaluator, call, find.rule.value)
        options = options_of(value) if value is not None else ()
        clients = [one for one in options if self._recognizer.is_client(one, find.module)]
        if not clients:
            return
        at: Value | None = None
        if find.rule.name:
            at = select(self._evaluator, call, find.rule.name)
        elif isinstance(find.expression, Invocation):
            at = self._evaluator.invoke(find.expression, call.frame)
        yield from self._hand(find, at, clients)

    def _made(self, find: Find, call: Call) -> Iterator[str]:
        """The module of a function that makes a client for all who declare its type."""
        maker = select(self._evaluator, call, find.rule.value)
        if not isinstance(maker, FunctionValue):
            return
        file = self._program.file(maker.module)
        scope = file.scopes[maker.scope]
        type_ = self._evaluator.evaluate(scope.type, self._evaluator.frame_around(maker.module, maker.scope))
        rules = self._discovery.rules(find.module)
        if not isinstance(type_, Symbol) or type_.name not in rules.objects.types:
            return
        maker = maker._replace(own=Instance(ClassValue(maker.module, file.class_of(maker.scope))))
        if f"{type_.name}()" not in names_of(self._evaluator.result(maker, None, None), rules, self._evaluator):
            return  # what is declared says more
        said = select(self._evaluator, call, find.rule.named) if find.rule.named else None
        name = said.parts[0] if isinstance(said, TextValue) and said.parts else scope.name
        known, bean = self._program.beans.setdefault(type_.name, []), Bean(str(name), maker)
        if bean not in known:
            known.append(bean)
            yield find.module

    def _listed(self, whole: Value) -> Iterator[Value]:
        """The items of a list, those of lists inside that something outside is handed among them."""
        for one in items_of(self._evaluator, whole):
            if isinstance(one, Applied) and one.invocation is not None and one.frame is not None:
                handed = (self._evaluator.evaluate(each, one.frame) for each in one.invocation.positional[:1])
                yield from (item for each in handed for item in items_of(self._evaluator, each))
            else:
                yield one

    def _provided(self, find: Find, one: Value) -> Iterator[str]:
        """The modules that may take what an object of a list provides: an address as well as a client."""
        if not isinstance(one, RecordValue):
            return
        given = [self._evaluator.attribute(one, name) for name in find.rule.value]
        made = [self._evaluator.result(each, None, None) if isinstance(each, FunctionValue) else each for each in given]
        options = [option for value in made for option in options_of(value)]
        known = [each for each in options if isinstance(each, TextValue | RecordValue | Instance)]
        yield from self._hand(find, self._evaluator.attribute(one, find.rule.name[0]), known)

    def _hand(self, find: Find, at: Value | None, values: Sequence[Value]) -> Iterator[str]:
        """The modules that may take what is put at a place."""
        key = key_of(at) if at is not None and values else None
        known = self._program.handed.setdefault(key, []) if key is not None else []
        for value in values if key is not None else ():
            if len(known) < _MOST and not any(_is_same(value, one) for one in known):
                known.append(value)
                yield from self._users_of(key, find.module)

    def _users_of(self, key: tuple[object, ...] | None, module: str) -> Iterator[str]:
        """The modules that may take what a module puts somewhere: where the place is made, or those that speak of its name."""
        first = key[0] if key is not None else None
        if isinstance(first, Site):
            yield first.module
        elif isinstance(first, str) and (words := self._saying(first, module)):
            for word in words:
                yield from self._program.mentioning(word, self._program.language(module))
        elif isinstance(first, str):
            self._recognizer.shared |= {f"${first}", f"this.${first}", f"this.{first}"}
            yield from (one.module for one in self._takes)
            for word in (f".${first}", f"this.{first}", f'("{first}"', f"('{first}'"):
                yield from self._program.mentioning(word, self._program.language(module))

    def _saying(self, place: str, module: str) -> tuple[str, ...]:
        """The words of which one stands in every module with functions that are handed what is at a place."""
        rules = self._discovery.rules(module).rules
        taking = [rule for rule in rules if rule.kind == "take" and rule.name == (f"={place}",)]
        return tuple(word for rule in taking for word in rule.says)

    def _shared_by(self, module: str) -> Iterator[str]:
        """The modules that may use what a module gives to all objects that a framework makes."""
        file, holders = self._program.file(module), self._evaluator.outside.shared
        for index, scope in enumerate(file.scopes if holders else ()):
            for binding in scope.bindings:
                holder, _, name = binding.target.rpartition(".")
                if not is_shared(holder, holders) or name in self._recognizer.shared:
                    continue
                value = self._evaluator.binding(binding, Frame(module, index))
                if any(self._recognizer.is_client(one, module) for one in options_of(value)):
                    self._recognizer.shared |= {name, f"this.{name}"}
                    for word in (f".{name}", f'["{name}"]', f"['{name}']"):
                        yield from self._program.mentioning(word, file.language)

    def _is_known(self, find: Find) -> bool:
        """Whether somebody put something there where a call takes it."""
        if not isinstance(find.expression, Invocation) or not find.expression.positional:
            return False
        frame = self._discovery.frame(find)
        key = key_of(self._evaluator.evaluate(find.expression.positional[0], frame, find.expression.start))
        return key is not None and bool(self._program.handed.get(key))


def _is_same(one: Value, other: Value) -> bool:
    """Whether two values are the same one; an object that is written out or made somewhere is the same wherever it is asked
    for.
    """
    match one, other:
        case RecordValue(record), RecordValue(another):
            return record is another
        case Applied(callee, site=site), Applied(called, site=place) if site is not None:
            return site == place and _is_same(callee, called)
        case Attribute(of, name), Attribute(holder, entry):
            return name == entry and _is_same(of, holder)
    return one == other


def _arguments(invocation: Invocation) -> list[tuple[int | str, Expression, str]]:
    """What a call is given: its place or name, and the entry where an object is written out there."""
    found: list[tuple[int | str, Expression, str]] = []
    for position, argument in enumerate(invocation.positional):
        if isinstance(argument, Record):
            found += [(position, value, name) for name, value in argument.entries]
        else:
            found.append((position, argument, ""))
    return found + [(name, value, "") for name, value in invocation.named]

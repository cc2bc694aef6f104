"""Which units join what several sources answer: a System and a tier in, the joins out.

On screens a source is an operation that reads or writes data elsewhere; in a backend it is a part. A unit joins sources when
it hands the answer of one to another, asks one in a loop over the answer of another, or builds one answer out of several.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees
from archlint.measures.roles import Roles
from archlint.measures.signs import last_words
from archlint.model.facts import Anatomy, Call, Span, Unit
from archlint.model.graph import Module
from archlint.model.rulebook import Tier

_EACH = frozenset({"map", "for", "flat", "foreach", "reduce"})
"""First words of calls that go through a collection."""
_KEEPS = frozenset({"set", "dispatch", "use", "then", "catch"})
"""First words of calls that only keep answers: what stands side by side is not joined."""
_BUILDS = frozenset({"put", "set", "add", "append"})
_OWN = ("this", "self", "props", "params", "args", "options")

_NameOf = Callable[[Call], str]


class Source(NamedTuple):
    """What is asked: its name, and where the unit first asks it."""

    name: str
    asked: Span


class Join(NamedTuple):
    """A unit with the sources that it joins, in the order of the code, and how it does."""

    module: Module
    unit: Unit
    sources: tuple[Source, ...]
    how: str


def joins_on_screens(system: System) -> Iterator[Join]:
    """Units of the user interface that join several operations."""
    for module in _of_tier(system, "ui"):
        yield from _joins(system, module, _Operations(system, module).name, builds=False)


def joins_in_backends(system: System) -> Iterator[Join]:
    """Units of one part of a backend that join others, or another one with their own."""
    for module in _of_tier(system, "backend"):
        if module.part:
            own = module.part
            for join in _joins(system, module, _Parts(system, module).name, builds=True):
                if any(source.name != own for source in join.sources):
                    yield join


def _of_tier(system: System, tier: Tier) -> Iterator[Module]:
    for module in system.graph.modules:
        if system.tiers.get(module.layer) == tier and not module.test and module.id not in system.generated:
            yield module


class _Operations:
    """Names the operations that the calls of a module of the user interface lead to."""

    def __init__(self, system: System, module: Module) -> None:
        self._system = system
        self._module = module
        self._callees = system.view(Callees)
        self._roles = system.view(Roles)
        self._identity = frozenset(system.rulebook.roles.words.get("identity", ()))

    def name(self, call: Call) -> str:
        target = self._callees.target(self._module.id, call.callee)
        if target is None:
            return self._address(call)
        if target.unit < 0:
            return ""
        name = self._system.units(target.module)[target.unit].name
        if not self._identity.isdisjoint(last_words(name)):
            return ""
        if self._system.tiers.get(self._system.modules[target.module].layer) in ("enablement", "backend"):
            role = self._roles.of(target.module)[target.unit]
            return name if role is not None and role.role in ("data access", "composition", "decision") else ""
        return name if self._roles.goes_out(target) else ""

    def _address(self, call: Call) -> str:
        """A request by its path, where a client of a library is called with one."""
        found = self._system.technologies.find(self._module.language, call.callee)
        if not any(entry.role in ("http-client", "rpc") for entry in found):
            return ""
        return next((argument.text for argument in call.arguments if argument.literal and "/" in argument.text), "")


class _Parts:
    """Names the parts of the backend that the calls of a module lead to, its own only by way of another module."""

    def __init__(self, system: System, module: Module) -> None:
        self._system = system
        self._module = module
        self._callees = system.view(Callees)

    def name(self, call: Call) -> str:
        target = self._callees.target(self._module.id, call.callee)
        if target is None or target.module == self._module.id:
            return ""
        other = self._system.modules[target.module]
        return other.part if self._system.tiers.get(other.layer) == "backend" else ""


def _joins(system: System, module: Module, name_of: _NameOf, *, builds: bool) -> Iterator[Join]:
    body = system.body(module.id)
    if not body.anatomies:
        return
    calls: dict[int, list[Call]] = {}
    for call in body.calls:
        calls.setdefault(call.unit, []).append(call)
    for index, made in calls.items():
        unit = body.units[index]
        if unit.kind not in ("function", "method"):
            continue
        named = [(name_of(call), call) for call in made]
        sources: dict[str, Source] = {}
        for name, call in named:
            if name:
                sources.setdefault(name, Source(name, call.span))
        if len(sources) >= 2:
            how = _how(named, body.anatomies[index], builds=builds)
            if how:
                yield Join(module, unit, tuple(sources.values()), how)


def _how(named: Sequence[tuple[str, Call]], anatomy: Anatomy, *, builds: bool) -> str:
    """How the answers come together, "" where nothing shows that they do."""
    answers = [(name, call.callee) for name, call in named if name]
    for name, call in named:
        given = {
            source
            for argument in call.arguments
            if not argument.literal
            for source, callee in answers
            if source != name and (argument.text == callee or argument.text.startswith(f"{callee}."))
        }
        if name and given:
            return f"hands the answer of {min(given)} to {name}"
        if len(given) >= 2 and _KEEPS.isdisjoint(last_words(call.callee)[:1]):
            return f"puts the answers of {' and '.join(sorted(given)[:2])} together"
    goes_through = anatomy.loops > 0 or any(not _EACH.isdisjoint(last_words(name)[:1]) for name in anatomy.called)
    if goes_through:
        asked = next((name for name, call in named[1:] if name and name != answers[0][0] and _is_of_element(call)), "")
        if asked:
            return f"asks {asked} for each of what {answers[0][0]} answers"
    if builds:
        put = sum(not _BUILDS.isdisjoint(last_words(name)[:1]) for name in anatomy.called)
        if put or anatomy.shaped or anatomy.fields >= 2:
            return "builds one answer out of theirs"
    return ""


def _is_of_element(call: Call) -> bool:
    """Whether a call is about a field of something that the file says nothing else about, as loop variables are."""
    return any(
        not argument.literal and "." in argument.text and argument.text.partition(".")[0] not in _OWN
        for argument in call.arguments
        if "/" not in argument.text
    )

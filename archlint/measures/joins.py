"""Which units join what several sources answer: a System and a tier in, the joins out.

A unit, with the functions nested in it, joins sources when it hands the answer of one to another, asks one for each element
of what another answers, or builds one answer out of several. What is only kept or shown side by side is not joined.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.roles import Roles
from archlint.measures.sources import Screens, Source, Systems
from archlint.measures.vocabulary import last_words
from archlint.model.facts import Anatomy, Body, Call, Unit
from archlint.model.graph import Module
from archlint.model.tables import Tier

_EACH = frozenset({"map", "for", "flat", "foreach", "reduce"})
"""First words of calls that go through a collection."""
_KEEPS = frozenset({"set", "dispatch", "use", "then", "catch", "log", "debug"})
"""First words of calls that only keep answers: what stands side by side is not joined."""
_BUILDS = frozenset({"put", "set", "add", "append"})
_WRITES = frozenset({"post", "put", "patch", "delete", "create", "update", "save", "remove", "send", "track"})
"""First words of operations that are not asked for an answer."""
_OWN = ("this", "self", "props", "params", "args", "options")
_FUNCTIONS = ("function", "method")

_Asked = tuple[Source | None, Call]


class Join(NamedTuple):
    """A unit with the sources that it joins, in the order of the code, and how it does."""

    module: Module
    unit: Unit
    sources: tuple[Source, ...]
    how: str


def joins_on_screens(system: System) -> Iterator[Join]:
    """Units of the user interface that join several operations."""
    screens = system.view(Screens)
    for module in _of_tier(system, "ui"):
        yield from _joins(system, module, screens.of, builds=False)


def joins_in_backends(system: System) -> Iterator[Join]:
    """Units of a backend that join other parts or systems, or another part with their own."""
    systems = system.view(Systems)
    for module in _of_tier(system, "backend"):
        for join in _joins(system, module, systems.of, builds=True):
            others = [source for source in join.sources if source.key != module.part]
            if len(others) > 1 or any(not source.outside for source in others if module.part):
                yield join


def _of_tier(system: System, tier: Tier) -> Iterator[Module]:
    for module in system.graph.modules:
        if system.tiers.get(module.layer) == tier and not module.test and module.id not in system.generated:
            yield module


def _joins(
    system: System, module: Module, source_of: Callable[[Module, Call], Source | None], *, builds: bool
) -> Iterator[Join]:
    body = system.body(module.id)
    if not body.anatomies:
        return
    asked: dict[int, list[_Asked]] = {}
    for call in body.calls:
        asked.setdefault(call.unit, []).append((source_of(module, call), call))
    if len({source.key for pairs in asked.values() for source, _ in pairs if source}) < 2:
        return
    roles = system.view(Roles).of(module.id)
    told: set[int] = set()
    for index, pairs in asked.items():
        unit, role = body.units[index], roles[index]
        if unit.kind not in _FUNCTIONS or (role is not None and role.role == "wiring"):
            continue
        sources = _sources(pairs)
        how = _how(pairs, body.anatomies[index], builds=builds) if len(sources) > 1 else ""
        if how:
            told |= {index, _outermost(body, index)}
            yield Join(module, unit, sources, how)
    for index, pairs in _with_nested(body, asked).items():
        sources = _sources(pairs)
        how = _meeting(pairs) if len(sources) > 1 and index not in told else ""
        if how:
            yield Join(module, body.units[index], sources, how)


def _outermost(body: Body, index: int) -> int:
    """The function that a unit is nested in, itself where it is in none."""
    outermost = index
    while index >= 0:
        if body.units[index].kind in _FUNCTIONS:
            outermost = index
        index = body.units[index].parent
    return outermost


def _with_nested(body: Body, asked: dict[int, list[_Asked]]) -> dict[int, list[_Asked]]:
    """What functions ask together with those nested in them, where several of them ask; in the order of the code."""
    groups: dict[int, list[int]] = {}
    for index in asked:
        if body.units[index].kind in _FUNCTIONS:
            groups.setdefault(_outermost(body, index), []).append(index)
    return {
        outermost: sorted((pair for index in group for pair in asked[index]), key=lambda pair: pair[1].span.start)
        for outermost, group in groups.items()
        if len(group) > 1
    }


def _sources(pairs: Sequence[_Asked]) -> tuple[Source, ...]:
    """Each source once, where it is asked first."""
    found: dict[str, Source] = {}
    for source, _ in pairs:
        if source is not None:
            known = found.setdefault(source.key, source)
            if source.asked.start < known.asked.start:
                found[source.key] = source
    return tuple(sorted(found.values(), key=lambda source: source.asked.start))


def _how(pairs: Sequence[_Asked], anatomy: Anatomy, *, builds: bool) -> str:
    """How the answers come together in one unit, "" where nothing shows that they do."""
    met = _meeting(pairs)
    if met:
        return met
    first = _sources(pairs)[0]
    goes_through = anatomy.loops > 0 or any(not _EACH.isdisjoint(last_words(name)[:1]) for name in anatomy.called)
    if goes_through and not anatomy.markup:  # what goes through a list in markup draws it
        each = [
            source
            for source, call in pairs
            if source and source.key != first.key and _is_of_element(call) and not _writes(source, call)
        ]
        if each:
            return f"asks {each[0].name} for each of what {first.name} answers"
    if builds:
        put = sum(not _BUILDS.isdisjoint(last_words(name)[:1]) for name in anatomy.called)
        if put or anatomy.shaped or anatomy.fields > 1:
            return "builds one answer out of theirs"
    return ""


def _meeting(pairs: Sequence[_Asked]) -> str:
    """How the code itself shows that an answer goes into a call, or is gone through by one."""
    answers = [(source, call) for source, call in pairs if source is not None]
    for source, call in pairs:
        given = _given(call, answers)
        others = [other for key, other in given.items() if source is not None and key != source.key]
        if source is not None and others:
            return f"hands the answer of {others[0].name} to {source.name}"
        if source is None and len(given) > 1 and _puts_together(call):
            first, second = list(given.values())[:2]
            return f"puts the answers of {first.name} and {second.name} together"
        through = _goes_through(call, answers)
        if through is not None:
            for other, inner in answers:
                if other.key != through.key and _lies_in(inner, call) and not _writes(other, inner):
                    return f"asks {other.name} for each of what {through.name} answers"
    return ""


def _given(call: Call, answers: Sequence[tuple[Source, Call]]) -> dict[str, Source]:
    """The sources whose answers a call is given, by key."""
    found: dict[str, Source] = {}
    for argument in call.arguments:
        if not argument.literal and argument.text:
            source = _answer(argument.text, call, answers)
            if source is not None:
                found.setdefault(source.key, source)
    return found


def _goes_through(call: Call, answers: Sequence[tuple[Source, Call]]) -> Source | None:
    """The source whose answer a call like `answer.map(…)` goes through."""
    before, _, last = call.callee.rpartition(".")
    return _answer(before, call, answers) if before and not _EACH.isdisjoint(last_words(last)[:1]) else None


def _answer(text: str, call: Call, answers: Sequence[tuple[Source, Call]]) -> Source | None:
    """The source that a name is the answer of: of several that are asked alike the one asked last before `call`."""
    earlier = [
        (asked.span.start, source)
        for source, asked in answers
        if asked.span.end <= call.span.end
        and asked.span != call.span
        and (text == asked.callee or text.startswith(f"{asked.callee}."))
        and not _lies_in(asked, call)
    ]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None


def _lies_in(inner: Call, outer: Call) -> bool:
    return outer.span.start < inner.span.start and inner.span.end <= outer.span.end


def _puts_together(call: Call) -> bool:
    """Whether a call makes something of what it is given; keeping it, and showing it in a component, does not."""
    shows = call.callee.rpartition(".")[2][:1].isupper() and all(argument.keyword for argument in call.arguments)
    return not shows and _KEEPS.isdisjoint(last_words(call.callee)[:1])


def _writes(source: Source, call: Call) -> bool:
    """Whether something is sent rather than asked."""
    return not _WRITES.isdisjoint((*last_words(source.name)[:1], *last_words(call.callee)[:1]))


def _is_of_element(call: Call) -> bool:
    """Whether a call is about a field of something that the file says nothing else about, as loop variables are."""
    return any(
        not argument.literal and "." in argument.text and argument.text.partition(".")[0] not in _OWN
        for argument in call.arguments
        if "/" not in argument.text
    )

"""Who may ask which path, as lists in code say: the modules of a system in, for each route what its component's list says out.

A list is a chain of pairs, the first that fits counts: which paths (`requestMatchers("/api/**")`), and who may ask them
(`permitAll()`, `hasRole("ADMIN")`). Which words these are is data.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import split
from archlint.graph.connections.guarding import Guarded
from archlint.graph.connections.places import Places
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import Frame, ItemsValue, TextValue, Value, options_of
from archlint.graph.values.walking import Written
from archlint.model.authentication import AuthenticationWords
from archlint.model.sketch import Expression, Invocation, Member, Name

_VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_MOST_LINKS = 400


class _Entry(NamedTuple):
    """`patterns` None is every path; `methods` empty is every method."""

    patterns: tuple[str, ...] | None
    methods: frozenset[str]
    access: str
    is_public: bool


class Permits:
    """Knows the lists of components. One with a path that cannot be worked out is no list: it says nothing."""

    def __init__(
        self,
        evaluator: Evaluator,
        written: Callable[[str], list[list[Written]]],
        places: Places,
        words: AuthenticationWords,
        modules: Iterable[str],
    ) -> None:
        """`written` gives the calls of a module by its scopes."""
        self._evaluator = evaluator
        self._written = written
        self._matchers = frozenset(words.matchers)
        self._everything = frozenset(words.everything)
        self._beginning = self._matchers | self._everything
        self._lets_in = frozenset(words.lets_in)
        self._ignoring = frozenset(words.ignoring)
        self._lists: dict[str, list[_Entry]] = {}
        unclear: set[str] = set()
        for module in modules:
            component = places.component_of(module)
            for entry in self._read(module):
                if entry is None:
                    unclear.add(component)
                else:
                    self._lists.setdefault(component, []).append(entry)
        for component in unclear:
            self._lists.pop(component, None)

    def settled(self, guarded: Guarded, everywhere: str, component: str, path: str, method: str) -> Guarded:
        """What guards a route, once its component's list has been asked; `everywhere` is the guard that would stand before all
        routes of the component if nobody knew better.
        """
        entries = self._lists.get(component)
        if not entries or guarded.is_public:
            return guarded
        own = tuple(name for name in guarded.guards if name != everywhere)
        said = next((one for one in entries if _fits(one, split(path), method)), None)
        if said is None or (said.is_public and said.patterns is None):
            return Guarded(own)
        if said.is_public:
            return guarded._replace(guards=own, is_public=not own)
        return Guarded((*own, said.access))

    def _read(self, module: str) -> Iterator[_Entry | None]:
        """The entries of a module in their order, None for one that cannot be read."""
        found: list[tuple[int, int, int, Invocation, Invocation | None]] = []
        for index, calls in enumerate(self._written(module)):
            for _, one, _ in calls:
                of = one.callee.of if isinstance(one.callee, Member) else None
                if isinstance(of, Invocation) and _called(of) in self._beginning:
                    found.append((one.start, _links(one), index, of, one))
                elif _called(one) in self._matchers and isinstance(of, Invocation) and _called(of) in self._ignoring:
                    found.append((-1, _links(one), index, one, None))  # these are asked before all others
        for _, _, index, matcher, access in sorted(found, key=lambda one: one[:3]):
            yield from self._entry(matcher, access, Frame(module, index))

    def _entry(self, matcher: Invocation, access: Invocation | None, frame: Frame) -> Iterator[_Entry | None]:
        name = _called(access) if access is not None else ""
        is_public = access is None or name in self._lets_in
        if access is not None and _called(access) in self._beginning:
            return  # `anyRequest` of another matcher
        if _called(matcher) in self._everything:
            yield _Entry(None, frozenset(), name, is_public)
            return
        methods: set[str] = set()
        patterns: list[str] = []
        for argument in matcher.positional:
            if isinstance(argument, Member | Name) and argument.name in _VERBS:
                methods.add(argument.name)
                continue
            texts = list(self._texts(argument, frame))
            patterns += [one for one in texts if one not in _VERBS]
            methods |= {one for one in texts if one in _VERBS}
            if not texts and not (isinstance(argument, Invocation) and not argument.positional):
                yield None  # a path that is not known; a call without arguments names a set of the framework's own
                return
        if patterns or methods:
            yield _Entry(tuple(patterns) or None, frozenset(methods), name, is_public)

    def _texts(self, argument: Expression, frame: Frame) -> Iterator[str]:
        if isinstance(argument, Invocation) and argument.positional:  # `new AntPathRequestMatcher("/bills/**", "GET")`
            for inner in argument.positional:
                yield from self._texts(inner, frame)
            return
        yield from self._said(self._evaluator.evaluate(argument, frame))

    def _said(self, value: Value) -> Iterator[str]:
        for option in options_of(value):
            if isinstance(option, TextValue) and all(isinstance(part, str) for part in option.parts):
                yield "".join(part for part in option.parts if isinstance(part, str))
            elif isinstance(option, ItemsValue):
                for item in option.items:
                    yield from self._said(self._evaluator.evaluate(item, option.frame))


def _fits(entry: _Entry, segments: tuple[str, ...], method: str) -> bool:
    if entry.methods and method not in entry.methods:
        return False
    return entry.patterns is None or any(_meets(split(pattern), segments) for pattern in entry.patterns)


def _meets(pattern: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    """Whether a path is what a pattern says: `*` and `{name}` are one segment, `**` the rest."""
    for position, wanted in enumerate(pattern):
        if wanted == "**":
            rest = pattern[position + 1 :]
            return not rest or any(_meets(rest, segments[at:]) for at in range(position, len(segments)))
        if position >= len(segments):
            return False
        if wanted not in ("*", segments[position]) and not wanted.startswith("{"):
            return False
    return len(pattern) == len(segments)


def _called(invocation: Invocation) -> str:
    return invocation.callee.name if isinstance(invocation.callee, Member | Name) else ""


def _links(invocation: Invocation) -> int:
    """How many calls stand before one in its chain."""
    count = 0
    inner: Expression = invocation
    while count < _MOST_LINKS:
        if isinstance(inner, Invocation):
            count += 1
            inner = inner.callee
        elif isinstance(inner, Member):
            inner = inner.of
        else:
            break
    return count

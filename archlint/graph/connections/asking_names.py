"""By which words a module's users say a function in it that takes an address from its caller: the module and what is asked for
in, those words out. Functions that hand on what they are given to such a one are such functions themselves.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from archlint.graph.connections.called_names import known_as, with_subclasses
from archlint.graph.connections.calls import last_name
from archlint.graph.connections.knowing import INSIDE_NAMES, end_of_comment
from archlint.graph.values.file import File
from archlint.graph.values.naming import OWN
from archlint.graph.values.terms import ParameterValue
from archlint.graph.values.walking import parts_of, speaks_of
from archlint.model.sketch import Expression, Invocation, Joined, Member, Name, Opaque, Parameter, Scope, Text

_ENDS = ("/", "=", "?", "&", ":", ",")
"""After these a value is one segment or one parameter of an address."""
WHOLE = ("default", "=")
"""Names of exports that whoever imports them gives a name of his own."""
_HANDED_ON = (
    re.compile(rb"export(?:\s*\{|[ \t]*\*)"),
    re.compile(rb"import[ \t]*\*(?!\s*as\b)"),
    re.compile(rb"exports\b[^\n]{0,300}\brequire\b"),
    re.compile(rb"\.\.\.\s*require\b"),
)
"""What stands in a file that hands on all that it takes from others, or may give it another name. Each begins with certain
bytes: one expression for all would be ten times as slow.
"""
_MADE = re.compile(rb"\s*(?:<[^<>()]{0,200}>)?\(")
_INHERITED = re.compile(rb"\b(?:extends|implements|class\s+\w+\s*\()[^{;:]*\Z")
_BEFORE = 300
"""Bytes before the name of a class in which is looked for who inherits from it."""
_MOST = 5_000
"""Places that are looked at in one file for one word: a file with more of them may ask."""
_PACKAGE = re.compile(r"(?:^|/)(?:__init__\.py|index\.\w+)$")


class Words(NamedTuple):
    """`names` stand in the files that ask; `classes` are those whose objects or subclasses ask. With `anything` users may say
    whatever they like.
    """

    names: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    anything: bool = False

    @staticmethod
    def of_all(several: "Iterable[Words]") -> "Words":
        """What users of any of some things say."""
        parts = tuple(several)
        names = frozenset().union(*(one.names for one in parts))
        classes = frozenset().union(*(one.classes for one in parts))
        return Words(names, classes, any(one.anything for one in parts))

    def test(self) -> Callable[[str, bytes], bool]:
        """Tells of a file by its path and bytes whether it may ask, or may hand on what does."""
        if self.anything:
            return lambda _path, _content: True
        names = [name.encode() for name in sorted(self.names)]
        classes = [name.encode() for name in sorted(self.classes)]

        def may_ask(path: str, content: bytes) -> bool:
            return (
                _PACKAGE.search(path) is not None
                or any(_stands(partial(_said, name), content) for name in names)
                or any(_stands(partial(_said_of_class, name), content) for name in classes)
                or any(_stands(partial(_matched, found), content) for found in _HANDED_ON)
            )

        return may_ask


def _stands(place: Callable[[bytes, int], tuple[int, bool]], content: bytes) -> bool:
    """Whether something stands in a file where a name begins and in no line of a comment. `place` gives where it stands next,
    -1 for nowhere, and whether it counts there.
    """
    after = 0
    for _ in range(_MOST):
        start, counts = place(content, after)
        if start < 0:
            return False
        after = start + 1
        if counts and content[start - 1 : start] not in INSIDE_NAMES:
            after = end_of_comment(content, start)
            if after < 0:
                return True
    return True


def _said(name: bytes, content: bytes, after: int) -> tuple[int, bool]:
    """A name: an expression for each of them would take longer to make than they take to find."""
    start = content.find(name, after)
    end = start + len(name)
    return start, content[end : end + 1] not in INSIDE_NAMES


def _said_of_class(name: bytes, content: bytes, after: int) -> tuple[int, bool]:
    """The name of a class where an object of it is made, or a class inherits from it."""
    start, counts = _said(name, content, after)
    if start < 0 or not counts:
        return start, False
    before = content[max(start - _BEFORE, 0) : start]
    return start, _MADE.match(content, start + len(name)) is not None or _INHERITED.search(before) is not None


def _matched(what: re.Pattern[bytes], content: bytes, after: int) -> tuple[int, bool]:
    found = what.search(content, after)
    return found.start() if found is not None else -1, True


ANYTHING = Words(anything=True)


def words_for(file: File, asked: Iterable[ParameterValue]) -> Words:
    """What users of a module say who give it the parameters that are asked for."""
    names = _Names(file)
    for one in asked:
        if one.module != file.path or not names.add(one.scope, one.name):
            return ANYTHING
    return names.closed()


def words_of(file: File, scopes: Iterable[int]) -> Words:
    """What users of a module say who call some of its functions, or what gives these."""
    names: set[str] = set()
    for scope in scopes:
        around = scope
        while around > 0:
            if file.scopes[around].kind == "function":
                names |= known_as(file, around)
            around = file.scopes[around].parent
    return Words(frozenset(names)) if names and names.isdisjoint(WHOLE) else ANYTHING


class _Names:
    """The names of functions in a file, each with the places of the parameters that make an address."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._places: dict[str, set[tuple[int, str]]] = {}
        self._around: set[str] = set()
        self._classes: set[str] = set()

    def add(self, scope: int, parameter: str) -> bool:
        """Add a function with a parameter of it, False where nobody can say by which name it is called."""
        function = self._file.scopes[scope]
        position = _position(function, parameter)
        known = known_as(self._file, scope)
        if position is None or not known or not known.isdisjoint(WHOLE):
            return False
        for name in known:
            self._places.setdefault(name, set()).add((position, parameter))
        around = self._file.scopes[scope].parent
        while around >= 0:  # whoever makes the object or calls what gives the function may hand it on
            if self._file.scopes[around].kind == "class":
                self._classes |= with_subclasses(self._file, self._file.scopes[around].name) - {""}
            elif self._file.scopes[around].kind == "function":
                self._around |= known_as(self._file, around)
            around = self._file.scopes[around].parent
        return self._around.isdisjoint(WHOLE)

    def closed(self) -> Words:
        """The words, with the names of all functions that hand their own parameters on to these."""
        before = -1
        while before != (before := sum(map(len, self._places.values()))):
            for index, calls in enumerate(self._file.calls):
                for _, invocation, _ in calls:
                    places = self._places.get(last_name(invocation.callee), ())
                    for given in [one for place in places for one in _given(invocation, *place)]:
                        for scope, parameter in self._own(given, index):
                            if not self.add(scope, parameter):
                                return ANYTHING
        return Words(frozenset((*self._places, *self._around, *self._made())), frozenset(self._classes))

    def _own(self, given: Expression, index: int) -> Iterator[tuple[int, str]]:
        """The parameters of a scope, or of those around it, that go on in what is given."""
        file = self._file
        pending, seen = [*_open_names(given)], set[str]()
        while pending:
            name = pending.pop()
            if name in seen:
                continue
            seen.add(name)
            scope = index
            while scope >= 0:
                if any(one.name == name for one in file.scopes[scope].parameters):
                    yield scope, name
                    break
                bound = file.bindings.get((scope, name), ())
                pending += [one for binding in bound if binding.value is not None for one in _open_names(binding.value)]
                scope = -1 if bound else file.scopes[scope].parent

    def _made(self) -> set[str]:
        """What a module calls the objects of the classes."""
        bound = self._file.scopes[0].bindings if self._file.scopes else ()
        return {
            binding.target
            for binding in bound
            if binding.value is not None and any(speaks_of(binding.value, name) for name in self._classes)
        }


def _position(function: Scope, parameter: str) -> int | None:
    parameters = _called_with(function.parameters)
    return next((place for place, one in enumerate(parameters) if one.name == parameter), None)


def _called_with(parameters: Iterable[Parameter]) -> list[Parameter]:
    return [one for one in parameters if one.name not in ("self", "cls")]


def _given(invocation: Invocation, position: int, name: str) -> Iterator[Expression]:
    """What a call gives for a parameter."""
    keywords: Mapping[str, Expression] = dict(invocation.named)
    if name in keywords:
        yield keywords[name]
    elif position < len(invocation.positional):
        yield invocation.positional[position]
    yield from (one for one in invocation.positional if isinstance(one, Opaque))  # `call(...given)`


def _open_names(root: Expression) -> Iterator[str]:
    """The names in what may become an address, but those that are one segment of it: `path` of `${path}/${id}`."""
    pending = [root]
    while pending:
        one = pending.pop()
        if isinstance(one, Name):
            yield one.name
        elif isinstance(one, Joined):
            before = (Text(""), *one.parts)
            pending += [part for last, part in zip(before, one.parts, strict=False) if not is_closed(last)]
        elif isinstance(one, Member) and isinstance(one.of, Name) and one.of.name in OWN:
            continue
        else:
            pending += parts_of(one)


def is_closed(before: Expression) -> bool:
    """Whether what stands after this is a piece of an address by itself."""
    return isinstance(before, Text) and before.value.endswith(_ENDS)

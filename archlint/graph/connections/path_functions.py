"""What a function makes of the path that it is handed, as far as its code says it plainly: `path => path.replace("/api", "")`
in, rewrites out. Nothing is run.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import Frame, FunctionValue, TextValue, Value, options_of
from archlint.model.sketch import NOTHING, Choice, Expression, Index, Invocation, Joined, Member, Name, Text

_REPLACING = ("replace", "replaceAll")
_CUTTING = ("slice", "substring", "substr")
_BEHIND_MOUNT = "url"
"""What frameworks call the path behind the one that a function is mounted at."""
_DEEPEST = 8
_DELIMITED = re.compile(r"/(.*)/[gimsuy]*")


class PathFunction(NamedTuple):
    """`rewrite` are pairs of a pattern and what takes its place, `prefix` what is put before the outcome. `is_whole` says that
    it begins with the path as it was asked for, mount included; None where the code does not tell.
    """

    rewrite: tuple[str, ...] = ()
    prefix: str = ""
    is_whole: bool | None = None


def path_function(
    evaluator: Evaluator, function: FunctionValue, place: str, told: Callable[[Value, str], str]
) -> PathFunction | None:
    """What a function does to paths that begin with `place`; None where that is not plain. `told` gives the text that a value
    is in a module, settings filled in.
    """
    scope = evaluator.program.scope(function.module, function.scope)
    frame = evaluator.bound(function, None, None)
    known = {one.target: one.value for one in scope.bindings if one.value is not None}
    names = {one.name for one in scope.parameters}
    reading = _Reading(evaluator, frame, known, names, place, told)
    found = [reading.read(result) for result in scope.returns]
    return next((one for one in found if one is not None), None)


class _Reading:
    def __init__(  # noqa: PLR0913, PLR0917 - one function
        self,
        evaluator: Evaluator,
        frame: Frame,
        known: dict[str, Expression],
        names: set[str],
        place: str,
        told: Callable[[Value, str], str],
    ) -> None:
        self._evaluator = evaluator
        self._frame = frame
        self._known = known
        self._names = names
        self._place = place
        self._told = told

    def read(self, one: Expression, depth: int = 0) -> PathFunction | None:
        if depth > _DEEPEST:
            return None
        match one:
            case Name(name):
                if name in self._names:
                    return PathFunction()
                return self.read(self._known[name], depth + 1) if name in self._known else None
            case Member(of, name):
                if name in ("originalUrl", "baseUrl"):
                    return PathFunction(is_whole=True)
                if name == _BEHIND_MOUNT:
                    return PathFunction(is_whole=False)
                return self.read(of, depth + 1)
            case Index(of, _):
                return self.read(of, depth + 1)
            case Choice(options):
                return next((found for each in options if (found := self.read(each, depth + 1)) is not None), None)
            case Joined(parts):
                return self._joined(parts, depth)
            case Invocation():
                return self._called(one, depth)
        return None

    def _joined(self, parts: tuple[Expression, ...], depth: int) -> PathFunction | None:
        """Something known before the path; a query may follow."""
        before = ""
        for part in parts:
            found = self.read(part, depth + 1)
            if found is not None:
                return found._replace(prefix=before + found.prefix)
            before += self._text(part)
        return None

    def _called(self, one: Invocation, depth: int) -> PathFunction | None:
        callee = one.callee
        if not isinstance(callee, Member):
            return self.read(one.positional[0], depth + 1) if one.positional else None
        inner = self.read(callee.of, depth + 1)
        if inner is None:  # `url.parse(request.url)`
            return self.read(one.positional[0], depth + 1) if one.positional else None
        if callee.name in _REPLACING and len(one.positional) > 1:
            pattern, instead = self._pattern(one.positional[0]), self._replacement(one.positional[1])
            return inner._replace(rewrite=(*inner.rewrite, pattern, instead)) if pattern else inner
        if callee.name in _CUTTING and one.positional:
            count = self._text(one.positional[0])
            taken = self._place[: int(count)] if count.isdigit() and len(count) < 4 else ""
            return inner._replace(rewrite=(*inner.rewrite, f"^{taken}", "")) if taken else None
        return inner

    def _pattern(self, one: Expression) -> str:
        if isinstance(one, Invocation):  # `new RegExp("^/api")`
            inside = one.positional[0] if one.positional else NOTHING
            return self._text(inside).replace("\\/", "/")
        text = one.value if isinstance(one, Text) else self._text(one)
        return plain_pattern(text)

    def _replacement(self, one: Expression) -> str:
        return one.value if isinstance(one, Text) else self._text(one)

    def _text(self, one: Expression) -> str:
        return self._told(self._evaluator.evaluate(one, self._frame), self._frame.module)


def first_text(value: Value | None) -> str:
    """The first text that a value may be of which all is known, "" for none."""
    for option in options_of(value) if value is not None else ():
        if isinstance(option, TextValue) and len(option.parts) == 1 and isinstance(option.parts[0], str):
            return option.parts[0]
    return ""


def plain_pattern(pattern: str) -> str:
    """A regular expression without its slashes, and without those that only escape."""
    found = _DELIMITED.fullmatch(pattern)
    return (found[1] if found else f"^{pattern}").replace("\\/", "/")

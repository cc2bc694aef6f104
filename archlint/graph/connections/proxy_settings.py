"""What one proxy is set to: the value that configures it in, its entries and how it writes paths anew out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.graph.connections.addresses import texts, written
from archlint.graph.connections.arguments import given_back
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.path_functions import first_text, path_function
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.terms import Applied, FunctionValue, RecordValue, TextValue, Unknown, Value, options_of

_REWRITES = ("rewrite", "pathRewrite", "proxyReqPathResolver")
_ANCHORED = re.compile(r"\^?/?[\w/.-]*\$?")
_DEEPEST = 6
_MOST_REWRITES = 16


class Way(NamedTuple):
    """What becomes of a path. `is_whole` says whether it is the whole one that is written anew, None where nobody says."""

    strip: int = 0
    prefix: str = ""
    rewrite: tuple[str, ...] = ()
    is_whole: bool | None = None


class ProxySettings:
    """Looks into the objects that configure proxies."""

    def __init__(self, discovery: Discovery, settings: KnownSettings) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings

    def unwrapped(self, value: Value, depth: int = 0) -> list[Value]:
        """The objects that a value is, behind functions that make it and calls that only hand it on."""
        found: list[Value] = []
        for option in options_of(value):
            if depth > _DEEPEST:
                continue
            if isinstance(option, FunctionValue):
                found += self.unwrapped(given_back(self._evaluator, option), depth + 1)
            elif isinstance(option, Applied) and option.invocation is not None and option.frame is not None:
                for argument in reversed(option.invocation.positional):  # `merge(common, { … })`
                    inner = self.unwrapped(self._evaluator.evaluate(argument, option.frame), depth + 1)
                    found += [one for one in inner if not isinstance(one, Unknown)]
            else:
                found.append(option)
        return found

    def within(self, value: Value, names: Sequence[str]) -> Value:
        """An entry of an object by the names that lead to it."""
        for name in names:
            found: Value = Unknown(name)
            for inner in self.unwrapped(value):
                found = self._evaluator.attribute(inner, name)
                if not isinstance(found, Unknown):
                    break
            value = found
        return value

    def entry(self, value: Value, name: str) -> Value:
        return self._evaluator.attribute(value, name) if not isinstance(value, TextValue) else Unknown("")

    def entry_text(self, value: Value, name: str) -> str:
        return first_text(self.entry(value, name))

    def has_rewrite(self, value: Value) -> bool:
        return any(not isinstance(self.entry(value, name), Unknown) for name in _REWRITES)

    def _told(self, value: Value, module: str) -> str:
        """The text that a value is of which all is known, settings filled in; "" for none."""
        found = [first_text(one) for one in texts(value, module, self._settings)]
        return next(filter(None, found), "")

    def entries(self, of: RecordValue, depth: int = 0) -> Iterator[tuple[str, Value]]:
        """All entries of an object by their keys, those of what is spread in it among them."""
        keys = iter(of.record.keys)
        for key, expression in of.record.entries:
            value = self._evaluator.evaluate(expression, of.frame)
            if key == "...":
                for inner in self.unwrapped(value) if depth < _DEEPEST else ():
                    yield from self.entries(inner, depth + 1) if isinstance(inner, RecordValue) else ()
            elif key or not of.record.keys:
                yield key, value
            else:
                made = self._evaluator.evaluate(next(keys), of.frame)
                for one in texts(made, of.frame.module, self._settings)[:1]:
                    yield written(one), value

    def way(self, value: Value, path: str, *, mounted: bool) -> Way | None:
        """How a proxy writes paths anew that begin with `path`; None where it says nothing of it."""
        for name in _REWRITES if isinstance(value, RecordValue) else ():
            said = self.entry(value, name)
            if isinstance(said, RecordValue):
                pairs = [(key, self._told(inner, said.frame.module)) for key, inner in self.entries(said)][
                    :_MOST_REWRITES
                ]
                pairs = [pair for pair in pairs if len(pairs) == 1 or _is_about(pair[0], path)]
                return Way(rewrite=tuple(part for pair in pairs for part in pair)) if pairs else None
            if isinstance(said, FunctionValue):
                found = path_function(self._evaluator, said, path, self._told)
                if found is not None:
                    is_whole = found.is_whole if found.is_whole is not None else (None if not mounted else True)
                    return Way(prefix=found.prefix, rewrite=found.rewrite, is_whole=is_whole)
        return None


def _is_about(pattern: str, path: str) -> bool:
    """Whether a rewrite may change paths that begin with a path."""
    return (
        not pattern.startswith("^/")
        or _ANCHORED.fullmatch(pattern) is None
        or path.startswith(pattern[1:].rstrip("/$"))
    )


def way_of(way: Way, path: str, gone: str, before: str) -> Way:
    """What a proxy at a path sends on; it is handed what stands behind the part of the path that is `gone`, and puts `before`
    before that.
    """
    own = [one for one in path.split("/") if one]
    front = _put(before)
    if gone.strip("/") and way.is_whole is not True:
        kept = () if _takes_own(way.rewrite, gone) or way.prefix else way.rewrite
        return Way(len([one for one in gone.split("/") if one]), front or _put(way.prefix), kept)
    if len(way.rewrite) == 2 and _ANCHORED.fullmatch(way.rewrite[0]):
        taken = [one for one in way.rewrite[0].strip("^$/").split("/") if one]
        if taken == own[: len(taken)]:
            return Way(len(taken), _put(way.prefix) + _put(way.rewrite[1]))
    if way.prefix and not way.rewrite:
        return Way(0, _put(way.prefix))
    return Way(0, front, way.rewrite)


def _takes_own(rewrite: tuple[str, ...], path: str) -> bool:
    """Whether a rewrite takes off what is gone already."""
    return bool(rewrite) and path != "" and rewrite[0].strip("^$/") == path.strip("/")


def _put(text: str) -> str:
    return f"/{text.strip('/')}" if text.strip("/") else ""

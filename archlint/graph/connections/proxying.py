"""Proxies that code configures: finds of kind `proxy` in, FoundRoutes that pass requests on out.

A configuration is an object (or a list of them) that a file exports or a call is handed: what is asked there by which path is
passed on to which address, and how the path is written anew.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, address, normal_path, texts
from archlint.graph.connections.arguments import given_back
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.passing_on import PassedOn
from archlint.graph.connections.routing import FoundRoute
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.terms import (
    Applied,
    FunctionValue,
    ItemsValue,
    ModuleValue,
    RecordValue,
    TextValue,
    Unknown,
    Value,
    options_of,
)
from archlint.model.sketch import Invocation, Member, Text

_TARGETS = ("target", "destination", "url")
_PLACES = ("context", "pathFilter", "source")
_DEEPEST = 6
_REST = re.compile(r":\w+\*|\{?\*+\w*\}?|\(\.\*\)")


class _Rule(NamedTuple):
    """One proxy: `value` says where to, `line` where that is written."""

    places: tuple[str, ...]
    value: Value
    line: int


class Proxying:
    """Reads configurations of proxies."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, mounts: Mounts) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._mounts = mounts

    def routes(self, find: Find) -> Iterator[FoundRoute]:
        """What a find passes on."""
        for rule in self._rules(find):
            targets = self._targets(rule.value, find)
            if not targets:
                continue
            for place in rule.places:
                yield self._route(find, rule, place, targets)

    def _route(self, find: Find, rule: _Rule, place: str, targets: tuple[Address, ...]) -> FoundRoute:
        path = _REST.sub("", place.lstrip("^").partition("(")[0]).rstrip("/")
        whole = normal_path(f"{path}/**")
        destination = self._text(self._attribute(rule.value, ("destination",)))
        strip, prefix, rewrite = 0, "", self._rewrite(rule.value)
        if destination and _REST.search(destination):  # `/api/:path*` goes on as `/v1/:path*`
            strip = len([part for part in path.split("/") if part])
            targets = tuple(one._replace(path=_REST.sub("", one.path).rstrip("/")) for one in targets)
        elif rewrite and re.fullmatch(r"\^/?[\w/.-]*\$?", rewrite[0]):
            taken = [part for part in rewrite[0].strip("^$/").split("/") if part]
            kept = [part for part in path.split("/") if part]
            if taken == kept[: len(taken)]:
                strip, prefix, rewrite = len(taken), "/" + rewrite[1].strip("/") if rewrite[1].strip("/") else "", ()
        return FoundRoute(find, "ANY", whole, "", rule.line, PassedOn(targets, strip, prefix, rewrite))

    # What is configured

    def _rules(self, find: Find) -> Iterator[_Rule]:
        if find.rule.files:
            whole = self._exported(find.module)
            for selector in find.rule.path:
                for value in self._unwrapped(whole):
                    yield from self._listed(self._attribute(value, selector.split(".") if selector else ()), find)
            return
        call = self._discovery.call(find)
        handed = select(self._evaluator, call, find.rule.target)
        around = "".join(self._mounts.prefixes(find, call)[:1])
        place = self._text(select(self._evaluator, call, find.rule.path)) if find.rule.path else ""
        for outer in reversed(find.within):
            first = outer.positional[0] if outer.positional else None
            if isinstance(first, Text) and not (place or around) and first.value.startswith("/"):
                place = first.value
        if handed is not None and (around or place):
            for option in self._unwrapped(handed):
                yield _Rule((around + place,), option, find.line)

    def _exported(self, module: str) -> Value:
        for name in ("default", "="):
            found = self._evaluator.member(ModuleValue(module), name)
            if found is not None and not isinstance(found, Unknown):
                return found
        return Unknown("")

    def _unwrapped(self, value: Value, depth: int = 0) -> list[Value]:
        """The objects that a value is, behind functions that make it and calls that only hand it on."""
        found: list[Value] = []
        for option in options_of(value):
            if depth > _DEEPEST:
                continue
            if isinstance(option, FunctionValue):
                found += self._unwrapped(given_back(self._evaluator, option), depth + 1)
            elif isinstance(option, Applied) and option.invocation is not None and option.frame is not None:
                for argument in option.invocation.positional[:1]:
                    found += self._unwrapped(self._evaluator.evaluate(argument, option.frame), depth + 1)
            else:
                found.append(option)
        return found

    def _listed(self, value: Value, find: Find, depth: int = 0) -> Iterator[_Rule]:
        """The proxies in an object by path, or in a list of objects that name their paths."""
        for option in self._unwrapped(value) if depth <= _DEEPEST else ():
            if isinstance(option, ItemsValue):
                for item in option.items:
                    yield from self._listed(self._evaluator.evaluate(item, option.frame), find, depth + 1)
            elif isinstance(option, RecordValue):
                named = self._named(option)
                if named:
                    yield _Rule(named, option, option.record.line or find.line)
                    continue
                for key, expression in option.record.entries:
                    inner = self._evaluator.evaluate(expression, option.frame)
                    if key.startswith(("/", "^", "*")):
                        line = inner.record.line if isinstance(inner, RecordValue) else option.record.line
                        yield _Rule((key,), inner, line or find.line)
                    else:
                        yield from self._listed(inner, find, depth + 2) if isinstance(inner, ItemsValue) else ()

    def _named(self, of: RecordValue) -> tuple[str, ...]:
        """The paths that an object names by itself."""
        value = self._attribute(of, _PLACES, any_of=True)
        if isinstance(value, ItemsValue):
            items = [self._text(self._evaluator.evaluate(one, value.frame)) for one in value.items]
            return tuple(one for one in items if one)
        found = self._text(value)
        return (found,) if found.startswith(("/", "^")) else ()

    def _targets(self, value: Value, find: Find) -> tuple[Address, ...]:
        to = value if isinstance(value, TextValue) else self._attribute(value, _TARGETS, any_of=True)
        found = [address(one) for one in texts(to, find.module, self._settings)] if to != Unknown("") else []
        return tuple(
            one._replace(path="" if one.path == "/" else one.path.rstrip("/"), is_absolute=True)
            for one in found
            if one.host
        )

    def _rewrite(self, value: Value) -> tuple[str, str] | tuple[()]:
        """How a path is written anew: a pattern and what stands in its place."""
        if not isinstance(value, RecordValue):
            return ()
        by_pattern = self._attribute(value, ("pathRewrite",))
        if isinstance(by_pattern, RecordValue):
            for key, expression in by_pattern.record.entries:
                return key, self._text(self._evaluator.evaluate(expression, by_pattern.frame))
        for name in ("rewrite", "pathRewrite", "proxyReqPathResolver"):
            made = self._attribute(value, (name,))
            if isinstance(made, FunctionValue):
                for result in self._discovery.program.scope(made.module, made.scope).returns:
                    if isinstance(result, Invocation) and isinstance(result.callee, Member):
                        texts_in = [one.value for one in result.positional if isinstance(one, Text)]
                        if result.callee.name in ("replace", "replaceAll") and len(texts_in) > 1:
                            return _plain(texts_in[0]), texts_in[1]
        return ()

    # Values

    def _attribute(self, value: Value, names: "tuple[str, ...] | list[str]", *, any_of: bool = False) -> Value:
        """An entry of an object by the names that lead to it, or the first of some names that is there."""
        if any_of:
            found = [self._evaluator.attribute(value, name) for name in names]
            told = [one for one in found if not isinstance(one, Unknown) or one.name not in ("", *names)]
            return told[0] if told else Unknown("")
        for name in names:
            inner = self._unwrapped(value)
            value = self._evaluator.attribute(inner[0], name) if inner else Unknown(name)
        return value

    @staticmethod
    def _text(value: Value | None) -> str:
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue) and len(option.parts) == 1 and isinstance(option.parts[0], str):
                return option.parts[0]
        return ""


def _plain(pattern: str) -> str:
    """A regular expression without its slashes, and without those that only escape."""
    found = re.fullmatch(r"/(.*)/[a-z]*", pattern)
    return (found[1] if found else f"^{pattern}").replace("\\/", "/")

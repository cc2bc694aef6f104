"""What methods and functions on texts give: a text and a call in, the text out. Formats, paths, paddings; nothing is run."""

import re
from typing import TYPE_CHECKING

from archlint.graph.values import builders, class_names, cuts, lists, uris
from archlint.graph.values.joining import joined_url
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    Frame,
    ItemsValue,
    ParameterValue,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
    text,
)

if TYPE_CHECKING:
    from archlint.graph.values.calling import Calls
    from archlint.model.sketch import Invocation

_SAME = frozenset(
    [
        "toString",
        "strip",
        "trim",
        "encode",
        "decode",
        "toLowerCase",
        "lower",
        "intern",
        "valueOf",
        "toUpperCase",
        "upper",
        "rstrip",
        "lstrip",
        "removeprefix",
        "removesuffix",
        "replaceAll",
        "replace",
        "normalize",
        "asString",
        "get",
        "orElse",
        "orElseThrow",
        "unwrap",
        "then",
        "toASCIIString",
        "toURL",
        "toUri",
    ]
)
"""Methods after which a text is, as far as an address goes, what it was."""
_MAKES = frozenset(
    [
        "str",
        "String",
        "URL",
        "java.net.URI.create",
        "java.net.URI",
        "java.net.URL",
        "encodeURI",
        "toString",
        "decodeURIComponent",
        "url.parse",
        "urllib.parse.unquote",
        "httpx.URL",
        "yarl.URL",
        "pydantic.AnyHttpUrl",
        "pydantic.AnyUrl",
    ]
)
"""Functions that give their first argument as a text."""
_SLOT = re.compile(r"\{([\w.\[\]]*)(?:![rsa])?(?::[^{}]*)?\}|%(?:\d+\$)?(?:\((\w+)\))?[-+0# ]*[\d.]*[sdifrxX]")
_FORMATS = frozenset((
    "String.format", "format", "util.format", "node:util.format", "sprintf", "sprintf-js.sprintf",
    "java.text.MessageFormat.format",
))  # fmt: skip
_CODES = frozenset(("encodeURIComponent", "urllib.parse.quote_plus"))
_OF_ONE = _CODES | {"type"}
_CLONES = frozenset(("clone", "cloneDeep", "deepClone", "structuredClone", "deepcopy", "copy.copy"))
"""What gives another object that holds the same."""
_COPIES = frozenset(("list", "tuple", "sorted", "set", "Array.from", "java.util.Collections.unmodifiableList"))
_LISTS = frozenset(
    (
        "java.util.List.of",
        "java.util.Set.of",
        "java.util.Arrays.asList",
        "java.util.Collections.singletonList",
        "java.util.Collections.singleton",
        "java.util.stream.Stream.of",
        "java.util.Arrays.stream",
    )
)
_JOINS = frozenset(
    ("urllib.parse.urljoin", "urlparse.urljoin", "posixpath.join", "os.path.join", "path.join", "node:path.join")
)


def method(evaluator: "Calls", of: Value, name: str, invocation: "Invocation", frame: Frame) -> Value | None:
    """What `of.name(…)` gives where `of` is a text or a list; None where it is none or the method is not one of those."""
    if not isinstance(of, TextValue):
        if name in cuts.CUTS or (name in cuts.STRIPS and _is_of_parameter(of)):
            return of  # a part of what is not known, or of a list
        if name == "toString" and isinstance(of, Applied):
            return builders.built(evaluator, of, invocation, frame)
        if name in class_names.METHODS and not invocation.positional:
            return class_names.method(evaluator, of, name)
        return lists.method(evaluator, of, name, invocation, frame) if name in lists.METHODS else None
    arguments = [evaluator.evaluate(value, frame, invocation.start) for value in invocation.positional]
    if name in ("format", "formatted"):
        named = {key: evaluator.evaluate(value, frame, invocation.start) for key, value in invocation.named}
        return filled(of, arguments, named)
    if name == "concat":
        return text(of, *arguments)
    if name == "join" and arguments:
        return lists.joined(evaluator, arguments[0], of)
    changed = cuts.changed(of, name, arguments)
    if changed is None and evaluator.program.language(frame.module) == "java":
        changed = uris.method(of, name, arguments)
    if changed is not None:
        return changed
    return of if name in _SAME else UNKNOWN


def _is_of_parameter(value: Value) -> bool:
    """Whether a value is what a caller gives, or an entry of it."""
    while isinstance(value, Attribute):
        value = value.of
    return isinstance(value, ParameterValue)


def function(evaluator: "Calls", name: str, invocation: "Invocation", frame: Frame) -> Value | None:
    """What a well-known function on texts gives, None for any other."""
    plain = name.removeprefix("global:").removeprefix("java.lang.").removeprefix("builtins.")
    arguments = invocation.positional
    one = _of_one(evaluator, plain, invocation, frame) or uris.started(evaluator, plain, invocation, frame)
    if one is not None:
        return one
    if plain in _FORMATS and arguments:
        values = [evaluator.evaluate(value, frame, invocation.start) for value in arguments]
        return several([filled(one, values[1:], {}) for one in options_of(values[0]) if isinstance(one, TextValue)])
    if plain in _COPIES or plain in _LISTS:
        if len(arguments) == 1 or plain in _COPIES:
            return evaluator.evaluate(arguments[0], frame, invocation.start) if arguments else UNKNOWN
        return ItemsValue(arguments, frame)
    if plain in ("map", "String.join") and len(arguments) > 1:
        first, *others = lists.handed(evaluator, invocation, frame)
        items = others[0] if len(others) == 1 and not isinstance(others[0], TextValue) else lists.listed(others, frame)
        if plain == "map":
            return lists.mapped(evaluator, items, first)
        return lists.joined(evaluator, items, first) if isinstance(first, TextValue) else None
    if plain == "RegExp" and arguments:
        return evaluator.evaluate(arguments[0], frame, invocation.start)
    if plain in ("urllib.parse.quote", "int", "Number", "parseInt"):
        return evaluator.evaluate(arguments[0], frame, invocation.start) if arguments else UNKNOWN
    if plain in _JOINS and len(arguments) > 1:
        return joined_url(lists.handed(evaluator, invocation, frame))
    if plain in _MAKES and arguments:
        values = [evaluator.evaluate(value, frame, invocation.start) for value in arguments[:2]]
        if len(values) == 2 and plain == "URL":
            return joined_url([values[1], values[0]])
        return text(values[0]) if plain == "URL" else values[0]
    return None


def _one_segment(value: Value) -> Value:
    """A text in which slashes are written so that it is one segment of an address: it is not known, as what it holds."""
    found: list[Value] = []
    for one in options_of(value):
        parts = one.parts if isinstance(one, TextValue) else ()
        is_plain = not any(isinstance(part, str) and "/" in part for part in parts)
        found.append(one if is_plain else next((part for part in parts if not isinstance(part, str)), UNKNOWN))
    return several(found)


def _of_one(evaluator: "Calls", plain: str, invocation: "Invocation", frame: Frame) -> Value | None:
    """The class of an object, a name that is written in another way, a text that is coded; None for any other function."""
    last = plain.rpartition(".")[2]
    is_clone = last in _CLONES or plain in _CLONES
    if not invocation.positional or not (is_clone or plain in _OF_ONE or last in class_names.SPELLING):
        return None
    value = evaluator.evaluate(invocation.positional[0], frame, invocation.start)
    if is_clone:
        return value
    if plain in _CODES:
        return _one_segment(value)
    if plain == "type":
        return class_names.class_of(value, "python") if len(invocation.positional) == 1 else None
    return class_names.spelt(value, last)


def filled(of: TextValue, arguments: list[Value], named: dict[str, Value]) -> Value:
    """A format with its slots filled."""
    parts: list[str | Value] = []
    count = 0
    for part in of.parts:
        if not isinstance(part, str):
            parts.append(part)
            continue
        end = 0
        for found in _SLOT.finditer(part):
            parts.append(part[end : found.start()])
            end = found.end()
            slot = found[1] or found[2] or ""
            if slot.isdigit():
                parts.append(arguments[int(slot)] if int(slot) < len(arguments) else UNKNOWN)
            elif slot:
                parts.append(named.get(slot.partition(".")[0].partition("[")[0], Unknown(slot)))
            else:
                parts.append(arguments[count] if count < len(arguments) else UNKNOWN)
                count += 1
        parts.append(part[end:])
    return text(*parts)

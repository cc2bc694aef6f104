"""What an address says: a Value in, the host and the path it is made of out; what cannot be known stays a hole `{name}`."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from archlint.graph.values.lists import ALL
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Handed,
    Instance,
    ItemsValue,
    ParameterValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    merged,
    options_of,
)
from archlint.model.sketch import HIDDEN

_BEFORE = re.compile(r"^(?:\{[^{}]*\}|https?://[^/?#]*)/?(?=https?://)", re.IGNORECASE)
"""A base before an address that is complete by itself, which every client then leaves away."""
_HOST = re.compile(r"(?:(?:[a-z][a-z0-9+.-]*:){0,2}|\{[^{}]*\}:|\{\w*(?:proto|scheme)\w*\})//([^/?#]*)", re.IGNORECASE)
"""A scheme, or one behind another as gateways have it: `lb:ws://bills`. One that is not known is none of the host."""
_BEHIND_A_PORT = re.compile(r"([^{}]*:\d+)(\{.*)")
"""A path of which nothing is known, not even that it begins with a slash."""
_FILLED_IN = re.compile(r"(?:\{\{|\$\{)[^{}]*?(\w*)\W*\}\}?")
"""What a build, or whoever makes a project of this one, puts there: `{{cookiecutter.port}}`, `{{ .Values.host }}`,
`${groups.url}`.
"""
_ADDED = re.compile(r"&(?=[\w.\[\]{}-]{1,100}=)")
_UNKNOWN_START = re.compile(r"\{[^}]*\}(?=[/?]|\Z)|(?:\{\w*\}){2,4}(?=/)")
"""What may be any beginning: a hole, or a few in a row before a slash."""
_UPWARDS = re.compile(r"^(?:\.\.?/)+")
"""Seen from a page, of which nobody says under which path it lies."""
_ANGLE = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)(?:(?<=:re):[^<>]*)?>")
_ANGLE_PATTERN = re.compile(r"<(\w+):[^<>\w][^<>]*>")
"""A name with a pattern behind it: `<name:[a-z]+>`."""
_KINDS = frozenset(
    ("int", "str", "string", "float", "number", "path", "uuid", "slug", "alpha", "ymd", "any", "re", "strorempty")
)
"""What stands in angles besides a name: which values it may have."""
_NAMED_GROUP = re.compile(r"\(\?P?<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_GROUP = re.compile(r"\((?!\?)(?:[^()]|\([^()]*\))*\)")
_COLON = re.compile(r"(?<=/):(\w+)(?:\([^)]*\)|\{[^{}]*\})?[?*+]?")
_QUERY = re.compile(r"\{[?&#][^{}]*\}")
"""What may follow a path in templates of URIs: `{?max,offset}`."""
_LOOKAHEAD = re.compile(r"\(\?[=!<][^()]*\)")
_NAMED_REST = re.compile(r"\{(?:\*[^{}]*|\w+:path)\}")
_TWICE = re.compile(r"(?<!:)//+")
_PATH_WORD = re.compile(r"(?:\A|_)(?:path|url|uri|route|endpoint)\Z|(?:Path|Url|URL|Uri|URI|Route|Endpoint)\Z")
"""How names end that somebody gives to what may be several segments."""
_REGEX = re.compile(r"^/\^?(\\/.*)/[a-z]*$")
"""A regular expression as JavaScript writes it, between slashes."""
_BRACES = re.compile(r"\{(\*?\w*\*?)\??(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}")


class Address(NamedTuple):
    """`host` is what stands before the path: `customers-service:8080`, `{name}` where it is not known, "" for the own
    origin. `open` says that the path goes on in a way that is not known. `names` are the settings it is made of.
    """

    host: str
    path: str
    query: str = ""
    names: tuple[str, ...] = ()
    is_absolute: bool = False


class Settings(Protocol):
    """Knows what settings (environment variables, properties) are set to for a module."""

    def text(self, value: Value, module: str) -> "Value | None":
        """The value in other words where it is a setting, None where it is none."""


def texts(value: Value, module: str, settings: Settings, depth: int = 0) -> list[TextValue]:
    """The texts that a value may be, settings filled in; what cannot be known is one hole."""
    found: list[TextValue] = []
    for option in options_of(value):
        if not isinstance(option, TextValue):
            known = settings.text(option, module) if depth < 6 else None
            if known is not None and known != option:
                found += texts(known, module, settings, depth + 1)
            else:
                found.append(TextValue((option,)))
            continue
        made: list[tuple[str | Value, ...]] = [()]
        for place, part in enumerate(option.parts):
            ends: list[tuple[str | Value, ...]] = [(part,)]
            if not isinstance(part, str) and depth < 6:
                known = settings.text(part, module)
                if known is not None and known != part:
                    ends = [one.parts for one in texts(known, module, settings, depth + 1)]
                    if ends == [()] and isinstance(part, ParameterValue) and _is_segment(option.parts, place):
                        ends = [(part,)]  # `id = ""`: no path has nothing between two slashes
            made = [(*start, *end) for start in made for end in ends][:8]
        found += [TextValue(merged(parts)) for parts in made]
    return found


def _is_segment(parts: tuple[str | Value, ...], place: int) -> bool:
    """Whether a part of a text is all that stands between two slashes, or behind the last one."""
    before, after = parts[:place][-1:], parts[place + 1 :][:1]
    is_begun = bool(before) and isinstance(before[0], str) and before[0].endswith("/")
    return is_begun and (not after or (isinstance(after[0], str) and after[0].startswith(("/", "?"))))


class _Nothing:
    """Settings of which nothing is known."""

    def text(self, value: Value, module: str) -> Value | None:
        del value, module
        return None


_NOTHING = _Nothing()


def settled(value: Value, module: str, settings: Settings) -> list[TextValue]:
    """The texts that a value may be; a setting that is set to several values stays open: each of the programs has its own."""
    found = texts(value, module, settings)
    return opened(value, module) if is_unsettled(value, module, settings) else found


def is_unsettled(value: Value, module: str, settings: Settings) -> bool:
    """Whether settings give a value several texts."""
    found = len(texts(value, module, settings))
    return found > 1 and found > len(texts(value, module, _NOTHING)) and bool(opened(value, module))


def opened(value: Value, module: str) -> list[TextValue]:
    """The texts that a value may be in which something is not known without settings."""
    return [one for one in texts(value, module, _NOTHING) if not all(isinstance(part, str) for part in one.parts)]


def address(found: TextValue) -> Address:
    """The host and the path of a text."""
    names: list[str] = []
    pieces: list[str] = []
    for part in found.parts:
        if isinstance(part, str):
            pieces.append(part)
        else:
            name = hole(part)
            names.append(name)
            pieces.append("{" + name + "}")
    whole = _BEFORE.sub("", _FILLED_IN.sub(r"{\1}", "".join(pieces).strip()))
    match = _HOST.match(whole)
    if match:
        host, rest, is_absolute = match[1].rpartition("@")[2], whole[match.end() :], True
        begun = _BEHIND_A_PORT.fullmatch(host)
        host, rest = (begun[1], begun[2] + rest) if begun is not None else (host, rest)
    elif (start := _UNKNOWN_START.match(whole)) is not None:
        host, rest, is_absolute = start[0], whole[start.end() :], True
    else:
        host, rest, is_absolute = "", whole, False
    path, asked, query = _UPWARDS.sub("/", rest).partition("?")
    if not asked and "&" in path:  # added to a query that the address has not got here
        path, query = _ADDED.split(path, maxsplit=1)[0], path.partition("&")[2]
    path = path.partition("#")[0]
    return Address(host, _TWICE.sub("/", path) if "//" in path else path, query, tuple(names), is_absolute)


def written(found: TextValue) -> str:
    """A text with holes for what is not known."""
    return "".join(part if isinstance(part, str) else "{" + hole(part) + "}" for part in found.parts)


def hole(value: Value) -> str:
    """What a value that is not known is called."""
    match value:
        case ParameterValue(name=name) | Unknown(name) | Handed(name=name):
            return _plain(name)
        case Attribute(of, name):
            return _plain(name) or hole(of)
        case Symbol(name):
            return _plain(name.rpartition(".")[2].rpartition(":")[2])
        case Applied(callee):
            return hole(callee)
        case ClassValue() | Instance() | ItemsValue():
            return ""
    return ""


def _plain(name: str) -> str:
    return "" if name.startswith(HIDDEN) else re.sub(r"\W", "", name)


def normal_path(path: str) -> str:
    """A route's path in one form for all frameworks: `{name}` for a segment, `{name:path}`, `{*name}` or `**` for the rest;
    a slash at the start.

    Understands `{id}`, `{id:regex}`, `{int:id}`, `<int:id>`, `<id:regex>`, `:id`, named groups and `*`.
    """
    path = _QUERY.sub("", _LOOKAHEAD.sub("", path))
    path = _REGEX.sub(r"^\1", path)
    is_regex = path.startswith("^") or "(?P<" in path or path.endswith("$")
    if is_regex:
        path = path.removeprefix("^").removeprefix("\\/").removesuffix("$").removesuffix("\\Z")
        path = _GROUP.sub("{}", _NAMED_GROUP.sub(lambda found: "{" + found[1] + "}", path))
        path = re.sub(r"(?:/|\A)(?:\.[+*]|\(\?:\.[+*]\))(?:/\?)?\Z", "/**", path)
        path = path.replace("\\.", ".").replace("\\/", "/").replace("\\-", "-").removesuffix("/?")
    path = _ANGLE_PATTERN.sub(lambda found: f"{{{found[1]}}}", _ANGLE.sub(_angle, path))
    path = _BRACES.sub(_brace, path)
    path = _COLON.sub(lambda found: "{" + found[1] + "}", "/" + path)
    path = re.sub(r"/{2,}", "/", path)
    if path.endswith("/.."):
        path = path.removesuffix("/..").rpartition("/")[0]
    if path.endswith("/*") and path != "/*":
        path += "*"
    return path


def _angle(found: re.Match[str]) -> str:
    """`<int:id>`, in some frameworks `<id:int>`."""
    kind, name = found[1] or "", found[2]
    if name in _KINDS and kind and kind not in _KINDS:
        kind, name = name, kind
    return f"{{{name}:path}}" if kind == "path" else f"{{{name}}}"


def _brace(found: re.Match[str]) -> str:
    name, pattern = found[1], found[2]
    if name in _KINDS and pattern and pattern.isidentifier() and pattern not in _KINDS:  # `{int:id}`
        name, pattern = pattern, name
    plain = name.strip("*")
    if name and pattern == "path":
        return f"{{{plain}:path}}"
    if name.startswith("*") or (plain and (name.endswith("*") or pattern == "*")):
        return f"{{*{plain}}}" if plain else "**"
    return f"{{{plain}}}"


def split(path: str) -> tuple[str, ...]:
    """The segments of a path; one that stands for the rest is `**`, whatever it is called."""
    plain = path.partition("?")[0]
    return tuple(segment for segment in (_NAMED_REST.sub("**", plain) if "{" in plain else plain).split("/") if segment)


def parameters(value: Value) -> Iterator[ParameterValue]:
    """The parameters of functions that a value depends on, in order."""
    pending: list[str | Value] = [value]
    while pending:
        one = pending.pop(0)
        match one:
            case ParameterValue():
                yield one
            case TextValue(parts):
                pending = [*parts, *pending]
            case Attribute(of, _):
                pending.insert(0, of)
            case _ if not isinstance(one, str) and len(options_of(one)) > 1:
                pending = [*options_of(one), *pending]


def is_called_a_path(part: str | Value) -> bool:
    """Whether something that a caller gives, or an entry of it, is called so that it may be several segments: `config.url`."""
    if not isinstance(part, ParameterValue | Attribute) or _PATH_WORD.search(part.name) is None:
        return False
    return isinstance(part, ParameterValue) or next(parameters(part), None) is not None


def is_open(found: TextValue, position: int) -> bool:
    """Whether a hole may stand for more than one segment: it begins the text, alone or after a host, or follows no slash; or
    it ends the text and is called a path.
    """
    before = found.parts[position - 1] if position else ""
    part = found.parts[position]
    if position + 1 == len(found.parts) and is_called_a_path(part):
        return not any(isinstance(one, str) and "?" in one for one in found.parts[:position])
    if isinstance(part, Attribute) and part.name == ALL:
        return not any(isinstance(one, str) and "?" in one for one in found.parts[:position])
    if not isinstance(before, str) or (before == "/" and position <= 2):
        return True
    return not before.endswith(("/", "%2F", "=", "&", "?", ",", ":")) or before.rstrip("/").endswith(":/")

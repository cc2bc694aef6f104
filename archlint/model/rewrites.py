"""Rules that pass one path on as another: the path and the address as configuration writes them in, what is matched, where it
goes and how its path is written anew out.
"""

import re
from typing import NamedTuple

_REST = re.compile(r"/?(?::\w+\*|:\w+\+|:\w+\(\.[*+]\)|\(\.[*+]\)|\{?\*+\w*\}?|:splat)$")
_NAMED = re.compile(r":(\w+)")
_GROUP = re.compile(r"\$\d|:splat")
_SEGMENT = re.compile(r":\w+(?:\([^()]*\))?")
_ORIGIN = re.compile(r"([a-z][a-z0-9+.-]*://[^/]*|\{[^{}]*\}|\$\{?\w+\}?)(.*)", re.IGNORECASE | re.DOTALL)
_SPECIAL = re.compile(r"[(\\\[.*+?$|{]")
_CHOICE = re.compile(r"\((?:\?:)?([\w./-]+(?:\|[\w./-]+)*)\)")
_MOST = 50


class PassedPath(NamedTuple):
    """`pattern` is what is matched: `/**` at its end stands for the rest. Of a path `strip` segments are taken off and `prefix`
    is put before, unless `rewrite` says otherwise.
    """

    pattern: str
    origin: str
    strip: int = 0
    prefix: str = ""
    rewrite: tuple[str, ...] = ()


def passed_path(source: str, destination: str) -> PassedPath:
    """`/api/:path*` that goes on as `http://api:8000/v1/:path*`; `(.*)` and `$1`, `*` and `:splat` are read as well."""
    found = _ORIGIN.fullmatch(destination.strip())
    origin, path = (found[1], found[2].partition("?")[0]) if found else ("", destination)
    source = source.strip()
    begin = _REST.search(source.rstrip("/"))
    name = _NAMED.search(begin[0]) if begin else None
    matched = _segments(source[: begin.start()] if begin else source)
    end = _rest_of(path, name[1] if name else "") if begin else None
    wanted = _segments(path[:end] if end is not None else path)
    pattern = "/" + "/".join([*matched, "**"] if begin else matched)
    if end is not None and "{}" not in wanted:
        return PassedPath(pattern, origin, len(matched), "".join(f"/{one}" for one in wanted))
    kept = 0
    if not begin:
        while kept < min(len(wanted), len(matched)) and wanted[-1 - kept] == matched[-1 - kept]:
            kept += 1
    front = wanted[: len(wanted) - kept]
    if kept and "{}" not in front:
        return PassedPath(pattern, origin, len(matched) - kept, "".join(f"/{one}" for one in front))
    return PassedPath(pattern, origin, rewrite=("(.*)", "/" + "/".join(wanted)))


def _rest_of(path: str, name: str) -> int | None:
    """Where the rest of a path stands in the one that it goes on as, None where nowhere."""
    trimmed = path.rstrip("/")
    found = _REST.search(trimmed)
    if found is not None:
        return found.start()
    for end in (f":{name}" if name else "", "$1", ":splat"):
        if end and trimmed.endswith(end):
            return len(trimmed) - len(end)
    return None


def _segments(path: str) -> list[str]:
    return [_GROUP.sub("{}", _SEGMENT.sub("{}", part)) for part in path.split("/") if part]


def expression_patterns(expression: str) -> list[str]:
    """What a regular expression matches, by its literal beginning: `^/(bills|lines)/.*` is `/bills/**` and `/lines/**`."""
    text = expression.removeprefix("^").replace("\\/", "/").replace("\\.", ".")
    first, choice = _SPECIAL.search(text), _CHOICE.search(text)
    if first is None:
        return [_prefix(text)]
    is_choice = choice is not None and choice.start() == first.start()
    if choice is not None and is_choice and text[choice.end() : choice.end() + 1] in ("", "/", "$", "("):
        return [_prefix(text[: choice.start()] + one) for one in choice[1].split("|")[:_MOST]]
    literal, rest = text[: first.start()], text[first.start() :]
    if not literal.endswith("/") and rest.startswith(("[", "\\", "?", "*", "+")):
        literal = literal.rpartition("/")[0]
    return [_prefix(literal)]


def _prefix(text: str) -> str:
    return "/" + "/".join([*(part for part in text.split("/") if part), "**"])

"""Configuration of the Apache web server in, the Proxies that it says out."""

import re
from collections.abc import Iterator

from archlint.model.deployment import Proxy

_LONGEST = 1_000
_LONGEST_VALUE = 200
_DEFINED = re.compile(r"Define\s+(\w+)\s+(\S+)", re.IGNORECASE)
_PASSED = re.compile(r"ProxyPass(?:Match)?\s+(\S.*)", re.IGNORECASE)
_MEMBER = re.compile(r"BalancerMember\s+(\S+)", re.IGNORECASE)
_REWRITTEN = re.compile(r"RewriteRule\s+(\S+)\s+(\S+)\s+\[[^\]]*\bP\b[^\]]*\]")
_OPENED = re.compile(r"<(Location|LocationMatch|Proxy)\s+([^>\s]+)\s*>", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:Location|LocationMatch|Proxy)>", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{(\w+)\}")


def is_httpd(content: bytes) -> bool:
    """Whether a file passes requests on in the words of this server."""
    return b"ProxyPass" in content or (b"RewriteRule" in content and b"[P" in content)


def read_httpd(path: str, content: bytes) -> Iterator[Proxy]:
    """What a configuration passes on; `Define` is followed, a balancer stands for its members."""
    members: dict[str, list[str]] = {}
    passed: list[tuple[str, str, int]] = []
    around = ""
    for number, line in _lines(content):
        if match := _OPENED.match(line):
            around = _bare(match[2])
        elif _CLOSED.match(line):
            around = ""
        elif match := _MEMBER.match(line):
            members.setdefault(around, []).append(_bare(match[1]))
        elif match := _PASSED.match(line):
            words = [_bare(word) for word in match[1].split()]
            words = [around, *words] if around else words
            if len(words) > 1 and words[1] != "!":
                passed.append((words[0], words[1], number))
        elif match := _REWRITTEN.match(line):
            passed.append((match[1].lstrip("^"), match[2], number))
    for place, target, number in passed:
        head, _, after = target.partition("://")[2].partition("/")
        if target.startswith("balancer://"):
            for member in members.get(f"balancer://{head}", ()):
                yield _proxy(place, f"{member.rstrip('/')}/{after}", path, number)
        else:
            yield _proxy(place, target, path, number)


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """The lines with what `Define` says put in."""
    defined: dict[str, str] = {}
    for number, raw in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
        if len(raw) > _LONGEST:
            continue
        line = _VARIABLE.sub(lambda name: defined.get(name[1], name[0]), raw.strip())
        if match := _DEFINED.match(line):
            defined[match[1]] = _bare(match[2])[:_LONGEST_VALUE]
        yield number, line


def _bare(word: str) -> str:
    return word.strip("\"'")


def _proxy(place: str, target: str, path: str, line: int) -> Proxy:
    """The prefix is taken off and the path of the target put in its place."""
    plain = re.split(r"[(\\[.*+?$]", place)[0]
    segments = [one for one in plain.split("/") if one]
    scheme, _, rest = target.partition("://")
    host, _, after = rest.partition("/")
    kept = after.partition("$")[0].strip("/")
    prefix = f"/{kept}" if kept else ""
    return Proxy(f"/{'/'.join([*segments, '**'])}", f"{scheme}://{host}", path, line, (), len(segments), prefix)

"""nginx configuration in, Proxies out: locations with a `proxy_pass`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archlint.model.deployment import Proxy

_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\$\{\w+\}|[{};]|#[^\n]*|\n|[^\s{};#\"'$]+|\$\w*")
_MOST_TOKENS = 200_000


class Block(NamedTuple):
    words: list[str]
    line: int


def read_nginx(path: str, content: bytes) -> Iterator[Proxy]:
    """The locations that pass requests on."""
    upstreams: dict[str, str] = {}
    found: list[tuple[Block, dict[str, list[str]]]] = []
    for stack, words, line in _statements(content.decode("utf-8", "replace")):
        inner = stack[-1].words if stack else []
        if words[:1] == ["server"] and inner[:1] == ["upstream"] and len(words) > 1 and len(inner) > 1:
            upstreams.setdefault(inner[1], words[1])
        if words[:1] == ["proxy_pass"] and len(words) > 1:
            place = next((one for one in reversed(stack) if one.words[:1] == ["location"]), None)
            if place is not None:
                found.append((place, {"pass": words[1:], "line": [str(line)]}))
        if words[:1] == ["rewrite"] and len(words) > 2 and stack:
            found.append((stack[-1], {"rewrite": words[1:3]}))
    rewrites = {id(block): words["rewrite"] for block, words in found if "rewrite" in words}
    for block, words in found:
        if "pass" in words:
            yield _proxy(path, block, words["pass"][0], rewrites.get(id(block), []), upstreams)


def _proxy(path: str, block: Block, target: str, rewrite: list[str], upstreams: dict[str, str]) -> Proxy:
    words = block.words[1:]
    is_regex = bool(words) and words[0].startswith("~")
    is_exact = bool(words) and words[0] == "="
    place = words[-1].strip("\"'") if words else "/"
    if is_regex:
        place = re.split(r"[(\\[.*+?$]", place.lstrip("^"))[0]
    host, _, after = target.partition("://")[2].partition("/")
    scheme = target.partition("://")[0]
    whole = f"{scheme}://{upstreams.get(host, host)}"
    segments = [one for one in place.split("/") if one]
    strip, prefix = 0, ""
    if "/" in target.partition("://")[2] and "$" not in after:
        strip, prefix = len(segments), f"/{after}".rstrip("/")
    pattern = f"/{'/'.join(segments)}" if is_exact else f"/{'/'.join([*segments, '**'])}"
    return Proxy(pattern, whole, path, block.line, (), strip, prefix, tuple(one.strip("\"'") for one in rewrite))


def _statements(text: str) -> Iterator[tuple[list[Block], list[str], int]]:
    """Every statement with the blocks around it, outermost first."""
    stack: list[Block] = []
    words: list[str] = []
    line = start = 1
    for count, found in enumerate(_TOKEN.finditer(text)):
        token = found[0]
        if count > _MOST_TOKENS:
            return
        if token == "\n":
            line += 1
        elif token.startswith("#"):
            continue
        elif token == "{":
            stack.append(Block(words, start))
            words = []
        elif token == "}":
            if stack:
                stack.pop()
            words = []
        elif token == ";":
            if words:
                yield list(stack), words, start
            words = []
        else:
            start = line if not words else start
            glued = bool(words) and found.start() > 0 and not text[found.start() - 1].isspace()
            words = [*words[:-1], words[-1] + token] if glued else [*words, token]
            line += token.count("\n")

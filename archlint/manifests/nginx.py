"""nginx configuration in, Proxies out: locations that pass requests on."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.manifests.reading import LONGEST, Problem, Unreadable, segments_of, text_of
from archlint.model.deployment import Proxy, Setting

_TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\$\{\w++\}|\{\{|\}\}|[{};]|#[^\n]*+|\n|(?:[^\s{};#\"'$\\]|\\.)+|\$\w*+|[\"'\\]",
    re.DOTALL,
)
_MOST_TOKENS = 200_000
_DEEPEST = 20
_MOST_REWRITES = 16
_LONGEST_VALUE = 200
_PASSES = {"proxy_pass": "", "grpc_pass": "", "uwsgi_pass": "http://", "fastcgi_pass": "http://"}
_ADDRESS = re.compile(r"([a-z]+)://(unix:|[^/?#$]*+(?:\$(?!\{?(?:request_)?uri)\{?\w++\}?[^/?#$]*+)*)(.*)", re.DOTALL)
_GIVEN = re.compile(r"(\$\{?[A-Z][A-Z0-9_]*\}?)(/.*)?", re.DOTALL)
"""An address that is filled in before nginx starts, and the path behind it."""
_SCHEMED = re.compile(r"[a-z]+://")
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_CHOICE = re.compile(r"\((?:\?:)?([\w./-]+(?:\|[\w./-]+)*)\)")
_SIGNED = re.compile(r"(?:=|~\*?|\^~)(?=.)")
_SPECIAL = re.compile(r"[(\\\[.*+?$|{]")


class _Block(NamedTuple):
    """The words before a brace, and what the block says."""

    words: list[str]
    line: int
    inner: list["_Statement"]


class _Statement(NamedTuple):
    words: list[str]
    line: int
    around: tuple[_Block, ...]


_ORIGINS = "access-control-allow-origin"


def read_nginx(path: str, content: bytes) -> Iterator[Proxy | Setting | Problem]:
    """The locations that pass requests on, and from which origins pages may read what is answered. Names of upstreams become
    the first server behind them. Raises Unreadable.
    """
    statements = list(_statements(text_of(content)))
    upstreams: dict[str, str] = {}
    variables: dict[str, str] = {}
    fallbacks: dict[str, _Block] = {}
    for one in statements:
        word, rest = one.words[0], one.words[1:]
        block = one.around[-1] if one.around else None
        if word == "server" and rest and block is not None and block.words[:1] == ["upstream"] and len(block.words) > 1:
            upstreams.setdefault(block.words[1], rest[0])
        elif word == "set" and len(rest) == 2 and len(rest[1]) <= _LONGEST_VALUE:
            variables.setdefault(rest[0].lstrip("$"), rest[1])
        elif word == "default" and rest and block is not None and block.words[:1] == ["map"]:
            variables.setdefault(block.words[-1].lstrip("$"), rest[0][:_LONGEST_VALUE])
        elif word == "try_files" and rest and rest[-1].startswith("@") and block is not None:
            fallbacks.setdefault(rest[-1], block)
    for one in statements:
        if one.words[0] in ("add_header", "more_set_headers") and len(one.words) > 1:
            yield from _origins(path, one)
        if one.words[0] in _PASSES and len(one.words) > 1:
            yield from _passed_on(path, one, upstreams, variables, fallbacks)


def _origins(path: str, statement: _Statement) -> Iterator[Setting]:
    """The header that says which origins may read: in a word of its own, or together with its value."""
    name, value, *_ = (*statement.words[1].split(":", 1), *statement.words[2:], "")
    if name.strip().lower() == _ORIGINS:
        yield Setting(name.strip(), value.strip(), path, statement.line)


def _passed_on(
    path: str,
    statement: _Statement,
    upstreams: dict[str, str],
    variables: dict[str, str],
    fallbacks: dict[str, _Block],
) -> Iterator[Proxy | Problem]:
    block = next((one for one in reversed(statement.around) if one.words[:1] == ["location"]), None)
    if block is None:
        return
    written = (
        statement.words[1] if _SCHEMED.match(statement.words[1]) else _PASSES[statement.words[0]] + statement.words[1]
    )
    target, after, is_counted = _target(written, upstreams, variables)
    if not target:
        yield Problem(path, statement.line, "where requests are passed on to is not an address; write one")
        return
    place = _place(block)
    if place[0].startswith("@"):
        place = _place(fallbacks[place[0]]) if place[0] in fallbacks else ["/"]
    patterns = _patterns(place)
    if not patterns:
        yield Problem(
            path, block.line, "a location by a regular expression without a path at its beginning is not read"
        )
    rewrite = _rewrite(block)
    for pattern in patterns:
        strip, prefix, replaced = 0, "", rewrite
        if not rewrite and after and is_counted:
            strip, prefix = len(segments_of(pattern.removesuffix("**"))), _front(after)
        elif not rewrite and place[0].startswith("~") and re.fullmatch(r"/.*\$\w+(?:\$is_args\$args)?", after):
            replaced = (place[-1], after.partition("$is_args")[0])
        yield Proxy(pattern, target, path, block.line, (), strip, prefix, replaced)


def _target(written: str, upstreams: dict[str, str], variables: dict[str, str]) -> tuple[str, str, bool]:
    """The address, the path after it, and whether that path takes the place of what was matched: one with variables does
    not.
    """
    # `${NAME}` in capitals is filled in before nginx starts; nginx itself sees no variable there.
    had_variables = "$" in re.sub(r"\$\{[A-Z0-9_]+\}", "", written)
    for _ in range(3):
        if len(written) > _LONGEST_VALUE * 2:
            break
        known = _VARIABLE.sub(lambda found: variables.get(found[1] or found[2], found[0]), written)
        if known == written:
            break
        written = known
    found = _ADDRESS.fullmatch(written)
    if found is None:
        given = _GIVEN.fullmatch(written)
        if given is not None:
            return given[1], given[2] or "", True
        is_open = written.startswith("$")
        return (written if is_open else ""), "", False
    host = upstreams.get(found[2], found[2])
    return f"{found[1]}://{host}", found[3], not had_variables or "$" not in written


def _front(after: str) -> str:
    """The path that takes the place of what was matched."""
    return "".join(f"/{part}" for part in segments_of(after.partition("?")[0]))


def _rewrite(block: _Block) -> tuple[str, ...]:
    """The rewrites of a location that do not send the browser elsewhere, each a pattern and what takes its place."""
    found: list[str] = []
    for one in block.inner:
        if one.words[0] == "rewrite" and len(one.words) > 2 and one.words[-1] not in ("redirect", "permanent"):
            found += one.words[1], one.words[2].partition("?")[0]
    return tuple(found[:_MOST_REWRITES])


def _place(block: _Block) -> list[str]:
    """A location's sign, where it has one, and its path."""
    words = block.words[1:] or ["/"]
    sign = _SIGNED.match(words[0])
    return [sign[0], words[0][sign.end() :]] if sign and len(words) == 1 else words


def _patterns(place: Sequence[str]) -> list[str]:
    """What a location matches: `/api/**`, or the exact path; regular expressions only by their literal beginning."""
    sign, text = (place[0], place[-1]) if len(place) > 1 else ("", place[0])
    if sign == "=":
        return ["/" + "/".join(segments_of(text))]
    if not sign.startswith("~"):
        return [_prefix(text)]
    if not text.startswith("^/"):
        if text.startswith("/") and len(text) > 1 and not _SPECIAL.search(text):
            return [_prefix(text)]
        return ["/**"] if text in ("^", ".*", "^.*", "/", ".*$") else []
    text = text[1:]
    choice = _CHOICE.search(text)
    first = _SPECIAL.search(text)
    if choice and first and choice.start() == first.start() and text[choice.end() : choice.end() + 1] in ("", "/", "$"):
        return [_prefix(text[: choice.start()] + one) for one in choice[1].split("|")[:50]]
    literal = text[: first.start()] if first else text
    rest = text[len(literal) :]
    if rest.startswith(("(/|$)", "(?:/|$)", "$", "(/")) or not rest:
        return [_prefix(literal)]
    literal = literal.rpartition("/")[0]
    return [_prefix(literal)] if literal or rest in ("", ".*", "(.*)", "(.*)$", ".*$") else []


def _prefix(text: str) -> str:
    return "/" + "/".join([*segments_of(text), "**"])


def _statements(text: str) -> Iterator[_Statement]:
    """Every statement with the blocks around it, outermost first. Templates' `{{ … }}` are words. Raises Unreadable."""
    stack: list[_Block] = []
    words: list[str] = []
    start = 1
    for mark, line, is_glued in _tokens(text):
        if mark == "{":
            stack.append(_Block(words, start, []))
            words = []
            if len(stack) > _DEEPEST:
                raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", line)
        elif mark == ";":
            if words:
                one = _Statement(words, start, tuple(stack))
                if stack:
                    stack[-1].inner.append(one)
                yield one
            words = []
        elif mark == "}":
            stack = stack[:-1]
            words = []
        else:
            start = line if not words else start
            plain = mark[1:-1] if mark[0] in "\"'" and len(mark) > 1 else mark
            if words and is_glued:
                words[-1] += plain
            else:
                words.append(plain)
            if len(words[-1]) > LONGEST:
                raise Unreadable(f"a word has more than {LONGEST:,} characters", line)


def _tokens(text: str) -> Iterator[tuple[str, int, bool]]:
    """The words and marks of a text with their lines, and whether one begins where a word ended. Raises Unreadable."""
    line, end = 1, -1
    for count, found in enumerate(_TOKEN.finditer(text)):
        mark = found[0]
        if count > _MOST_TOKENS:
            raise Unreadable(f"it has more than {_MOST_TOKENS:,} words", line)
        if mark == "\n":
            line += 1
        elif not mark.startswith("#") or found.start() == end:
            yield mark, line, found.start() == end
            line += mark.count("\n")
            end = found.end() if mark not in "{};" else -1

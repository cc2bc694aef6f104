"""Globs over POSIX paths: a pattern or a set of them in, a yes or no out, in time linear in the path.

`*` and `?` stay inside a segment, `**` spans any number of segments (also none), `[abc]` and `{a,b}` choose. A pattern
without a wildcard at its end matches the file and everything below the folder of that name. `!pattern` in a set takes
matches of the earlier ones out again.
"""

import fnmatch
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby

_MAX_ALTERNATIVES = 64


class PatternError(ValueError):
    """A glob that cannot be read; the message says what is wrong with it."""


class Pattern:
    """One compiled glob. Matching walks the segments once and goes back to the last `**` only, so it never explodes;
    `fnmatch.translate` builds atomic groups, so a single segment is linear too.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.alternatives = tuple(_compile(alternative) for alternative in _expand(_checked(text)))

    def matches(self, path: str) -> bool:
        """Whether `path` (POSIX, relative, no leading `./`) matches as a whole."""
        segments = path.split("/")
        return any(_match(alternative, segments) for alternative in self.alternatives)

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"


class PatternSet:
    """Several globs, of which later `!` ones take matches out. An empty set matches nothing.

    Almost all globs people write have one of three simple shapes; neighbours of one sign share their look-ups, so that
    matching thousands of paths costs a few set and string operations each.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._steps = tuple((not text.startswith("!"), Pattern(text.removeprefix("!"))) for text in texts)
        self._runs = tuple(
            (adds, _Run([pattern for _, pattern in steps]))
            for adds, steps in groupby(self._steps, key=lambda step: step[0])
        )

    def __bool__(self) -> bool:
        return bool(self._steps)

    def matches(self, path: str) -> bool:
        matched = False
        for adds, run in self._runs:
            if matched is not adds and run.matches(path):
                matched = adds
        return matched

    def unmatched(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The globs (as written) that match none of `paths`: each is a mistake somebody should hear about."""
        return tuple(
            pattern.text if adds else "!" + pattern.text
            for adds, pattern in self._steps
            if not any(map(_Run([pattern]).matches, paths))
        )


@lru_cache(maxsize=4)
def remembered(texts: tuple[str, ...]) -> Callable[[str], bool]:
    """`PatternSet(texts).matches` that keeps its answers: every stage of a run asks the same of the same files."""
    return cache(PatternSet(texts).matches)


class _Run:
    """Patterns of one sign, sorted by shape: `a/b` and `a/b/**` (prefixes), `**/name` and `**/name/**` (names at any
    depth), `**/*.x` (globs on the last segment), and the rest.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        exact: set[str] = set()
        names: set[str] = set()
        lasts: list[str] = []
        self._rest: list[tuple[_Segment, ...]] = []
        for alternative in (alternative for pattern in patterns for alternative in pattern.alternatives):
            head, last = alternative[:-1], alternative[-1] if alternative else None
            if head and last is None and all(isinstance(segment, str) for segment in head):
                exact.add("/".join(str(segment) for segment in head))
            elif len(alternative) == 3 and head[0] is None and last is None and isinstance(head[1], str):
                names.add(head[1])
            elif len(alternative) == 2 and head[0] is None and isinstance(last, re.Pattern):
                lasts.append(last.pattern)
            else:
                self._rest.append(alternative)
        self._exact = frozenset(exact)
        self._prefixes = tuple(sorted(f"{text}/" for text in exact))
        self._names = frozenset(names)
        self._last = re.compile("|".join(lasts)).match if lasts else None

    def matches(self, path: str) -> bool:
        if path in self._exact or (self._prefixes and path.startswith(self._prefixes)):
            return True
        if self._last is not None and self._last(path[path.rfind("/") + 1 :]):
            return True
        if not (self._names or self._rest):
            return False
        segments = path.split("/")
        if not self._names.isdisjoint(segments):
            return True
        return any(_match(alternative, segments) for alternative in self._rest)


_Segment = re.Pattern[str] | str | None  # None stands for `**`


def _checked(text: str) -> str:
    text = text.removeprefix("./")
    if not text:
        raise PatternError("an empty pattern matches nothing")
    if text.startswith("/") or ".." in text.split("/") or "\\" in text:
        raise PatternError(f"pattern {text!r} must be relative, with forward slashes and without '..'")
    return text


def _expand(text: str) -> list[str]:
    """Undo `{a,b}`, innermost last; bounded, since nested braces multiply."""
    done, todo = [], [text]
    while todo:
        current = todo.pop()
        close = current.find("}")
        open_ = current.rfind("{", 0, close) if close >= 0 else -1
        if open_ < 0:
            done.append(current)
        else:
            choices = current[open_ + 1 : close].split(",")
            todo += [current[:open_] + choice + current[close + 1 :] for choice in reversed(choices)]
        if len(done) + len(todo) > _MAX_ALTERNATIVES:
            raise PatternError(f"pattern {text!r} has more than {_MAX_ALTERNATIVES} alternatives")
    return done


def _compile(text: str) -> tuple[_Segment, ...]:
    segments: list[_Segment] = []
    for part in text.rstrip("/").split("/"):
        if part == "**":
            if not segments or segments[-1] is not None:
                segments.append(None)
        elif any(char in part for char in "*?["):
            segments.append(re.compile(fnmatch.translate(part)))
        elif part not in ("", "."):
            segments.append(part)
    if segments and isinstance(segments[-1], str):
        segments.append(None)  # a folder's name stands for what is in it
    return tuple(segments)


def _match(pattern: tuple[_Segment, ...], path: list[str]) -> bool:
    """Greedy with one way back: as with `*` in a string, only the last `**` ever needs another try."""
    at = position = 0
    star, mark = -1, 0
    while position < len(path):
        if at < len(pattern) and pattern[at] is None:
            star, mark = at, position
            at += 1
        elif at < len(pattern) and _fits(pattern[at], path[position]):
            at, position = at + 1, position + 1
        elif star >= 0:
            mark += 1
            at, position = star + 1, mark
        else:
            return False
    return all(segment is None for segment in pattern[at:])


def _fits(segment: _Segment, name: str) -> bool:
    if isinstance(segment, str):
        return segment == name
    return segment is not None and segment.match(name) is not None

"""Globs agree with the plainest reading of them, in any combination, and stay linear on patterns made to be slow."""

import contextlib
import fnmatch
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.model import patterns
from archlint.model.patterns import Pattern, PatternError, PatternSet

WORDS = ("a", "b", "ab", "a.b", "c.py")
PIECES = (*WORDS, "*", "**", "?", "a*", "*.b", "*.py", "[ab]", "[!a]", "{a,b}", "{a,c.*}", "x{,b}", "{a,{b,ab}}", ".")
SHAPES = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5)
    .map("/".join)
    .filter(lambda pattern: pattern.count("{") < 5),  # more alternatives than a pattern may have
    # The shapes that sets have look-ups for.
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("/".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: "/".join(words) + "/**"),
    st.sampled_from(WORDS).map("**/{}".format),
    st.sampled_from(WORDS).map("**/{}/**".format),
    st.sampled_from(PIECES).map("**/{}".format),
)
PATTERNS = st.one_of(*SHAPES).filter(lambda text: text.count("{") <= 4)  # more may be too many alternatives
SETS = st.lists(st.tuples(st.sampled_from(("", "!")), PATTERNS).map("".join), max_size=6)
PATHS = st.lists(st.sampled_from((*WORDS, "x", "xb", "*", "[ab]")), min_size=1, max_size=6).map("/".join)


def plainly(pattern: str, path: str) -> bool:
    """What a pattern means: braces written out, then segment by segment, `**` for any number of them."""
    return any(fits(meant(alternative), path.split("/")) for alternative in written_out(pattern))


def written_out(pattern: str) -> list[str]:
    close = pattern.find("}")
    if close < 0:
        return [pattern]
    open_ = pattern.rfind("{", 0, close)
    choices = pattern[open_ + 1 : close].split(",")
    return [text for choice in choices for text in written_out(pattern[:open_] + choice + pattern[close + 1 :])]


def meant(pattern: str) -> list[str]:
    segments = [segment for segment in pattern.split("/") if segment not in ("", ".")]
    is_name = bool(segments) and not any(char in segments[-1] for char in "*?[")
    return [*segments, "**"] if is_name else segments


def fits(segments: Sequence[str], names: Sequence[str]) -> bool:
    if not segments:
        return not names
    if segments[0] == "**":
        return fits(segments[1:], names) or (bool(names) and fits(segments, names[1:]))
    return bool(names) and fnmatch.fnmatchcase(names[0], segments[0]) and fits(segments[1:], names[1:])


@given(PATTERNS, PATHS)
def test_a_pattern_means_what_it_plainly_says(pattern: str, path: str) -> None:
    assert Pattern(pattern).matches(path) == plainly(pattern, path)
    assert PatternSet([pattern]).matches(path) == plainly(pattern, path)


@given(SETS, st.lists(PATHS, min_size=1, max_size=8))
def test_in_a_set_the_last_one_that_matches_decides(texts: list[str], paths: list[str]) -> None:
    chosen = PatternSet(texts)
    for path in paths:
        wanted = False
        for text in texts:
            if plainly(text.removeprefix("!"), path):
                wanted = not text.startswith("!")
        assert chosen.matches(path) == wanted
    idle = [text for text in texts if not any(plainly(text.removeprefix("!"), path) for path in paths)]
    assert list(chosen.unmatched(paths)) == idle
    assert bool(chosen) == bool(texts)


@given(st.text(max_size=30), PATHS)
def test_any_text_is_a_pattern_or_a_pattern_error(text: str, path: str) -> None:
    with contextlib.suppress(PatternError):
        assert Pattern(text).matches(path) in (True, False)


@pytest.mark.parametrize(
    ("pattern", "paths", "others"),
    [
        ("src", ["src", "src/a.py", "src/a/b.py"], ["lib/src", "srcs/a.py"]),
        ("src/", ["src/a.py"], ["srcs/a.py"]),
        ("./src/*.py", ["src/a.py"], ["src/b/a.py", "a.py"]),
        ("**/legacy", ["legacy/a.py", "x/legacy/a.py", "x/legacy"], ["legacies/a.py"]),
        ("a/**/b.py", ["a/b.py", "a/x/b.py", "a/x/y/b.py"], ["a/xb.py", "b.py"]),
        ("**", ["a", "a/b/c"], []),
        ("web/src/pages/\\[id\\]", [], []),
        ("a?c.py", ["abc.py"], ["ac.py", "a/c.py", "abbc.py"]),
        ("*.{ts,tsx}", ["a.ts", "a.tsx"], ["a.t", "b/a.ts"]),
        ("naïve/*.py", ["naïve/é.py"], ["naive/e.py"]),
    ],
)
def test_examples(pattern: str, paths: list[str], others: list[str]) -> None:
    if "\\" in pattern:
        with pytest.raises(PatternError):
            Pattern(pattern)
        return
    assert [path for path in [*paths, *others] if Pattern(pattern).matches(path)] == paths


@pytest.mark.parametrize("text", ["", "./", "/etc/**", "../x", "a/../b", "a\\b", "{a,b}" * 7, "{" * 40 + "a,b}" * 40])
def test_what_cannot_be_a_pattern_is_refused(text: str) -> None:
    with pytest.raises(PatternError):
        PatternSet([text])


@pytest.mark.parametrize(
    "text",
    ["**/a/**/a/**/a/**/a/b", "**/" * 200 + "b", "**/*a*a*a*a*a*a*a*a/b", "**/a/**/[!a]/**/b"],
)
def test_patterns_made_to_be_slow_take_steps_in_proportion_to_the_path(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    fits_one = patterns._fits

    def counted(segment: object, name: str) -> bool:
        nonlocal steps
        steps += 1
        return fits_one(segment, name)  # type: ignore[arg-type]

    monkeypatch.setattr(patterns, "_fits", counted)
    taken = []
    for size in (500, 1000):
        steps = 0
        assert not Pattern(text).matches("a/" * size + "c")
        taken.append(steps)
    assert taken[1] <= 2 * taken[0] + 20

"""Regular expressions over paths as globs: whatever the globs match, the expression finds, and the other way round."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.model.patterns import PatternSet
from archlint.rulebook.foreign.regexes import globs_of

SAID = [
    "^src/components/",
    r"^(src|lib)/c\.js$",
    "(^|/)[.][^/]+[.](?:js|cjs)$",
    "^src/.*/api/",
    "src/a",
    r"^src/.*\.js$",
    "^a.*$",
    "/x/",
    "^src/[^/]+/x",
    "^a.*x/",
]
FOLDERS = st.lists(st.sampled_from(["src", "lib", "components", "api", "x", "ax", "a", "ab"]), max_size=4)
FILES = st.sampled_from([".b.js", "c.js", "d.cjs", "ax.js"])  # `x/**` is about what lies in x, no file is called that


@pytest.mark.parametrize("pattern", SAID)
@given(folders=FOLDERS, file=FILES)
def test_globs_match_what_the_expression_finds(pattern: str, folders: list[str], file: str) -> None:
    globs, path = globs_of(pattern), "/".join((*folders, file))
    assert globs
    assert PatternSet(globs).matches(path) is (re.search(pattern, path) is not None)


@pytest.mark.parametrize("pattern", ["^src/(?!x)", "(a+)+$", r"^(.*)/\1", "^" + "a" * 500, "(", "(a|b)" * 40])
def test_says_nothing_where_globs_cannot(pattern: str) -> None:
    assert globs_of(pattern) == ()

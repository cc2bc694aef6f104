"""Lines and columns agree with a plain count, however long a line is."""

from codecs import BOM_UTF8

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.languages.parsing import Lines

TEXTS = st.lists(
    st.sampled_from(["a", "é", "漢字", "🙂", " ", "\t", "\n", "\r\n", "\r", "x" * 700, "ß" * 900]), max_size=30
)


def plainly(text: str, before: int) -> tuple[int, int]:
    """Line and column of the character after `before` others."""
    whole = text[:before].replace("\r\n", "\n").replace("\r", "\n")
    return whole.count("\n") + 1, before - max(text.rfind(end, 0, before) for end in "\r\n")


@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
@given(TEXTS, st.data())
def test_lines_and_columns(mark: bytes, pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    lines = Lines(mark + text.encode())
    for before in data.draw(st.lists(st.integers(0, len(text)), max_size=5)):
        if text[before - 1 : before + 1] == "\r\n" or (before == len(text) and text[-1:] in ("\r", "\n", "")):
            continue  # between the two bytes of a line end, or behind the last line
        start = len(mark) + len(text[:before].encode())
        span = lines.span(start, start)
        assert (span.line, span.column) == plainly(text, before)


def test_blank_before() -> None:
    lines = Lines(b"  x\n" + b" " * 5_000 + b"y" + b" " * 5_000 + b"z")
    assert lines.is_blank_before(2)
    assert lines.is_blank_before(5_004)
    assert not lines.is_blank_before(10_005)

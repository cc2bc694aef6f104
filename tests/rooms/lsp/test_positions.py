"""Bytes as UTF-16 positions: against Python's own encoder, for any text."""

from hypothesis import given
from hypothesis import strategies as st

from archlint.lsp.positions import Lines
from archlint.model.finding import Place

TEXT = st.text(alphabet=st.sampled_from("ab é🙂\n\r\t"), max_size=40)


@given(text=TEXT, data=st.data())
def test_a_position_counts_lines_and_utf_16_units(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    if index and text[index - 1 : index + 1] == "\r\n":
        index -= 1
    before = text[:index]
    place = Lines(text.encode()).position(len(before.encode()))
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (place.line, place.character) == (len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)


def test_a_place_without_bytes_is_its_whole_line() -> None:
    found = Lines("x\n🙂y\n".encode()).range(Place("f", 2))
    assert (found.start.line, found.start.character, found.end.character) == (1, 0, 3)

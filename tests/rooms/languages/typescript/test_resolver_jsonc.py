"""JSON with comments: what is read, what is refused, and that hostile text costs no more than its length."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.languages.typescript.jsonc import JsoncError, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_plain_json_stays_what_it_is(value: object) -> None:
    assert loads(json.dumps(value).encode()) == value
    assert loads(json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "// no", "b": "/* no */", "c": ",]"}', {"a": "// no", "b": "/* no */", "c": ",]"}),
        ('["\\\\", "\\"//", 1, // end\n]', ["\\", '"//', 1]),
        ("[1, /* x */ ]", [1]),
        ("/**/ [1,\n\n ] // last", [1]),
        ("[1] //", [1]),
        ("// a\r[1,\r]", [1]),
    ],
)
def test_comments_and_commas(text: str, value: object) -> None:
    assert loads(text.encode()) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("{\n", 2),
        ("[1,,]", 1),
        ("[1 /\n]", 1),
        ('{\n// x\n/* \n */ "a": b}', 4),
        ("[" + "9" * 10_000 + "]", 1),
        ("\n" + '{"a":' * 65, 2),
        ('["a\n', 1),
        ("[1]]", 1),
    ],
)
def test_what_is_no_json_says_where(text: str, line: int) -> None:
    with pytest.raises(JsoncError) as raised:
        loads(text.encode())
    assert raised.value.line == line


@given(st.binary(max_size=200) | st.text(alphabet='"/*,[]{}\\ \n1a:', max_size=200).map(str.encode))
def test_anything_else_raises_nothing_else(data: bytes) -> None:
    with contextlib.suppress(JsoncError):
        loads(data)


@pytest.mark.parametrize("piece", ["/*", "//", '"', "\\", ",", ", ", "[", "{}", '"a",', "/**/", ",\n", "*/"])
def test_hostile_text(piece: str) -> None:
    """Long enough that a reader whose steps grow with the square of the text would not come to an end."""
    text = piece * (200_000 // len(piece))
    for whole in (text, f"[{text}", f'["{text}'):
        with contextlib.suppress(JsoncError):
            loads(whole.encode())

"""Text that code puts together: an expression in, the string with `{}` for what cannot be known out."""

import re

MAX_TEXT = 2_000
"""Characters kept of one text."""
HOLE = "{}"

_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|.))", re.DOTALL
)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r": "", "\r\n": ""}


def string_value(literal: str) -> str:
    """What a string literal, or a template without holes, stands for."""
    text = literal[1 : 4 * MAX_TEXT]
    if len(literal) <= 4 * MAX_TEXT and text[-1:] == literal[:1]:
        text = text[:-1]
    return unescape(text)[:MAX_TEXT]


def unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    if match[4]:
        return chr(int(match[4], 8))
    return _SIMPLE_ESCAPES.get(match[5], match[5])

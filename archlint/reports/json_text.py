"""Structs or plain values in, indented JSON text out that is inert in a terminal and reads back as the same values."""

import re

import msgspec

_UNSEEN = re.compile(
    "[\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What JSON does not escape and nobody sees: controls, bidi, zero-width and filler characters."""

_TORN = re.compile("[\ud800-\udfff]")


def json_text(value: object) -> str:
    r"""The value as JSON with a final line end. Characters that are not seen are written `\uXXXX`, which reads back as the
    same character; what JSON cannot hold (a file name of other bytes) is written as the text `\udcXX`.
    """
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_clean(msgspec.to_builtins(value)))
    return _UNSEEN.sub(_escaped, msgspec.json.format(encoded, indent=2).decode()) + "\n"


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def sound(text: str) -> str:
    r"""`text` with what JSON cannot hold (lone surrogates: a file name of other bytes) written as the text `\udcXX`."""
    return _TORN.sub(lambda match: f"\\u{ord(match[0]):x}", text)


def _clean(value: object) -> object:
    """The same plain values with every text sound. The nesting is that of the schema, so recursion is bounded."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value

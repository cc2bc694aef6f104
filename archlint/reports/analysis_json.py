"""The analysis as published JSON (docs/schemas/analysis.schema.json), indented; `model.analysis.decode` reads it."""

import msgspec

from archlint.model.analysis import Analysis, encode
from archlint.reports.view import View


def render(analysis: Analysis, _view: View) -> str:
    r"""Everything, accepted findings and the graph included. A name that is not valid Unicode (a file name of other
    bytes) is written with `\u{hex}` in place of what JSON cannot hold.
    """
    try:
        encoded = encode(analysis)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_clean(msgspec.to_builtins(analysis)))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _clean(value: object) -> object:
    """The same plain values without lone surrogates. The nesting is that of the schema, so recursion is bounded."""
    if isinstance(value, str):
        return (
            value.encode("utf-8", "surrogatepass").decode("utf-8", "backslashreplace") if not _sound(value) else value
        )
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value


def _sound(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)

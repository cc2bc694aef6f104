"""Values as TOML writes them: strings, lists and keys in, lines out that read back to the same values."""

import re
from collections.abc import Iterator, Sequence

_WIDTH = 118
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def array(key: str, values: Sequence[str]) -> Iterator[str]:
    """One line where it fits, else one value per line."""
    line = f"{key} = {listed(values)}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{key} = ["
    for value in values:
        yield f"    {string(value)},"
    yield "]"


def listed(values: Sequence[str]) -> str:
    return f"[{', '.join(map(string, values))}]"


def key(name: str) -> str:
    """A key, in quotes where it needs them."""
    return name if _BARE_KEY.fullmatch(name) else string(name)


def string(text: str) -> str:
    """A basic string: whatever could end it or does not print is escaped."""
    return f'"{"".join(map(_escaped, text))}"'


def is_text(text: str) -> bool:
    """Whether TOML can say it: file names that are not Unicode hold surrogates, which it cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def comment(text: str) -> str:
    """One line that cannot break out of its comment."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _escaped(char: str) -> str:
    if char in ('"', "\\"):
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"

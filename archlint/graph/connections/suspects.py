"""Which files may give something away: the bytes of one in, whether it is worth a look out. Light enough for every file."""

import re
from collections.abc import Iterator

_WORDS = (
    b"passw",
    b"pwd",
    b"secret",
    b"token",
    b"apikey",
    b"api_key",
    b"accesskey",
    b"access_key",
    b"privatekey",
    b"private_key",
    b"credential",
    b"cors_",
)
_VALUED = re.compile(rb"[\w.\-\]\"'` ]{0,40}[=:(,][^\n]{0,60}[\"'`]")
"""What stands after such a word where the name gets a value."""
_SWITCHED = re.compile(rb"cors_\w{0,40}\s*=\s*true")
_WITH_PASSWORD = re.compile(rb"://[^\s/\"'`@:]{1,60}:[^\s/\"'`@]{1,100}@")


def may_give_away(content: bytes) -> bool:
    """Whether a file's bytes are worth a look: something with such a name gets a value, or an address has a password."""
    low = content.lower()
    if b"default_permission_classes" in low:
        return True
    if any(_VALUED.match(low, end) for word in _WORDS for end in _ends(low, word)):
        return True
    if b"cors_" in low and _SWITCHED.search(low):
        return True
    return b"@" in low and any(_WITH_PASSWORD.match(low, end - 3) for end in _ends(low, b"://"))


def _ends(content: bytes, word: bytes) -> Iterator[int]:
    """Where the places end at which a word stands. An expression that looks for many words is ten times as slow."""
    at = content.find(word)
    while at >= 0:
        yield at + len(word)
        at = content.find(word, at + 1)

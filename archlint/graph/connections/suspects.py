"""Which files may give something away: a file's path and bytes in, whether it is worth a look out. Light enough for all."""

import re
from collections.abc import Iterator
from itertools import chain

from archlint.graph.connections.credentials import Credentials

_WORDS = (b"passw", b"pwd", b"secret", b"token", b"credential")
_KEYS = (b"api", b"api_", b"access", b"access_", b"private", b"private_")
"""What makes a credential of a `key` that it stands before."""
_NAME = re.compile(rb"[\w.\-]{0,60}\Z")
_VALUED = re.compile(
    rb"([\w.\-]{0,40})[\]\"'`? !]{0,40}[=:,][^\n\"'`]{0,60}"
    rb"(?P<quote>\"\"\"|'''|[\"'`])(?P<value>(?:\\.|(?!(?P=quote))[^\s\\]){1,4000})(?P=quote)(?P<more>\s*[+\"'`])?"
)
"""What stands after such a word where the name gets a text as its value: the rest of the name, and that text."""
_MOST = 200
"""Credentials that are looked at one by one: with more of them a file is worth a look."""
_SWITCHED = re.compile(rb"CORS_\w{0,40}\s*=\s*[Tt]rue")
_WITH_PASSWORD = re.compile(rb"://[^\s/\"'`@:]{1,60}:[^\s/\"'`@]{1,100}@")


class Suspects:
    """Tells files apart by what is known of credentials. What it is not sure of is worth a look."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def may_give_away(self, path: str, content: bytes) -> bool:
        """Whether a file is worth a look: what has the name of a credential gets a value, or an address has a password."""
        if b"DEFAULT_PERMISSION_CLASSES" in content:
            return True
        if self._credentials.is_exempt(path):
            return False
        if b"CORS_" in content and _SWITCHED.search(content):
            return True
        low = content.lower()
        named = chain(((end - len(word), end) for word in _WORDS for end in _ends(low, word)), _keys(low))
        given = filter(None, (self._given(content, start, end) for start, end in named))
        for count, (name, value) in enumerate(given):
            if count == _MOST or value is None or self._credentials.in_code(name, value):
                return True
        return b"@" in low and any(_WITH_PASSWORD.match(low, end - 3) for end in _ends(low, b"://"))

    def _given(self, content: bytes, start: int, end: int) -> tuple[str, str | None] | None:
        """The name of a credential in which a word stands and the text it gets, where it gets one: None for a text that is put
        together.
        """
        found = _VALUED.match(content, end)
        if found is None:
            return None
        before = _NAME.search(content, max(start - 60, 0), start)
        name = ((before[0] if before else b"") + content[start:end] + found[1]).decode("utf-8", "replace")
        if not self._credentials.is_named(name):
            return None
        value = found["value"].decode("utf-8", "replace")
        return name, None if found["more"] or "\\" in value else value


def _ends(content: bytes, word: bytes) -> Iterator[int]:
    """Where the places end at which a word stands. An expression that looks for many words is ten times as slow."""
    at = content.find(word)
    while at >= 0:
        yield at + len(word)
        at = content.find(word, at + 1)


def _keys(low: bytes) -> Iterator[tuple[int, int]]:
    """Where the names of keys start and end that nobody else should have."""
    for end in _ends(low, b"key"):
        start = end - len(b"key")
        before = low[max(start - 8, 0) : start]
        if before.endswith(_KEYS):
            yield start, end

"""The places that a text speaks of: the value of a setting in, hosts and ports out; placeholders are filled in first."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_LONGEST = 4_000
_ROUNDS = 5
_PLACEHOLDER = re.compile(r"\$\{([^${}]{0,300})\}")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}(?::[A-Za-z0-9]{1,20})?)://([^/\s?#;\"'<>()\[\]]{1,300})")
_AT = re.compile(r"@(?://)?([A-Za-z0-9_.-]{1,200}):(?:(\d{1,5})\b)?")
_BARE = re.compile(r"([A-Za-z0-9_{][A-Za-z0-9_.{}-]{0,200})(?::(\d{1,5}))?(?:/[^\s]*)?")
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_FILES = ("file", "classpath")
_LOCAL = ("localhost", "0.0.0.0", "host.docker.internal", "")  # noqa: S104 - names, nothing is bound


class Place(NamedTuple):
    """A host with its port ("" where none is said); `scheme` is "" where only a name was given."""

    scheme: str
    host: str
    port: str

    @property
    def is_local(self) -> bool:
        """Whether it is the machine itself or a number, which says nothing about who is there."""
        return self.host in _LOCAL or "{" in self.host or _NUMBERS.fullmatch(self.host) is not None

    @property
    def is_address(self) -> bool:
        """Whether it cannot be read as an ordinary word."""
        return bool(self.scheme or self.port)


def filled(text: str, known: Callable[[str], str | None]) -> str:
    """A text with its placeholders (`${NAME:default}`) filled in; one that nobody knows leaves a hole `{}`."""
    text = text[:_LONGEST]
    for _ in range(_ROUNDS):
        if "${" not in text:
            break
        text = _PLACEHOLDER.sub(lambda found: _value(found[1], known), text)
    return text


def _value(inside: str, known: Callable[[str], str | None]) -> str:
    name, colon, default = inside.partition(":")
    value = known(name.strip())
    if value is not None and "${" + inside not in value:
        return value
    return default.removeprefix("-") if colon else "{}"


def places(text: str) -> Iterator[Place]:
    """The places in a text; a text without any address is a list of names."""
    found = False
    for url in _URL.finditer(text[:_LONGEST]):
        found = True
        if url[1].lower() in _FILES:
            continue
        for item in url[2].rpartition("@")[2].split(","):
            host, _, port = item.partition(":")
            yield Place(url[1].lower(), host.strip().lower(), port if port.isdigit() else "")
    if found or "://" in text:
        return
    for at in _AT.finditer(text[:_LONGEST]):
        found = True
        yield Place("@", at[1].lower(), at[2] or "")
    if found:
        return
    for item in re.split(r"[,;\s]+", text[:_LONGEST]):
        bare = _BARE.fullmatch(item)
        if bare:
            yield Place("", bare[1].lower(), bare[2] or "")

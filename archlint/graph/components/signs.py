"""Patterns of rules/components.toml and what they are compared with: names of images, keys of settings."""

import re
from collections.abc import Iterable, Mapping

from archlint.model.architecture import ComponentKnowledge

_PLACE = re.compile(r"\.\d+(?=\.|$)")
_INDEX = re.compile(r"\[\d*\]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[A-Za-z]+|\d+")
_NOISE = re.compile(r"[^a-z0-9*]+")


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says; `*` stands for anything. Linear in the length of the text."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    *middle, last = rest
    if not text.startswith(first) or len(text) < len(first) + len(last) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def fits_any(patterns: Iterable[str], text: str) -> bool:
    """Whether a text is what one of some patterns says."""
    return any(fits(pattern, text) for pattern in patterns)


def plain_key(key: str) -> str:
    """The key of a setting or the name of a variable without what different spellings differ in. Stars are kept."""
    return _NOISE.sub("", _INDEX.sub("", _PLACE.sub("", key)).lower())


def words_of(name: str, short: Mapping[str, str]) -> list[str]:
    """The words of a name, lower case, in full where they are cut down: `confsvr` is `config`, `server`."""
    words: list[str] = []
    for word in _WORD.findall(_CAMEL.sub(" ", name)):
        lower = word.lower()
        ending = next((cut for cut in short if len(cut) > 2 and lower.endswith(cut) and lower != cut), "")
        words += [lower.removesuffix(ending), ending] if ending else [lower]
    return [full for full in (short.get(word, word) for word in words) if full]


def spoken_of(variable: str, knowledge: ComponentKnowledge) -> list[str]:
    """Whom a variable with an address may be named after, plain, the longest name first: `VITE_CART_SERVICE_URL` after
    `cartservice` or `cart`; nobody where it does not end like one with an address.
    """
    words = [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", variable))]
    for scope in knowledge.scopes:
        start = scope.split()
        if words[: len(start)] == start:
            words = words[len(start) :]
            break
    found = []
    while words and words[-1] in knowledge.address_words:
        words.pop()
        if words:
            found.append("".join(words))
    return found


def plain(name: str) -> str:
    """A name without case and punctuation."""
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def gives(library: str, names: Iterable[str]) -> bool:
    """Whether a library is, going by its name, what is imported by one of some names: `kafka-python` as `kafka`."""
    wanted = {library.lower(), library.lower().replace("-", "_"), *library.lower().split("-")}
    return any(name.partition(".")[0].lower() in wanted for name in names)

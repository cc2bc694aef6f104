"""Whether a name with a value gives a credential away: names and literal values in, yes or no out. No value is handed on."""

import re
from functools import lru_cache

from archlint.model.exposures import CredentialWords
from archlint.model.patterns import PatternSet

_PIECES = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_IN_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://([^\s/?#:@\"'<>{}$]{1,60}):([^\s/?#@\"'<>]{1,100})@[\w.{$\[-]", re.IGNORECASE
)
_REFERENCE = re.compile(r"\$\w|\$\{|\{\{|\$\(|<[^>]*>|%\w+%|^!\w|^\{.*\}$|^@\w|^arn:|^ref\+|^op://|^sm://")
_TELLING = re.compile(r"[A-Za-z]")
_FEWEST = 3
_FEWEST_OF_KEY = 8
_LONGEST = 4_000


class Credentials:
    """Knows names of credentials and values that are none."""

    def __init__(self, known: CredentialWords) -> None:
        self._names = {tuple(name.split()) for name in known.names}
        self._weak = {tuple(name.split()) for name in known.weak}
        self._placeholders = known.placeholders
        self._empty = frozenset(known.empty)
        self._words = frozenset(known.words)
        self._exempt = PatternSet(known.exempt)
        self._longest = max((len(name) for name in self._names), default=0)
        self._of_name = lru_cache(maxsize=50_000)(self._ending)

    def is_exempt(self, file: str) -> bool:
        """Whether a file only shows how something is set, or belongs to tests."""
        return self._exempt.matches(file)

    def is_named(self, name: str) -> bool:
        """Whether a name is that of a credential: `DB_PASSWORD`, `apiKey`, `spring.datasource.password`."""
        return bool(self._of_name(name))

    def in_configuration(self, name: str, value: str) -> bool:
        """Whether a setting holds a credential as plain text."""
        is_name = len(self._of_name(value)) > 1  # `access_key` holds a place; `password` is a bad password
        return self.is_named(name) and self._is_real(value) and not _is_path(value) and not is_name

    def in_code(self, name: str, value: str) -> bool:
        """Whether code holds one: in code a value may be the name of a field, a message or the key of a text as well."""
        ending = self._of_name(name)
        if not ending or not self._is_real(value) or re.search(r"\s", value) or _is_path(value):
            return False
        pieces = [piece.lower() for piece in _PIECES.findall(value) if not piece.isdigit()]
        if (pieces and all(piece in self._words for piece in pieces)) or self._of_name(value):
            return False  # it speaks of a credential itself
        if ending in self._weak:
            return len(value) >= _FEWEST_OF_KEY and any(one.isdigit() for one in value) and _looks_like_key(value)
        return True

    def in_addresses(self, value: str) -> bool:
        """Whether a text holds an address with a password in it."""
        return any(self._is_real(found[2]) for found in _IN_ADDRESS.finditer(value[:_LONGEST]))

    def _ending(self, name: str) -> tuple[str, ...]:
        """The words of a credential that a name ends in, () for none."""
        pieces = tuple(piece.lower() for piece in _PIECES.findall(name[-200:]) if not piece.isdigit())
        for count in range(min(self._longest, len(pieces)), 0, -1):
            if pieces[-count:] in self._names:
                return pieces[-count:]
        return ()

    def _is_real(self, value: str) -> bool:
        text = value.strip().strip("\"'")
        low = text.lower()
        return (
            _FEWEST <= len(text) <= _LONGEST
            and low not in self._empty
            and not _REFERENCE.search(text)
            and not any(word in low for word in self._placeholders)
            and (_TELLING.search(text) is not None or len(text) > _FEWEST)
        )


def _is_path(value: str) -> bool:
    """Whether a value says where something lies: a file, a page, an address."""
    return (
        value.startswith(("/", "./", "../", "~", "classpath:", "file:", "http:", "https:")) or "/run/secrets/" in value
    )


def _looks_like_key(value: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9+/=_.~-]+", value) is not None and not re.fullmatch(
        r"[a-z]+(?:[._-][a-z0-9]+)+", value
    )

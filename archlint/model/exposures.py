"""What code and configuration give away: the knowledge by which it is seen, and one place of it. A credential is never held."""

from typing import Literal

from msgspec import Struct

from archlint.model.connections import Endpoint

ExposureKind = Literal["credential", "origins"]


class Exposure(Endpoint, frozen=True, kw_only=True):
    """`name` is the setting, variable or call that gives it away; `where` says in what: "code", "configuration", "address".

    Of a credential the value is left out, here and everywhere.
    """

    kind: ExposureKind
    name: str
    where: str
    because: str
    """Why it matters, with the entry of the list that it is in."""
    technology: str = ""


class OwaspPoint(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[points]]` of rules/standards/owasp.toml: what a check finds, by OWASP's entries and MITRE's number."""

    check: str
    entries: tuple[str, ...]
    weakness: str
    because: str


class CredentialWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[credentials]` of it: which names are those of credentials, and which values are none (see there)."""

    names: tuple[str, ...]
    weak: tuple[str, ...]
    placeholders: tuple[str, ...]
    empty: tuple[str, ...]
    words: tuple[str, ...]
    exempt: tuple[str, ...]


class OriginWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[origins]` of it: settings that name origins, and names that open all of them."""

    settings: tuple[str, ...]
    switches: tuple[str, ...]


class ExposureKnowledge(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of rules/standards/owasp.toml."""

    points: tuple[OwaspPoint, ...]
    credentials: CredentialWords
    origins: OriginWords

    def because(self, check: str) -> str:
        """Why it matters, with the entries of the lists; "" for a check that no entry is about."""
        return next((point.because for point in self.points if point.check == check), "")

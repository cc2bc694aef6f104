"""By what classes of layered web applications are known, and what a class was found to be. Data of rules/stereotypes.toml."""

from typing import Literal

from msgspec import Struct

Stereotype = Literal["controller", "service", "repository", "entity"]

STEREOTYPES: tuple[Stereotype, ...] = ("controller", "service", "repository", "entity")


class Signals(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What speaks for a stereotype: last names of marks and of base types, and ends of class names (weaker)."""

    marks: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


class Methods(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Last names, lower case, of the marks and calls that say what a method does."""

    marks: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


class Queries(Methods, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What runs a query, and the last names of the types on which one is only built."""

    builders: tuple[str, ...] = ()


class StereotypeWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/stereotypes.toml."""

    controller: Signals = Signals()
    service: Signals = Signals()
    repository: Signals = Signals()
    entity: Signals = Signals()
    routes: Methods = Methods()
    queries: Queries = Queries()

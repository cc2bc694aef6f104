"""What a foreign declaration becomes: pieces of archlint.toml, and what of it has no equal there."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archlint.model.tables import Contract, Exemption, Layer

Document = Mapping[str, Any]
"""A parsed file: tables, lists, strings, numbers, true and false."""


class Unequal(NamedTuple):
    """A piece of the foreign declaration (`where`) that archlint does not say the same way, and why or what instead."""

    where: str
    why: str


class Translation(NamedTuple):
    """`off` are checks that the other tool has no equal of: they are switched off, so that the verdicts are the same."""

    tool: str
    source: str
    layers: tuple[Layer, ...] = ()
    contracts: tuple[Contract, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    exclude: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    max_unresolved: float | None = None
    unequal: tuple[Unequal, ...] = ()


class ForeignError(Exception):
    """A foreign declaration that cannot be read. `str()` is the whole message."""


def texts(value: object) -> tuple[str, ...]:
    """A string, or the strings of a list. An INI file writes a list as lines."""
    if isinstance(value, str):
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if isinstance(value, Sequence):
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())
    return ()


def is_true(value: object) -> bool:
    """True, or a word that INI files write for it."""
    return value is True or (isinstance(value, str) and value.strip().lower() in {"true", "yes", "on", "1"})


def tables(value: object) -> tuple[Document, ...]:
    """The tables of a list."""
    return tuple(item for item in value if isinstance(item, Mapping)) if isinstance(value, Sequence) else ()

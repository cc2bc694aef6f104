"""Which names a module takes out of others: its references and what they resolved to in, names by where they come from out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.model.facts import Reference
from archlint.model.layout import Resolved


class Taken(NamedTuple):
    """By the name as the other side calls it: the module of the project that it is taken out of, or its full name in a
    library (`sqlalchemy.orm.Session`, `@angular/core.Component`). Of two alike the first one counts.
    """

    inside: dict[str, str]
    outside: dict[str, str]


def taken(references: Sequence[Reference], answers: Iterable[Resolved]) -> Taken:
    """What a file's references bring in. A reference that has one answer for several names brings in all of them."""
    found = Taken({}, {})
    for answer in answers:
        if answer.status in ("module", "third-party", "standard"):
            names = references[answer.reference].names
            every = names if names and answer.name == names[0] else (answer.name,)
            add(found, answer.target, every, inside=answer.status == "module")
    return found


def add(found: Taken, target: str, names: Iterable[str], *, inside: bool) -> None:
    """Add names that are taken out of a module or library; "" stands for the whole of it."""
    for name in names:
        if inside and name:
            found.inside.setdefault(name.rpartition(".")[2], target)
        elif not inside:
            full = f"{target}.{name}" if name else target
            found.outside.setdefault(full.replace("/", ".").rpartition(".")[2], full)

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
    """What a file's references bring in. Names of a reference that no answer names come from where the first answer that
    names one leads: `from shop import RATE, prices, TAX` has one answer for RATE and TAX, and one for the module prices.
    """
    answers = [answer for answer in answers if answer.status in ("module", "third-party", "standard")]
    told = {(answer.reference, answer.name or _stem(answer.target)) for answer in answers}
    spread: set[int] = set()
    found = Taken({}, {})
    for answer in answers:
        names: tuple[str, ...] = (answer.name,)
        if answer.name and answer.reference not in spread:
            spread.add(answer.reference)
            others = references[answer.reference].names
            names += tuple(name for name in others if (answer.reference, name) not in told)
        add(found, answer.target, names, inside=answer.status == "module")
    return found


def add(found: Taken, target: str, names: Iterable[str], *, inside: bool) -> None:
    """Add names that are taken out of a module or library; "" stands for the whole of it."""
    for name in names:
        if inside and name:
            found.inside.setdefault(name.rpartition(".")[2], target)
        elif not inside:
            full = f"{target}.{name}" if name else target
            found.outside.setdefault(full.replace("/", ".").rpartition(".")[2], full)


def _stem(target: str) -> str:
    """The name of a module by its path: of a package that of its folder."""
    folder, _, file = target.rpartition("/")
    stem = file.partition(".")[0]
    return folder.rpartition("/")[2] if stem == "__init__" else stem

"""Which library plays which role: the tables of rules/technologies and the project's own entries in, one list out."""

from collections.abc import Iterable
from functools import cache

import msgspec

from archlint.model.rulebook import DeclarationError, Technology
from archlint.rulebook.collect import technology_files
from archlint.rulebook.complaints import Complaints
from archlint.rulebook.convert import convert_table
from archlint.rulebook.sources import Source, parse, read


def load_technologies(user: Iterable[Technology] = ()) -> tuple[Technology, ...]:
    """The project's own entries, then the shipped ones in the order of their files without the modules that an own
    entry names too: what a project says about a library is what holds. Raises DeclarationError for a broken file.
    """
    found = list(user)
    own = {(entry.language, module) for entry in found for module in entry.modules}
    for entry in _shipped():
        modules = tuple(module for module in entry.modules if (entry.language, module) not in own)
        if modules:
            found.append(msgspec.structs.replace(entry, modules=modules))
    return tuple(found)


def roles(technologies: Iterable[Technology]) -> frozenset[str]:
    """The roles that some library plays."""
    return frozenset(entry.role for entry in technologies)


@cache
def _shipped() -> tuple[Technology, ...]:
    """The entries of rules/technologies, in the order of their files."""
    complaints = Complaints()
    found: list[Technology] = []
    for path in technology_files():
        label = f"rules/technologies/{path.parent.name}/{path.name}"
        source = _source(label, read(path, label))
        for index in range(len(source.table.get("technologies", ()))):
            values = convert_table(source, ("technologies", index), Technology, complaints)
            if not complaints:
                found.append(Technology(**values))
    complaints.raise_if_any()
    return tuple(found)


def _source(label: str, content: bytes) -> Source:
    table = parse(label, content)
    unknown = set(table) - {"technologies"}
    if unknown or not isinstance(table.get("technologies"), list):
        raise DeclarationError(f"{label}: holds [[technologies]] and nothing else", label)
    return Source(label, content, table)

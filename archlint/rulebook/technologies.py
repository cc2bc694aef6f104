"""Which library plays which role: the tables of rules/technologies and the project's own entries in, one list out."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import cache

import msgspec

from archlint.model.rulebook import DeclarationError
from archlint.model.tables import Technology
from archlint.rulebook.collect import jobs_file, technology_files
from archlint.rulebook.complaints import Complaints
from archlint.rulebook.convert import convert_table
from archlint.rulebook.sources import Source, parse, read

_NO_JOB = "none"


def load_technologies(
    user: Iterable[Technology] = (), languages: Collection[str] | None = None
) -> tuple[Technology, ...]:
    """The project's own entries, then the shipped ones in the order of their files without the modules that an own
    entry names too: what a project says about a library is what holds. Each has its job, "" where one library is not
    enough. `languages` leaves out the tables of others. Raises DeclarationError for a broken file.
    """
    found = [_with_job(entry) for entry in user]
    own = {(entry.language, module) for entry in found for module in entry.modules}
    spoken = sorted({path.parent.name for path in technology_files()})
    shipped = (
        entry for language in spoken if languages is None or language in languages for entry in _shipped(language)
    )
    for entry in shipped:
        modules = tuple(module for module in entry.modules if (entry.language, module) not in own)
        if modules:
            found.append(msgspec.structs.replace(entry, modules=modules))
    return tuple(found)


def roles(technologies: Iterable[Technology]) -> frozenset[str]:
    """The roles that some library plays."""
    return frozenset(entry.role for entry in technologies)


@cache
def _shipped(language: str) -> tuple[Technology, ...]:
    """The entries of rules/technologies/<language>, in the order of their files."""
    complaints = Complaints()
    found: list[Technology] = []
    for path in (path for path in technology_files() if path.parent.name == language):
        label = f"rules/technologies/{path.parent.name}/{path.name}"
        source = _source(label, read(path, label))
        with suppress(msgspec.ValidationError):  # the slow way below says what is wrong, and where
            found += map(_with_job, msgspec.convert(source.table["technologies"], list[Technology]))
            continue
        for index in range(len(source.table["technologies"])):
            values = convert_table(source, ("technologies", index), Technology, complaints)
            if not complaints:
                found.append(_with_job(Technology(**values)))
    complaints.raise_if_any()
    return tuple(found)


def _with_job(entry: Technology) -> Technology:
    """The entry with what it is a rival for: its own word, or that of its role."""
    job = entry.job or _jobs().get(entry.role, "")
    return msgspec.structs.replace(entry, job="" if job == _NO_JOB else job)


@cache
def _jobs() -> Mapping[str, str]:
    """The roles for which one library is enough, with what several of them are called."""
    label = "rules/technologies/jobs.toml"
    jobs = parse(label, read(jobs_file(), label)).get("jobs")
    if not isinstance(jobs, dict) or not all(isinstance(word, str) and word for word in jobs.values()):
        raise DeclarationError(f"{label}: [jobs] names roles, each with the plural of what plays it", label)
    return jobs


def _source(label: str, content: bytes) -> Source:
    table = parse(label, content)
    unknown = set(table) - {"technologies"}
    if unknown or not isinstance(table.get("technologies"), list):
        raise DeclarationError(f"{label}: holds [[technologies]] and nothing else", label)
    return Source(label, content, table)

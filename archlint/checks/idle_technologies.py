"""Entries of `[[technologies]]` that no use of a library answers to: a System in, what is idle and what may be meant out."""

import difflib
from collections.abc import Iterable, Iterator
from itertools import count

from archlint.checks.idle_rules import Idle
from archlint.graph.system import System
from archlint.graph.technologies import Technologies, full_names, prefixes
from archlint.model.tables import Technology

_WANTED_ABSENT = ("forbidden", "protected", "allowed-only")
"""Kinds of contracts for which a library that nobody uses is what is wanted."""
_LIKE = 0.75


def idle_technologies(system: System) -> Iterator[Idle]:
    """What of the project's own entries names nothing that its code uses. A warning each: the library may be gone."""
    own = [system.rulebook.technologies[index] for index in _own(system)]
    if not own:
        return
    contracts = system.rulebook.contracts
    wanted_absent = {one for contract in contracts if contract.kind in _WANTED_ABSENT for one in contract.imported}
    spoken = {module.language for module in system.graph.modules}
    names = _names(system)
    shipped = {entry.role for entry in system.rulebook.technologies[len(own) :]}
    named = _named_roles(system)
    for index, entry in enumerate(own):
        key = f"technologies.{index}"
        if entry.role not in shipped | named and (near := _near(entry.role, shipped)):
            yield Idle(f"{key}.role", f"no rule speaks of the role '{entry.role}'", f"{near}correct it", "warning")
        if entry.language not in spoken:
            yield Idle(
                f"{key}.language", f"no module here is in {entry.language}", "correct it, or remove it", "warning"
            )
        elif f"technology:{entry.role}" not in wanted_absent:
            for module in entry.modules:
                if not _is_used(entry, module, names.get(entry.language, {})):
                    near = _near(module, names.get(entry.language, {}))
                    why = f"nothing here is taken out of '{module}'"
                    yield Idle(f"{key}.modules", why, f"{near}correct it, or remove it", "warning")


def _own(system: System) -> Iterator[int]:
    """The places of the entries that the declaration and its packs bring: they come first."""
    for index in count():
        if f"technologies.{index}" not in system.rulebook.origins:
            return
        yield index


def _named_roles(system: System) -> set[str]:
    """The roles that layers, contracts and exceptions of the declaration speak of."""
    named = {role for layer in system.rulebook.layers for role in layer.forbidden_technologies}
    for ends in (*system.rulebook.contracts, *system.rulebook.exceptions):
        for end in ("importers", "importer", "imported", "except_importers", "except_imported"):
            said = (one.removeprefix("!").partition(":") for one in getattr(ends, end, ()))
            named |= {role for kind, _, role in said if kind == "technology"}
    return named


def _names(system: System) -> dict[str, dict[str, None]]:
    """By language what code takes out of libraries, each name with all that it lies in, in the order of the graph."""
    found: dict[str, dict[str, None]] = {}
    for use in system.graph.external:
        for name in full_names(use):
            found.setdefault(use.language, {}).update(dict.fromkeys(prefixes(name)))
    return found


def _is_used(entry: Technology, module: str, names: dict[str, None]) -> bool:
    if "*" not in module:
        return module in names
    known = Technologies([Technology(name=entry.name, role=entry.role, language=entry.language, modules=(module,))])
    return any(known.find(entry.language, name) for name in names)


def _near(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name[:200], sorted(names), n=1, cutoff=_LIKE)
    return f"did you mean '{near[0]}'? " if near else ""

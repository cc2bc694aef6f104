"""Which components are built with which: Deployables and the folders of their code in, by component those of its libraries and
of theirs out.
"""

from collections.abc import Callable, Iterable, Mapping

from archlint.model.deployment import Deployable


def built_with(
    deployables: Iterable[Deployable], home_of: Callable[[Deployable], str | None]
) -> Mapping[str, tuple[str, ...]]:
    """By component the others whose code is part of it, directly or not, nearest first. A library is known by the name that
    exactly one component is built under: of `net.lines:bills` and `:bills` that is `bills`.
    """
    built = [(one, home) for one in deployables if one.libraries and (home := home_of(one)) is not None]
    named: dict[str, set[str]] = {}
    for one, home in built:
        named.setdefault(one.name, set()).add(home)
    direct: dict[str, dict[str, None]] = {}
    for one, home in built:
        for library in one.libraries:
            name = library if library.startswith("@") else library.rpartition(":")[2]
            homes = named.get(name, set()) - {home, "."}  # what lies at the root is the parent of all
            if len(homes) == 1:
                direct.setdefault(home, {})[next(iter(homes))] = None
    return {home: _all_of(home, direct) for home in direct}


def _all_of(home: str, direct: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    pending = [home]
    while pending:
        for one in direct.get(pending.pop(0), ()):
            if one not in found and one != home:
                found[one] = None
                pending.append(one)
    return tuple(found)

"""Rules that can find nothing although their patterns match: a System in, what is idle, why, and the way out."""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.selectors import Selection, groups
from archlint.graph.system import System
from archlint.model.finding import Severity
from archlint.model.graph import Kind
from archlint.model.tables import Contract

_ACROSS: tuple[Kind, ...] = ("http", "event", "data")
"""The kinds of dependency that are found where connections are followed."""


class Idle(NamedTuple):
    """The key of the declaration that judges nothing, the reason, what to do, and whether something is judged at all."""

    key: str
    why: str
    instead: str
    severity: Severity = "error"


def idle_rules(system: System) -> Iterator[Idle]:
    """Every piece of the declaration that cannot find anything, whatever the code does."""
    for layer in system.rulebook.layers:
        if layer.independent and not layer.parts and system.members[layer.name]:
            why = "says nothing about a layer without parts"
            yield Idle(f"layers.{layer.name}.independent", why, "declare its parts, or remove it")
    for index, contract in enumerate(system.rulebook.contracts):
        for idle in _of_contract(system, contract):
            yield idle._replace(key=f"contracts.{index}.{idle.key}")
    yield from _connections(system)


def _connections(system: System) -> Iterator[Idle]:
    """Entries about connections where none are followed although nobody said so: with `connections = false` that is meant."""
    rulebook = system.rulebook
    own = [
        index
        for index in range(len(rulebook.connections))
        if not rulebook.origin(f"connections.{index}").file.startswith("pack:")
    ]
    if own and not system.connections.followed and rulebook.project.connections == "auto":
        why = "what crosses processes is not followed here, so no entry is looked at"
        yield Idle(f"connections.{own[0]}", why, "set connections = true or false under [project]", "warning")


def _of_contract(system: System, contract: Contract) -> Iterator[Idle]:
    seen = ("import", *_ACROSS) if system.connections.followed else ("import",)
    unseen = [kind for kind in contract.kinds if kind not in seen]
    if unseen:
        partly: Severity = "warning" if len(unseen) < len(contract.kinds) else "error"
        yield Idle("kinds", f"dependencies of kind {', '.join(unseen)} are not seen", _way_out(unseen), partly)
    if contract.kind == "independent" and _is_single(system, contract):
        instead = "name several, or one per folder with 'FOLDER/*'"
        yield Idle("modules", f"'{contract.modules[0]}' is a single piece, independent of nothing", instead)
    if contract.kind == "acyclic" and contract.level in ("part", "layer"):
        members = Selection(system, contract.modules).modules
        if members and not any(system.modules[module].layer for module in members):
            yield Idle("level", f"no module here has a {contract.level}", "declare layers, or choose another level")
    yield from _excepted(system, contract)


def _way_out(unseen: list[Kind]) -> str:
    if any(kind in _ACROSS for kind in unseen):
        return "set connections = true under [project], or remove the kind"
    return "remove the kind"


def _is_single(system: System, contract: Contract) -> bool:
    """Whether one selector names one piece for good: no `FOLDER/*`, no layer that has parts."""
    named = [selector for selector in contract.modules if not selector.startswith("!")]
    if len(named) != 1 or named[0].endswith("/*") or not groups(system, named):
        return False
    return named[0] not in system.layers or not system.layers[named[0]].parts


def _excepted(system: System, contract: Contract) -> Iterator[Idle]:
    """Exceptions of a contract that take out everything that it speaks about."""
    importers = Selection(system, contract.importers).modules if contract.kind != "protected" else frozenset()
    if importers and importers <= Selection(system, contract.except_importers).modules:
        yield Idle("except_importers", "takes out all importers", "take out fewer, or remove the contract")
    imported = Selection(system, contract.imported)
    excepted = Selection(system, contract.except_imported).modules
    if imported.modules and not imported.names_libraries and imported.modules <= excepted:
        yield Idle("except_imported", "takes out all that is imported", "take out fewer, or remove the contract")

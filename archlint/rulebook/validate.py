"""A Combined declaration becomes the frozen Rulebook: tables get their types, and what they refer to is looked up."""

from collections.abc import Mapping, Set
from typing import Any, TypeVar

from msgspec import Struct, structs

from archlint.model.api_rules import ApiRule
from archlint.model.maturity import Answered, Driver, Maturity
from archlint.model.rulebook import Origin, Rulebook
from archlint.model.tables import (
    CheckSettings,
    Contract,
    Exemption,
    Goal,
    Journey,
    Layer,
    Project,
    Standards,
    Technology,
    Transition,
)
from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.contracts import contract_mistakes
from archlint.rulebook.format import SELECTOR_KEYS
from archlint.rulebook.maturity_references import complain_about_maturity
from archlint.rulebook.merge import Combined, Merged, complain
from archlint.rulebook.own_files import NOTHING_OWN, Own
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.selectors import pair_ends, selector_mistake
from archlint.rulebook.standards import load_standards
from archlint.rulebook.technologies import load_technologies, roles

_S = TypeVar("_S", bound=Struct)


def complain_about_references(
    combined: Combined, roles_known: Set[str], check_names: Set[str], own: Own, complaints: Complaints
) -> None:
    """Whatever names a layer, a role or a check that is not there, or lacks what it needs."""
    parts = {name: layer.values.get("parts", {}).keys() for name, layer in combined.layers.items()}
    for name, layer in combined.layers.items():
        _check_layer(name, layer, roles_known, complaints)
    for key, selector_keys in SELECTOR_KEYS.items():
        for index, entry in enumerate(combined.arrays[key]):
            title = _title(key, index, entry)
            for selector_key in selector_keys:
                for position, selector in enumerate(entry.values.get(selector_key, ())):
                    mistake = selector_mistake(selector, parts, roles_known)
                    if mistake:
                        where = f"{title}.{selector_key}"
                        complain(entry, f"{selector_key}.{position}", f"{where}: {mistake}{_cure(entry)}", complaints)
    for index, contract in enumerate(combined.arrays["contracts"]):
        _check_pairs(index, contract, parts, roles_known, complaints)
        for key, mistake in contract_mistakes(contract.values):
            where = ".".join(filter(None, (_title("contracts", index, contract), key)))
            complain(contract, key, f"{where}: {mistake}", complaints)
    for index, exception in enumerate(combined.arrays["exceptions"]):
        check = exception.values.get("check")
        if check is not None and check not in check_names:
            message = f"exceptions #{index + 1}.check: unknown check '{shown(check)}'{choice(check, check_names)}"
            complain(exception, "check", message, complaints)
        if not exception.values.get("because", "x").strip():
            complain(exception, "because", f"exceptions #{index + 1}.because: must say why", complaints)
    _check_languages(combined.arrays["connections"], complaints)
    _check_journeys(combined.arrays["journeys"], complaints)
    _check_standards(combined.standards or Merged({}, {}), combined.layers, own, complaints)
    complain_about_maturity(combined, own, complaints)


def build(
    combined: Combined,
    checks: Mapping[str, CheckSettings],
    packs: tuple[str, ...],
    digest: str,
    brought: Own = NOTHING_OWN,
) -> Rulebook:
    """The Rulebook of a declaration without mistakes."""
    own = _built(Technology, combined.arrays["technologies"])
    return Rulebook(
        project=Project(**combined.project.values),
        layers=_built(Layer, combined.layers.values()),
        contracts=_built(Contract, combined.arrays["contracts"]),
        exceptions=_built(Exemption, combined.arrays["exceptions"]),
        checks=checks,
        technologies=own,
        connections=_built(ApiRule, combined.arrays["connections"]),
        balance=combined.balance,
        measure=combined.measure or Rulebook().measure,
        journeys=_built(Journey, combined.arrays["journeys"]),
        transition=_transition(combined),
        standards=_standards(combined, brought),
        maturity=Maturity(**combined.maturity.values) if combined.maturity else Maturity(),
        answers=_built(Answered, combined.arrays["answers"]),
        drivers=_built(Driver, combined.arrays["drivers"]),
        maturity_model=next((model for _, model in brought.models), None),
        criteria=tuple(criteria for _, criteria in brought.criteria),
        known_standards=tuple(standard for _, standard in brought.catalogues),
        packs=packs,
        origins=_origins(combined),
        digest=digest,
    )


def _standards(combined: Combined, brought: Own) -> Standards:
    """`[standards]` with the project's own catalogues by their names."""
    standards = Standards(**combined.standards.values) if combined.standards else Standards()
    names = {file: catalogue.name for file, catalogue in brought.catalogues}
    return structs.replace(standards, require=tuple(names.get(name, name) for name in standards.require))


def _transition(combined: Combined) -> Transition | None:
    if combined.transition is None:
        return None
    return Transition(**combined.transition.values, goals=_built(Goal, combined.goals))


def names_roles(combined: Combined) -> bool:
    """Whether the declaration speaks about roles of libraries, so that the table of technologies matters to it."""
    selectors = (
        selector
        for key, selector_keys in SELECTOR_KEYS.items()
        for entry in combined.arrays[key]
        for selector_key in selector_keys
        for selector in entry.values.get(selector_key, ())
    )
    return any(layer.values.get("forbidden_technologies") for layer in combined.layers.values()) or any(
        "technology:" in selector for selector in selectors
    )


def roles_of(combined: Combined) -> frozenset[str]:
    """The roles that the declaration may name: those of the shipped table and of its own technologies."""
    own = frozenset(entry.values["role"] for entry in combined.arrays["technologies"] if "role" in entry.values)
    return own | roles(load_technologies())


def _built(model: type[_S], entries: Any) -> tuple[_S, ...]:
    return tuple(model(**entry.values) for entry in entries)


def _check_layer(name: str, layer: Merged, roles_known: Set[str], complaints: Complaints) -> None:
    if not layer.values.get("paths") and not layer.values.get("parts"):
        complain(layer, "", f"layers.{shown(name)}: has neither paths nor parts, so no module can be in it", complaints)
    for position, role in enumerate(layer.values.get("forbidden_technologies", ())):
        if role not in roles_known:
            message = f"layers.{shown(name)}.forbidden_technologies: unknown role '{shown(role)}'"
            complain(layer, f"forbidden_technologies.{position}", f"{message}{choice(role, roles_known)}", complaints)


def _check_pairs(
    index: int, contract: Merged, parts: Mapping[str, Set[str]], roles_known: Set[str], complaints: Complaints
) -> None:
    for position, pair in enumerate(contract.values.get("except_dependencies", ())):
        for mistake in filter(None, (selector_mistake(end, parts, roles_known) for end in pair_ends(pair))):
            where = f"{_title('contracts', index, contract)}.except_dependencies"
            message = f"{where}: {mistake}{_cure(contract)}"
            complain(contract, f"except_dependencies.{position}", message, complaints)


def _check_languages(entries: list[Merged], complaints: Complaints) -> None:
    """Entries about connections in a language of which none are read: nothing would ever match them."""
    known = (
        [folder.parent.name for folder in (rules_folder() / "technologies").glob("*/connections")] if entries else ()
    )
    for index, entry in enumerate(entries):
        language = entry.values.get("language", "")
        if language not in known:
            said = f"unknown language '{shown(language)}'" if language else "must be said"
            message = f"connections #{index + 1}.language: {said}{choice(language, known)}"
            complain(entry, "language", message, complaints)


def _check_journeys(journeys: list[Merged], complaints: Complaints) -> None:
    seen: dict[str, Origin] = {}
    for journey in journeys:
        name = journey.values.get("name", "")
        if name in seen:
            there = seen[name]
            message = f"journeys: there is a journey '{shown(name)}' already ({there.file}:{there.line})"
            complain(journey, "name", message, complaints)
        elif name:
            seen[name] = journey.origins[""]
        if "entries" in journey.values and not journey.values["entries"]:
            complain(journey, "entries", f"journeys.{shown(name)}.entries: must name at least one", complaints)


def _check_standards(standards: Merged, layers: Mapping[str, Merged], own: Own, complaints: Complaints) -> None:
    catalogues = {*load_standards(), *(name for name, _ in own.catalogues)}
    for key, word, known in (("require", "standard", catalogues), ("layers", "layer", layers.keys())):
        for position, name in enumerate(standards.values.get(key, ())):
            if name not in known:
                message = f"standards.{key}: unknown {word} '{shown(name)}'{choice(name, known)}"
                complain(standards, f"{key}.{position}", message, complaints)


def _title(key: str, index: int, entry: Merged) -> str:
    """What messages call the entry of an array: by its name, or by its position."""
    name = entry.values.get("name")
    return f"{key}.{shown(name)}" if name else f"{key} #{index + 1}"


def _cure(entry: Merged) -> str:
    """What a project does about a contract of its pack that does not fit its layers."""
    name = entry.values.get("name", "")
    if not entry.from_pack:
        return ""
    cure = "declare what it speaks about, or leave it out"
    return f'. It comes with a pack: {cure}: [project] without_contracts = ["{shown(name)}"]'


def _origins(combined: Combined) -> dict[str, Origin]:
    """The `origins` of a Rulebook: `layers.ui`, `layers.ui.paths`, `contracts.0.importers`, `project.exclude`, …"""
    tables = [(f"layers.{name}", layer) for name, layer in combined.layers.items()]
    tables += [
        (f"{key}.{index}", entry) for key, entries in combined.arrays.items() for index, entry in enumerate(entries)
    ]
    tables += [("project", combined.project)]
    tables += [("transition", combined.transition)] if combined.transition else []
    tables += [(f"transition.goals.{index}", goal) for index, goal in enumerate(combined.goals)]
    tables += [("standards", combined.standards)] if combined.standards else []
    tables += [("maturity", combined.maturity)] if combined.maturity else []
    origins = {
        f"{name}.{key}" if key else name: place for name, table in tables for key, place in table.origins.items()
    }
    bands = combined.balance_origins
    origins.update({f"balance.{name}": place for name, place in bands.items()})
    if bands:  # what the project says itself comes first
        origins["balance"] = min(bands.values(), key=lambda place: (place.file.startswith("pack:"), place.line))
    return origins

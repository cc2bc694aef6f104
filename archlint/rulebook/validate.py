"""A Combined declaration becomes the frozen Rulebook: tables get their types, and what they refer to is looked up."""

from collections.abc import Mapping, Set
from typing import Any, TypeVar

from msgspec import Struct

from archlint.model.api_rules import ApiRule
from archlint.model.maturity import Answered, Driver, Maturity
from archlint.model.rulebook import (
    CheckSettings,
    Contract,
    Exemption,
    Goal,
    Journey,
    Layer,
    Origin,
    Project,
    Rulebook,
    Standards,
    Technology,
    Transition,
)
from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.contracts import contract_mistakes
from archlint.rulebook.format import SELECTOR_KEYS
from archlint.rulebook.merge import Combined, Merged
from archlint.rulebook.selectors import pair_ends, selector_mistake
from archlint.rulebook.standards import load_standards
from archlint.rulebook.technologies import load_technologies, roles

_S = TypeVar("_S", bound=Struct)


def complain_about_references(
    combined: Combined, roles_known: Set[str], check_names: Set[str], complaints: Complaints
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
                        _complain(entry, f"{selector_key}.{position}", f"{where}: {mistake}{_cure(entry)}", complaints)
    for index, contract in enumerate(combined.arrays["contracts"]):
        _check_pairs(index, contract, parts, roles_known, complaints)
        for key, mistake in contract_mistakes(contract.values):
            where = ".".join(filter(None, (_title("contracts", index, contract), key)))
            _complain(contract, key, f"{where}: {mistake}", complaints)
    for index, exception in enumerate(combined.arrays["exceptions"]):
        check = exception.values.get("check")
        if check is not None and check not in check_names:
            message = f"exceptions #{index + 1}.check: unknown check '{shown(check)}'{choice(check, check_names)}"
            _complain(exception, "check", message, complaints)
        if not exception.values.get("because", "x").strip():
            _complain(exception, "because", f"exceptions #{index + 1}.because: must say why", complaints)
    _check_journeys(combined.arrays["journeys"], complaints)
    _check_standards(combined.standards or Merged({}, {}), combined.layers, complaints)
    _check_maturity(combined, complaints)


def build(combined: Combined, checks: Mapping[str, CheckSettings], packs: tuple[str, ...], digest: str) -> Rulebook:
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
        standards=Standards(**combined.standards.values) if combined.standards else Standards(),
        maturity=Maturity(**combined.maturity.values) if combined.maturity else Maturity(),
        answers=_built(Answered, combined.arrays["answers"]),
        drivers=_built(Driver, combined.arrays["drivers"]),
        packs=packs,
        origins=_origins(combined),
        digest=digest,
    )


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
        _complain(
            layer, "", f"layers.{shown(name)}: has neither paths nor parts, so no module can be in it", complaints
        )
    for position, role in enumerate(layer.values.get("forbidden_technologies", ())):
        if role not in roles_known:
            message = f"layers.{shown(name)}.forbidden_technologies: unknown role '{shown(role)}'"
            _complain(layer, f"forbidden_technologies.{position}", f"{message}{choice(role, roles_known)}", complaints)


def _check_pairs(
    index: int, contract: Merged, parts: Mapping[str, Set[str]], roles_known: Set[str], complaints: Complaints
) -> None:
    for position, pair in enumerate(contract.values.get("except_dependencies", ())):
        for mistake in filter(None, (selector_mistake(end, parts, roles_known) for end in pair_ends(pair))):
            where = f"{_title('contracts', index, contract)}.except_dependencies"
            message = f"{where}: {mistake}{_cure(contract)}"
            _complain(contract, f"except_dependencies.{position}", message, complaints)


def _check_journeys(journeys: list[Merged], complaints: Complaints) -> None:
    seen: dict[str, Origin] = {}
    for journey in journeys:
        name = journey.values.get("name", "")
        if name in seen:
            there = seen[name]
            message = f"journeys: there is a journey '{shown(name)}' already ({there.file}:{there.line})"
            _complain(journey, "name", message, complaints)
        elif name:
            seen[name] = journey.origins[""]
        if "entries" in journey.values and not journey.values["entries"]:
            _complain(journey, "entries", f"journeys.{shown(name)}.entries: must name at least one", complaints)


def _check_standards(standards: Merged, layers: Mapping[str, Merged], complaints: Complaints) -> None:
    for key, word, known in (("require", "standard", load_standards().keys()), ("layers", "layer", layers.keys())):
        for position, name in enumerate(standards.values.get(key, ())):
            if name not in known:
                message = f"standards.{key}: unknown {word} '{shown(name)}'{choice(name, known)}"
                _complain(standards, f"{key}.{position}", message, complaints)


def _check_maturity(combined: Combined, complaints: Complaints) -> None:
    """Models, domains and questions that are not there, and questions that are answered twice."""
    if not (combined.maturity or combined.arrays["answers"] or combined.arrays["drivers"]):
        return
    from archlint.rulebook.maturity import load_criteria, load_models, questions_of

    maturity = combined.maturity or Merged({}, {})
    name = maturity.values.get("model", Maturity().model)
    model = load_models().get(name)
    if model is None:
        _complain(
            maturity, "model", f"maturity.model: unknown model '{shown(name)}'{choice(name, load_models())}", complaints
        )
        return
    domains = [domain.name for domain in model.domains]
    for domain in maturity.values.get("targets", {}):
        if domain not in domains:
            told = f"maturity.targets: unknown domain '{shown(domain)}'{choice(domain, domains)}"
            _complain(maturity, f"targets.{domain}", told, complaints)
    for driver in combined.arrays["drivers"]:
        for position, domain in enumerate(driver.values.get("serves", ())):
            if domain not in domains:
                told = f"drivers.serves: unknown domain '{shown(domain)}'{choice(domain, domains)}"
                _complain(driver, f"serves.{position}", told, complaints)
    questions = sorted(questions_of(model, load_criteria()))
    seen: dict[str, Origin] = {}
    for answer in combined.arrays["answers"]:
        question = answer.values.get("question", "")
        if question and question not in questions:
            told = f"answers.question: nobody asks '{shown(question)}'{choice(question, questions)}"
            _complain(answer, "question", told, complaints)
        elif question in seen:
            there = seen[question]
            told = f"answers.question: '{shown(question)}' is answered already ({there.file}:{there.line})"
            _complain(answer, "question", told, complaints)
        seen.setdefault(question, answer.origins[""])


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


def _complain(entry: Merged, key: str, message: str, complaints: Complaints) -> None:
    origin = entry.origins.get(key) or entry.origins[""]
    complaints.add_at(origin.file, origin.line, message)


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

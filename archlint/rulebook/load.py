"""The way into this room: a project's folder in, its frozen Rulebook out, or a DeclarationError that says all."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from archlint.checks.check import Check
from archlint.model.rulebook import Rulebook
from archlint.rulebook import collect
from archlint.rulebook.check_tables import check_settings
from archlint.rulebook.complaints import Complaints, shown
from archlint.rulebook.declared import read_declared
from archlint.rulebook.goals import complain_about_goals
from archlint.rulebook.merge import combine
from archlint.rulebook.own_files import own_of
from archlint.rulebook.sources import Source, lies_inside
from archlint.rulebook.successors import complain_about_successors
from archlint.rulebook.validate import build, complain_about_references, names_roles, roles_of


def load_rulebook(root: Path, config: Path | None = None, *, checks: Sequence[Check] | None = None) -> Rulebook | None:
    """The declaration of the project at `root`: its archlint.toml, `[tool.archlint]` in its pyproject.toml, or the file
    `config` (whose patterns are relative to `root` too). None when nothing is declared.

    Raises DeclarationError with every mistake of all files, one per line. `checks` stands in for the catalogue.
    """
    complaints = Complaints()
    files = collect.collect(root, config, complaints)
    if files is None:
        return None
    own = own_of(files.own, complaints)
    is_whole = not complaints  # with a pack or an included file missing, its names would seem unknown
    main = read_declared(files.main, "project", complaints)
    packs = [read_declared(source, "pack", complaints) for source in files.packs]
    fragments = [read_declared(source, "fragment", complaints) for source in files.fragments]
    target = read_declared(files.target, "target", complaints) if files.target else None
    target_packs = [read_declared(source, "pack", complaints) for source in files.target_packs]
    targets = (*target_packs, target) if target else ()
    names_checks = bool(main.goals) or any(
        declared.checks or declared.arrays.get("exceptions") for declared in (*packs, main, *fragments, *targets)
    )
    catalogue = {check.name: check for check in (_catalogue() if checks is None and names_checks else checks or ())}
    settings = check_settings((*packs, main), catalogue, complaints)
    if not is_whole:
        complaints.raise_if_any()
    combined = combine(main, packs, fragments, complaints)
    baseline = combined.project.values.get("baseline", "")
    if not lies_inside(root, root / baseline):
        message = f"'{shown(baseline)}' lies outside of the project; name a file in it"
        complaints.add(files.main, ("project", "baseline"), message)
    judged = [combined] + ([combine(target, target_packs, (), complaints)] if target else [])
    for one in judged:
        roles = roles_of(one) if names_roles(one) else frozenset[str]()
        complain_about_references(one, roles, catalogue.keys(), own, complaints)
    complain_about_goals(combined, judged, catalogue.keys(), complaints)
    complain_about_successors(combined, judged[1] if target else None, complaints)
    target_settings = check_settings(targets, catalogue, complaints)
    complaints.raise_if_any()
    digest = collect.digest(files)
    rulebook = build(combined, settings, _names(files.packs), digest, own)
    if target is None:
        return rulebook
    there = build(judged[1], {**settings, **target_settings}, _names(files.target_packs), digest)
    return msgspec.structs.replace(rulebook, target=msgspec.structs.replace(there, project=rulebook.project))


def _names(packs: Sequence[Source]) -> tuple[str, ...]:
    return tuple(source.label.removeprefix("pack:") for source in packs)


def _catalogue() -> Sequence[Check]:
    from archlint.checks.catalogue import CHECKS

    return CHECKS

"""The way into this room: a project's folder in, its frozen Rulebook out, or a DeclarationError that says all."""

from collections.abc import Sequence
from pathlib import Path

from archlint.checks.check import Check
from archlint.model.rulebook import Rulebook
from archlint.rulebook import collect
from archlint.rulebook.check_tables import check_settings
from archlint.rulebook.complaints import Complaints
from archlint.rulebook.declared import read_declared
from archlint.rulebook.merge import combine
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
    is_whole = not complaints  # with a pack or an included file missing, its names would seem unknown
    main = read_declared(files.main, "project", complaints)
    packs = [read_declared(source, "pack", complaints) for source in files.packs]
    fragments = [read_declared(source, "fragment", complaints) for source in files.fragments]
    names_checks = any(declared.checks or declared.arrays.get("exceptions") for declared in (*packs, main, *fragments))
    catalogue = {check.name: check for check in (_catalogue() if checks is None and names_checks else checks or ())}
    settings = check_settings((*packs, main), catalogue, complaints)
    if not is_whole:
        complaints.raise_if_any()
    combined = combine(main, packs, fragments, complaints)
    roles = roles_of(combined) if names_roles(combined) else frozenset[str]()
    complain_about_references(combined, roles, catalogue.keys(), complaints)
    complaints.raise_if_any()
    names = tuple(source.label.removeprefix("pack:") for source in files.packs)
    return build(combined, settings, names, collect.digest(files))


def _catalogue() -> Sequence[Check]:
    from archlint.checks.catalogue import CHECKS

    return CHECKS

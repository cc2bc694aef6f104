"""Whole files and folders that move or go: a Draft and a Move in, what was done out."""

from collections.abc import Sequence
from typing import NamedTuple

from archlint.graph.system import System
from archlint.graph.whatif.draft import Draft
from archlint.graph.whatif.places import Place, language_of, place_named
from archlint.graph.whatif.ways import MoveError, across, module_below
from archlint.model.graph import Module
from archlint.model.plan import Move


class Done(NamedTuple):
    """The draft after a move; `statements` change hands, `rewrite` names the language in which they have to be written anew."""

    draft: Draft
    statements: int
    rewrite: str = ""


def place_called(places: Sequence[System], name: str) -> Place:
    place = place_named(places, name)
    if place is None:
        known = sorted({one.name for system in places for one in system.rulebook.layers})
        raise MoveError(f"there is no place {name}; layers are {', '.join(known)}")
    return place


def _inside(draft: Draft, subject: str) -> list[str]:
    """The modules that a file or folder means, without tests."""
    return [
        module
        for module, one in draft.modules.items()
        if (module.startswith(subject) if subject.endswith("/") else module == subject) and not one.test
    ]


def moved_folder(draft: Draft, places: Sequence[System], move: Move) -> Done:
    """All modules first, then the ways between them and the rest: among themselves nothing changes."""
    place = place_called(places, move.to)
    inside = _inside(draft, move.subject)
    made: list[tuple[str, Module]] = []
    statements, languages = 0, set[str]()
    for path in inside:
        old = draft.modules[path]
        if old.id.endswith("/__init__.py") and language_of(place, old.language) != old.language:
            continue
        asked = any(one.imported == path for one in draft.dependencies.values())
        if path.endswith("/__init__.py") and not asked and not draft.body(path).units[1:]:
            draft.remove([path])  # it makes a package of its folder, and the new one has its own where it needs one
            continue
        new = module_below(draft, place, old, move.subject)
        body = draft.body(path)
        draft.rename(path, new)
        draft.set_body(new.id, body)
        made.append((path, new))
        statements += sum(unit.statements for unit in body.units)
        languages |= {new.language} - {old.language}
    for path, new in made:
        across(draft, new, place, places, path)
    return Done(draft, statements, min(languages, default=""))


def retired(draft: Draft, move: Move) -> Done:
    """Raises MoveError where somebody outside still uses what is to go."""
    gone = set(_inside(draft, move.subject))
    for one in draft.dependencies.values():
        if one.imported in gone and one.importer not in gone and not draft.modules[one.importer].test:
            raise MoveError(f"{one.importer} still uses {one.imported}")
    statements = sum(unit.statements for path in gone for unit in draft.body(path).units)
    draft.remove(gone)
    return Done(draft, statements)

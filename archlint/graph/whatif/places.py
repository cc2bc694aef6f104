"""What a place (`layer.part`) is: a System and a name in, its modules, language and doors out."""

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from archlint.graph.assign import Claim
from archlint.graph.system import System
from archlint.model.graph import Module
from archlint.model.patterns import PatternSet
from archlint.model.tables import Layer

_WILD = re.compile(r"[*?\[{]")
_NOWHERE = PatternSet(())


class Place(NamedTuple):
    """A layer, or a part of it, with the modules that lie there."""

    layer: Layer
    part: str
    members: tuple[Module, ...]
    written: tuple[str, ...] = ()
    """Paths that the declaration spells out."""
    closed: PatternSet = _NOWHERE
    """What lies in folders of these patterns is not put there by people: it is loaded by name, generated, or tests."""

    @property
    def name(self) -> str:
        return f"{self.layer.name}.{self.part}" if self.part else self.layer.name


def place_named(systems: Collection[System], name: str) -> Place | None:
    """The place in the first of several systems that has it. None where none has."""
    return next((place for system in systems if (place := system.view(_Places).named(name)) is not None), None)


class _Places:
    """The places of a system, each found once."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._written = _written(system)
        project = system.rulebook.project
        self._closed = PatternSet((*system.rulebook.entries.paths, *project.generated, *project.tests))
        self._known: dict[str, Place | None] = {}

    def named(self, name: str) -> Place | None:
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Place | None:
        layer_name, _, part = name.partition(".")
        layer = self._system.layers.get(layer_name)
        if layer is None or (part and part not in layer.parts):
            return None
        inside = self._system.members[layer_name]
        members = tuple(one for one in inside if not one.test and (not part or one.part == part))
        return Place(layer, part, members, self._written, self._closed)


_ENDINGS = {"py": "python", "ts": "typescript", "tsx": "typescript", "js": "typescript", "java": "java"}


def language_of(place: Place, otherwise: str) -> str:
    """The language that most modules of a place are written in; where there are none, the one that its patterns tell."""
    counts = Counter(module.language for module in place.members)
    if not counts:
        patterns = (*place.layer.public, *place.layer.paths, *place.layer.parts.get(place.part, ()))
        counts = Counter(_ENDINGS[end] for pattern in patterns if (end := pattern.rpartition(".")[2]) in _ENDINGS)
    return min(counts, key=lambda language: (-counts[language], language)) if counts else otherwise


def ending_of(place: Place, language: str, like: str) -> str:
    """How files of a language end in a place: as those that lie there do, else as that of the path `like` does."""
    known = next((one.id for one in place.members if one.language == language), "")
    if known:
        return known.rpartition(".")[2]
    own = like.rpartition(".")[2]
    return own if _ENDINGS.get(own) == language else next(end for end, one in _ENDINGS.items() if one == language)


def place_of(systems: Collection[System], module: str) -> Place | None:
    """Where a module lies, in the first of several systems in which it lies in a layer."""
    for system in systems:
        known = system.modules.get(module)
        if known is not None and known.layer:
            return place_named([system], f"{known.layer}.{known.part}" if known.part else known.layer)
    return None


def door_of(place: Place, module: str) -> str:
    """By which module of a place others reach a module there: the module itself where all are public or it is, else the first
    public one of the place, "" where there is none.
    """
    if is_public(place, module):
        return module
    return next((one.id for one in place.members if is_public(place, one.id)), "")


def is_public(place: Place, module: str) -> bool:
    """Whether others may enter a place by a module."""
    return not place.layer.public or PatternSet(place.layer.public).matches(module)


def door_path(place: Place, stem: str, ending: str, taken: Collection[str]) -> str:
    """The path of a public module that could be made in a place, "" where its patterns do not tell one."""
    claim = Claim(place.layer)
    about = (place.part or place.layer.name).replace("-", "_")
    for pattern in place.layer.public:
        *folders, last = pattern.split("/")
        file = last.replace("*", stem) if last not in ("**", "*") else f"{stem}.{ending}"
        own = [place.part if folder == "*" and place.part else about if "*" in folder else folder for folder in folders]
        for names in (own, [about if "*" in folder else folder for folder in folders]):
            path = "/".join([*(name for name in names if name != "**"), file])
            claimed = claim.takes(path) and (not place.part or claim.parts(path) == [place.part])
            if path.endswith(f".{ending}") and path not in taken and claimed and is_public(place, path):
                return path
    return ""


def _written(system: System) -> tuple[str, ...]:
    selectors = [text for one in system.rulebook.contracts for text in (*one.importers, *one.imported, *one.modules)]
    selectors += [text for layer in system.rulebook.layers for text in layer.public]
    return tuple(text for text in dict.fromkeys(selectors) if "/" in text and not _WILD.search(text))

"""From one place into another: what a changed graph needs in between in, doors, operations and requests added to it.

New modules are made here too: in the language of their place, by a path that the declaration puts there.
"""

import re
from collections.abc import Sequence

from archlint.graph.selectors import modules_named
from archlint.graph.system import System
from archlint.graph.whatif import insides
from archlint.graph.whatif.draft import Draft
from archlint.graph.whatif.folders import path_in
from archlint.graph.whatif.places import (
    Place,
    door_of,
    door_path,
    ending_of,
    is_public,
    language_of,
    place_named,
    place_of,
)
from archlint.model.graph import Kind, Module, Site
from archlint.model.patterns import PatternSet

_WILD = re.compile(r"[*?\[{]")


class MoveError(Exception):
    """The move cannot be done; `str()` says why, for the user."""


def new_module(draft: Draft, place: Place, like: Module, stem: str) -> Module:
    """A module that does not exist yet, in the language of the place."""
    language = language_of(place, like.language)
    ending = ending_of(place, language, like.id)
    path = path_in(place, f"{styled(stem, language)}.{ending}", draft.modules, like.id, draft.alike)
    if not path:
        raise MoveError(f"no path for {stem} can be told from the patterns of {place.name}")
    sibling = next((one for one in place.members if one.language == language), None)
    return Module(path, language, component=sibling.component if sibling is not None else "")


def module_below(draft: Draft, place: Place, like: Module, folder: str) -> Module:
    """The module that a module below `folder` becomes where the folder moves as a whole; it lies there as it did."""
    language = language_of(place, like.language)
    ending = ending_of(place, language, like.id)
    inner, _, file = like.id.removeprefix(folder).rpartition("/")
    stem = file.partition(".")[0]
    name = f"{stem if language == like.language else styled(stem, language)}.{ending}"
    anchor = path_in(place, name, (), like.id).rpartition("/")[0]
    path = "/".join(filter(None, (anchor, inner, name)))
    if inner and path_in(place._replace(members=(), written=(path,)), name, draft.modules) != path:
        path = ""
    if not inner or not path or path in draft.modules:
        path = path_in(place, name, draft.modules, like.id)
    if not path:
        raise MoveError(f"no path for {like.id} can be told from the patterns of {place.name}")
    sibling = next((one for one in place.members if one.language == language), None)
    return Module(path, language, component=sibling.component if sibling is not None else "")


def styled(stem: str, language: str) -> str:
    if language == "python":
        return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", stem).lower()).strip("_") or "moved"
    return re.sub(r"[^\w-]+", "_", stem) or "moved"


def kind_between(importer: Module, imported: Module) -> Kind:
    """How code of one module would reach the other: by an import within a component and language, else by a request."""
    same = importer.language == imported.language and importer.component == imported.component
    return "import" if same else "http"


def across(draft: Draft, new: Module, place: Place, places: Sequence[System], origin: str) -> None:
    """What an import can no longer reach becomes a request. From one place into another one enters by a public door, and by an
    operation in every layer that stands between: those that are not there are made. Where something moved up from the layer of
    `origin` (a module), what is left there does not ask for it any more: it hands out data, and the new one asks for them.
    """
    came_from = place_of(places[:1], origin)
    for key, one in list(draft.dependencies.items()):
        if new.id not in (one.importer, one.imported) or key not in draft.dependencies:
            continue
        importer, imported = draft.modules[one.importer], draft.modules[one.imported]
        other = imported if importer.id == new.id else importer
        there = place_of(places[:1], other.id)
        kind = one.kind if one.kind != "import" else kind_between(importer, imported)
        if there is None or there.name == place.name:
            if kind != one.kind:
                del draft.dependencies[key]
                draft.connect(kind, importer.id, imported.id, one.sites)
            continue
        upper, lower = (place, there) if importer.id == new.id else (there, place)
        del draft.dependencies[key]
        if came_from is not None and _is_above(places, lower, upper) and not _is_above(places, upper, came_from):
            importer, imported, upper, lower = imported, importer, lower, upper
            kind = "http"
        _Way(draft, places, upper, lower).lead(importer, imported, kind, one.sites)


def _is_above(places: Sequence[System], one: Place, other: Place) -> bool:
    """Whether a place lies in a layer above that of another one."""
    order = places[0].order
    return order.get(one.layer.name, 0) < order.get(other.layer.name, 0)


class _Way:
    """From one place into another, by what has to stand in between."""

    def __init__(self, draft: Draft, places: Sequence[System], start: Place, end: Place) -> None:
        self._draft = draft
        self._places = places
        self._start = start
        self._place = end

    def lead(self, importer: Module, imported: Module, kind: Kind, sites: tuple[Site, ...]) -> None:
        here, how = importer, kind
        for stop in (*self._between(), self._place):
            there = self._door(stop, imported)
            if there is None or there.id == here.id:
                continue
            self._draft.connect(how if there.id == imported.id else kind_between(here, there), here.id, there.id, sites)
            here, how = there, "import"
        back = any(one.importer == imported.id and one.imported == here.id for one in self._draft.dependencies.values())
        if here.id != imported.id and not back:  # a door that is used from behind has what it hands out already
            self._draft.connect(kind_between(here, imported), here.id, imported.id, sites[:1])

    def _between(self) -> list[Place]:
        """The closed layers that lie between, top to bottom, each with the part that is most like one of the ends."""
        system = self._places[0]
        names = (self._start.layer.name, self._place.layer.name)
        if any(name not in system.order for name in names) or system.order[names[0]] >= system.order[names[1]]:
            return []
        found = []
        for one in system.between(*names):
            part = next((part for part in (self._place.part, self._start.part) if part in one.parts), "")
            part = part or next(iter(one.parts), "")
            place = place_named([system], f"{one.name}.{part}" if part else one.name)
            if place is not None and not one.open:
                found.append(place)
        return found

    def _door(self, stop: Place, imported: Module) -> Module | None:
        """Where one enters: the module itself where it is public, else a public one of the place, made where there is none."""
        if stop.name == self._place.name and is_public(stop, imported.id):
            return imported
        if stop.name == self._place.name and stop.layer.parts and not stop.part:
            return imported  # what lies in no part has no door of its own, and those of the parts do not lead to it
        kept = stop._replace(members=tuple(one for one in stop.members if one.id in self._draft.modules))
        known = door_of(kept, "") if stop.layer.public else ""
        if stop.name == self._place.name and known:
            return self._draft.modules[known]
        stem = imported.id.rpartition("/")[2].partition(".")[0]
        language = language_of(stop, imported.language)
        ending = ending_of(stop, language, imported.id)
        name = styled(stem, language)
        made = next((one for one in self._draft.created if one in self._draft.doors.get(stop.name, ())), "")
        if made:
            return self._draft.modules[made]
        path = door_path(stop, name, ending, self._draft.modules) if stop.layer.public else ""
        path = path or path_in(stop, f"{name}.{ending}", self._draft.modules)
        if not path:
            return None
        like = next((one.component for one in stop.members if one.language == language), "")
        door = Module(path, language, component=like)
        self._draft.add_module(door, insides.handing_on(name))
        self._draft.doors.setdefault(stop.name, []).append(path)
        _oblige(self._draft, door, self._places)
        return door


def _oblige(draft: Draft, module: Module, places: Sequence[System]) -> None:
    """What the declaration requires of a module like this, whoever writes it will have to bring."""
    for system in places:
        for contract in system.rulebook.contracts:
            if contract.kind != "required" or not PatternSet(contract.importers).matches(module.id):
                continue
            if contract.except_importers and PatternSet(contract.except_importers).matches(module.id):
                continue
            wanted = [one for text in contract.imported for one in sorted(modules_named(system, text))]
            wanted = [one for one in wanted if one in draft.modules] or [
                _made(draft, text, module)
                for text in contract.imported
                if text.endswith(f".{module.id.rpartition('.')[2]}")
            ]
            if wanted and wanted[0]:
                draft.connect("import", module.id, wanted[0], [Site(insides.NOTHING)])


def _made(draft: Draft, path: str, like: Module) -> str:
    """The module at a path that the declaration spells out, made where nobody has written it yet; "" for a pattern."""
    if _WILD.search(path):
        return ""
    if path not in draft.modules:
        draft.add_module(Module(path, like.language, component=like.component), insides.handing_on("allowed"))
    return path

"""What Python imports mean in a project: a Layout in, modules, libraries and dead ends out. Nothing is installed or run."""

from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from msgspec.structs import replace

from archlint.languages.python.search_path import SearchPath, Spot, standard_library
from archlint.model.facts import FileFacts, Flag, Reference
from archlint.model.layout import Layout, Resolved, Status


class _Home(NamedTuple):
    """The place that a target names: its module ("" for a namespace package), what the paths of its submodules start
    with, and the first piece of the target that does not exist ("" where all do).
    """

    module: str
    prefix: str
    missing: str

    @staticmethod
    def of(root: str, segments: list[str], spot: Spot) -> "_Home":
        place = "/".join(filter(None, (root, *segments)))
        found = spot.depth == len(segments)
        missing = "" if found else "/".join(filter(None, (root, *segments[: spot.depth + 1])))
        return _Home(spot.path, f"{place}/" if place else "", missing)


class PythonResolver:
    """Implements layout.Resolver."""

    def __init__(self, layout: Layout) -> None:
        self._path = SearchPath(layout)
        self._meanings: dict[tuple[str, str], _Home | Status] = {}
        self._everywhere: dict[str, _Home | Status] = {}
        self.notes = self._path.notes

    def resolve(self, path: str, facts: FileFacts) -> Iterable[Resolved]:
        folder = path.rpartition("/")[0]
        found: list[Resolved] = []
        everywhere, meanings = self._everywhere, self._meanings
        for index, written in enumerate(facts.references):
            plain = written.target.isascii() and all(map(str.isascii, written.names))
            reference = written if plain else _as_compared(written)
            target = reference.target
            meaning = everywhere.get(target)
            if meaning is None:
                meaning = meanings.get((folder, target))
            if meaning is None:
                meaning = self._meaning(folder, target)
                if self._path.means_the_same_everywhere(target):
                    everywhere[target] = meaning
                else:
                    meanings[folder, target] = meaning
            if isinstance(meaning, _Home) and not self._is_a_library(folder, reference, meaning):
                self._take(found, index, reference, meaning)
            elif meaning == "unresolved":
                why = "its dots lead out of the project"
                found.append(Resolved(index, "unresolved", _written(reference), why=why))
            else:
                status: Status = "third-party" if isinstance(meaning, _Home) else meaning
                found.append(Resolved(index, status, reference.target, reference.names[0] if reference.names else ""))
        return found

    def _is_a_library(self, folder: str, reference: Reference, home: "_Home") -> bool:
        """Whether a folder is only called like the library that is meant: `alembic/` beside `from alembic import op`. Python
        takes an installed package before a folder without an __init__.py.
        """
        if home.module or home.missing or not reference.names or reference.target.startswith("."):
            return False
        places = (home.prefix + name for name in reference.names)
        if any(place in self._path.modules or place in self._path.folders for place in places):
            return False
        return self._path.is_declared(folder, reference.target.partition(".")[0])

    def _meaning(self, folder: str, target: str) -> "_Home | Status":
        """What a target means to all modules of a folder: a place in the project, or the status of what is not there."""
        if not target.startswith("."):
            segments = target.split(".")
            hit = self._path.find(folder, segments)
            if hit is not None:
                spot, root = hit
                return _Home.of(root, segments, spot)
            return "standard" if segments[0] in standard_library() else "third-party"
        rest = target.lstrip(".")
        above = folder.split("/") if folder else []
        level = len(target) - len(rest) - 1
        if level > len(above):
            return "unresolved"
        base = "/".join(above[: len(above) - level])
        segments = rest.split(".") if rest else []
        return _Home.of(base, segments, self._path.walk(base, segments))

    def _take(self, found: list[Resolved], index: int, reference: Reference, home: "_Home") -> None:
        """What a reference takes from a place: its submodules, itself, or nothing that is there."""
        if home.missing:
            why = f"there is no {home.missing}.py and no {home.missing}/"
            found.append(Resolved(index, "unresolved", _written(reference), why=why))
            return
        if not reference.names:
            if home.module:
                found.append(Resolved(index, "module", home.module))
            return
        own_name = ""
        for name in reference.names:
            submodule = self._path.modules.get(home.prefix + name)
            if submodule:
                found.append(Resolved(index, "module", submodule))
            elif home.module:
                own_name = own_name or name
            elif home.prefix + name not in self._path.folders:
                place = home.prefix.rstrip("/") or "the project"
                why = f"there is no {home.prefix}{name}.py, and {place} has no __init__.py"
                found.append(Resolved(index, "unresolved", _written(reference), why=why))
        if own_name:
            found.append(Resolved(index, "module", home.module, own_name))


def _as_compared(reference: Reference) -> Reference:
    """A reference in the form in which Python compares names: `ﬁle` is `file`, a decomposed é is é."""
    names = tuple(normalize("NFKC", name) for name in reference.names)
    return replace(reference, target=normalize("NFKC", reference.target), names=names)


def _written(reference: Reference) -> str:
    """The reference as somebody would search for it."""
    if not reference.names or reference.flags & Flag.WILDCARD:
        return reference.target
    dot = "" if reference.target.endswith(".") else "."
    return f"{reference.target}{dot}{reference.names[0]}"

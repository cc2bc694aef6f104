"""Who sends what a file of source code sends: folders of components and the graph in, components out."""

from collections.abc import Mapping, Sequence

from archlint.graph.components.parts import folder_around
from archlint.model.architecture import Component
from archlint.model.graph import Graph

_WITHIN = ("import", "call")


class Senders:
    """By file the components that run it. A file of a library is run by all that are built with it and use the file."""

    def __init__(self, folders: Mapping[str, int], components: Sequence[Component], graph: Graph) -> None:
        self._folders = folders
        self._components = components
        self._importers: dict[str, list[str]] = {}
        for dependency in graph.dependencies:
            if dependency.kind not in _WITHIN:
                continue
            self._importers.setdefault(dependency.imported, []).append(dependency.importer)

    def at(self, folder: str, file: str) -> int | None:
        """The component whose code a file is."""
        if folder in self._folders:
            return self._folders[folder]
        around = folder_around(file, self._folders)
        return self._folders[around] if around is not None else None

    def of(self, folder: str, file: str) -> list[int]:
        """The components that send what a file sends."""
        owner = self.at(folder, file)
        if owner is None:
            return []
        if self._components[owner].kind != "library":
            return [owner]
        found: set[int] = set()
        seen = {file}
        pending = [file]
        while pending:
            for importer in self._importers.get(pending.pop(), ()):
                user = self.at("", importer)
                if user is None or importer in seen:
                    continue
                seen.add(importer)
                if self._components[user].kind == "library":
                    pending.append(importer)
                else:
                    found.add(user)
        return sorted(found)

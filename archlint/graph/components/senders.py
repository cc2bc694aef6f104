"""Who sends what a file of source code sends: parts, their components and the graph in, components out."""

import re
from collections.abc import Container, Sequence

from archlint.graph.components.parts import Part, folder_around
from archlint.graph.components.signs import gives
from archlint.model.architecture import Component
from archlint.model.graph import Graph

_WITHIN = ("import", "call")
_MODULE = re.compile(r"(?:^|\s)([A-Za-z_][\w.]*)(?::[A-Za-z_]\w*)?(?=\s|$)")
"""What a command may name a module by: `uvicorn usage.api:app`, `python -m notifications.worker`, `celery -A shop.tasks`."""
_FILE = re.compile(r"(?:^|[\s/])((?:[\w-]+/)*[\w.-]+\.(?:py|js|mjs|cjs|ts))(?=\s|$)")


class Senders:
    """By file the components that run it. A file of a library is run by all that are built with it and use the file; where
    several run the same folder, by those that are started by a module from which the file is reached.
    """

    def __init__(self, parts: Sequence[Part], components: Sequence[Component], graph: Graph) -> None:
        coded = [(index, part) for index, part in enumerate(parts) if part.folder and part.has_code]
        self._folders = {part.folder: index for index, part in reversed(coded)}
        self._components = components
        self._importers: dict[str, list[str]] = {}
        self._imported: dict[str, list[str]] = {}
        for dependency in graph.dependencies:
            if dependency.kind not in _WITHIN:
                continue
            self._importers.setdefault(dependency.imported, []).append(dependency.importer)
            self._imported.setdefault(dependency.importer, []).append(dependency.imported)
        files = [module.id for module in graph.modules if not module.test]
        self._runners: dict[str, dict[int, set[str]]] = {}
        for folder in self._folders:
            running = [(index, part) for index, part in coded if part.folder == folder]
            if len(running) > 1:
                there = [file for file in files if folder == "." or file.startswith(f"{folder}/")]
                entries = {index: _started(part.command, there) for index, part in running}
                if all(entries.values()):
                    self._runners[folder] = {index: self._reached(entry) for index, entry in entries.items()}

    def heard(self, parts: Sequence[Part]) -> list[Part]:
        """The parts; those that share a folder say only what lies in their reach, and have of the libraries that its build file
        declares not those that only the others import.
        """
        reach = {index: reached for running in self._runners.values() for index, reached in running.items()}
        return [_within(part, reach[index]) if index in reach else part for index, part in enumerate(parts)]

    def _reached(self, entry: str) -> set[str]:
        """The files that are loaded with one."""
        seen = {entry}
        pending = [entry]
        while pending:
            for file in self._imported.get(pending.pop(), ()):
                if file not in seen:
                    seen.add(file)
                    pending.append(file)
        return seen

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
        running = self._runners.get(self._components[owner].folder)
        if running is not None:
            return sorted(index for index, reached in running.items() if file in reached) or [owner]
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


def _within(part: Part, reached: Container[str]) -> Part:
    names = tuple(seen for seen in part.names if seen.file in reached)
    used = {seen.name for seen in names}
    others = {seen.name for seen in part.names} - used
    libraries = tuple(seen for seen in part.libraries if gives(seen.name, used) or not gives(seen.name, others))
    return part._replace(names=names, libraries=libraries)


def _started(command: str, files: Sequence[str]) -> str:
    """The only file that a command names, "" where there is none."""
    wanted = {found[1] for found in _FILE.finditer(command)}
    for found in _MODULE.finditer(command):
        if "." in found[1] or ":" in found[0]:
            place = found[1].replace(".", "/")
            wanted |= {f"{place}.py", f"{place}/__main__.py", f"{place}/__init__.py"}
    named = [file for file in files if any(file == one or file.endswith(f"/{one}") for one in wanted)]
    return named[0] if len(named) == 1 else ""

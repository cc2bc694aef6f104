"""Whose a configuration file is: files and Parts in, by file the part that reads it out."""

from collections.abc import Mapping, Sequence

from archlint.graph.components.kinds import kind_of
from archlint.graph.components.parts import Part, folder_around
from archlint.graph.components.signs import fits_any, plain
from archlint.model.architecture import ComponentKnowledge, ComponentTechnology
from archlint.model.deployment import Deployment


def with_servers(parts: Sequence[Part], deployment: Deployment, knowledge: ComponentKnowledge) -> list[Part]:
    """The parts and those web servers of which only the configuration is there."""
    found = list(parts)
    for proxy in deployment.proxies:
        if _owner(proxy.file, found, knowledge) is not None:
            continue
        technology = _reader_of(proxy.file, knowledge)
        if technology is not None and technology.kind in knowledge.entrances:
            folder = proxy.file.rpartition("/")[0]
            label = technology.label or technology.name
            found.append(Part(folder, proxy.file, proxy.line, container=label, technology=technology.name))
    return found


def find_owners(parts: Sequence[Part], deployment: Deployment, knowledge: ComponentKnowledge) -> dict[str, int]:
    """By configuration file the index of the part that reads it; files that a configuration server hands on are those
    of the application that gets them.
    """
    named: dict[str, int] = {}
    for index, part in enumerate(parts):
        for name in (part.application, part.container, part.artifact, part.folder.rpartition("/")[2], *part.hosts):
            if name:
                named.setdefault(plain(name), index)
    meant = {one.file: one.for_name for one in deployment.settings if one.for_name}
    files = {one.file for one in deployment.settings} | {one.file for one in deployment.proxies}
    found: dict[str, int] = {}
    for file in sorted(files):
        owner = _meant(meant[file], named) if file in meant else _owner(file, parts, knowledge)
        if owner is not None:
            found[file] = owner
    return found


def _meant(name: str, named: Mapping[str, int]) -> int | None:
    """The part that a file is for: of its name, or of its name before a profile."""
    pieces = name.split("-")
    for end in range(len(pieces), 0, -1):
        found = named.get(plain("-".join(pieces[:end])))
        if found is not None:
            return found
    return None


def _owner(file: str, parts: Sequence[Part], knowledge: ComponentKnowledge) -> int | None:
    """The part around a file; else the only one of the technology that reads such files; else what is at the root."""
    folders = {part.folder: index for index, part in reversed(list(enumerate(parts))) if part.folder}
    around = folder_around(file, folders)
    if around not in (None, "."):
        return folders[around]
    technology = _reader_of(file, knowledge)
    if technology is not None:
        readers = [index for index, part in enumerate(parts) if kind_of(part, knowledge)[1] == technology.name]
        if len(readers) == 1:
            return readers[0]
        return None
    return folders.get(".")


def _reader_of(file: str, knowledge: ComponentKnowledge) -> ComponentTechnology | None:
    return next((one for one in knowledge.technologies if fits_any(one.files, f"/{file}")), None)

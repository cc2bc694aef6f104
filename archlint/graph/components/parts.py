"""The parts of a system before anybody knows what they are, and those of them that are built: build files and the source in,
Parts out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.components.signs import fits_any, plain_key
from archlint.model.architecture import ComponentKnowledge
from archlint.model.deployment import Deployable, Deployment, Setting
from archlint.model.graph import Graph
from archlint.model.paths import is_application_of_workspace

BUILT = ("maven", "gradle", "npm", "python")


class Seen(NamedTuple):
    """Something that a part has or uses, and where that is said."""

    name: str
    file: str
    line: int


class Part(NamedTuple):
    """Something that is built or started. `application` is the name it gives itself, `artifact` what its build file calls
    it, `container` its name among containers; `inner_ports` are those that a container has inside; `image` what it is
    started from, `base` what its own image is made from. `technology` is set where nothing else says what it is;
    `started_in` is the file of its first container. `is_pushed` says that it runs on a platform which it shares with others:
    its name there is made up to be nobody else's.
    """

    folder: str
    file: str
    line: int
    application: str = ""
    artifact: str = ""
    container: str = ""
    hosts: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    inner_ports: tuple[str, ...] = ()
    image: str = ""
    base: str = ""
    command: str = ""
    libraries: tuple[Seen, ...] = ()
    names: tuple[Seen, ...] = ()
    settings: tuple[Setting, ...] = ()
    uses: tuple[Seen, ...] = ()
    has_code: bool = False
    is_library: bool = False
    technology: str = ""
    started_in: str = ""
    is_pushed: bool = False


def find_modules(deployment: Deployment, graph: Graph, knowledge: ComponentKnowledge) -> list[Part]:
    """What build files build and the source has code for. A folder is built once, a front end inside a module with it."""
    coded = {module.component or "." for module in graph.modules if not module.test}
    used: dict[str, list[Seen]] = {}
    folder_of = {module.id: module.component or "." for module in graph.modules}
    for use in graph.external:
        line = use.sites[0].span.line if use.sites else 1
        used.setdefault(folder_of.get(use.importer, ""), []).append(Seen(use.name, use.importer, line))
    running = _running(deployment, knowledge)
    built: dict[str, list[Deployable]] = {}
    for one in deployment.deployables:
        if one.origin not in BUILT or (one.origin == "maven" and one.command == "aggregator"):
            continue
        if (one.folder or ".") in coded or (one.folder or ".") in running:
            built.setdefault(one.folder or ".", []).append(one)
    inherited = _inherited(deployment)
    own_settings = _own_settings(deployment.settings, list(built))
    parts: list[Part] = []
    for folder, several in sorted(built.items()):
        if _is_inside(folder, several, built, knowledge):
            continue
        first = several[0]
        libraries = [seen for one in several for seen in _libraries(one)]
        libraries += [seen for one in several for seen in inherited.get(one.file, ())]
        settings = own_settings.get(folder, [])
        application = _application(settings, knowledge)
        kept = [one for one in deployment.settings if one.for_name and one.for_name == application]
        names = tuple(used.get(folder, ()))
        if not libraries and is_application_of_workspace(first.file):
            libraries = _shared(first, deployment, names)
        command = next((one.command for one in several if one.origin == "npm"), "")
        parts.append(
            Part(
                folder, first.file, first.line, application, first.name if first.name != "." else "",
                libraries=tuple(libraries), names=names, has_code=True, ports=tuple(_ports([*settings, *kept], knowledge)),
                command=command,
            )
        )  # fmt: skip
    return parts


def _running(deployment: Deployment, knowledge: ComponentKnowledge) -> set[str]:
    """The folders of build files whose settings give an application a name: its source may be in another language."""
    folders = [one.folder or "." for one in deployment.deployables if one.origin in BUILT]
    settings = _own_settings(deployment.settings, folders)
    return {folder for folder, several in settings.items() if folder != "." and _application(several, knowledge)}


def _is_inside(
    folder: str, several: Sequence[Deployable], built: Mapping[str, Sequence[Deployable]], knowledge: ComponentKnowledge
) -> bool:
    """Whether it is the front end of a module around it, or only holds tools for others."""
    if any(one.origin != "npm" for one in several):
        return False
    if folder == ".":  # tools for the whole, where there are parts and it is no application itself
        is_workspace = any(is_application_of_workspace(one.file) for others in built.values() for one in others)
        return len(built) > 1 and (is_workspace or not _is_application(several, knowledge))
    return any(folder.startswith(f"{other}/") for other in built if other not in (folder, "."))


def _is_application(several: Sequence[Deployable], knowledge: ComponentKnowledge) -> bool:
    applied = [one.libraries for one in knowledge.technologies if one.kind in knowledge.entrances]
    return any(fits_any(patterns, name) for patterns in applied for one in several for name in one.libraries)


def _inherited(deployment: Deployment) -> dict[str, list[Seen]]:
    """By build file the libraries of the build files above it: of its Maven parents, of Gradle's root."""
    maven = {one.name: one for one in deployment.deployables if one.origin == "maven"}
    gradle = {one.folder or ".": one for one in deployment.deployables if one.origin == "gradle"}
    found: dict[str, list[Seen]] = {}
    for one in deployment.deployables:
        above: list[Deployable] = []
        if one.origin == "maven":
            at = one
            while True:
                parents = [maven[name] for name in map(_artifact, at.libraries) if name in maven]
                parent = next((other for other in parents if other.command == "aggregator"), None)
                if parent is None or parent is one or parent in above:
                    break
                above.append(parent)
                at = parent
        elif one.origin == "gradle" and one.folder not in ("", ".") and "." in gradle:
            above.append(gradle["."])
        found[one.file] = [seen for other in above for seen in _libraries(other)]
    return found


def _shared(one: Deployable, deployment: Deployment, names: Iterable[Seen]) -> list[Seen]:
    """The libraries of the package.json around an application of a workspace that its code uses."""
    packages = {other.folder or ".": other for other in deployment.deployables if other.origin == "npm"}
    around = folder_around(one.file, packages.keys() - {one.folder})
    used = {piece for seen in names for piece in (seen.name, *_beginnings(seen.name))}
    return [seen for seen in _libraries(packages[around]) if seen.name in used] if around is not None else []


def _beginnings(name: str) -> Iterator[str]:
    """`@angular/core/testing` comes out of `@angular/core`, which is in `@angular`."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _libraries(one: Deployable) -> list[Seen]:
    lines = one.library_lines or (one.line,) * len(one.libraries)
    return [Seen(name, one.file, line) for name, line in zip(one.libraries, lines, strict=True)]


def _artifact(library: str) -> str:
    return library.rpartition(":")[2]


def _own_settings(settings: Iterable[Setting], folders: Sequence[str]) -> dict[str, list[Setting]]:
    """By folder the settings that lie in it and are meant for nobody else."""
    found: dict[str, list[Setting]] = {}
    for one in settings:
        folder = folder_around(one.file, folders)
        if folder is not None and not one.for_name:
            found.setdefault(folder, []).append(one)
    return found


def folder_around(file: str, folders: Iterable[str]) -> str | None:
    """The innermost of some folders that a file lies in; "." is around everything."""
    around = [one for one in folders if one == "." or (one and file.startswith(f"{one}/"))]
    return max(around, key=lambda one: 0 if one == "." else len(one), default=None)


def _application(settings: Iterable[Setting], knowledge: ComponentKnowledge) -> str:
    keys = {plain_key(key) for key in knowledge.application_names}
    names = [one.value.strip() for one in settings if plain_key(one.key) in keys]
    return next((name for name in names if name and "${" not in name and "@" not in name), "")


def _ports(settings: Iterable[Setting], knowledge: ComponentKnowledge) -> Iterable[str]:
    keys = {plain_key(key) for key in knowledge.ports}
    for one in settings:
        if plain_key(one.key) in keys:
            value = one.value.strip().removesuffix("}").rpartition(":")[2]
            if value.isdigit() and value != "0":
                yield value

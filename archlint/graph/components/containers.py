"""The parts of a system put together: what is built and what containers run it in, Parts with their names out."""

from collections.abc import Mapping, Sequence

import msgspec

from archlint.graph.components.kinds import technology_of
from archlint.graph.components.parts import Part, Seen, find_modules
from archlint.graph.components.running import Running
from archlint.graph.components.signs import fits_any, plain
from archlint.model.architecture import ComponentKnowledge
from archlint.model.deployment import Deployable, Deployment, Setting
from archlint.model.graph import Graph
from archlint.model.images import image_name

_STARTED = ("compose", "kubernetes")
_CHARTS = "helm"
_PUSHED = "cloudfoundry"
"""What manifests push, which counts where nothing else says what is started."""
_JAVA = ("pom.xml", ".gradle", ".kts")
_RESERVED = frozenset({"user"})


def find_parts(deployment: Deployment, graph: Graph, knowledge: ComponentKnowledge) -> list[Part]:
    """Everything that the project builds or starts, containers and the modules that they run put together: first those that
    say what folder they are built of, as a name alone may be that of something bought.
    """
    bases = {one.folder or ".": one for one in deployment.deployables if one.origin == "dockerfile"}
    parts = find_modules(deployment, graph, knowledge)
    containers = _containers(deployment, knowledge)
    whole = {one.name for one in deployment.deployables if one.origin == "npm" and one.folder in ("", ".")}
    running = Running(containers, bases.keys(), whole, knowledge)
    for one in sorted(containers, key=lambda one: not one.folder):
        index = running.part_of(one, parts)
        if index is None:
            parts.append(_container(one, bases, parts))
        else:
            parts[index] = _joined(parts[index], one)
    parts = [_with_environment(part, deployment) for part in parts]
    return _with_libraries(parts, graph, knowledge)


def _with_libraries(parts: Sequence[Part], graph: Graph, knowledge: ComponentKnowledge) -> list[Part]:
    """The parts, those marked that nobody starts: modules that others are built with or import, or beside which others start.
    An application is none, whoever takes something out of its folder.
    """
    used = {library.name for part in parts for library in part.libraries}
    artifacts = {name.rpartition(":")[2] for name in used if ":" in name}
    imported = _imported(graph)
    started = [_starts(part, knowledge) for part in parts]
    found = []
    for part, is_started in zip(parts, started, strict=True):
        is_java = part.file.endswith(_JAVA)
        is_used = part.artifact in artifacts or any(started) if is_java else part.artifact in used
        if part.folder in imported and not part.command and technology_of(part, knowledge.technologies) is None:
            is_used = True
        is_library = part.has_code and is_used and not part.container and not is_started
        found.append(part._replace(is_library=is_library))
    return found


def _imported(graph: Graph) -> set[str]:
    """The folders whose code is imported by code of another."""
    folders = {module.id: module.component or "." for module in graph.modules if not module.test}
    pairs = [
        (folders.get(one.importer), folders.get(one.imported)) for one in graph.dependencies if one.kind == "import"
    ]
    return {imported for importer, imported in pairs if importer and imported and importer != imported}


def _starts(part: Part, knowledge: ComponentKnowledge) -> bool:
    return any(fits_any(knowledge.starts, seen.name) for seen in part.names)


def _containers(deployment: Deployment, knowledge: ComponentKnowledge) -> list[Deployable]:
    """What is started. Compose files of other names are variants where the usual ones are there and lie elsewhere."""
    started = [one for one in deployment.deployables if one.origin in _STARTED or _is_bought(one, knowledge)]
    started = started or [one for one in deployment.deployables if one.origin == _PUSHED]
    composed = [one for one in started if one.origin == "compose"]
    first = [one for one in composed if one.file.rpartition("/")[2] in knowledge.default_files]
    usual, named = {_folder(one.file) for one in first}, {one.name for one in first}
    kept = [
        one
        for one in started
        if one.origin != "compose"
        or not first
        or one in first
        or (_folder(one.file) in usual and one.name not in named)
    ]
    kept = [_overridden(one, composed) for one in kept]
    kept.sort(key=lambda one: (one.file.rpartition("/")[2] not in knowledge.default_files, one.file, one.line))
    built_by = {one.file: one for one in deployment.deployables if one.origin == "dockerfile"}
    found = []
    for one in kept:
        if one.name.startswith("${") and not one.folder:
            continue  # a chart for many: who fills in the name says what runs
        file = built_by.get(one.dockerfile)
        if not _is_aside(one.name, one.image, file.image if file is not None else "", knowledge):
            command = one.command or (file.command if file is not None else "")
            found.append(_called_short(msgspec.structs.replace(one, command=command), knowledge))
    return found


def _overridden(one: Deployable, composed: Sequence[Deployable]) -> Deployable:
    """A container with what the file beside says that is always read with its own: `docker-compose.override.yml`."""
    if one.origin != "compose":
        return one
    for other in composed:
        if other.name == one.name and other.file != one.file and other.file.replace(".override.", ".") == one.file:
            anew = {variable.name for variable in other.environment}
            kept = tuple(variable for variable in one.environment if variable.name not in anew)
            one = msgspec.structs.replace(
                one,
                environment=(*kept, *other.environment),
                uses=tuple(dict.fromkeys((*one.uses, *other.uses))),
                ports=tuple(dict.fromkeys((*one.ports, *other.ports))),
                folder=one.folder or other.folder,
                image=one.image or other.image,
            )
    return one


def _called_short(one: Deployable, knowledge: ComponentKnowledge) -> Deployable:
    """A container without what the end of its name says about how it is started: `cart-deployment` is `cart`."""
    ending = next((ending for ending in knowledge.endings if one.name.endswith(ending)), "")
    if not ending or ending == one.name or one.origin != "kubernetes":
        return one
    return msgspec.structs.replace(one, name=one.name.removesuffix(ending), hosts=(*one.hosts, one.name))


def _is_aside(name: str, image: str, base: str, knowledge: ComponentKnowledge) -> bool:
    """Whether a container does no work of the system: it waits, prepares or tests."""
    if image and fits_any(knowledge.idle_images, image_name(image)):
        return True
    if image and not base and fits_any(knowledge.aside_names, name):
        return True
    return any(fits_any(knowledge.test_images, image_name(each)) for each in (image, base) if each)


def _is_bought(one: Deployable, knowledge: ComponentKnowledge) -> bool:
    """Whether it is a chart of others of which it is known what it starts."""
    return one.origin == _CHARTS and any(
        fits_any(each.images, image_name(one.image)) for each in knowledge.technologies
    )


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _twin(one: Deployable, parts: Sequence[Part]) -> Part | None:
    """The part of which a container is one more: it runs the same folder or the same image."""
    for part in parts:
        if part.has_code and part.container and (part.folder == one.folder or (one.image and part.image == one.image)):
            return part
    return None


def _container(one: Deployable, bases: Mapping[str, Deployable], parts: Sequence[Part]) -> Part:
    twin = _twin(one, parts)
    if twin is not None:
        again = twin._replace(
            container="", started_in="", hosts=(), ports=(), inner_ports=(), settings=(), uses=(), image="", command=""
        )
        return _joined(again._replace(file=one.file, line=one.line), one)
    base = bases.get(one.folder) if one.folder else _base_of(one, bases)
    part = Part(one.folder, one.file, one.line, base=base.image if base else "", command=base.command if base else "")
    return _joined(part, one)


def _base_of(one: Deployable, bases: Mapping[str, Deployable]) -> Deployable | None:
    """The Dockerfile in the only folder that is called as an image: what the project builds elsewhere and starts by name."""
    tail = image_name(one.image).rpartition("/")[2]
    named = [file for folder, file in sorted(bases.items()) if tail and plain(folder.rpartition("/")[2]) == plain(tail)]
    return named[0] if len(named) == 1 else None


def _with_environment(part: Part, deployment: Deployment) -> Part:
    """A part with the variables that its own Dockerfile sets; what starts it may set them anew."""
    own = [one for one in deployment.deployables if one.origin == "dockerfile" and _is_of(one.folder, part)]
    variables = [Setting(each.name, each.value, each.file, each.line) for one in own for each in one.environment]
    return part._replace(settings=(*part.settings, *variables))


def _is_of(folder: str, part: Part) -> bool:
    if not part.folder or part.folder == ".":
        return False
    return folder == part.folder or (part.has_code and folder.startswith(f"{part.folder}/"))


def _joined(part: Part, one: Deployable) -> Part:
    """A part with what is said about a container that runs it."""
    environment = [Setting(each.name, each.value, each.file, each.line) for each in (*one.environment, *one.labels)]
    mapped = [_numbers(port) for port in one.ports]
    ports = [numbers[0] for numbers in mapped if len(numbers) > 1]
    inner = [numbers[-1] for numbers in mapped if numbers]
    return part._replace(
        container=part.container or one.name,
        started_in=part.started_in or one.file,
        hosts=tuple(dict.fromkeys((*part.hosts, one.name, *one.hosts))),
        ports=tuple(dict.fromkeys((*part.ports, *ports))),
        inner_ports=tuple(dict.fromkeys((*part.inner_ports, *inner))),
        image=part.image or one.image,
        command=f"{part.command} {one.command}".strip(),
        settings=(*part.settings, *environment),
        uses=tuple(dict.fromkeys((*part.uses, *(Seen(name, one.file, one.line) for name in one.uses)))),
        is_pushed=one.origin == _PUSHED,
    )


def _numbers(port: str) -> list[str]:
    return [number for number in port.partition("/")[0].split(":")[-2:] if number.isdigit()]


def names_of(parts: Sequence[Part]) -> list[str]:
    """What parts are called: by themselves, as containers, by their build files. The folder where that name is taken,
    then with the folder around it; no two have the same.
    """
    wanted = [_first_name(part) for part in parts if not part.is_library]
    found: dict[int, str] = {}
    taken: set[str] = set(_RESERVED)
    for index in sorted(range(len(parts)), key=lambda index: _rank(parts[index])):
        part = parts[index]
        folder = part.folder.rpartition("/")[2].strip(".")
        names = [*_own_names(part), folder]
        names.append("/".join(part.folder.split("/")[-2:]) if "/" in part.folder and part.has_code else "")
        names += [f"{name}-{'library' if part.is_library else 'service'}" for name in names[:4] if name]
        names += [f"{name}-{number}" for name in names[:3] if name for number in range(2, 20)]
        free = [name for name in names if name and plain(name) not in taken]
        shared = [name for name in free if name in wanted and wanted.count(name) > 1 and name != folder]
        name = next((name for name in free if name not in shared), free[0] if free else f"{part.folder}:{part.file}")
        taken.add(plain(name))
        found[index] = name
    return [found[index] for index in range(len(parts))]


def _rank(part: Part) -> tuple[bool, bool]:
    """Who may choose a name first: what runs before what it is built with, who calls himself so before others."""
    return part.is_library, not part.application


def _own_names(part: Part) -> list[str]:
    """What a part is called, first as it should be: by itself, as a container, by its build file; "" for what is not said."""
    outer = [part.artifact, part.container] if part.is_pushed else [part.container, part.artifact]
    return [part.application, *outer]


def _first_name(part: Part) -> str:
    return next(filter(None, _own_names(part)), "")

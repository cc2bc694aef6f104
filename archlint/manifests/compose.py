"""docker-compose files in, Deployables out."""

from collections.abc import Iterator
from posixpath import join, normpath

from archlint.manifests.yaml_tree import Tree, documents
from archlint.model.deployment import Deployable, Variable


def read_compose(path: str, content: bytes) -> Iterator[Deployable]:
    """The services of a compose file. Raises Unreadable."""
    folder = path.rpartition("/")[0]
    for document in documents(content):
        services = document.entries("services") or {
            name: one for name, one in document.entries().items() if one.get("image") or one.get("build")
        }
        for name, service in services.items():
            yield Deployable(
                name=name,
                origin="compose",
                file=path,
                line=service.line,
                folder=_folder(service, folder),
                hosts=tuple(dict.fromkeys((name, *_texts(service, "container_name"), *_texts(service, "hostname"), *_aliases(service)))),
                image=service.text("image"),
                ports=tuple(_port(one) for one in (*service.items("ports"), *service.items("expose"))),
                environment=tuple(_environment(service, path)),
                uses=tuple(dict.fromkeys((*_names(service.get("depends_on")), *_names(service.get("links"))))),
                command=" ".join(one.value for one in service.items("command") if isinstance(one.value, str)),
            )


def _folder(service: Tree, folder: str) -> str:
    build = service.get("build")
    if build is None:
        return ""
    context = build.value if isinstance(build.value, str) else build.text("context") or "."
    file = build.text("dockerfile")
    place = normpath(join(folder, context))
    if file and "/" in file and place in (".", folder or "."):
        place = normpath(join(place, file.rpartition("/")[0]))
    return "" if place.startswith("..") else place


def _texts(service: Tree, key: str) -> tuple[str, ...]:
    text = service.text(key)
    return (text,) if text else ()


def _aliases(service: Tree) -> Iterator[str]:
    for network in service.entries("networks").values():
        yield from (one.value for one in network.items("aliases") if isinstance(one.value, str))


def _port(port: Tree) -> str:
    if isinstance(port.value, str):
        return port.value
    return ":".join(filter(None, (port.text("published"), port.text("target"))))


def _environment(service: Tree, path: str) -> Iterator[Variable]:
    for name, one in service.entries("environment").items():
        if isinstance(one.value, str):
            yield Variable(name, one.value, path, one.line)
    for one in service.items("environment"):
        if isinstance(one.value, str) and "=" in one.value:
            name, _, value = one.value.partition("=")
            yield Variable(name.strip(), value.strip().strip("\"'"), path, one.line)


def _names(tree: Tree | None) -> list[str]:
    if tree is None:
        return []
    if isinstance(tree.value, dict):
        return list(tree.value)
    return [one.value.partition(":")[0] for one in tree.items() if isinstance(one.value, str)]

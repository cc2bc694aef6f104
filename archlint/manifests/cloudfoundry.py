"""Manifests of Cloud Foundry in, Deployables out: the applications that they push, and the services that these are bound to."""

import re
from collections.abc import Iterator
from posixpath import join, normpath

from archlint.manifests.reading import folder_of
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Deployable, Variable

_APPLICATIONS = re.compile(rb"^applications:", re.MULTILINE)
_SAYS = (
    "path",
    "memory",
    "instances",
    "buildpack",
    "buildpacks",
    "routes",
    "host",
    "docker",
    "services",
    "command",
    "random-route",
)
"""What an application says, at least one of them."""
_BUILT = re.compile(r"(?:^|/)(?:target|build|dist|out)(?:/|\Z)")
"""Where builds put what is pushed."""
_SETTLED = re.compile(r"\(\([^()]{1,200}\)\)")
"""`((domain))`, which is filled in when it is pushed."""


def is_cloudfoundry(content: bytes) -> bool:
    """Whether a YAML file may be a manifest of Cloud Foundry."""
    return b"applications:" in content and _APPLICATIONS.search(content) is not None


def read_cloudfoundry(path: str, content: bytes) -> Iterator[Deployable]:
    """The applications and services of a file. Raises Unreadable."""
    seen: set[str] = set()
    for document in documents(content):
        for one in document.items("applications"):
            if not one.text("name") or not any(one.get(key) or document.get(key) for key in _SAYS):
                continue
            yield _application(path, document, one)
            for name, line in _services(document, one):
                if name not in seen:
                    seen.add(name)
                    yield Deployable(name, "cloudfoundry", path, line, hosts=(name,))


def _application(path: str, document: Tree, one: Tree) -> Deployable:
    name = one.text("name")
    given = {**document.entries("env"), **one.entries("env")}
    return Deployable(
        name=name,
        origin="cloudfoundry",
        file=path,
        line=one.entries()["name"].line,
        folder=_folder(path, one.text("path") or document.text("path")),
        hosts=tuple(dict.fromkeys([name, *_routes(one)])),
        image=one.text("docker", "image"),
        environment=tuple(
            Variable(key, value.value, path, value.line) for key, value in given.items() if isinstance(value.value, str)
        ),
        uses=tuple(service for service, _ in _services(document, one)),
        command=one.text("command"),
    )


def _folder(path: str, pushed: str) -> str:
    """The folder of what is pushed: that around what a build puts there, "" where it lies outside."""
    place = normpath(join(folder_of(path), pushed)) if pushed else folder_of(path)
    built = _BUILT.search(place)
    if built is not None:
        place = place[: built.start()] or "."
    elif place.endswith((".jar", ".war", ".zip")):
        place = folder_of(place)
    return "" if place.startswith(("..", "/")) else place


def _routes(one: Tree) -> Iterator[str]:
    """The hosts by which others reach an application."""
    for route in one.items("routes"):
        host = route.text("route").partition("://")[2] or route.text("route")
        host = host.partition("/")[0]
        if host and not _SETTLED.search(host):
            yield host
    if one.text("host"):
        yield one.text("host")


def _services(document: Tree, one: Tree) -> Iterator[tuple[str, int]]:
    """The services that an application is bound to, with their lines."""
    for service in (*document.items("services"), *one.items("services")):
        name = service.value if isinstance(service.value, str) else service.text("name")
        if name and not _SETTLED.search(name):
            yield name, service.line

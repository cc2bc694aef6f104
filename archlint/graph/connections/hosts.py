"""Who answers at which name: a Deployment and the folders of components in, names and ports with their components out."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from archlint.graph.connections.built_with import built_with
from archlint.model.deployment import Deployable, Deployment
from archlint.model.images import image_name, in_family

_NAMES = ("spring.application.name", "micronaut.application.name", "quarkus.application.name")
_PORT = re.compile(r"(\d+)|\$\{[\w.-]+:(\d+)\}")
"""A port, or what it is where no variable says it."""
_PORTS = ("server.port", "micronaut.server.port", "quarkus.http.port")


class Hosts:
    """Who answers at which name: the names of deployables and the folders of their code."""

    def __init__(
        self, deployment: Deployment, components: Sequence[str], inner: Mapping[str, str] | None = None
    ) -> None:
        """`inner` are the folders of code that components have, by their names, each with its component."""
        self._inner = inner or {}
        self._images = {one.folder for one in deployment.deployables if one.origin == "dockerfile"}
        self._short = in_family(image_name(one.image) for one in deployment.deployables if one.image)
        self.by_name: dict[str, list[str]] = {}
        self.by_port: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = {}
        self.unread: set[str] = set()
        """Names of what the system starts and whose code is not read: stores, brokers, services in other languages."""
        self.passing: dict[str, frozenset[str]] = {}
        """Of those what passes requests on: the files that say so, by its names."""
        folders = self._folders = sorted(components, key=len, reverse=True)
        for deployable in deployment.deployables:
            home = self.home_of(deployable)
            if home is None:
                names = {name.lower() for name in (deployable.name, *deployable.hosts)}
                self.unread |= names
                files = _in_folder(deployable.folder, deployment) if deployable.folder not in ("", ".") else frozenset()
                self.passing |= dict.fromkeys(names, files) if files else {}
                continue
            for name in (deployable.name, *deployable.hosts):
                self._add(name, home)
            for port in deployable.ports:
                outside = port.split("/")[0].split(":")[-2:][0]
                if outside.isdigit():
                    self.by_port.setdefault(outside, []).append(home)
        for setting in deployment.settings:
            if setting.key in _NAMES:
                home = next((folder for folder in folders if setting.file.startswith(f"{folder}/")), ".")
                self._add(setting.value, home)
            told = _PORT.fullmatch(setting.value) if setting.key in _PORTS else None
            if told is not None:
                home = next((folder for folder in folders if setting.file.startswith(f"{folder}/")), ".")
                if home not in self.by_port.setdefault(told[1] or told[2], []):
                    self.by_port[told[1] or told[2]].append(home)
        for folder in components:
            self._add(folder.rpartition("/")[2], folder)
        self.built_with = built_with(deployment.deployables, self.home_of)
        """By component the others whose code is part of it."""

    def home_of(self, deployable: Deployable) -> str | None:
        """The component whose code a deployable runs, None where it is not read."""
        home = self._home(deployable.folder, deployable.name)
        short = self._short.get(image_name(deployable.image)) if home is None and deployable.image else None
        if short:
            home = self._home("", short)
        return self._inner.get(deployable.name.lower()) if home is None else home  # its image is built elsewhere

    def _add(self, name: str, home: str) -> None:
        known = self.by_name.setdefault(name.lower(), [])
        if home not in known:
            known.append(home)
        names = self.names.setdefault(home, [])
        if name not in names:
            names.append(name)

    def _home(self, folder: str, name: str) -> str | None:
        """The component whose code a deployable runs: by its folder, else by its name; of several of a name by the one that an
        image is built of.
        """
        folders = self._folders
        inside = [one for one in folders if one == folder or one.startswith(f"{folder}/")] if folder else []
        if folder in folders:
            return folder
        if len(inside) == 1:
            return inside[0]
        outer = next((one for one in folders if folder and folder.startswith(f"{one}/")), None)
        if outer is not None and not inside:
            return outer
        plain = _plain(name)
        same = [one for one in folders if _plain(one.rpartition("/")[2]) == plain]
        same = [one for one in same if one in self._images] if len(same) > 1 else same
        if len(same) == 1:
            return same[0]
        ends = [one for one in folders if _plain(one.rpartition("/")[2]).endswith(plain)]
        return ends[0] if len(ends) == 1 else None


def _in_folder(folder: str, deployment: Deployment) -> frozenset[str]:
    """The files in a folder that configure what passes requests on."""
    return frozenset(one.file for one in deployment.proxies if one.file.startswith(f"{folder}/"))


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    """A name by its letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def inner_folders(component_of: Mapping[str, str]) -> dict[str, str]:
    """The outermost folders of code in components that one component alone has, by name: modules with theirs in."""
    found: dict[str, set[str]] = {}
    for module, component in component_of.items():
        within = module if component == "." else module.removeprefix(f"{component}/")
        first, slash, _ = within.partition("/")
        if slash:
            found.setdefault(first.lower(), set()).add(component)
    return {name: next(iter(homes)) for name, homes in found.items() if len(homes) == 1}

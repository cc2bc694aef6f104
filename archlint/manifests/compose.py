"""Compose files in, Deployables out."""

import re
from collections.abc import Callable, Iterator, Mapping
from posixpath import join, normpath

from archlint.manifests.dockerfile import copied_folders
from archlint.manifests.dotenv import read_dotenv
from archlint.manifests.reading import MOST, Problem, Unreadable
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Deployable, Variable

_DEEPEST = 5
_INHERITED = frozenset({"depends_on", "links", "extends", "volumes_from"})
_BUILD_FILES = (
    "package.json", "pyproject.toml", "requirements.txt", "setup.py", "pom.xml", "build.gradle", "build.gradle.kts",
)  # fmt: skip
_CODE = frozenset(
    {"/app", "/code", "/src", "/usr/src", "/usr/src/app", "/usr/src/code", "/opt/app", "/srv/app", "/workspace"}
)
"""Where containers keep code, and hardly anything else."""

_PATH = re.compile(r"(?<![\w.:/-])/[\w./-]+")
"""A path from the root in what a container is started with."""
_SETS = re.compile(r"/etc/|\.(?:conf|cnf|cfg|ini|ya?ml|json|toml|xml|properties)$")
"""A path to settings, not to code."""

_VARIABLE = re.compile(r"\$\{(\w{1,100})(?::?-([^{}]{0,300}))?\}|\$(\w{1,100})")
"""`$NAME`, `${NAME}`, `${NAME:-what else}`."""

Find = Callable[[str], bytes | None]
"""The bytes of another file of the project, None where there is none."""


def read_compose(path: str, content: bytes, find: Find = lambda _: None) -> Iterator[Deployable | Problem]:
    """The services of a compose file; `find` gives files of variables and files that services extend. Raises Unreadable."""
    for document in documents(content):
        yield from _Compose(path, _services(document, is_named="compose" in path.rpartition("/")[2]), find).read()


class _Compose:
    """One document: its services, and how many variables they have been given."""

    def __init__(self, path: str, services: Mapping[str, Tree], find: Find) -> None:
        self._path = path
        self._folder = path.rpartition("/")[0]
        self._services = services
        self._find = find
        self._left = MOST
        self._files: dict[str, tuple[Variable, ...]] = {}
        self._others: dict[str, dict[str, Tree]] = {}
        self.problems: list[Problem] = []

    def read(self) -> Iterator[Deployable | Problem]:
        services = {name: self._extended(service) for name, service in self._services.items()}
        linked = [
            (one.partition(":")[0], one.partition(":")[2]) for each in services.values() for one in each.texts("links")
        ]
        aliases: dict[str, list[str]] = {}
        for name, alias in linked:
            if alias:
                aliases.setdefault(name, []).append(alias)
        for name, service in services.items():
            hosts = [name, service.text("container_name"), service.text("hostname"), *_aliases(service)]
            uses = [*_names(service.get("depends_on")), *_names(service.get("links"))]
            yield Deployable(
                name=name,
                origin="compose",
                file=self._path,
                line=self._services[name].line,
                folder=self._build(service),
                hosts=tuple(dict.fromkeys(host for host in (*hosts, *aliases.get(name, ())) if host)),
                image=service.text("image"),
                ports=tuple(_port(one) for one in (*service.items("ports"), *service.items("expose"))),
                environment=tuple(self._environment(service)),
                uses=tuple(dict.fromkeys(uses)),
                command=" ".join(service.texts("command") or service.texts("entrypoint")),
                labels=tuple(_variables(service.get("labels"), self._path)),
                dockerfile=self._dockerfile(service),
            )
        yield from self.problems

    def _extended(self, service: Tree, depth: int = 0) -> Tree:
        """A service with what it takes over from the one it extends."""
        while depth < _DEEPEST and service.get("extends") is not None:
            depth += 1
            name = service.text("extends") or service.text("extends", "service")
            file = service.text("extends", "file")
            other = (self._other(file) if file else self._services).get(name)
            if other is None:
                where = f" of {file}" if file else ""
                self.problems.append(
                    Problem(self._path, service.line, f"it extends {name}{where}, which was not found")
                )
                return service
            own = {key: value for key, value in service.entries().items() if key != "extends"}
            outer = {key: value for key, value in other.entries().items() if key not in _INHERITED or key == "extends"}
            environment = _joined(outer.get("environment"), own.get("environment"))
            if environment is not None:
                own["environment"] = environment
            service = Tree({**outer, **own}, service.line)
        return service

    def _other(self, file: str) -> dict[str, Tree]:
        if file not in self._others:
            content = self._find(normpath(join(self._folder, file)))
            try:
                found = documents(content) if content is not None else []
            except Unreadable:
                found = []  # told as the problem of that file
            self._others[file] = {name: one for each in found for name, one in _services(each, is_named=True).items()}
        return self._others[file]

    def _context(self, service: Tree) -> tuple[str, str]:
        """The folder that a service is built in and the Dockerfile that it names, "" where it does not say or lies outside."""
        build = service.get("build")
        if build is None or not build.value:
            return "", ""
        context = self._filled(build.value if isinstance(build.value, str) else build.text("context") or ".")
        place = normpath(join(self._folder, context))
        return "" if place.startswith(("..", "/")) or "://" in context else place, self._filled(
            build.text("dockerfile")
        )

    def _dockerfile(self, service: Tree) -> str:
        place, file = self._context(service)
        return normpath(join(place, file or "Dockerfile")) if place else ""

    def _build(self, service: Tree) -> str:
        """The folder of a service's code: that of its build, or of its Dockerfile where the build's is the project's; the
        one that is mounted where an image of others runs it.
        """
        if service.get("build") is None:
            return self._mounted(service)
        place, file = self._context(service)
        copied = self._copied(place, file) if file not in ("", "Dockerfile") else ""
        if copied:
            return copied
        if "/" in file and place in (".", self._folder or "."):
            place = normpath(join(place, file.rpartition("/")[0]))
        return "" if place.startswith("..") else place

    def _copied(self, place: str, file: str) -> str:
        """The only folder with a build file that a Dockerfile takes into the image, where none lies beside that itself; ""
        for none.
        """
        at = normpath(join(place, file))
        if "/" in at and self._is_built(at.rpartition("/")[0]):
            return ""
        content = self._find(at) if place else None
        sources = copied_folders(content) if content is not None else ()
        found = {folder for one in sources if self._is_built(folder := normpath(join(place, one))) and folder != "."}
        return next(iter(found)) if len(found) == 1 else ""

    def _is_built(self, folder: str) -> bool:
        return any(self._find(normpath(join(folder, name))) is not None for name in _BUILD_FILES)

    def _mounted(self, service: Tree) -> str:
        """The folder of the project that a service works in, "" where none is mounted there: by its working directory, by
        a path that its command names, else by where code is usually kept.
        """
        command = " ".join([*service.texts("entrypoint"), *service.texts("command")])
        named = [one.rstrip("/.") for one in _PATH.findall(command) if not _SETS.search(one)]
        works = [self._filled(service.text("working_dir")).rstrip("/"), *named]
        mounts = sorted(self._mounts(service), key=lambda mount: -len(mount[1]))
        found = [
            join(source, "." + work.removeprefix(target))
            for work in works
            for source, target in mounts
            if work and f"{work}/".startswith(f"{target}/")
        ]
        found += [source for source, target in mounts if target in _CODE]
        place = normpath(join(self._folder, found[0])) if found else ""
        if "." in place.rpartition("/")[2][1:]:  # a file of it is started
            place = place.rpartition("/")[0] or "."
        return "" if place.startswith("..") else place

    def _mounts(self, service: Tree) -> Iterator[tuple[str, str]]:
        """What is mounted of the project's own folders, and where in the container."""
        for one in service.items("volumes"):
            if isinstance(one.value, str):
                source, _, target = self._filled(one.value).partition(":")
                target = target.partition(":")[0]
            else:
                source, target = self._filled(one.text("source")), self._filled(one.text("target"))
            if source.partition("/")[0] in (".", "..") and target.startswith("/"):
                yield source, target.rstrip("/")

    def _filled(self, text: str) -> str:
        """A path with its variables filled in: from the file of variables beside it, else by what is written for when nobody
        says any.
        """
        if "$" not in text:
            return text
        known = {one.name: one.value for one in self._of_file(".env")}
        return _VARIABLE.sub(lambda found: known.get(found[1] or found[3]) or found[2] or found[0], text)

    def _environment(self, service: Tree) -> Iterator[Variable]:
        found: dict[str, Variable] = {}
        for one in service.items("env_file"):
            file = one.value if isinstance(one.value, str) else one.text("path")
            for variable in self._of_file(file):
                found[variable.name] = variable
        for variable in _variables(service.get("environment"), self._path):
            found[variable.name] = variable
        self._left -= len(found)
        if self._left < 0:
            raise Unreadable(f"its services have more than {MOST:,} variables")
        yield from found.values()

    def _of_file(self, file: str) -> tuple[Variable, ...]:
        place = normpath(join(self._folder, file))
        if place not in self._files:
            content = self._find(place)
            settings = read_dotenv(place, content) if content is not None else ()
            self._files[place] = tuple(Variable(one.key, one.value, one.file, one.line) for one in settings)
        return self._files[place]


def _services(document: Tree, *, is_named: bool) -> dict[str, Tree]:
    """The services of a document. A file that is not named so must say what they run; in the oldest form of those that
    are, services are all there is.
    """
    within = document.get("services") or (document if is_named else None)
    tables = {name: one for name, one in within.entries().items() if one.entries()} if within is not None else {}
    says = any(one.get("image") or one.get("build") for one in tables.values())
    return tables if says or (is_named and document.get("services") is not None) else {}


def _aliases(service: Tree) -> Iterator[str]:
    for network in service.entries("networks").values():
        yield from network.texts("aliases")


def _port(port: Tree) -> str:
    """`outside:inside` or `inside`: without the address it is bound to and without the protocol."""
    if not isinstance(port.value, str):
        return ":".join(filter(None, (port.text("published"), port.text("target"))))
    text = (
        port.value.partition("/")[0] if "${" not in port.value else port.value.removesuffix("/tcp").removesuffix("/udp")
    )
    parts = text.split(":")
    return ":".join(parts[-2:]) if len(parts) > 2 and "${" not in text else text


def _variables(tree: Tree | None, file: str) -> Iterator[Variable]:
    """Variables as a table or as a list of `NAME=value`; those handed through from outside have no value here."""
    if tree is None:
        return
    for name, one in tree.entries().items():
        if isinstance(one.value, str) and one.value:
            yield Variable(name, one.value, file, one.line)
    for one in tree.items():
        if isinstance(one.value, str) and "=" in one.value:
            name, _, value = one.value.partition("=")
            yield Variable(name.strip(), _unquoted(value.strip()), file, one.line)


def _joined(outer: Tree | None, own: Tree | None) -> Tree | None:
    """The variables of an extended service with a service's own."""
    if outer is None or own is None:
        return own or outer
    pairs: dict[str, Tree] = {}
    for tree in (outer, own):
        pairs |= {one.name: Tree(one.value, one.line) for one in _variables(tree, "")}
    return Tree(pairs, own.line)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0] else value


def _names(tree: Tree | None) -> list[str]:
    if tree is None:
        return []
    return list(tree.entries()) or [text.partition(":")[0] for text in tree.texts()]

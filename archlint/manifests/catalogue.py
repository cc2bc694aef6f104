"""All readers of this room: which files they want, and a Deployment out of the bytes of those files."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from archlint.manifests import (
    agents,
    appserver,
    azure_functions,
    bpmn,
    cloudfoundry,
    compose,
    dockerfile,
    dotenv,
    envoy,
    gateway,
    gradle,
    graphql,
    helm,
    html,
    httpd,
    ingress,
    kubernetes,
    mappings,
    maven,
    migrations,
    mybatis,
    nacos,
    nginx,
    npm,
    openapi,
    prisma,
    procfile,
    protobuf,
    python,
    serverless,
    settings,
)
from archlint.manifests.files import FILES, PAGES, wants
from archlint.manifests.reading import Fact, Found, Problem, Unreadable, folder_of, name_of
from archlint.model.deployment import (
    Channel,
    Deployable,
    Deployment,
    PageRequest,
    Proxy,
    ServedOperation,
    Setting,
    Statement,
    Step,
)

__all__ = ["FILES", "LARGEST", "read_deployment", "wants"]

LARGEST = 2_000_000
"""Bytes; larger files are no hand-written manifests."""

_FRONTS = frozenset(f"index{suffix}" for suffix in PAGES)
_FOR_DEVELOPERS = (b"swagger-ui", b"swaggerui", b"redoc", b"graphiql")
_PASSES = re.compile(rb"\b(?:proxy|grpc|uwsgi|fastcgi)_pass\b")
_ORIGINS = b"access-control-allow-origin"
_SERVICES = re.compile(rb"^services:", re.MULTILINE)
_Kind = TypeVar("_Kind", Setting, Deployable, Proxy, ServedOperation, Channel, PageRequest, Statement, Step)


def read_deployment(files: Mapping[str, bytes], folders: Collection[str] = ()) -> Deployment:
    """Everything that some files say, by path. `folders` are those of the project's source files, if they are known: build
    files of folders without source files declare nothing. What cannot be read is among the problems; nothing raises.
    """
    reading = _Reading({path: files[path] for path in sorted(files)}, folders)
    reading.run()
    facts = reading.facts
    return Deployment(
        tuple(_of(Setting, facts)),
        tuple(_of(Deployable, facts)),
        tuple(_of(Proxy, facts)),
        tuple(_of(ServedOperation, facts)),
        tuple(_of(Channel, facts)),
        tuple(_of(PageRequest, facts)),
        tuple(_of(Statement, facts)),
        tuple(_of(Step, facts)),
        tuple(text for _, _, text in sorted(reading.problems)),
        tuple(path for path, content in sorted(files.items()) if _is_front(path, content)),
    )


def _of(kind: type[_Kind], facts: Iterable[Fact]) -> list[_Kind]:
    found = [fact for fact in facts if isinstance(fact, kind)]
    return sorted(found, key=lambda fact: (fact.file, fact.line))


def _is_front(path: str, content: bytes) -> bool:
    """Whether a page is the first that people see; those that show an interface to developers are none."""
    return name_of(path).lower() in _FRONTS and not any(one in content.lower() for one in _FOR_DEVELOPERS)


class _Reading:
    """One reading of all files: what each says for itself, then what they say together."""

    def __init__(self, files: Mapping[str, bytes], folders: Collection[str]) -> None:
        self.facts: list[Fact] = []
        self.problems: list[tuple[str, int, str]] = []
        self._folders = folders
        self._files: dict[str, bytes] = {}
        for path, content in files.items():
            if len(content) <= LARGEST:
                self._files[path] = content
            else:
                self._say(path, 0, f"not read: it has {len(content):,} bytes, more than {LARGEST:,}")

    def run(self) -> None:
        self._builds()
        homes = self._homes()
        meant = settings.settings_files(self._files)
        for path, content in self._files.items():
            if path in meant and not agents.is_agent(path):
                self._take(path, _settings(path, content, meant[path], homes.get(meant[path].for_name, "")))
                continue
            if path.lower().endswith(".sql") and nacos.is_seed(content):
                self._take(path, _handed_out(path, content, homes))
                continue
            reader = _reader(path, content, self._files)
            if reader is not None:
                self._take(path, reader(path, content))
        self._cluster(meant)

    def _homes(self) -> dict[str, str]:
        """The folders of what is built, by the names that only one has."""
        found: dict[str, set[str]] = {}
        for one in self.facts:
            if isinstance(one, Deployable):
                for name in (one.name, name_of(one.folder)):
                    found.setdefault(name, set()).add(one.folder)
        return {name: min(folders) for name, folders in found.items() if len(folders) == 1}

    def _builds(self) -> None:
        poms: dict[str, maven.Pom] = {}
        names: dict[str, str] = {}
        libs: dict[str, str] = {}
        for path, content in self._files.items():
            name = name_of(path)
            try:
                if name == "pom.xml":
                    poms[path] = maven.read_pom(path, content)
                elif name.startswith("settings.gradle"):
                    names[folder_of(path)] = gradle.root_name(content)
                elif name == "libs.versions.toml":
                    libs |= gradle.catalogued(content)
            except Unreadable as error:
                self._say(path, error.line, f"not read: {error}")
        self._take("", maven.modules(poms.values(), self._folders))
        for path, content in self._files.items():
            if name_of(path) in ("build.gradle", "build.gradle.kts"):
                self._take(path, gradle.read_gradle(path, content, names, libs, self._folders))

    def _cluster(self, meant: Collection[str]) -> None:
        charts, problems = helm.default_values(self._files)
        self._take("", problems)
        objects: list[kubernetes.Object] = []
        for path, content in self._files.items():
            if path in meant or not kubernetes.is_among(path, content):
                continue
            try:
                objects += kubernetes.read_objects(path, content, charts, self._files.get)
            except Unreadable as error:
                self._say(path, error.line, f"not read: {error}")
        self._take("", kubernetes.deployables(objects))
        self._take("", ingress.ingresses(objects))

    def _take(self, path: str, found: Found) -> None:
        """Take in what a reader finds, up to where it fails."""
        try:
            for one in found:
                if isinstance(one, Problem):
                    self._say(one.file, one.line, one.what)
                else:
                    self.facts.append(one)
        except Unreadable as error:
            self._say(path, error.line, f"not read: {error}")

    def _say(self, path: str, line: int, what: str) -> None:
        place = f"{path}:{line}: " if line else f"{path}: " if path else ""
        self.problems.append((path, line, place + what))


def _settings(path: str, content: bytes, meant: settings.Meant, home: str) -> Iterator[Fact | Problem]:
    found = list(settings.read_settings(path, content, meant))
    yield from found
    yield from gateway.read_gateway(found, home)


def _handed_out(path: str, content: bytes, homes: Mapping[str, str]) -> Iterator[Fact | Problem]:
    """What a configuration server is filled with, for each of the applications that it serves."""
    for one in nacos.read_seed(path, content):
        if isinstance(one, Problem):
            yield one
            continue
        name, found = one
        yield from found
        yield from gateway.read_gateway(found, homes.get(name, ""))


_BY_NAME: dict[str, Callable[[str, bytes], Found]] = {
    "procfile": procfile.read_procfile,
    "package.json": npm.read_package,
    "tsconfig.app.json": npm.read_workspace_application,
    "pyproject.toml": python.read_python,
    "setup.py": python.read_python,
    "setup.cfg": python.read_python,
}


_BY_ENDING: dict[str, Callable[[str, bytes], Found]] = {
    "bpmn": bpmn.read_process,
    "prisma": prisma.read_schema,
    "proto": protobuf.read_protobuf,
    "graphql": graphql.read_graphql,
    "graphqls": graphql.read_graphql,
    "gql": graphql.read_graphql,
}


_BESIDE: dict[str, Callable[[str, bytes, Callable[[str], bytes | None]], Found]] = {
    azure_functions.FILE: azure_functions.read_function,
    "chart.yaml": helm.bought,
    "requirements.yaml": helm.bought,
}


def _reader(path: str, content: bytes, files: Mapping[str, bytes]) -> Callable[[str, bytes], Found] | None:
    """The reader of a file that is read by itself, None where there is none."""
    name = name_of(path).lower()
    known = _BY_NAME.get(name) or _BY_ENDING.get(name.rpartition(".")[2])
    if known is not None:
        return known
    if dotenv.is_dotenv(name):
        return dotenv.read_dotenv
    if name.endswith(PAGES):
        return html.read_page
    if dockerfile.is_dockerfile(name):
        return dockerfile.read_dockerfile
    if name.startswith("procfile."):
        return procfile.read_procfile
    if name.startswith("proxy") and name.endswith(".conf.json"):
        return npm.read_development_proxy
    if name.startswith("requirements") and name.endswith(".txt"):
        return python.read_python
    if agents.is_agent(path) and not kubernetes.is_manifest(content) and not _has_services(content):
        return agents.read_agent
    if name.endswith((".yml", ".yaml", ".json")):
        return _structured(name, content, files)
    if name.endswith((".xml", ".sql")):
        return _told_by_content(path, content)
    if httpd.is_httpd(content):
        return httpd.read_httpd
    passes = b"_pass" in content and _PASSES.search(content) is not None
    return nginx.read_nginx if passes or _ORIGINS in content.lower() else None


def _told_by_content(path: str, content: bytes) -> Callable[[str, bytes], Found] | None:
    """The reader of a file in XML or SQL."""
    if migrations.is_versioned(path):
        return migrations.read_versioned
    if migrations.is_formatted(content):
        return migrations.read_formatted
    if mybatis.is_mapper(content):
        return mybatis.read_mapper
    if mappings.is_mapping(content):
        return mappings.read_mapping
    if appserver.is_server(content):
        return appserver.read_server
    if appserver.is_descriptor(content):
        return appserver.read_descriptor
    return migrations.read_changelog if migrations.is_changelog(content) else None


def _has_services(content: bytes) -> bool:
    return b"services:" in content and _SERVICES.search(content) is not None


def _structured(name: str, content: bytes, files: Mapping[str, bytes]) -> Callable[[str, bytes], Found] | None:
    """The reader of a YAML or JSON file, by what it says."""
    if (beside := _BESIDE.get(name)) is not None:  # it looks into other files
        return lambda path, content: beside(path, content, files.get)
    if openapi.is_contract(content):
        return openapi.read_contract
    if migrations.is_changelog(content):
        return migrations.read_changelog
    if name.endswith(".json"):
        return None
    if cloudfoundry.is_cloudfoundry(content) and not kubernetes.is_manifest(content):
        return cloudfoundry.read_cloudfoundry
    if envoy.is_envoy(content):
        return envoy.read_envoy
    if "compose" in name or _has_services(content):
        return lambda path, content: compose.read_compose(path, content, files.get)
    if serverless.is_serverless(content) and not kubernetes.is_manifest(content):
        return serverless.read_serverless
    return None

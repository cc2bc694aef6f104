"""All readers of this room: which files they want, and a Deployment out of the bytes of those files."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from archlint.manifests import builds, compose, dockerfile, gateway, html, kubernetes, nginx, openapi, serverless, settings
from archlint.manifests.yaml_tree import Unreadable
from archlint.model.deployment import (
    Channel,
    Deployable,
    Deployment,
    PageRequest,
    Proxy,
    ServedOperation,
    Setting,
)

LARGEST = 2_000_000
"""Bytes; larger files are no hand-written manifests."""

_NAMES = re.compile(
    r"(?:docker-)?compose[\w.-]*\.ya?ml|(?:[\w.-]*\.)?dockerfile(?:[.-][\w.-]+)?|\.env(?:\.[\w.-]+)?|[\w.-]+\.env|"
    r"[\w.-]*nginx[\w.-]*|default\.conf[\w.-]*|[\w.-]+\.conf(?:\.template)?|pom\.xml|build\.gradle(?:\.kts)?|"
    r"package\.json|proxy\.conf\.json|pyproject\.toml|requirements[\w.-]*\.txt|procfile|[\w.-]+\.properties|"
    r"[\w.-]+\.ya?ml|[\w.-]*(?:openapi|swagger|api|spec)[\w.-]*\.json|[\w.-]+\.(?:html|jinja2?|j2|ejs|hbs|jsp|ftl)",
    re.IGNORECASE,
)
_PAGES = (".html", ".jinja", ".jinja2", ".j2", ".ejs", ".hbs", ".jsp", ".ftl")
_ASIDE = frozenset({"test", "tests", "node_modules", "i18n", "locales", "locale", "docs", "fixtures", "vendor"})
_LOCKS = ("pnpm-lock.yaml", "package-lock.json")

Fact = Setting | Deployable | Proxy | ServedOperation | Channel | PageRequest
_Kind = TypeVar("_Kind", Setting, Deployable, Proxy, ServedOperation, Channel, PageRequest)
Reader = Callable[[str, bytes], Iterable[Fact]]


def wants(path: str) -> bool:
    """Whether a file may hold something for this room, by its path."""
    folders, _, name = path.rpartition("/")
    if name in _LOCKS or not _NAMES.fullmatch(name):
        return False
    return _ASIDE.isdisjoint(folders.split("/"))


def read_deployment(files: Mapping[str, bytes]) -> Deployment:
    """Everything that some files say. What cannot be read is among the problems."""
    facts: list[Fact] = []
    problems: list[str] = []
    objects: list[kubernetes.Object] = []
    for path in sorted(files):
        content = files[path]
        if len(content) > LARGEST:
            problems.append(f"{path}: not read: {len(content):,} bytes")
            continue
        try:
            for reader in _readers(path, content):
                facts += reader(path, content)
            if path.endswith((".yml", ".yaml")):
                objects += kubernetes.read_objects(path, content)
        except Unreadable as error:
            place = f":{error.line}" if error.line else ""
            problems.append(f"{path}{place}: not read: {error}")
    facts += kubernetes.deployables(objects)
    facts += kubernetes.ingresses(objects)
    by_file: dict[str, list[Setting]] = {}
    for fact in facts:
        if isinstance(fact, Setting):
            by_file.setdefault(fact.file, []).append(fact)
    for found in by_file.values():
        facts += gateway.read_gateway(found)
    return Deployment(
        tuple(_of(Setting, facts)),
        tuple(_of(Deployable, facts)),
        tuple(_of(Proxy, facts)),
        tuple(_of(ServedOperation, facts)),
        tuple(_of(Channel, facts)),
        tuple(_of(PageRequest, facts)),
        tuple(problems),
    )


def _of(kind: type[_Kind], facts: Iterable[Fact]) -> list[_Kind]:
    found = [fact for fact in facts if isinstance(fact, kind)]
    return sorted(found, key=lambda fact: (fact.file, fact.line))


def _readers(path: str, content: bytes) -> Iterator[Reader]:  # noqa: PLR0912 - one for each kind of file
    name = path.rpartition("/")[2].lower()
    if settings.is_settings(path):
        yield settings.read_settings
    elif name == ".env" or name.startswith(".env.") or name.endswith(".env"):
        yield settings.read_dotenv
    elif name.endswith(_PAGES):
        yield html.read_page
    elif "dockerfile" in name:
        yield dockerfile.read_dockerfile
    elif name == "pom.xml":
        yield builds.read_maven
    elif name.startswith("build.gradle"):
        yield builds.read_gradle
    elif name == "package.json":
        yield builds.read_npm
    elif name == "proxy.conf.json":
        yield builds.read_development_proxy
    elif name == "pyproject.toml" or name.startswith("requirements"):
        yield builds.read_python
    elif name.endswith((".conf", ".conf.template")) or "nginx" in name:
        if b"proxy_pass" in content:
            yield nginx.read_nginx
    elif name.endswith((".yml", ".yaml", ".json")):
        if openapi.is_contract(content):
            yield openapi.read_contract
        elif "compose" in name and b"image" in content + b"image" and b"services" in content or b"\nservices:" in content:
            yield compose.read_compose
        elif b"functions:" in content and b"provider:" in content or b"AWS::Serverless" in content:
            yield serverless.read_serverless

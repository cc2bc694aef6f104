"""Build files in, Deployables out: what Maven, Gradle, npm and Python build, with the libraries they declare."""

import json
import re
import tomllib
from collections.abc import Iterator
from xml.etree import ElementTree

from archlint.manifests.yaml_tree import Unreadable
from archlint.model.deployment import Deployable, Proxy

_DEPENDENCY = re.compile(r"""\b(?:implementation|api|compile|compileOnly|runtimeOnly|runtime|annotationProcessor)\b\s*\(?\s*(?:platform\s*\(\s*)?["']([\w.-]+):([\w.-]+)""")
_PLUGIN = re.compile(r"""\bid\s*\(?\s*["']([\w.-]+)["']""")


def read_maven(path: str, content: bytes) -> Iterator[Deployable]:
    """What a `pom.xml` builds. Raises Unreadable."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("it declares entities, which no pom.xml needs")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise Unreadable(f"not XML: {error}", error.position[0]) from None
    plain = {element: element.tag.rpartition("}")[2] for element in root.iter()}
    own = {plain[child]: child for child in root}
    name = (own["artifactId"].text or "").strip() if "artifactId" in own else ""
    libraries: list[str] = []
    for element in root.iter():
        if plain[element] in ("dependency", "parent", "plugin"):
            parts = {plain[child]: (child.text or "").strip() for child in element}
            libraries.append(f"{parts.get('groupId', 'org.apache.maven.plugins')}:{parts.get('artifactId', '')}")
    modules = [(child.text or "").strip() for child in own["modules"]] if "modules" in own else []
    yield Deployable(
        name, "maven", path, 1, path.rpartition("/")[0] or ".", libraries=tuple(dict.fromkeys(libraries)), uses=(),
        command="aggregator" if modules else "",
    )  # fmt: skip


def read_gradle(path: str, content: bytes) -> Iterator[Deployable]:
    """What a `build.gradle` builds."""
    text = content.decode("utf-8", "replace")
    folder = path.rpartition("/")[0] or "."
    libraries = [f"{group}:{artifact}" for group, artifact in _DEPENDENCY.findall(text)]
    libraries += [f"plugin:{plugin}" for plugin in _PLUGIN.findall(text)]
    yield Deployable(
        folder.rpartition("/")[2], "gradle", path, 1, folder, libraries=tuple(dict.fromkeys(libraries))
    )


def read_npm(path: str, content: bytes) -> Iterator[Deployable | Proxy]:
    """What a `package.json` builds, and the proxy of its development server. Raises Unreadable."""
    try:
        table = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}") from None
    if not isinstance(table, dict):
        return
    folder = path.rpartition("/")[0] or "."
    libraries = [name for key in ("dependencies", "devDependencies") for name in _keys(table.get(key))]
    scripts = table.get("scripts")
    start = scripts.get("start") if isinstance(scripts, dict) else ""
    name = table.get("name")
    yield Deployable(
        name if isinstance(name, str) else folder.rpartition("/")[2], "npm", path, 1, folder,
        libraries=tuple(libraries), command=start if isinstance(start, str) else "",
    )  # fmt: skip
    proxy = table.get("proxy")
    if isinstance(proxy, str):
        line = content.count(b"\n", 0, content.find(b'"proxy"')) + 1
        yield Proxy("/**", proxy, path, line, folder=folder)


def read_development_proxy(path: str, content: bytes) -> Iterator[Proxy]:
    """The proxies of an Angular development server (`proxy.conf.json`). Raises Unreadable."""
    try:
        table = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}") from None
    for place, rule in table.items() if isinstance(table, dict) else ():
        if not isinstance(rule, dict) or not isinstance(rule.get("target"), str):
            continue
        line = content.count(b"\n", 0, max(content.find(json.dumps(place).encode()), 0)) + 1
        plain = place.rstrip("*").rstrip("/")
        rewrite = rule.get("pathRewrite")
        pairs = [(old, new) for old, new in rewrite.items() if isinstance(new, str)] if isinstance(rewrite, dict) else []
        strip = len([part for part in plain.split("/") if part]) if pairs and pairs[0][0].lstrip("^") == plain else 0
        prefix = pairs[0][1] if strip else ""
        yield Proxy(f"{plain}/**", rule["target"], path, line, (), strip, prefix, folder=path.rpartition("/")[0])


def read_python(path: str, content: bytes) -> Iterator[Deployable]:
    """What a `pyproject.toml` or a list of requirements builds. Raises Unreadable."""
    folder = path.rpartition("/")[0] or "."
    name, wanted = folder.rpartition("/")[2], []
    if path.endswith(".toml"):
        try:
            table = tomllib.loads(content.decode("utf-8", "replace"))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise Unreadable(f"not TOML: {error}") from None
        project = table.get("project")
        if isinstance(project, dict):
            name = str(project.get("name", name))
            listed = project.get("dependencies", ())
            wanted = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        poetry = table.get("tool", {}).get("poetry", {}) if isinstance(table.get("tool"), dict) else {}
        wanted += _keys(poetry.get("dependencies")) if isinstance(poetry, dict) else []
    else:
        wanted = content.decode("utf-8", "replace").splitlines()
    libraries = [found[0] for one in wanted if (found := re.match(r"\s*[A-Za-z][\w.-]*", one))]
    yield Deployable(name, "python", path, 1, folder, libraries=tuple(one.strip() for one in libraries))


def _keys(table: object) -> list[str]:
    return [str(key) for key in table] if isinstance(table, dict) else []

"""Settings of applications: `.properties`, `application.yml` and `.env` files in, Settings out."""

import re
from collections.abc import Iterator

from archlint.manifests.yaml_tree import documents, flattened
from archlint.model.deployment import Setting

_NAME = re.compile(r"(?P<name>.+?)(?:-(?P<profile>[\w]+))?\.(?:ya?ml|properties)$")
_OWN = ("application", "bootstrap", "microprofile-config")
_ESCAPED_END = re.compile(r"(?<!\\)(?:\\\\)*\\$")


def is_settings(path: str) -> bool:
    """Whether a file is one of an application's settings, by its name and place."""
    name = path.rpartition("/")[2]
    if not name.endswith((".yml", ".yaml", ".properties")):
        return False
    if name.startswith(_OWN):
        return True
    folders = path.split("/")[:-1]
    return "resources" in folders and ("config" in path.lower() or "shared" in folders) and "/static/" not in path and "i18n" not in folders


def read_settings(path: str, content: bytes) -> Iterator[Setting]:
    """The settings of a file. Raises Unreadable."""
    profile, for_name = _meant_for(path)
    if path.endswith(".properties"):
        for key, value, line in properties(content):
            yield Setting(key, value, path, line, profile, for_name)
        return
    for document in documents(content):
        rows = list(flattened(document))
        own = next((value for key, value, _ in rows if key in _PROFILE_KEYS), profile)
        for key, value, line in rows:
            yield Setting(key, value, path, line, own, for_name)


_PROFILE_KEYS = ("spring.config.activate.on-profile", "spring.profiles", "spring.config.activate.on-cloud-platform")


def _meant_for(path: str) -> tuple[str, str]:
    """The profile in a file's name, and the application that a configuration server hands it to."""
    found = _NAME.match(path.rpartition("/")[2])
    name = found["name"] if found else ""
    if name.startswith(_OWN):
        return (found["profile"] or "" if found else ""), ""
    if name in ("application", ""):
        return "", ""
    whole = path.rpartition("/")[2].rpartition(".")[0]
    return "", whole


def properties(content: bytes) -> Iterator[tuple[str, str, int]]:
    """Keys, values and lines of a `.properties` file; lines that end in a backslash go on."""
    text = content.decode("utf-8", "replace")
    pending, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not pending and (not stripped or stripped[0] in "#!"):
            continue
        start = start if pending else number
        if _ESCAPED_END.search(stripped):
            pending += stripped[:-1]
            continue
        whole, pending = pending + stripped, ""
        found = re.match(r"((?:[^=:\s\\]|\\.)+)\s*[=:\s]\s*(.*)", whole)
        if found:
            yield found[1].replace("\\", ""), found[2].strip(), start


def read_dotenv(path: str, content: bytes) -> Iterator[Setting]:
    """The variables of a `.env` file."""
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        found = re.match(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)", line)
        if found:
            value = found[2].strip()
            if value[:1] in "\"'" and value[:1] == value[-1:] and len(value) > 1:
                value = value[1:-1]
            yield Setting(found[1], value.partition(" #")[0].strip(), path, number)

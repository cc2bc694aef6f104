"""Settings of applications: `.properties` and YAML files of Spring, Micronaut and Quarkus in, Settings out."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from archlint.manifests.reading import LONGEST, Unreadable, name_of, text_of
from archlint.manifests.tree import flattened
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Setting

SUFFIXES = (".yml", ".yaml", ".properties")
_OWN = ("application", "bootstrap", "microprofile-config")
_ASIDE = re.compile(
    r"(?:messages|log4j|logback|logging|validationmessages|ehcache|quartz|generatorconfig|git|build|maven-wrapper|"
    r"gradle-wrapper|gradle|version|banner|openapi|swagger|asyncapi|docker-compose|compose|sonar-project|values|chart)"
    r"(?![a-z]).*|\..*",
    re.IGNORECASE,
)
_SIGN = re.compile(
    rb"^(?:(spring|eureka|micronaut|quarkus|ribbon|zuul|feign)|server|management|logging|datasource)"
    rb"(?::[ \t]*\r?$|\.[\w.\[\]-]{1,200}[ \t]*[:=])",
    re.MULTILINE,
)
"""A key that such a framework's settings begin with; the first group is one that nothing else begins with."""
_FRAMEWORKS = (b"spring", b"eureka", b"micronaut", b"quarkus", b"ribbon", b"zuul", b"feign")
_HOLDS_FOR = ("spring.config.activate.on-profile", "spring.profiles", "spring.config.activate.on-cloud-platform")
_STAGES = re.compile(
    "dev|development|test|testing|qa|uat|int|integration|stage|staging|prod|production|pre|sit|ci|live|demo|local|default|"
    "docker|compose|container|k8s|kubernetes|cloud|native|mysql|postgres|postgresql|h2"
)
_OBJECT = re.compile(rb"^apiVersion:", re.MULTILINE)
_SERVER = re.compile(rb"\bconfig(?:\.|:\s{1,80})server\b")
_PLACE = re.compile(r"\[(\d+)\]")
_FOR_PROFILE = re.compile(r"%\{?([\w,-]+)\}?\.")
_LINE = re.compile(r"((?:[^=:\s\\]|\\.)+)[ \t\f]*+[=:]?[ \t\f]*+(.*)", re.DOTALL)
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


class Meant(NamedTuple):
    """Whom a file of settings is meant for: `profile` and `for_name` as in Setting."""

    profile: str = ""
    for_name: str = ""


def settings_files(files: Mapping[str, bytes]) -> dict[str, Meant]:
    """The files that hold settings. A file is one by its name (`application-docker.yml`), or by what it says where it lies
    among an application's resources or beside other settings, as in the folder of a configuration server.
    """
    candidates = [
        path
        for path in sorted(files)
        if path.endswith(SUFFIXES) and not _ASIDE.match(name_of(path)) and not _is_object(files[path])
    ]
    by_name = {path for path in candidates if _is_own(path)}
    beside = {path.rpartition("/")[0] for path in by_name}
    speaking = {path for path in candidates if _speaks(path, files[path], beside)}
    servers = {_resources(path) for path in by_name if _SERVER.search(files[path])} - {""}
    folders = beside | {path.rpartition("/")[0] for path in speaking}
    stems: dict[str, set[str]] = {}
    for path in candidates:
        stems.setdefault(path.rpartition("/")[0], set()).add(_stem(path))
    found: dict[str, Meant] = {}
    for path in candidates:
        folder = path.rpartition("/")[0]
        inside = _resources(path)
        if path in by_name:
            found[path] = Meant(_profile(_stem(path)))
        elif not _is_plain(path, files[path]):
            continue
        elif inside == folder and inside:  # right among an application's own resources
            if path in speaking or path.endswith(".properties"):
                found[path] = Meant()
        elif inside in servers or path in speaking or (inside and folder in folders):
            found[path] = _served(_stem(path), stems[folder])
    return found


def meant_by(name: str, stems: Collection[str]) -> Meant:
    """Whom a file is meant for that a configuration server hands out, by its name; `stems` are the names of all of them."""
    stem = _stem(name)
    return Meant(_profile(stem)) if _is_own(name) else _served(stem, stems)


def read_settings(path: str, content: bytes, meant: Meant) -> Iterator[Setting]:
    """The settings of a file. Raises Unreadable."""
    if path.endswith(".properties"):
        rows = [(_PLACE.sub(r".\1", key), value, line) for key, value, line in properties(content)]
        yield from _held(path, rows, meant)
        return
    for document in documents(content):
        yield from _held(path, list(flattened(document)), meant)


def properties(content: bytes) -> Iterator[tuple[str, str, int]]:
    """Keys, values and lines of a `.properties` file; lines that end in a backslash go on. Raises Unreadable."""
    pending: list[str] = []
    start = 0
    for number, line in enumerate(text_of(content).split("\n"), 1):
        stripped = line.strip()
        if not pending and (not stripped or stripped[0] in "#!"):
            continue
        start = start if pending else number
        if (len(stripped) - len(stripped.rstrip("\\"))) % 2:
            pending.append(stripped[:-1])
            continue
        whole = "".join([*pending, stripped])
        pending = []
        found = _LINE.match(whole)
        if found is None:
            continue
        if len(found[1]) > LONGEST:
            raise Unreadable(f"a key has more than {LONGEST:,} characters", start)
        yield _unescaped(found[1]), _unescaped(found[2]).strip(), start


def _held(path: str, rows: Collection[tuple[str, str, int]], meant: Meant) -> Iterator[Setting]:
    """The settings of one document, with the profile that it says it holds for."""
    held = [
        value
        for key, value, _ in rows
        if key in _HOLDS_FOR or (key.rpartition(".")[2].isdigit() and key.rpartition(".")[0] in _HOLDS_FOR)
    ]
    profile = ",".join(held) or meant.profile
    for key, value, line in rows:
        own = _FOR_PROFILE.match(key)
        if own:
            yield Setting(key[own.end() :], value, path, line, own[1], meant.for_name)
        else:
            yield Setting(key, value, path, line, profile, meant.for_name)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _UNICODE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[2]), text)


def _stem(path: str) -> str:
    return name_of(path).rpartition(".")[0]


def _is_own(path: str) -> bool:
    stem = _stem(path)
    return any(stem == own or stem.startswith(f"{own}-") for own in _OWN)


def _profile(stem: str) -> str:
    own = next(own for own in _OWN if stem == own or stem.startswith(f"{own}-"))
    return stem[len(own) + 1 :]


def _resources(path: str) -> str:
    """The innermost `resources` folder that a file lies in, "" where there is none."""
    folders = path.split("/")[:-1]
    for count in range(len(folders), 0, -1):
        if folders[count - 1] == "resources":
            return "/".join(folders[:count])
    return ""


def _speaks(path: str, content: bytes, beside: Collection[str]) -> bool:
    """Whether a file says by its keys that it holds settings; away from other settings and resources only some say so."""
    is_near = bool(_resources(path)) or path.rpartition("/")[0] in beside
    if not is_near and not any(word in content for word in _FRAMEWORKS):
        return False
    return any(is_near or sign[1] for sign in _SIGN.finditer(content))


def _is_object(content: bytes) -> bool:
    return b"apiVersion:" in content and _OBJECT.search(content) is not None


def _is_plain(path: str, content: bytes) -> bool:
    """Whether a file may be settings at all: no services of a compose file, no list of translations."""
    return b"\nservices:" not in content and "i18n" not in path.lower()


def _served(stem: str, siblings: Collection[str]) -> Meant:
    """The application and the profile in the name of a file that a configuration server hands out."""
    start, dash, end = stem.rpartition("-")
    if dash and (start in siblings or _STAGES.fullmatch(end)):
        return Meant(end, start)
    return Meant("", stem)

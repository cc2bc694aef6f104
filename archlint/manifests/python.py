"""Python's build files in, Deployables out."""

import re
import tomllib
from collections.abc import Collection, Iterator

from archlint.manifests.reading import Unreadable, folder_of, name_of, text_of
from archlint.model.deployment import Deployable

_REQUIREMENT = re.compile(r"\s*+([A-Za-z0-9][\w.-]*+)")
_NAME = re.compile(r"\bname\s{0,20}=\s{0,20}[\"']([\w.-]{1,200})[\"']")
_LISTED = re.compile(
    r"\b(?:install_requires|setup_requires)\s{0,20}=\s{0,20}\[([^\]\[]*+(?:\[[^\]\[]*+\][^\]\[]*+)*)\]"
)
_QUOTED = re.compile(r"[\"']([A-Za-z0-9][\w.-]*+)")
_WORD = re.compile(r"(?:^|[\"'])\s{0,20}([A-Za-z0-9][\w.-]*+)")
_SECTION = re.compile(r"\[([^\]\n]+)\]")


def read_python(path: str, content: bytes) -> Iterator[Deployable]:
    """What a `pyproject.toml`, `setup.py`, `setup.cfg` or a list of requirements builds. Raises Unreadable."""
    folder = folder_of(path)
    file = name_of(path)
    if file.endswith(".toml"):
        name, wanted = _project(content)
    elif file == "setup.py":
        text = text_of(content)
        found = _NAME.search(text)
        name = found[1] if found else ""
        wanted = [one[1] for listed in _LISTED.finditer(text) for one in _QUOTED.finditer(listed[1])]
    elif file == "setup.cfg":
        name, wanted = _declared(text_of(content))
    else:
        name, wanted = "", [line for line in text_of(content).split("\n") if not line.lstrip().startswith(("#", "-"))]
    if file in ("setup.py", "setup.cfg", "pyproject.toml") and not name and not wanted:
        return  # settings of tools only
    named = [found[1] for one in wanted if (found := _REQUIREMENT.match(one))]
    libraries = tuple(dict.fromkeys(one for one in named if one.lower() != "python"))
    lines = _lines_of(text_of(content), libraries)
    yield Deployable(
        name or (name_of(folder) if folder != "." else "."), "python", path, 1, folder,
        libraries=libraries, library_lines=tuple(lines.get(one, 1) for one in libraries),
    )  # fmt: skip


def _lines_of(text: str, libraries: Collection[str]) -> dict[str, int]:
    """The first line that names each library, as a word at its beginning or in quotation marks."""
    found: dict[str, int] = {}
    wanted = frozenset(libraries)
    for number, line in enumerate(text.split("\n"), start=1):
        for one in _WORD.finditer(line):
            if one[1] in wanted:
                found.setdefault(one[1], number)
    return found


def _project(content: bytes) -> tuple[str, list[str]]:
    try:
        table = tomllib.loads(content.decode("utf-8", "replace").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(f"not TOML: {error}") from None
    poetry = _table(_table(table, "tool"), "poetry")
    project = _table(table, "project")
    name = project.get("name") or poetry.get("name")
    listed = project.get("dependencies")
    wanted = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    return name if isinstance(name, str) else "", [*wanted, *_table(poetry, "dependencies")]


def _table(table: dict[str, object], key: str) -> dict[str, object]:
    found = table.get(key)
    return found if isinstance(found, dict) else {}


def _declared(text: str) -> tuple[str, list[str]]:
    """The name and the requirements of a `setup.cfg`."""
    section, name, wanted, inside = "", "", [], False
    for line in text.split("\n"):
        found = _SECTION.match(line)
        if found:
            section, inside = found[1], False
        elif line[:1].isspace() and inside:
            wanted.append(line)
        elif "=" in line:
            key, _, value = line.partition("=")
            inside = section == "options" and key.strip() == "install_requires"
            wanted += [value] if inside and value.strip() else []
            if section == "metadata" and key.strip() == "name":
                name = value.strip()
    return name, wanted

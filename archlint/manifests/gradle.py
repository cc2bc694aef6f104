"""Gradle's build files in, Deployables out."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping

from archlint.manifests.reading import Unreadable, folder_of, name_of, text_of
from archlint.model.deployment import Deployable

_GAP = r"[ \t]{0,20}"
_CONFIGURATION = (
    r"\b(?:\w{0,40}?(?:[iI]mplementation|[aA]pi|[rR]untimeOnly|[cC]ompileOnly)|"
    rf"compile|runtime|annotationProcessor|kapt|ksp){_GAP}\(?{_GAP}"
)
_PLATFORM = rf"(?:(?:enforcedPlatform|platform){_GAP}\(?{_GAP})?"
_DEPENDENCY = re.compile(rf"{_CONFIGURATION}{_PLATFORM}[\"']([\w.-]{{1,200}}):([\w.-]{{1,200}})")
_CATALOGUED = re.compile(rf"{_CONFIGURATION}{_PLATFORM}libs\.([\w.]{{1,200}})")
_TABLE = re.compile(
    rf"{_CONFIGURATION}group{_GAP}[:=]{_GAP}[\"']([\w.-]{{1,200}})[\"'],{_GAP}"
    rf"name{_GAP}[:=]{_GAP}[\"']([\w.-]{{1,200}})"
)
_PLUGIN = re.compile(
    r"\bid[ \t]{0,20}\(?[ \t]{0,20}[\"']([\w.-]{1,200})[\"']|\bapply[ \t]{1,20}plugin:[ \t]{0,20}[\"']([\w.-]{1,200})"
)
_ROOT = re.compile(r"\brootProject\.name[ \t]{0,20}=[ \t]{0,20}[\"']([\w .-]{1,200})[\"']")
_COMMENT = re.compile(r"^[ \t]*+(?://|\*|/\*)[^\n]*+", re.MULTILINE)
_SEPARATOR = re.compile(r"[-_.]")
_TESTS = re.compile(r"(?:test|androidTest|integrationTest)\w*", re.IGNORECASE)


def root_name(content: bytes) -> str:
    """The name that a `settings.gradle` gives to its folder, "" for none."""
    found = _ROOT.search(text_of(content))
    return found[1] if found else ""


def catalogued(content: bytes) -> dict[str, str]:
    """The libraries of a version catalogue (`libs.versions.toml`) by their names in build files. Raises Unreadable."""
    try:
        table = tomllib.loads(text_of(content).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(f"not TOML: {error}") from None
    found: dict[str, str] = {}
    libraries = table.get("libraries")
    for name, one in libraries.items() if isinstance(libraries, dict) else ():
        if isinstance(one, str):
            group, _, artifact = one.partition(":")
            module = f"{group}:{artifact.partition(':')[0]}"
        elif isinstance(one, dict):
            module = str(one.get("module") or f"{one.get('group', '')}:{one.get('name', '')}")
        else:
            continue
        found[_SEPARATOR.sub(".", name)] = module
    return found


def read_gradle(
    path: str,
    content: bytes,
    names: Mapping[str, str],
    libs: Mapping[str, str],
    folders: Collection[str] = (),
) -> Iterator[Deployable]:
    """What a build file builds; `names` are those of folders with settings, `libs` is the version catalogue, `folders` are
    those of the project's source files.
    """
    home = folder_of(path)
    start = "" if home == "." else f"{home}/"
    if folders and not any(f"{folder}/".startswith(f"{start}src/main/") for folder in folders):
        return
    text = _COMMENT.sub("", text_of(content))
    found = [
        (one.start(), f"{one[1]}:{one[2]}")
        for pattern in (_DEPENDENCY, _TABLE)
        for one in pattern.finditer(text)
        if not _TESTS.match(one[0])
    ]
    found += [
        (one.start(), libs[one[1]]) for one in _CATALOGUED.finditer(text) if one[1] in libs and not _TESTS.match(one[0])
    ]
    plugins = [(one.start(), f"plugin:{one[1] or one[2]}") for one in _PLUGIN.finditer(text)]
    libraries: dict[str, int] = {}
    for place, library in [*sorted(found), *plugins]:
        libraries.setdefault(library, place)
    ends = [place for place, character in enumerate(text) if character == "\n"]
    name = names.get(home) or (name_of(home) if home != "." else ".")
    yield Deployable(
        name, "gradle", path, 1, home, libraries=tuple(libraries),
        library_lines=tuple(bisect_left(ends, place) + 1 for place in libraries.values()),
    )  # fmt: skip

"""Dockerfiles in, Deployables out."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from archlint.manifests.reading import LONGEST, folder_of, name_of, text_of
from archlint.model.deployment import Deployable, Variable

_NAME = re.compile(r"(?:(.+)\.)?(?:docker|container)file(?:[.-](.+))?", re.IGNORECASE)
_INSTRUCTION = re.compile(r"\s*+(FROM|ENV|EXPOSE|CMD|ENTRYPOINT|ARG)\s++(.*)", re.IGNORECASE | re.DOTALL)
_ASSIGNED = re.compile(r"(?<!\w)([A-Za-z_]\w*+)=(\"(?:[^\"\\]|\\.)*\"|'[^']*+'|(?:[^\s\"'\\]|\\.)*)")
_ARGUMENT = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_PLACES = frozenset({"docker", ".docker", "dockerfiles", "deploy", "container", "build"})


class _Stage(NamedTuple):
    """What one stage of a build makes."""

    image: str
    line: int
    ports: dict[str, None]
    environment: dict[str, Variable]
    starts: dict[str, str]


def is_dockerfile(name: str) -> bool:
    """Whether a file is one, by its name."""
    found = _NAME.fullmatch(name)
    return found is not None and (found[2] or "").lower() not in ("dockerignore", "md", "txt")


def read_dockerfile(path: str, content: bytes) -> Iterator[Deployable]:
    """What an image is made of: the last stage counts, with what it takes over from stages that it is made from."""
    stage: _Stage | None = None
    named: dict[str, _Stage] = {}
    arguments: dict[str, str] = {}
    for line, text in _lines(content):
        found = _INSTRUCTION.match(text)
        if found is None:
            continue
        word, rest = found[1].upper(), found[2].strip()
        if word == "FROM":
            stage = _begun(rest, line, named)
        elif word == "ARG":
            name, _, default = rest.partition("=")
            arguments[name.strip()] = default.strip().strip("\"'")
            if default and stage is not None:
                stage.environment.setdefault(name, Variable(name, arguments[name], path, line))
        elif stage is None:
            continue
        elif word == "EXPOSE":
            stage.ports.update(dict.fromkeys(port.partition("/")[0] for port in rest.split()))
        elif word == "ENV":
            for name, value, after in _assigned(rest):
                known = _filled(value, arguments)
                if known:
                    stage.environment[name] = Variable(name, known, path, line + after)
        else:
            stage.starts[word] = _command(rest)
    if stage is None:
        return
    yield Deployable(
        name=_name(path),
        origin="dockerfile",
        file=path,
        line=stage.line,
        folder=folder_of(path),
        image=_filled(stage.image, arguments) or stage.image,
        ports=tuple(stage.ports),
        environment=tuple(stage.environment.values()),
        command=" ".join(stage.starts[word] for word in ("ENTRYPOINT", "CMD") if stage.starts.get(word)),
    )


def copied_folders(content: bytes) -> tuple[str, ...]:
    """The folders of the project that are taken into the image, and those that single files are taken out of."""
    found: dict[str, None] = {}
    for _, text in _lines(content):
        words = text.split()
        if len(words) < 3 or words[0].upper() not in ("COPY", "ADD") or any(one.startswith("--from") for one in words):
            continue
        for source in (one.strip("\"',[") for one in words[1:-1] if not one.startswith("--")):
            plain = source.removeprefix("./").rstrip("/*")
            last = plain.rpartition("/")[2]
            folder = plain.rpartition("/")[0] if "." in last or "*" in last else plain
            if folder and not folder.startswith(("/", "..", "$")) and "://" not in folder:
                found[folder] = None
    return tuple(found)


def _begun(rest: str, line: int, named: dict[str, _Stage]) -> _Stage:
    words = [word for word in rest.split() if not word.startswith("--")]
    image = words[0] if words else ""
    before = named.get(image.lower())
    if before is None:
        stage = _Stage(image, line, {}, {}, {})
    else:
        stage = _Stage(before.image, line, dict(before.ports), dict(before.environment), dict(before.starts))
    if len(words) > 2 and words[1].upper() == "AS" and len(named) < 100:
        named[words[2].lower()] = stage
    return stage


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """Instructions with the line they begin at; those that end in a backslash go on, comments between are left empty."""
    pieces: list[str] = []
    start = 1
    for number, line in enumerate(text_of(content).split("\n"), 1):
        stripped = line.rstrip()
        if stripped.lstrip().startswith("#"):
            pieces += [""] if pieces else []
            continue
        start = start if pieces else number
        if stripped.endswith("\\"):
            pieces.append(stripped[:-1])
            continue
        yield start, "\n".join([*pieces, stripped])
        pieces = []
    if pieces:
        yield start, "\n".join(pieces)


def _assigned(rest: str) -> Iterator[tuple[str, str, int]]:
    """Names and values, and how many lines after the first each stands."""
    words = rest.split(None, 1)
    if words and "=" not in words[0]:  # the old form: one name, and the rest of the line
        if len(words) > 1:
            yield words[0], words[1], 0
        return
    after = counted = 0
    for found in _ASSIGNED.finditer(rest):
        after += rest.count("\n", counted, found.start())
        counted = found.start()
        value = found[2]
        yield found[1], value[1:-1] if value[:1] in ("'", '"') else value, after


def _filled(value: str, arguments: dict[str, str]) -> str:
    """A value with the defaults of the build's arguments; "" where it is nothing but an argument without one."""
    whole = _ARGUMENT.fullmatch(value)
    if whole and (whole[1] or whole[2]) in arguments:
        return arguments[whole[1] or whole[2]]
    if "$" not in value or len(value) > LONGEST:
        return value
    return _ARGUMENT.sub(lambda found: arguments.get(found[1] or found[2], "")[:LONGEST] or found[0], value)


def _command(rest: str) -> str:
    """The command as a shell would be given it."""
    if rest.startswith("["):
        try:
            words = json.loads(rest)
        except (ValueError, RecursionError):
            return rest
        if isinstance(words, list):
            return " ".join(str(word) for word in words)
    return " ".join(rest.split())


def _name(path: str) -> str:
    """The folder's name; that of the one above where it only says that it is about Docker; else what the file's own says."""
    folders = [part for part in path.split("/")[:-1] if part]
    while len(folders) > 1 and folders[-1].lower() in _PLACES:
        folders.pop()
    if folders and folders[-1].lower() not in _PLACES:
        return folders[-1]
    found = _NAME.fullmatch(name_of(path))
    return (found and (found[1] or found[2])) or (folders[-1] if folders else ".")

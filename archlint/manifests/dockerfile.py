"""Dockerfiles in, Deployables out."""

import re
from collections.abc import Iterator

from archlint.model.deployment import Deployable, Variable

_LINE = re.compile(r"^\s*(FROM|ENV|EXPOSE|CMD|ENTRYPOINT|ARG)\s+(.*)", re.IGNORECASE)
_ASSIGNED = re.compile(r"(\w+)=(\"[^\"]*\"|'[^']*'|\S*)")


def read_dockerfile(path: str, content: bytes) -> Iterator[Deployable]:
    """What an image is made of: the last stage counts."""
    folder = path.rpartition("/")[0]
    image, command = "", ""
    ports: list[str] = []
    environment: list[Variable] = []
    text = re.sub(r"\\\r?\n", "  ", content.decode("utf-8", "replace"))
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if not found:
            continue
        word, rest = found[1].upper(), found[2].strip()
        if word == "FROM":
            image, ports, environment = rest.split()[0], [], []
        elif word == "EXPOSE":
            ports += rest.split()
        elif word in ("CMD", "ENTRYPOINT"):
            command = rest
        else:
            pairs = _ASSIGNED.findall(rest) or ([tuple(rest.split(None, 1))] if len(rest.split(None, 1)) == 2 else [])
            environment += [Variable(name, value.strip("\"'"), path, number) for name, value in pairs]
    name = folder.rpartition("/")[2]
    if name:
        yield Deployable(
            name, "dockerfile", path, 1, folder, (), image, tuple(ports), tuple(environment), (), (), command
        )

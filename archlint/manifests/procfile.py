"""Procfiles in, Deployables out: one for each process."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import folder_of, text_of
from archlint.model.deployment import Deployable

_LINE = re.compile(r"([A-Za-z0-9_-]+):[ \t]*+(\S.*)")


def read_procfile(path: str, content: bytes) -> Iterator[Deployable]:
    """The processes of a file."""
    for number, line in enumerate(text_of(content).split("\n"), 1):
        found = _LINE.match(line)
        if found and found[1] != "release":  # run once before the others start
            yield Deployable(found[1], "procfile", path, number, folder_of(path), command=found[2].strip())

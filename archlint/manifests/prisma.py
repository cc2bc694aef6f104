"""Schemas of Prisma in, the tables of their models out."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import LONGEST, text_of
from archlint.model.deployment import Statement

_MODEL = re.compile(r"\s*model\s+([A-Za-z]\w*)\s*\{")
_MAPPED = re.compile(r'\s*@@map\(\s*(?:name\s*:\s*)?"([^"]+)"')


def read_schema(path: str, content: bytes) -> Iterator[Statement]:
    """One for each model, at its line; a table is called as the model unless that says another name."""
    model, start, table = "", 0, ""
    for number, line in enumerate(text_of(content).splitlines(), 1):
        begun = _MODEL.match(line)
        if begun is not None:
            model, start, table = begun[1], number, begun[1]
        mapped = _MAPPED.match(line)
        if mapped is not None and model:
            table = mapped[1]
        if model and line.split("//")[0].rstrip().endswith("}") and len(table) <= LONGEST:
            yield Statement(path, start, keeps=table, technology="Prisma", of=model)
            model = ""

"""Paths with pieces that may be left out: the texts of routes in, those with and without such a piece out."""

import re

_OPTIONAL = re.compile(r"/(?:\{\w*\}|<[\w:]+>)(?=/)")
_GROUP = re.compile(r"\(\?:(/(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)\?")
"""A segment of a pattern that may be there or not: `(?:/(?P<day>[0-9]+))?`."""


def with_optional(path: str) -> list[str]:
    """The paths that a pattern means in which the first group of segments may be left out, else the path itself."""
    found = _GROUP.search(path) if path.startswith("^") else None
    if found is None:
        return [path]
    before, after = path[: found.start()], path[found.end() :]
    return [before + after, before + found[1] + after]


def without_optional(paths: list[str]) -> list[str]:
    """Paths without those that say the same with a segment in front that may be left out: a tenant, a language."""
    return [path for path in paths if _OPTIONAL.sub("", path, count=1) not in paths or not _OPTIONAL.match(path)]

"""Templates of Helm in, the YAML that they stand for out: expressions become values, or words that say where one comes from.

Line numbers stay as they are.
"""

import re
from collections.abc import Mapping

from archlint.manifests.reading import folder_of, name_of
from archlint.manifests.tree import Tree

_CONTROL = re.compile(r"(?:if|else|end|range|with|define|block|fail|\$\w* *:?=|/\*)(?:\W|$)|/\*|\$[\w.]* *:?=")
_VALUE = re.compile(r"(?:\$?\.)?\$?\.?(Values|Release|Chart)((?:\.\w+)+)")
_DEFAULT = re.compile(r"\bdefault +(?:\"([^\"]*)\"|([\w/][\w./:-]*))")
_NAMED = re.compile(r"(?:include|template) +\"[^\"]*(?:fullname|name)\"")
_UNSAFE = re.compile(r"[\n\"'{}\[\]]|: |:$| #|^[\s&*!|>%@`?#,-]")


def chart_of(path: str) -> str:
    """The folder of the chart that a template belongs to, "" where it is none."""
    folders = path.split("/")[:-1]
    if "templates" not in folders:
        return ""
    place = len(folders) - 1 - folders[::-1].index("templates")
    return "/".join(folders[:place]) or "."


def rendered(path: str, text: str, values: Tree | None) -> str:
    """A template as YAML; `values` are the defaults of its chart."""
    pieces: list[str] = []
    position = 0
    while True:
        start = text.find("{{", position)
        end = text.find("}}", start + 2) if start >= 0 else -1
        if end < 0:
            break
        pieces.append(text[position:start])
        position = end + 2
        expression = text[start + 2 : end].strip("-").strip()
        ends = "\n" * text.count("\n", start, position)
        if _is_alone(text, start, position) or _CONTROL.match(expression):
            pieces.append(ends)
        else:
            pieces.append(_value(expression, path, values) + ends)
    return "".join([*pieces, text[position:]])


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the lines of an expression: it stands for lines of its own."""
    before = text[max(text.rfind("\n", max(start - 400, 0), start) + 1, start - 400) : start]
    after = text[end : end + 400].partition("\n")[0]
    return not before.strip() and not after.strip()


def _value(expression: str, path: str, values: Tree | None) -> str:
    first = expression[:2_000]
    found = _VALUE.search(first)
    if found is None:
        chart = chart_of(path)
        if _NAMED.search(first) and chart:
            return name_of(chart if chart != "." else folder_of(path)) or "chart"
        return "${x}"
    keys = found[2].split(".")[1:]
    if found[1] == "Release":
        return {"Name": "release", "Namespace": "default"}.get(keys[0], "${x}")
    if found[1] == "Values" and values is not None:
        known = values.text(*keys)
        if known and not _UNSAFE.search(known) and "printf" not in first:
            return known
    default = _DEFAULT.search(first)
    if default and (default[1] or default[2]) and not _UNSAFE.search(default[1] or default[2]):
        return default[1] or default[2]
    return "${" + found[1] + found[2] + "}"


def values_near(path: str, charts: Mapping[str, Tree]) -> Tree | None:
    """The default values of the chart that a template belongs to."""
    return charts.get(chart_of(path))

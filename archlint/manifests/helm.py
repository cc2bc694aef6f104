"""Templates of Helm in, the YAML that they stand for out: expressions become values, or words that say where one comes from;
and the charts that a chart is started with.

Line numbers stay as they are.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from archlint.manifests.reading import Problem, Unreadable, folder_of, name_of
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Deployable

_CONTROL = re.compile(r"(?:if|else|end|range|with|define|block|fail|\$\w* *:?=|/\*)(?:\W|$)|/\*|\$[\w.]* *:?=")
_VALUE = re.compile(r"(?:\$?\.)?\$?\.?(Values|Release|Chart)((?:\.\w+)+)")
_DEFAULT = re.compile(r"\bdefault +(?:\"([^\"]*)\"|([\w/][\w./:-]*))")
_PRINTED = re.compile(r"printf +\"([^\"%]*)%s([^\"%]*)\" +\$?\.Release\.Name\b")
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
    printed = _PRINTED.search(first)
    if printed is not None:
        return f"{printed[1]}release{printed[2]}"
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


def bought(path: str, content: bytes, find: Callable[[str], bytes | None]) -> Iterator[Deployable]:
    """The charts of others that a chart is started with, under the names by which their Services are reached; not those that
    its default values leave out, which `find` gives. Raises Unreadable.
    """
    near = find(f"{path.rpartition('/')[0]}/values.yaml".lstrip("/"))
    values = (documents(near) if near is not None else [])[:1]
    for tree in documents(content):
        for one in tree.items("dependencies"):
            name, alias = one.text("name"), one.text("alias") or one.text("name")
            switches = [key.strip().split(".") for key in one.text("condition").split(",")]
            is_off = any(value.text(*keys).lower() == "false" for value in values for keys in switches)
            if not name or is_off or one.text("repository").startswith("file:"):
                continue
            hosts = (alias, f"release-{alias}", *(f"{start}{alias}-master" for start in ("", "release-")))
            yield Deployable(alias, "helm", path, one.line, hosts=hosts, image=f"bitnami/{name}")


def default_values(files: Mapping[str, bytes]) -> tuple[dict[str, Tree], list[Problem]]:
    """The default values of all charts, by folder, and which of them cannot be read."""
    charts: dict[str, Tree] = {}
    problems: list[Problem] = []
    for path, content in files.items():
        if name_of(path) not in ("values.yaml", "values.yml"):
            continue
        try:
            charts.update((folder_of(path), tree) for tree in documents(content)[:1])
        except Unreadable as error:
            problems.append(Problem(path, error.line, f"not read: {error}"))
    return charts, problems

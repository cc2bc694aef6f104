"""Azure Functions that a file of their own describes: `function.json` in, the operations out that they serve.

The host puts `/api` before all of them, or what its `host.json` says.
"""

from collections.abc import Callable, Iterator

from archlint.manifests.json_tree import document
from archlint.manifests.reading import Unreadable, folder_of, name_of, segments_of
from archlint.model.deployment import ServedOperation

FILE = "function.json"
_HOST = "host.json"
_PREFIX = "api"
_TRIGGER = "httptrigger"


def read_function(path: str, content: bytes, read: Callable[[str], bytes | None]) -> Iterator[ServedOperation]:
    """What one function serves; `read` gives other files. Raises Unreadable."""
    folder = folder_of(path)
    for binding in document(content).items("bindings"):
        if binding.text("type").lower() != _TRIGGER:
            continue
        route = binding.get("route")
        place = binding.text("route") or name_of(folder)
        parts = [_segment(part) for part in segments_of(f"{_prefix(folder, read)}/{place}")]
        line = route.line if route is not None else binding.line
        for method in binding.texts("methods") or ["ANY"]:
            yield ServedOperation(
                method.upper(), "/" + "/".join(parts), f"handler:{name_of(folder)}", path, line, "Azure Functions"
            )


def _segment(part: str) -> str:
    """A segment as others write it: `{number?}` and `{id:int}` are parameters, `{*rest}` is all that follows."""
    if part.startswith("{*"):
        return "**"
    return "{" + part.strip("{}").partition(":")[0].rstrip("?") + "}" if part.startswith("{") else part


def _prefix(folder: str, read: Callable[[str], bytes | None]) -> str:
    above = folder.rpartition("/")[0]
    content = read(f"{above}/{_HOST}" if above else _HOST)
    try:
        said = document(content).get("extensions", "http", "routePrefix") if content is not None else None
    except Unreadable:
        said = None
    return said.value if said is not None and isinstance(said.value, str) else _PREFIX

"""Functions behind a gateway: `serverless.yml` and templates of AWS SAM in, the operations they serve out."""

from collections.abc import Iterator

from archlint.manifests.yaml_tree import Tree, documents
from archlint.model.deployment import ServedOperation


def read_serverless(path: str, content: bytes) -> Iterator[ServedOperation]:
    """The operations that functions serve; `operation_id` is `handler:` and the handler. Raises Unreadable."""
    for document in documents(content):
        for function in document.entries("functions").values():
            for event in function.items("events"):
                yield from _operation(path, function.text("handler"), event.get("http") or event.get("httpApi"))
        for resource in document.entries("Resources").values():
            handler = resource.text("Properties", "Handler")
            for event in resource.entries("Properties", "Events").values():
                if event.text("Type") in ("Api", "HttpApi"):
                    properties = event.get("Properties")
                    method, place = event.text("Properties", "Method"), event.text("Properties", "Path")
                    if properties is not None and place:
                        yield _made(method, place, handler, path, event.line)


def _operation(path: str, handler: str, http: Tree | None) -> Iterator[ServedOperation]:
    if http is None:
        return
    if isinstance(http.value, str):
        method, _, place = http.value.partition(" ")
        yield _made(method, place, handler, path, http.line)
    elif http.text("path"):
        yield _made(http.text("method"), http.text("path"), handler, path, http.line)


def _made(method: str, place: str, handler: str, path: str, line: int) -> ServedOperation:
    verb = method.upper() if method not in ("*", "", "any") else "ANY"
    return ServedOperation(verb, "/" + place.strip("/"), f"handler:{handler}", path, line, "serverless")

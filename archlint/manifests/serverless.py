"""Functions behind a gateway: `serverless.yml` and templates of AWS SAM in, what is deployed and what it serves out."""

from collections.abc import Iterator
from posixpath import normpath

from archlint.manifests.reading import folder_of, name_of, segments_of
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Deployable, ServedOperation, Variable


def is_serverless(content: bytes) -> bool:
    """Whether a YAML file may declare functions."""
    return (b"functions:" in content and b"provider:" in content) or b"AWS::Serverless" in content


def read_serverless(path: str, content: bytes) -> Iterator[Deployable | ServedOperation]:
    """The service, and the operations that its functions serve; their `operation_id` is `handler:` and the handler.
    Raises Unreadable.
    """
    for document in documents(content):
        functions = [table for part in _parts(document, "functions") for table in part.entries().values()]
        resources = [
            one for one in document.entries("Resources").values() if one.text("Type") == "AWS::Serverless::Function"
        ]
        if not functions and not resources:
            continue
        folder = folder_of(path)
        yield Deployable(
            name=document.text("service") or document.text("service", "name") or name_of(folder),
            origin="serverless",
            file=path,
            line=1,
            folder=folder,
            environment=tuple(_environment(document, path)),
        )
        for function in functions:
            for event in function.items("events"):
                yield from _operation(path, function.text("handler"), event.get("http") or event.get("httpApi"))
        for resource in resources:
            yield from _served(path, resource)


def _parts(document: Tree, key: str) -> list[Tree]:
    """A table, or a list of tables."""
    found = document.get(key)
    if found is None:
        return []
    return found.value if isinstance(found.value, list) else [found]


def _environment(document: Tree, path: str) -> Iterator[Variable]:
    places = (("provider", "environment"), ("Globals", "Function", "Environment", "Variables"))
    for place in places:
        for name, value in document.entries(*place).items():
            if isinstance(value.value, str):
                yield Variable(name, value.value, path, value.line)


def _operation(path: str, handler: str, http: Tree | None) -> Iterator[ServedOperation]:
    if http is None:
        return
    if isinstance(http.value, str):
        method, _, place = http.value.partition(" ")
        yield _made(method, place or "/**", handler, path, http.line)
    elif http.text("path"):
        yield _made(http.text("method"), http.text("path"), handler, path, http.line)


def _served(path: str, resource: Tree) -> Iterator[ServedOperation]:
    code = resource.text("Properties", "CodeUri")
    handler = resource.text("Properties", "Handler")
    if code and "://" not in code and normpath(code) != ".":
        handler = f"{normpath(code)}/{handler}"
    for event in resource.entries("Properties", "Events").values():
        place = event.text("Properties", "Path") or ("/**" if event.text("Type") == "HttpApi" else "")
        if event.text("Type") in ("Api", "HttpApi") and place:
            yield _made(event.text("Properties", "Method"), place, handler, path, event.line)


def _made(method: str, place: str, handler: str, path: str, line: int) -> ServedOperation:
    verb = "ANY" if method.lower() in ("*", "", "any", "x-amazon-apigateway-any-method") else method.upper()
    parts = ["**" if part.endswith("+}") else part for part in segments_of(place)]
    return ServedOperation(verb, "/" + "/".join(parts), f"handler:{handler}", path, line, "serverless")

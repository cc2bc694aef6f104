"""unserved-operation: an operation that an OpenAPI document declares and the code does not serve."""

from collections.abc import Iterator

from archlint.checks.check import Check, NoOptions
from archlint.checks.documented import documents
from archlint.graph.connections.documents import Document
from archlint.graph.system import System
from archlint.model.deployment import ServedOperation
from archlint.model.finding import End, Finding, Place

NAME = "unserved-operation"

PAGE = """\
## What it finds
An operation that an OpenAPI document declares and that no route of the component it speaks for serves: the path is missing in
the code, or the method.

## Why it matters
Whoever trusts the document asks something that nobody answers. Either the route was renamed or removed and the
document was not, or it was promised and never built.

## Example
```yaml
# openapi.yaml
paths:
  /orders: {get: {}}
  /orders/{number}: {delete: {}}    # unserved-operation
```
```python
@app.get("/orders")
def orders(): ...
```

## Instead
Build it, or take it out of the document. Teams that write the document first can turn this check off and keep
[undocumented-route](undocumented-route.md), which looks the other way.

## Options
None.

## Known limits
Judged only where one component serves at least half of a document's operations, or three quarters where the document lies
outside of it: it may be a copy of what somebody else promises. Routes of frameworks that archlint does not know are not seen.
Judged only where connections are followed.
"""


def judge(system: System, _options: NoOptions) -> Iterator[Finding]:
    layer_of = {route.component: route.layer for route in reversed(system.connections.routes)}
    for document in system.view(documents):
        if not document.is_kept:
            continue
        for operation, is_served in zip(document.operations, document.served, strict=True):
            if not is_served:
                yield _finding(document, operation, layer_of[document.component])


def _finding(document: Document, operation: ServedOperation, layer: str) -> Finding:
    where = document.component if document.component not in ("", ".") else "the project"
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{where} does not serve {operation.method} {operation.path}, which is declared here",
        importer=End(operation.file, layer, place=Place(operation.file, operation.line)),
        instead="build it, or take it out of the document",
        text=f"{operation.method} {operation.path}",
    )


CHECK = Check(
    name=NAME,
    group="connections",
    summary="an operation that an OpenAPI document declares and the code does not serve",
    page=PAGE,
    judge=judge,
)

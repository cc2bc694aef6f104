"""unserved-operation: an operation that a contract declares and the code does not serve."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.documented import channel_documents, documents
from archlint.graph.connections.documents import Document
from archlint.graph.system import System
from archlint.model.deployment import ServedOperation
from archlint.model.finding import End, Finding, Place

NAME = "unserved-operation"

PAGE = """\
## What it finds
An operation that a contract declares and that no route of the component it speaks for serves: the path is missing in the code,
or the method. Contracts are OpenAPI documents, services in .proto files (`GRPC /billing.Bills/Show`) and GraphQL schemas
(`QUERY /graphql#bills`); so are AsyncAPI documents, whose channels are there for messages that somebody publishes or reads.

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
- `copied` (default `/grpc.`, `/google.`): how the paths of operations begin whose contracts everybody has a copy of and serves
  in part.

## Known limits
Judged only where one component serves at least half of a document's operations, or three quarters where the document lies
outside of it: it may be a copy of what somebody else promises. Routes of frameworks that archlint does not know are not seen.
Judged only where connections are followed.
"""


class CopiedOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Contracts that are nobody's own."""

    copied: tuple[str, ...] = ("/grpc.", "/google.")


def judge(system: System, options: CopiedOptions) -> Iterator[Finding]:
    layer_of = {route.component: route.layer for route in reversed(system.connections.routes)}
    for document in system.view(documents):
        if not document.is_kept:
            continue
        for operation, is_served in zip(document.operations, document.served, strict=True):
            if not is_served and not operation.path.startswith(options.copied):
                yield _finding(document, operation, layer_of[document.component])
    yield from _unused(system)


def _unused(system: System) -> Iterator[Finding]:
    """Channels of AsyncAPI documents by which no message goes."""
    messages = (*system.connections.publications, *system.connections.subscriptions)
    layer_of = {message.component: message.layer for message in messages}
    for document in system.view(channel_documents):
        for channel, is_used in zip(document.channels, document.used, strict=True):
            if not is_used:
                verb = {"publish": "publish to", "subscribe": "read from"}.get(channel.direction, "use")
                yield Finding(
                    check=NAME,
                    severity="warning",
                    message=f"{_named(document.component)} does not {verb} {channel.topic}, which is declared here",
                    importer=End(channel.file, layer_of[document.component], place=Place(channel.file, channel.line)),
                    instead="build it, or take it out of the document",
                    text=f"{channel.direction or 'use'} {channel.topic}",
                )


def _named(component: str) -> str:
    return component if component not in ("", ".") else "the project"


def _finding(document: Document, operation: ServedOperation, layer: str) -> Finding:
    where = _named(document.component)
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
    summary="an operation that a contract declares and the code does not serve",
    page=PAGE,
    judge=judge,
    options=CopiedOptions,
)

"""undocumented-route: a route that the contract of its component does not declare."""

from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.documented import by_component, documents, undeclared
from archlint.graph.connections.documents import Document, is_judged, shape_of
from archlint.graph.system import System
from archlint.model.connections import Route, protocol_of
from archlint.model.finding import Finding

NAME = "undocumented-route"

PAGE = """\
## What it finds
A route in the code that the OpenAPI document of its component does not declare: the path is missing there, or the method. A
field of a GraphQL schema that the code answers and the schema's file does not have is one, too (`QUERY /graphql#bills`).
Paths are compared as they are served, with every prefix of the code and the server's path of the document; parameters count by
their position, not by their names.

## Why it matters
Clients are generated from the document, gateways let through what it lists, and reviews of what is open to the outside begin
with it. A route that is missing is used by those who know of it, and guarded by nobody.

## Example
```yaml
# openapi.yaml
paths:
  /orders: {get: {}}
```
```python
@app.get("/orders")
def orders(): ...

@app.delete("/orders/{number}")     # undocumented-route
def remove(number: int): ...
```

## Instead
Declare the operation in the document, or take the route away.

## Options
- `unlisted` (default `health`, `metrics`, `docs` and the like): routes with such a segment need no declaration. What is for
  the inside only can be added: `unlisted = ["health", "internal"]`.

## Known limits
Judged only where a document agrees with its component in at least half of its operations or half of the component's routes. The
document may lie elsewhere: it speaks for the component that serves it. Routes that only pass requests on, HEAD and
OPTIONS, and those that take any path (`/static/**`) are not judged. Judged only where connections are followed.
"""

_UNLISTED = (
    "actuator", "api-docs", "docs", "favicon.ico", "health", "healthcheck", "health-check", "healthz", "info", "live",
    "livez", "metrics", "openapi", "openapi.json", "openapi.yaml", "ping", "ready", "readyz", "redoc", "robots.txt",
    "status", "swagger", "swagger.json", "swagger-ui", "version",
)  # fmt: skip


class UnlistedOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What documents leave out on purpose."""

    unlisted: tuple[str, ...] = _UNLISTED


def judge(system: System, options: UnlistedOptions) -> Iterator[Finding]:
    speaking = by_component(system.view(documents))
    unlisted = frozenset(options.unlisted)
    for route in system.connections.routes:
        own = protocol_of(route.method)
        known = [one for one in speaking.get(route.component, ()) if one.protocol == own]
        if known and _needs(route, unlisted) and not any(one.declares(route) for one in known):
            asked = f"{route.method} {route.path}"
            said = f"{_told(known)} not declare {asked}"
            instead = "declare the operation there, or take the route away"
            yield undeclared(NAME, route, known[0].file, said, instead, asked)


def _needs(route: Route, unlisted: frozenset[str]) -> bool:
    """Whether a document ought to declare a route. `/` is a page, or says that somebody is there."""
    shape = shape_of(route.path)
    return is_judged(route) and bool(shape) and "**" not in shape and unlisted.isdisjoint(shape)


def _told(known: list[Document]) -> str:
    others = len(known) - 1
    if not others:
        return f"{known[0].file} does"
    return f"{known[0].file} and {others} other document{'s' if others > 1 else ''} do"


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a route that the contract of its component does not declare",
    page=PAGE,
    judge=judge,
    options=UnlistedOptions,
)

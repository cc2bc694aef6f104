"""unserved-request: a request to somebody in this system who does not answer there."""

from collections import Counter
from collections.abc import Iterator, Sequence

from archlint.checks.check import Check, NoOptions
from archlint.graph.system import System
from archlint.model.connections import Request, Route
from archlint.model.finding import End, Finding, Place

NAME = "unserved-request"
_MANY = 10
_FAR_MORE = 2

PAGE = """\
## What it finds
A request whose receiver is known, by its host or because it is sent to the own origin, and which no route there answers: the
path does not exist, or not with this method.

Where a component asks at least 10 times for what nobody serves, and more than twice as often as it is answered, the routes are
served by something that archlint does not read, or are put together while the program runs. Then one finding says so for all.

## Why it matters
It fails when it is sent: after a route was renamed or removed, when a method was mistyped, or when a gateway passes on to
something that was never built. Types and tests on either side do not see it.

## Example
```typescript
// the service serves DELETE /orders/{id} only
await fetch(`/orders/${id}`, { method: "POST" });
```

## Instead
Ask a route that exists; the finding names the nearest one. Where the receiver is served by something that archlint does not
read, suppress the finding with that reason.

## Options
None.

## Known limits
Routes of frameworks and languages that archlint does not know are not seen; where nobody answers anything that a component asks
for, and there is code in another language that may, nothing is reported. Judged only where connections are followed.
What libraries serve by themselves (`/actuator/**`, `/login`, `/openapi.json`) is in
`rules/technologies/<language>/connections/served.toml`: a request for it is not reported where its receiver is built with them.
"""


def judge(system: System, _options: NoOptions) -> Iterator[Finding]:
    answered = Counter(one.component for one in system.connections.requests if one.status in ("linked", "ambiguous"))
    lost: dict[str, list[Request]] = {}
    for request in system.connections.requests:
        if request.status == "dangling":
            lost.setdefault(request.component, []).append(request)
    for component, requests in lost.items():
        if len(requests) >= _MANY and len(requests) > _FAR_MORE * answered[component]:
            yield _of_all(component, requests, answered[component])
        else:
            yield from (_of_one(system, request) for request in requests)


def _of_one(system: System, request: Request) -> Finding:
    address = f"{request.host}{request.path}" if request.host else request.path
    return Finding(
        check=NAME,
        severity="warning",
        message=f"nobody answers {request.method} {address}",
        importer=End(request.file, request.layer, request.part, Place(request.file, request.line)),
        instead=_instead(system, request),
        text=f"{request.method} {address}",
    )


def _of_all(component: str, requests: Sequence[Request], answered: int) -> Finding:
    """One finding where what serves a component is not read: many would say nothing about its requests."""
    first = requests[0]
    whose = f"of {component}" if component != "." else "of this project"
    return Finding(
        check=NAME,
        severity="warning",
        message=f"nobody answers {len(requests):,} requests {whose}, and {answered:,} are answered",
        importer=End(first.file, first.layer, first.part, Place(first.file, first.line)),
        instead="read the code that serves them too, or tell archlint how it does in [[connections]]; "
        "`archlint endpoints` lists the requests",
        because="What answers so few is served by something that is not read, or put together while it runs.",
        text=component,
    )


def _instead(system: System, request: Request) -> str:
    nearest = max(
        (route for route in system.connections.routes if not route.target),
        key=lambda route: (_alike(route, request), -len(route.path)),
        default=None,
    )
    if nearest is None or not _alike(nearest, request):
        return "ask a route that exists, or remove the request"
    place = f"{nearest.file}:{nearest.line}"
    if _segments(nearest.path) == _segments(request.path):
        return f"{nearest.path} is served for {nearest.method} only, at {place}"
    return f"the nearest route is {nearest.method} {nearest.path}, at {place}"


def _alike(route: Route, request: Request) -> int:
    """How many literal segments two paths share, from the end on."""
    count = 0
    for one, other in zip(reversed(_segments(route.path)), reversed(_segments(request.path)), strict=False):
        if one != other:
            break
        count += one != "{}"
    return count


def _segments(path: str) -> list[str]:
    return ["{}" if segment.startswith("{") else segment for segment in path.split("/") if segment]


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a request to somebody in this system who does not answer there",
    page=PAGE,
    judge=judge,
)

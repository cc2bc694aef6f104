"""unauthenticated-route: a route that nothing guards, in a component that guards its routes."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.model.connections import Route, protocol_of
from archlint.model.finding import End, Finding, Place

NAME = "unauthenticated-route"

PAGE = """\
## What it finds
A route without anything before it that speaks of authentication, in a component (or a part of it) that guards at least half
of its routes: by a decorator or annotation, a dependency or guard, middleware of the router or of the application, the
configuration of a security framework, or by what the function itself does first.

## Why it matters
Where most routes ask who is there, the one that does not was mostly forgotten, and whoever finds its address may call it:
OWASP API2:2023 (Broken Authentication), CWE-306.

## Example
```python
@router.get("/bills")
def bills(user: Annotated[User, Depends(current_user)]): ...

@router.delete("/bills/{number}")        # unauthenticated-route
def remove(number: str): ...
```

## Instead
Guard it as its neighbours are; better, guard the router, and let the few routes that are for everybody say so. A route that is
for everybody on purpose can be marked in the code (`@Public`, `AllowAny`, `permitAll`), or listed in `public`.

## Options
- `public` (default none): paths that everybody may ask, as globs: `public = ["/api/plans/**"]`. Login, registration, health,
  documentation and the like are known (`rules/authentication.toml`).
- `least` (default `0.5`): the share of a component's routes that must be guarded. `0` judges where nothing is guarded, too.
- `layers` (default all): the layers whose routes are judged.

## Known limits
Guards are known by their names and by what their bodies speak of; whether they let the right people in is not looked at.
Middleware that may authenticate is taken to guard every route of the file or, where that file mounts routers, of the component:
which paths it lets through is not read. So a component with such middleware has no findings. Lists of Spring Security
(`requestMatchers("/api/**").authenticated()`) are read where all of their paths are texts or constants, without the context
path: what a path lets in is public, what `anyRequest().permitAll()` lets in is not guarded. What a gateway in front asks is not
seen. Operations of gRPC and GraphQL and procedures of tRPC are judged among themselves: what guards the address that all of a
schema is served at counts only where it guards the whole component. Judged only where connections are followed.
"""


class GuardOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which routes are for everybody."""

    public: tuple[str, ...] = ()
    least: Annotated[float, Meta(ge=0, le=1)] = 0.5
    layers: tuple[str, ...] = ()


def judge(system: System, options: GuardOptions) -> Iterator[Finding]:
    routes: dict[tuple[str, ...], list[Route]] = {}
    for route in system.connections.routes:
        if (
            _is_judged(route)
            and not _is_public(route, options)
            and (not options.layers or route.layer in options.layers)
        ):
            routes.setdefault((route.component, route.layer, route.part, protocol_of(route.method)), []).append(route)
    for several in routes.values():
        guarded = [route for route in several if route.guards]
        if len(guarded) < options.least * len(several) or (not guarded and options.least):
            continue
        for route in several:
            if not route.guards:
                yield _finding(route, guarded, len(several))


def _is_judged(route: Route) -> bool:
    is_asked = route.method not in ("OPTIONS", "HEAD")
    return is_asked and not route.target and not route.public and route.path != "/"


def _is_public(route: Route, options: GuardOptions) -> bool:
    return any(_matches(pattern, route.path) for pattern in options.public)


def _matches(pattern: str, path: str) -> bool:
    """Whether a path is what a glob says: `*` is one segment, `**` at the end the rest."""
    wanted, given = pattern.strip("/").split("/"), path.strip("/").split("/")
    if wanted[-1] == "**":
        wanted = wanted[:-1]
        given = given[: len(wanted)]
    return len(wanted) == len(given) and all(one in ("*", other) for one, other in zip(wanted, given, strict=True))


def _finding(route: Route, guarded: list[Route], number: int) -> Finding:
    nearest = next((one for one in guarded if one.file == route.file), guarded[0] if guarded else None)
    told = (
        f"{len(guarded):,} of {number:,} routes beside it are guarded" if guarded else "no route beside it is guarded"
    )
    instead = "guard it, or say in the code that it is for everybody"
    if nearest is not None:
        instead = (
            f"guard it as {nearest.method} {nearest.path} is (by {nearest.guards[0]}), or say that it is for everybody"
        )
    return Finding(
        check=NAME,
        severity="warning",
        message=f"nothing is asked before {route.method} {route.path}; {told}",
        importer=End(route.file, route.layer, route.part, Place(route.file, route.line)),
        imported=End(nearest.file, nearest.layer, nearest.part, Place(nearest.file, nearest.line)) if nearest else None,
        because="Whoever finds the address may call it: OWASP API2:2023 (Broken Authentication), CWE-306.",
        instead=instead,
        text=f"{route.method} {route.path}",
    )


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a route that nothing guards, in a component that guards its routes",
    page=PAGE,
    judge=judge,
    options=GuardOptions,
)

"""non-standard-api: a route that departs from the standard interfaces that the declaration requires."""

import re
from collections.abc import Iterator

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.documented import standards_followed
from archlint.graph.connections.addresses import split
from archlint.graph.system import System
from archlint.model.connections import Route, protocol_of
from archlint.model.finding import End, Finding, Place
from archlint.model.standards import DRIFTED, Standard, StandardApi, StandardUse

NAME = "non-standard-api"

PAGE = """\
## What it finds
In the layers that `[standards]` names, a route that offers under a path of its own what a standard interface is there for
(`/bills/{id}` where TM Forum has TMF678, Customer Bill Management); and a route of a standard interface that departs from it: a
version that is older than all current ones or newer than any, a resource that the interface does not have, an interface that
the standard does not know.

## Why it matters
Whoever was promised a standard has generated clients for it. Every interface of one's own is learnt, mapped and kept alive by
each partner again, and the next system that is bought speaks the standard anyway.

## Example
```toml
[standards]
require = ["tm-forum"]
layers = ["frontend-api"]
```
```python
@app.get("/bills/{number}")      # non-standard-api: TMF678 serves customer bills
def bill(number: str): ...
```

## Instead
Serve the standard's path and version; the finding names both. Where the standard does not fit on purpose, accept the finding
with that reason, or add the route's words to `own`.

## Options
- `own` (default none): words of paths that mean something of one's own here: `own = ["ticket"]` for tickets to the cinema.
- `every` (default `false`): judge routes that no standard interface is known for, too.

## Known limits
What a route offers is known from its path: by the last of its words that a resource of the catalogue goes by. Routes that only
pass requests on are judged where they lead. Nothing is found without `[standards] require`. Judged only where connections are
followed.
"""

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")
_UNJUDGED = frozenset(
    {
        "health",
        "healthz",
        "ready",
        "live",
        "metrics",
        "docs",
        "swagger",
        "openapi",
        "login",
        "logout",
        "token",
        "static",
    }
)


class StandardOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What is left to one's own interfaces."""

    own: tuple[str, ...] = ()
    every: bool = False


def judge(system: System, options: StandardOptions) -> Iterator[Finding]:
    required = [one for one in system.rulebook.known_standards if one.name in system.rulebook.standards.require]
    if not required:
        return
    uses = {
        (use.file, use.line, use.method, use.path): use
        for use in system.view(standards_followed)
        if use.side == "offered" and use.standard in system.rulebook.standards.require
    }
    layers = system.rulebook.standards.layers
    for route in system.connections.routes:
        if route.target or (layers and route.layer not in layers):
            continue
        use = uses.get((route.file, route.line, route.method, route.path))
        if use is not None:
            if use.drift in DRIFTED:
                yield _departing(route, use)
            continue
        known = _meant(route, required, options)
        if known is not None:
            yield _own_path(route, *known)
        elif options.every and _is_judged(route):
            titles = " or ".join(one.title for one in required)
            message = f"{route.method} {route.path} is no interface of {titles}"
            yield _finding(route, message, "serve a standard interface, or accept this with the reason")


def _departing(route: Route, use: StandardUse) -> Finding:
    called = f"{use.number} {use.name}".strip()
    newest = f"v{use.newest}" if use.newest else ""
    told = {
        "unknown-api": (f"{use.standard} has no interface {use.name}", "serve one that it has"),
        "unknown-resource": (f"{called} has no resource {use.resource}", "serve a resource that it has"),
        "retired-version": (
            f"{called} is served in version {use.version}, which is no longer current",
            f"serve {newest}" if newest else "leave it: the interface was withdrawn",
        ),
        "unknown-version": (
            f"{called} has no version {use.version}",
            f"serve {newest}" if newest else "serve one it has",
        ),
    }
    message, instead = told[use.drift]
    return _finding(route, message, instead)


def _own_path(route: Route, standard: Standard, api: StandardApi, word: str) -> Finding:
    message = f"{route.method} {route.path} offers {word} in its own way; {api.number} {api.name} is there for it"
    prefix = f"/{standard.prefixes[0]}" if standard.prefixes else ""
    version = f"/v{api.newest}" if api.newest else ""
    resource = f"/{api.resources[0]}" if api.resources else ""
    return _finding(route, message, f"serve {prefix}/{api.segments[0]}{version}{resource}")


def _finding(route: Route, message: str, instead: str) -> Finding:
    return Finding(
        check=NAME,
        severity="warning",
        message=message,
        importer=End(route.file, route.layer, route.part, Place(route.file, route.line)),
        because="The declaration requires the standard's interfaces here.",
        instead=instead,
        text=f"{route.method} {route.path}",
    )


def _is_judged(route: Route) -> bool:
    if protocol_of(route.method) != "http":
        return False
    literal = [segment for segment in split(route.path) if "{" not in segment and "*" not in segment]
    return bool(literal) and _UNJUDGED.isdisjoint(segment.lower() for segment in literal)


def _meant(
    route: Route, required: list[Standard], options: StandardOptions
) -> tuple[Standard, StandardApi, str] | None:
    """The interface whose resource the last telling segment of a path names."""
    if not _is_judged(route):
        return None
    named = {
        word: (standard, api, word)
        for standard in reversed(required)
        for api in reversed(standard.apis)
        for word in api.known_as
        if word not in options.own
    }
    for segment in reversed(split(route.path)):
        found = named.get(words_of(segment))
        if found is not None:
            return found
    return None


def words_of(segment: str) -> str:
    """A segment's words in lower case, the last one in the singular: `customerBills`, `customer-bills` → `customer bill`."""
    words = [word.lower() for word in _WORDS.findall(segment)]
    if words:
        words[-1] = _singular(words[-1])
    return " ".join(words)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a route that departs from the standard interfaces that are required",
    page=PAGE,
    judge=judge,
    options=StandardOptions,
)

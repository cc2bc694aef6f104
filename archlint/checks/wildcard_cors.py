"""wildcard-cors: answers that pages of any origin may read."""

from collections.abc import Iterator

from archlint.checks.check import Check, NoOptions
from archlint.checks.exposed import about_exposure
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "wildcard-cors"

PAGE = """\
## What it finds
A call, an annotation or a setting that lets pages of any origin read answers (`Access-Control-Allow-Origin: *`), a middleware
that does so because it was told nothing, and the header where nginx, an Ingress of nginx or a VirtualService of Istio adds it.

## Why it matters
A browser keeps the pages of one origin from reading what another one answers. With `*` every page that a user opens may ask the
interface in the user's name, as far as the network of that user reaches: OWASP API8:2023, CWE-942.

## Example
```python
app.add_middleware(CORSMiddleware, allow_origins=["*"])     # wildcard-cors
```

## Instead
Name the origins of the channels, from a setting that differs by environment. An interface for everybody (open data, a widget)
is a good reason to accept the finding.

## Options
None.

## Known limits
Origins that code computes (a function that answers with the origin it was asked from) are not judged, nor is what a gateway
of another kind adds. Settings that are filled from outside are known by their defaults. Judged only where connections are
followed.
"""


def judge(system: System, _options: NoOptions) -> Iterator[Finding]:
    for one in system.exposures:
        if one.kind == "origins":
            yield about_exposure(
                NAME,
                one,
                message=f"{one.name} lets pages of any origin read answers",
                instead="name the origins of the channels, from a setting",
            )


CHECK = Check(
    name=NAME,
    group="connections",
    summary="answers that pages of any origin may read",
    page=PAGE,
    judge=judge,
)

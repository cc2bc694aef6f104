"""hard-wired-host: code that names the machine of another part of the system."""

import re
from collections.abc import Iterator

from archlint.checks.check import Check, NoOptions
from archlint.graph.system import System
from archlint.model.finding import End, Finding, Place

NAME = "hard-wired-host"

PAGE = """\
## What it finds
A request to another part of this system whose host is written in the code as an address of a machine: an IP address, or
`localhost` with a port.

## Why it matters
It works on the machine of whoever wrote it. Every other environment needs another build, and nobody who looks at the
deployment sees that the two are joined.

## Example
```python
requests.get("http://localhost:8082/customers")
```

## Instead
Take the address from a setting or an environment variable, or use the name by which the platform reaches the service.

## Options
None.

## Known limits
Defaults of settings (`os.getenv("CRM", "http://localhost:8082")`) are no fault and not found. Names of services are none
either. Judged only where connections are followed.
"""

_MACHINE = re.compile(r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?")


def judge(system: System, _options: NoOptions) -> Iterator[Finding]:
    for request in system.connections.requests:
        if request.fixed and request.status != "external" and _MACHINE.fullmatch(request.host):
            yield Finding(
                check=NAME,
                severity="warning",
                message=f"the address {request.host} is written in the code",
                importer=End(request.file, request.layer, request.part, Place(request.file, request.line)),
                instead="take it from a setting, or use the name by which the service is reached",
                text=f"{request.method} {request.host}{request.path}",
            )


CHECK = Check(
    name=NAME,
    group="connections",
    summary="code that names the machine of another part of the system",
    page=PAGE,
    judge=judge,
)

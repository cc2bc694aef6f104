"""missing-dependency: a contract of kind `required` is not kept."""

from collections.abc import Iterator

from archlint.checks.bound_contract import BoundContract
from archlint.checks.check import Check
from archlint.graph.system import System
from archlint.model.finding import End, Finding, Place

NAME = "missing-dependency"

PAGE = """\
## What it finds
A module that a contract of kind `required` names as importer and that depends on none of the imported.

## Why it matters
Some rules say what must be there: every route module uses the authorization module, every adapter implements the port.
Their absence is what no test of the module itself notices.

## Example
```toml
[[contracts]]
kind = "required"
importers = ["enablement/*/routes.py"]
imported = ["enablement/auth/**"]
because = "Every route checks who is asking."
```

## Instead
Use one of the required modules, or except the module with `except_importers`.

## Options
None; `severity`, `kinds`, `include_type_only`, `except_importers`, `except_imported` and `except_dependencies` (pairs:
`"IMPORTER -> IMPORTED"`) are set per contract.

## Known limits
Only the dependency is seen, not whether the call that matters is made.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    for contract in system.rulebook.contracts:
        if contract.kind != "required":
            continue
        bound = BoundContract(system, contract)
        served = {dependency.importer for dependency, _ in bound.dependencies() if dependency.imported in bound.targets}
        served.update(use.importer for use in bound.uses() if bound.imported.takes(use))
        wanted = ", ".join(contract.imported)
        for module in sorted(bound.sources - bound.imported.modules - served):
            known = system.modules[module]
            if known.test:  # what tests import is not in the graph
                continue
            yield Finding(
                check=NAME,
                severity=contract.severity,
                message=f"{contract.name or 'required'}: {module} does not depend on {wanted}",
                importer=End(module, known.layer, known.part, Place(module)),
                because=contract.because or f"Every module of {', '.join(contract.importers)} must.",
                instead=f"use {wanted} there, or name the module in except_importers",
                text=wanted,
            )


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a required dependency is not there",
    page=PAGE,
    judge=judge,
)

"""unstable-dependency: a folder that many rely on depends on folders that are less stable than itself."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.checks.evidence import end, place
from archlint.graph.packages import Package, packages
from archlint.graph.system import System
from archlint.model.finding import End, Finding
from archlint.model.graph import Dependency

NAME = "unstable-dependency"

PAGE = """\
## What it finds
A folder that many rely on and that itself depends on folders which are less stable. Stability is Martin's: a folder's
instability is I = Ce / (Ca + Ce), where Ca counts the modules outside that depend on it, and Ce its own modules that depend on
other folders; dependencies should lead to what is more stable (the stable dependencies principle, OO Design Quality Metrics,
1994; Agile Software Development, 2002). One finding per folder, at the dependency that leads to the least stable one.

Told is only what is worth a change: at least `incoming` modules rely on the folder, the other one's I is larger by more than
`difference`, and of the folders that it depends on at least the `share` is so. The share is Arcan's degree of unstable
dependency with its limit of 0.3 (Arcelli Fontana et al., Arcan: A Tool for Architectural Smells Detection, 2017). The other
two limits are archlint's own: without them most findings were about differences that nobody would act on.

## Why it matters
What many rely on should rarely have a reason to change. By such a dependency every change of the less stable side, and of all
that it depends on in turn, reaches everybody who thought to rely on something solid.

## Example
```python
# utils/text.py: 135 modules rely on utils
from jobs.mail import send_later        # jobs depends on half of the system
```

## Instead
Turn the dependency round: hand in what is needed as a parameter, or declare in the stable folder what it expects and let the
other one fulfil it. Or move the few functions that need the other folder there.

## Options
- `incoming` (default `10`): how many modules have to rely on a folder.
- `difference` (default `0.25`): how much less stable the other one has to be.
- `share` (default `0.3`): which share of the folders that it depends on has to be so.

## Known limits
Folders are what is compared; a folder and the folders in it are one piece, and are not held against each other. Imports count;
requests do not. What runs against the declared layers is told by [upward-dependency](upward-dependency.md) and not again.
Tests, generated code, what only the type checker sees and what is loaded by a string do not count. Registries and routes that
many look into, and that list everything, are told although they have to. In the fifteen repositories that the two limits were
chosen on, 21 of 25 findings were right; expect less elsewhere.
"""


class UnstableOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What is too little to tell."""

    incoming: Annotated[int, Meta(ge=1)] = 10
    """How many modules have to rely on a folder."""
    difference: Annotated[float, Meta(ge=0, le=1)] = 0.25
    """How much less stable the other folder has to be."""
    share: Annotated[float, Meta(gt=0, le=1)] = 0.3
    """Which share of the folders that it depends on has to be less stable."""


def judge(system: System, options: UnstableOptions) -> Iterator[Finding]:
    known = system.view(packages)
    for package in known.values():
        if len(package.incoming) < options.incoming:
            continue
        limit = package.instability + options.difference
        shaky = [
            known[other]
            for other, dependencies in package.uses.items()
            if known[other].instability > limit and all(_may(system, dependency) for dependency in dependencies)
        ]
        if shaky and len(shaky) >= options.share * len(package.uses):
            yield _finding(system, package, sorted(shaky, key=lambda one: (-one.instability, one.name)))


def _may(system: System, dependency: Dependency) -> bool:
    """Whether the layers allow it: what they do not is told elsewhere."""
    importer, imported = system.modules[dependency.importer].layer, system.modules[dependency.imported].layer
    return not importer or not imported or system.may_use(importer, imported)


def _finding(system: System, package: Package, shaky: Sequence[Package]) -> Finding:
    worst = shaky[0]
    dependency = package.uses[worst.name][0]
    others = f"; so are {len(shaky) - 1} more of the {len(package.uses)} folders that it uses" if len(shaky) > 1 else ""
    places = sum(len(one.sites) for one in package.uses[worst.name])
    importer, imported = end(system, dependency.importer), end(system, dependency.imported)
    return Finding(
        check=NAME,
        severity="warning",
        message=(
            f"{len(package.incoming):,} modules rely on {package.name} (I = {package.instability:.2f}), and it depends on "
            f"{worst.name}, which is less stable (I = {worst.instability:.2f}){others}"
        ),
        importer=End(importer.module, importer.layer, importer.part, place(importer.module, dependency.sites[0].span)),
        imported=imported,
        because=(
            "I is the share of dependencies that lead outwards (Ce / (Ca + Ce)): 0 is stable. Changes of what is less "
            "stable reach all who rely on this."
        ),
        instead=f"turn the dependency round, or move what needs {worst.name} out of {package.name}{_counted(places)}",
        text=f"{package.name} on what is less stable",
    )


def _counted(places: int) -> str:
    return f": {places} place{'' if places == 1 else 's'}"


CHECK = Check(
    name=NAME,
    group="structure",
    summary="a folder that many rely on depends on less stable ones",
    page=PAGE,
    judge=judge,
    options=UnstableOptions,
)

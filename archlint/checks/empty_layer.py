"""empty-layer: a layer or part that no module belongs to."""

from collections.abc import Iterator

import msgspec

from archlint.checks.check import Check
from archlint.checks.evidence import about_declaration
from archlint.graph.successors import Successors
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "empty-layer"

PAGE = """\
## What it finds
A declared layer, or a part of one, that holds no module.

## Why it matters
An empty layer forbids nothing: every rule about it passes. Mostly a folder was renamed and the declaration was not.

## Example
```toml
[[layers]]
name = "enablement"
paths = ["enablment/**"]   # misspelt: matches nothing
```

## Instead
Correct the paths, or remove the layer. A layer that a pack brings and your system does not have is a warning.

## Options
None.

## Known limits
A layer that holds only tests is empty, unless `include_tests = true`. What `[transition] successors` names is to be empty.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    retired = {f"layers.{name.replace('.', '.parts.', 1)}" for name in system.view(Successors).retired}
    for layer in system.rulebook.layers:
        members = [module for module in system.members[layer.name] if not module.test]
        filled = {module.part for module in members}
        empty = [f"layers.{layer.name}"] if not members else []
        empty += [f"layers.{layer.name}.parts.{part}" for part in layer.parts if members and part not in filled]
        for key in empty:
            if key not in retired:
                yield _finding(system, key)


def _finding(system: System, key: str) -> Finding:
    origin = system.rulebook.origin(key)
    _, layer, *part = key.split(".", 3)
    what = f"part {part[1]} of layer {layer}" if part else f"layer {layer}"
    from_pack = origin.file.startswith("pack:")
    found = about_declaration(
        NAME,
        origin,
        key,
        message=f"{what} holds no module",
        instead="declare the layer with paths of your own, or declare the layers you have"
        if from_pack
        else "correct its paths, or remove it",
    )
    return msgspec.structs.replace(found, severity="warning") if from_pack else found


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a layer or part that no module belongs to",
    page=PAGE,
    judge=judge,
)

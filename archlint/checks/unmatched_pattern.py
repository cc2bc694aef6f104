"""unmatched-pattern: a glob or selector of the declaration that names nothing."""

import difflib
from collections.abc import Iterator, Sequence

import msgspec

from archlint.checks.check import Check
from archlint.checks.evidence import about_declaration
from archlint.checks.idle_rules import idle_rules
from archlint.checks.idle_technologies import idle_technologies
from archlint.graph.selectors import LIBRARIES, Pairs, Selection, groups
from archlint.graph.sides import Sides
from archlint.graph.successors import Successors
from archlint.graph.system import System
from archlint.model.finding import Finding
from archlint.model.patterns import PatternSet
from archlint.model.tables import Contract

NAME = "unmatched-pattern"

PAGE = """\
## What it finds
A glob in `layers` (paths, parts, public) or an end of a `[[contracts]]` entry that matches no module, or names a library
that nothing uses (`forbidden` and `protected` contracts excepted: there nothing is what you want). Also what matches
something and still judges nothing: an `independent` contract over a single piece, `independent = true` on a layer without
parts, `acyclic` at a level that no module has, exceptions that take out all that a contract speaks about, kinds of
dependency that archlint does not see yet. A `[[connections]]` entry of which a call, mark, base or file is nowhere, whose
language no module is in, whose path or topic no call has, or that no call fits as a whole. As a warning, a `[[technologies]]`
entry whose modules nobody uses, whose language no module is in, or whose role is spelt almost like a known one that no rule
speaks of. And a layer or part under
`[transition.successors]` that can never be empty, because the target claims what lies there, too.

## Why it matters
A pattern that matches nothing passes silently: the rule it belongs to judges less than it says. Mostly a folder was renamed
or the pattern misspelt.

## Example
```toml
[[contracts]]
kind = "forbidden"
importers = ["channels/**"]
imported = ["bss/biling/**"]     # misspelt: forbids nothing
```

## Instead
Correct the pattern, or remove it. For one piece per folder write `services/*`.

## Options
None.

## Known limits
Entries of `[[connections]]` are looked at where connections are followed: where they are not because nothing says so, a warning
tells it; with `connections = false` nothing is said. A call is there if archlint follows the code around it. What only tells of
which `type` something is counts as there as soon as the library is used. An unused technology is not told where a contract
forbids its role: there nothing is what you want.
Tests are no modules here, unless `include_tests = true`. What a pack brings is not reported: a pack speaks about more
systems than yours. Patterns of `[[exceptions]]` are the business of `unused-exception`. Layers that hold nothing at all are
reported once, as `empty-layer`. Patterns that speak of what has retired (`[transition] successors`) are to match nothing.
"""


def judge(system: System, _options: object) -> Iterator[Finding]:
    paths = [module.id for module in system.graph.modules]
    for layer in system.rulebook.layers:
        if not system.members[layer.name]:
            continue
        members = [module.id for module in system.members[layer.name]]
        yield from _globs(system, f"layers.{layer.name}.paths", layer.paths, paths)
        yield from _globs(system, f"layers.{layer.name}.public", layer.public, members)
        for part, patterns in layer.parts.items():
            if any(module.part == part for module in system.members[layer.name]):
                yield from _globs(system, f"layers.{layer.name}.parts.{part}", patterns, paths)
    successors = system.view(Successors)
    for index, contract in enumerate(system.rulebook.contracts):
        for end in ("importers", "imported", "modules", "except_importers", "except_imported"):
            may_be_absent = end == "imported" and contract.kind in ("forbidden", "protected", "allowed-only")
            may_be_absent = may_be_absent or end == "except_imported"
            for selector in _unmatched(system, contract, end):
                is_library = selector.removeprefix("!").partition(":")[0] in LIBRARIES
                if not (is_library and may_be_absent) and not successors.speaks_of_retired(selector):
                    yield from _report(system, f"contracts.{index}.{end}", selector, paths)
        for pair in Pairs(system, contract.except_dependencies).unmatched:
            yield from _report(system, f"contracts.{index}.except_dependencies", pair, paths)
    for key, selector in _of_movement(system):
        yield from _report(system, key, selector, paths)
    yield from _connections(system)
    yield from _technologies(system)
    yield from _idle(system)
    yield from _lasting(system)


def _of_movement(system: System) -> Iterator[tuple[str, str]]:
    """The selectors of journeys and of the transition that name nothing, with their keys."""
    for key, unmatched in system.view(Sides).unmatched.items():
        yield from ((f"transition.{key}", selector) for selector in unmatched)
    for index, journey in enumerate(system.rulebook.journeys):
        yield from ((f"journeys.{index}.entries", one) for one in Selection(system, journey.entries).unmatched)


def _connections(system: System) -> Iterator[Finding]:
    """What of the project's own `[[connections]]` nothing in the code answers to."""
    for idle in system.idle:
        key = f"connections.{idle.entry}.{idle.key}".rstrip(".")
        origin = system.rulebook.origin(key)
        if not origin.file.startswith("pack:"):
            meant = f"did you mean '{idle.near}'? " if idle.near else ""
            subject, instead = f"{key} {idle.what}".rstrip(), f"{meant}correct it, or remove it"
            yield about_declaration(NAME, origin, subject, message=f"{key}: {idle.why}", instead=instead)


def _technologies(system: System) -> Iterator[Finding]:
    """What of the project's own `[[technologies]]` no use of a library answers to."""
    for idle in idle_technologies(system):
        origin = system.rulebook.origin(idle.key)
        if not origin.file.startswith("pack:"):
            message = f"{idle.key}: {idle.why}"
            found = about_declaration(NAME, origin, f"{idle.key} {idle.why}", message=message, instead=idle.instead)
            yield msgspec.structs.replace(found, severity=idle.severity)


def _idle(system: System) -> Iterator[Finding]:
    for idle in idle_rules(system):
        origin = system.rulebook.origin(idle.key)
        if not origin.file.startswith("pack:"):
            message = f"{idle.key}: {idle.why}, so it judges nothing"
            if idle.severity == "warning":
                message = f"{idle.key}: {idle.why}"
            found = about_declaration(NAME, origin, idle.key, message=message, instead=idle.instead)
            yield msgspec.structs.replace(found, severity=idle.severity)


def _lasting(system: System) -> Iterator[Finding]:
    for lasting in system.view(Successors).lasting():
        key = f"transition.successors.{lasting.name}"
        there = f", where {lasting.modules[0]} lies" if lasting.modules else ""
        layer = lasting.name.partition(".")[0]
        yield about_declaration(
            NAME,
            system.rulebook.origin(key),
            f"{key} {lasting.layer}",
            message=f"{key}: never retires: layer {lasting.layer} of the target claims '{lasting.pattern}'{there}, too",
            instead=f"take '!{lasting.pattern}' into the patterns of layers.{layer}; if the code stays, remove the successor",
        )


def _unmatched(system: System, contract: Contract, end: str) -> Iterator[str]:
    """The selectors at an end of a contract that name nothing. `services/*` of an independent one names folders."""
    for selector in Selection(system, getattr(contract, end)).unmatched:
        if end != "modules" or contract.kind != "independent" or not groups(system, [selector]):
            yield selector


def _globs(system: System, key: str, patterns: Sequence[str], paths: Sequence[str]) -> Iterator[Finding]:
    for pattern in PatternSet(patterns).unmatched(paths):
        yield from _report(system, key, pattern, paths)


def _report(system: System, key: str, pattern: str, paths: Sequence[str]) -> Iterator[Finding]:
    origin = system.rulebook.origin(key)
    if origin.file.startswith("pack:"):
        return
    yield about_declaration(
        NAME,
        origin,
        f"{key} {pattern}",
        message=f"{key}: '{pattern}' matches nothing",
        instead=f"{_suggestion(pattern, paths)}correct it, or remove it",
    )


def _suggestion(pattern: str, paths: Sequence[str]) -> str:
    """The folder that exists and is spelt most like the pattern's fixed beginning."""
    fixed = pattern.removeprefix("!").split("*", 1)[0].rstrip("/")
    folders = {folder for path in paths for folder in _folders(path)}
    near = difflib.get_close_matches(fixed[:200], sorted(folders), n=1, cutoff=0.7) if fixed else []
    return f"did you mean '{near[0]}'? " if near and near[0] != fixed else ""


def _folders(path: str) -> Iterator[str]:
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


CHECK = Check(
    name=NAME,
    group="housekeeping",
    summary="a pattern of the declaration that matches nothing",
    page=PAGE,
    judge=judge,
)

"""orphan-module: a module that no entry of the system leads to."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.evidence import end
from archlint.graph.packages import folder
from archlint.graph.system import System
from archlint.model.finding import End, Finding, Place
from archlint.model.patterns import PatternSet

NAME = "orphan-module"

PAGE = """\
## What it finds
Modules that no entry of the system leads to: nobody imports them, or only modules that nobody needs either. This is what
dependency-cruiser finds by a rule with `reachable = false`; its `no-orphans` is narrower, as it asks that a module import
nothing as well. One finding per folder, at the first module that nobody depends on; those that only such modules lead to are
counted.

An entry is a module that is started, or loaded without being imported: what rules/entries.toml lists (main modules, settings,
migrations, pages and routes of frameworks that look into folders, what uses a web framework, a container of objects, a task
queue or a command line), the outermost `__init__.py` of a Python package, and what `entries` adds.

## Why it matters
Code that nothing reaches is read, upgraded, searched and translated all the same, and somebody will sooner or later build on
it again.

## Example
```python
# services/discounts.py: replaced by pricing.py two years ago; nobody imports it
def discount(order): ...
```

## Instead
Delete it; the history keeps it. Where something loads it by name (a configuration file, a class name in a string, a loop over a
folder), say so:

```toml
[checks.orphan-module]
entries = ["server/queues/processors/**"]
```

## Options
- `entries` (default `[]`): globs of modules that are started or loaded by name.

## Known limits
Runs only where the project declares the check or somebody selects it: where a system is entered stands in deployment files, in
strings and in people's heads, and archlint sees only part of it. In seven repositories that nobody had prepared, 51 of 74
findings were right; most of the others were loaded by name, and one line of `entries` mends a whole folder.

What tests alone use is an orphan: it serves nobody else. Modules of a library that its users import directly are orphans
too unless `entries` names them. A module whose name an unresolved reference ends in is left out, and so is generated code.
"""


class OrphanOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What archlint cannot know."""

    entries: tuple[str, ...] = ()
    """Globs of modules that are started or loaded by name."""


def judge(system: System, options: OrphanOptions) -> Iterator[Finding]:
    outgoing = _with_packages(system)
    entries = _entries(system, options)
    reached = _reached(outgoing, entries)
    left = [module for module in _candidates(system) if module not in reached]
    heads = _heads(left, outgoing)
    folders: dict[str, list[str]] = {}
    for module in heads:
        folders.setdefault(folder(module), []).append(module)
    told: set[str] = set()
    for members in folders.values():
        behind = _reached(outgoing, members) & set(left) - set(heads) - told
        told |= behind
        yield _finding(system, members, len(behind))


def _heads(left: Sequence[str], outgoing: Mapping[str, Sequence[str]]) -> list[str]:
    """The modules that nobody leads to, and of those that only lead to each other the first."""
    led_to = {other for module in left for other in outgoing.get(module, ())}
    heads = [module for module in left if module not in led_to]
    found = _reached(outgoing, heads)
    for module in left:
        if module not in found:
            heads.append(module)
            found |= _reached(outgoing, [module])
    return sorted(heads)


def _candidates(system: System) -> list[str]:
    """The modules that may be orphans, sorted; doors of packages go with what they open to."""
    named = {one.target.replace("/", ".").rstrip(".").rpartition(".")[2] for one in system.graph.unresolved}
    return [
        module.id
        for module in system.graph.modules
        if not module.test
        and module.id not in system.generated
        and not module.id.endswith("__init__.py")
        and module.id.rpartition("/")[2].partition(".")[0] not in named
    ]


def _entries(system: System, options: OrphanOptions) -> list[str]:
    rules = system.rulebook.entries
    listed = PatternSet((*rules.paths, *options.entries))
    return [
        module.id
        for module in system.graph.modules
        if module.test or listed.matches(module.id) or _is_loaded(system, module.id) or _is_outermost(system, module.id)
    ]


def _is_loaded(system: System, module: str) -> bool:
    rules = system.rulebook.entries
    return any(
        use.name.startswith(rules.libraries) or any(one.role in rules.roles for one in system.technologies.of(use))
        for use in system.uses.get(module, ())
    )


def _is_outermost(system: System, module: str) -> bool:
    """Whether it is the door of a Python package that lies in no other one."""
    outer = folder(folder(module))
    return module.endswith("/__init__.py") and f"{outer}/__init__.py" not in system.modules


def _with_packages(system: System) -> Mapping[str, Sequence[str]]:
    """What a module leads to: what it depends on, and the door of its package, which runs before it."""
    return {
        module: (*system.outgoing.get(module, ()), *((door,) if door in system.modules and door != module else ()))
        for module in system.modules
        for door in (f"{folder(module)}/__init__.py",)
    }


def _reached(outgoing: Mapping[str, Sequence[str]], start: Sequence[str]) -> set[str]:
    seen = set(start)
    waiting = list(start)
    while waiting:
        fresh = [other for other in outgoing.get(waiting.pop(), ()) if other not in seen]
        seen.update(fresh)
        waiting += fresh
    return seen


def _finding(system: System, members: Sequence[str], behind: int) -> Finding:
    first = end(system, members[0])
    name = folder(members[0])
    others = len(members) - 1
    what = members[0] if not others else f"{members[0]} and {others} more in {name}"
    only = f", nor to {behind} more that only {'it leads' if not others else 'they lead'} to" if behind else ""
    glob = members[0] if not others else f"{name}/**" if name != "." else "*"
    return Finding(
        check=NAME,
        severity="warning",
        message=f"no entry of the system leads to {what}{only}",
        importer=End(first.module, first.layer, first.part, Place(first.module)),
        because="Code that nothing reaches is read, upgraded and searched all the same.",
        instead=f'delete what nobody needs; where it is loaded by name: [checks.{NAME}] entries = ["{glob}"]',
        more=others,
        text=name,
    )


CHECK = Check(
    name=NAME,
    group="structure",
    summary="a module that no entry of the system leads to",
    page=PAGE,
    judge=judge,
    options=OrphanOptions,
    on_request=True,
)

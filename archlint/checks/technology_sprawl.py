"""technology-sprawl: several libraries for one job within one layer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.graph.technologies import prefixes
from archlint.model.facts import Flag, Span
from archlint.model.finding import End, Finding
from archlint.model.graph import ExternalUse
from archlint.model.tables import Technology

NAME = "technology-sprawl"

PAGE = """\
## What it finds
Two or more libraries that do the same job within one layer: two HTTP clients, two object mappers, two template engines.
One finding per layer, language and job. It names the libraries with the modules and places that use each, and stands at
the first use of the rarest. Always a warning unless you set `severity = "error"`: archlint knows what libraries are for,
and only you know whether the second one was a decision.

Where a layer has parts, each part is judged for itself: what is built and shipped apart may choose differently. Modules of
the layer that are in no part are judged together.

## Why it matters
Timeouts, retries, masking, encodings, error handling: what one library was taught, the next one has to be taught again, and
mostly is not. Every library more is one more to know, to update and to watch for vulnerabilities.

## Example
```typescript
// web/invoices.ts, and 40 more modules
import axios from "axios";

// web/legacy.ts: the only one
import request from "superagent";
```

## Instead
Use the library that most modules use, in the places that the finding names. Where two are meant to stand side by side, say so:

```toml
[checks.technology-sprawl]
allow = [["axios", "ky"]]
```

## Options
- `min_modules` (default `1`): a library counts only where at least so many modules use it.
- `allow` (default `[]`): libraries, by the names that findings use, that may stand side by side: `["axios", "ky"]` for two
  that go together, `"ky"` alone for one that may stand beside any other.

## Known limits
Which libraries are rivals is data (`job` in rules/technologies, and jobs.toml there): a driver is no rival of the object
mapper above it, nor a logging backend of its front. `[[technologies]]` with a `job` corrects it or adds your own, and with
`job = "none"` takes a library out. What is built in and not imported, such as `fetch`, is not seen. Imports that only the
type checker sees, tests and generated code do not count, and a module that tries one library and falls back to another
counts for the first. A name in `allow` that no library has is not reported. An exception names the layer or the part
that is judged (`importer = "ui.app"`), and the library that is rarest today. One more library is a new finding for a
baseline, and so may be one less.
"""

_NAMED = 3


class SprawlOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What is too little to count, and what was decided."""

    min_modules: Annotated[int, Meta(ge=1)] = 1
    """A library counts only where at least so many modules use it."""
    allow: tuple[str | tuple[str, ...], ...] = ()
    """Names of libraries that may stand side by side: sets of them, or single ones that may stand beside any other."""


class _Group(NamedTuple):
    """Among what one library is enough."""

    layer: str
    part: str
    language: str
    job: str

    @property
    def name(self) -> str:
        return f"{self.layer}.{self.part}" if self.part else self.layer


class _Use(NamedTuple):
    """One place where a module uses a technology; `library` is the prefix by which the technology is known there."""

    module: str
    span: Span
    library: str
    conditional: bool


def _position(use: _Use) -> tuple[str, int, int]:
    return (use.module, use.span.line, use.span.column)


class _Choice(NamedTuple):
    """A technology with its uses in a group, by file and line."""

    name: str
    uses: Sequence[_Use]

    @property
    def modules(self) -> int:
        return len({use.module for use in self.uses})

    @property
    def places(self) -> int:
        return len(self.uses)

    @property
    def weight(self) -> tuple[int, int]:
        return (self.modules, self.places)


def judge(system: System, options: SprawlOptions) -> Iterator[Finding]:
    for group, uses in sorted(_uses(system).items()):
        choices = [_Choice(name, sorted(places, key=_position)) for name, places in uses.items()]
        counted = [choice for choice in choices if choice.modules >= options.min_modules]
        ranked = sorted(counted, key=lambda choice: (-choice.modules, -choice.places, choice.name))
        rivals = [ranked[0], *_rivals(ranked, options.allow)] if ranked else []
        if len(rivals) > 1:
            yield _finding(group, rivals)


def _uses(system: System) -> Mapping[_Group, Mapping[str, list[_Use]]]:
    """Per group and technology, where it is used; fallbacks left out."""
    found: dict[_Group, dict[str, list[_Use]]] = {}
    for module_id, external in system.uses.items():
        module = system.modules[module_id]
        if not module.layer or module_id in system.generated:
            continue
        here: dict[tuple[str, str], dict[str, list[_Use]]] = {}
        for use in external:
            for entry, used in _places(system, use):
                if entry.job:
                    here.setdefault((use.language, entry.job), {}).setdefault(entry.name, []).append(used)
        for (language, job), technologies in here.items():
            group = found.setdefault(_Group(module.layer, module.part, language, job), {})
            for name, places in _without_fallbacks(technologies):
                group.setdefault(name, []).extend(places)
    return found


def _places(system: System, use: ExternalUse) -> Iterator[tuple[Technology, _Use]]:
    """The technologies that a use of a library speaks for, with each place where it does at run time."""
    seen = set()
    for site in use.sites:
        name = f"{use.name}.{site.name}" if site.name else use.name
        for entry in system.technologies.find(use.language, name):
            key = (entry.name, entry.job, site.span.line)
            if site.flags & Flag.TYPE_ONLY or key in seen:
                continue
            seen.add(key)
            library = next((prefix for prefix in prefixes(name) if prefix in entry.modules), use.name)
            conditional = bool(site.flags & Flag.CONDITIONAL)
            yield entry, _Use(use.importer, site.span, library, conditional)


def _without_fallbacks(technologies: Mapping[str, list[_Use]]) -> Iterator[tuple[str, list[_Use]]]:
    """The technologies of one module and job: the first one, and of the others those that are not used on a branch only."""
    first = min(technologies, key=lambda name: min(map(_position, technologies[name])))
    for name, places in technologies.items():
        if name == first or not all(used.conditional for used in places):
            yield name, places


def _rivals(ranked: Sequence[_Choice], allow: Iterable[str | tuple[str, ...]]) -> Iterator[_Choice]:
    """Those that may not stand beside the one that is used most."""
    allowed = [{names} if isinstance(names, str) else set(names) for names in allow]
    for choice in ranked[1:]:
        if not any(choice.name in names and (len(names) == 1 or ranked[0].name in names) for names in allowed):
            yield choice


def _finding(group: _Group, choices: Sequence[_Choice]) -> Finding:
    """`choices` by how much they are used: it stands at the last one, its identity is the layer with all of them."""
    first = choices[-1].uses[0]
    told = ", ".join(f"{choice.name} ({_counted(choice)})" for choice in choices)
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{group.name} uses {len(choices)} {group.job}: {told}",
        importer=End(f"layers.{group.name}", group.layer, group.part, place(first.module, first.span)),
        imported=End(first.library),
        because="What one library was taught (timeouts, retries, masking, …) the next one has to be taught again.",
        instead=_instead(choices),
        text=f"{group.job}: {', '.join(sorted(choice.name for choice in choices))}",
    )


def _counted(choice: _Choice) -> str:
    modules, places = choice.weight
    told = f"{modules:,} module{'s' if modules > 1 else ''}"
    return told if places == modules else f"{told}, {places:,} places"


def _instead(choices: Sequence[_Choice]) -> str:
    """What to use, and where the others are used first, the rarest one first."""
    best, *others = choices
    equal = [choice for choice in choices if choice.weight == best.weight]
    replaced = list(reversed(others))
    if len(equal) > 1:
        replaced = list(reversed(choices))
        chosen = f"settle on {' or '.join(choice.name for choice in equal[:_NAMED])}; they are used here:"
    else:
        chosen = f"use {best.name} instead of"
    told = [f"{choice.name} ({_where(choice)})" for choice in replaced[:_NAMED]]
    more = f", and {len(replaced) - _NAMED:,} more" if len(replaced) > _NAMED else ""
    names = ", ".join(f'"{choice.name}"' for choice in choices)
    return f"{chosen} {', '.join(told)}{more}; or, if all are meant to stay: [checks.{NAME}] allow = [[{names}]]"


def _where(choice: _Choice) -> str:
    """The first place, and how many modules are left."""
    first = choice.uses[0]
    more = choice.modules - 1
    return f"{first.module}:{first.span.line}:{first.span.column}{f' and {more:,} more' if more else ''}"


CHECK = Check(
    name=NAME,
    group="balance",
    summary="several libraries for one job within one layer",
    page=PAGE,
    judge=judge,
    options=SprawlOptions,
)

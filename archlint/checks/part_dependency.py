"""part-dependency: a part of an independent layer depends on another part of it."""

from collections.abc import Iterator

from archlint.checks.check import Check
from archlint.checks.crossings import LayeringOptions, counted_sites
from archlint.checks.evidence import about_chain, about_dependency
from archlint.graph.chains import chain_to, reach
from archlint.graph.system import System
from archlint.model.finding import Finding
from archlint.model.tables import Layer

NAME = "part-dependency"

PAGE = """\
## What it finds
In a layer with `independent = true`, a module of one part depends on a module of another part, directly or by way of
modules of that layer that are in no part, or of no layer.

## Why it matters
Parts are what teams own and release: a channel, a billing system, a CRM. Two parts that know each other are one part with
two names, and a change in the one is a release of both.

## Example
```java
// bss/crm/src/main/java/com/acme/crm/CustomerService.java, in backend.crm
import com.acme.billing.InvoiceRepository;   // backend.billing
```

## Instead
Let the layer above bring the two together, or move what both need to a place of its own below them.

## Options
- `include_type_only` (default `true`): count imports that only the type checker sees.

## Known limits
Modules of the layer that are in no part may use every part as far as this check goes.
"""


def judge(system: System, options: LayeringOptions) -> Iterator[Finding]:
    for layer in system.rulebook.layers:
        if layer.independent:
            yield from _direct(system, layer, options)
            yield from _indirect(system, layer, options)


def _direct(system: System, layer: Layer, options: LayeringOptions) -> Iterator[Finding]:
    for member in system.members[layer.name]:
        for imported in system.outgoing.get(member.id, ()) if member.part else ():
            other = system.modules[imported]
            if other.layer != layer.name or not other.part or other.part == member.part:
                continue
            for dependency in system.dependencies[member.id, imported]:
                sites = counted_sites(dependency, options)
                if sites:
                    yield about_dependency(
                        system,
                        NAME,
                        dependency,
                        message=f"{layer.name}.{member.part} depends on {layer.name}.{other.part}",
                        because=_because(layer),
                        instead=_instead(system, layer, member.id, imported),
                        sites=sites,
                    )


def _indirect(system: System, layer: Layer, options: LayeringOptions) -> Iterator[Finding]:
    """Per pair of parts, the shortest chain through modules that belong to neither."""
    outgoing = system.outgoing if options.include_type_only else system.at_run_time
    modules = system.modules

    def passes(module: str) -> bool:
        return not modules[module].layer or (modules[module].layer == layer.name and not modules[module].part)

    for part in layer.parts:
        entries: dict[str, str] = {}
        for member in system.members[layer.name]:
            for imported in outgoing.get(member.id, ()) if member.part == part else ():
                if passes(imported):
                    entries.setdefault(imported, member.id)
        others = {member.id: member.part for member in system.members[layer.name] if member.part not in ("", part)}
        before = reach(outgoing, entries, others, passes)
        for other in layer.parts:
            ends = [module for module in before if others.get(module) == other]
            if ends:
                chain = chain_to(before, ends[0], entries)
                yield about_chain(
                    system,
                    NAME,
                    (entries[chain[0]], *chain),
                    message=f"{layer.name}.{part} depends on {layer.name}.{other} by way of {chain[0]}",
                    because=_because(layer),
                    instead=f"cut the chain at {chain[-2]}: what both parts use must know neither",
                    more=len(ends) - 1,
                )


def _because(layer: Layer) -> str:
    return layer.because or f"The parts of {layer.name} are independent of each other."


def _instead(system: System, layer: Layer, importer: str, imported: str) -> str:
    position = system.order[layer.name]
    above = system.rulebook.layers[position - 1].name if position else ""
    meet = f"let {above} bring the two together" if above else "let each part have its own"
    return f"{meet}, or move what {importer} needs from {imported} out of both parts"


CHECK = Check(
    name=NAME,
    group="layering",
    summary="a part of an independent layer depends on another part",
    page=PAGE,
    judge=judge,
    options=LayeringOptions,
)

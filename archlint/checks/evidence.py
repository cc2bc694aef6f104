"""What checks say the same way: the ends, places and hops of a finding, made from modules and dependencies."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from archlint.graph.system import System
from archlint.model.facts import Flag, Span
from archlint.model.finding import End, Finding, Hop, Place, Severity
from archlint.model.graph import Dependency, DependencyKey, ExternalUse, Site
from archlint.model.rulebook import Origin


def place(file: str, span: Span | None) -> Place:
    if span is None:
        return Place(file)
    return Place(file, span.line, span.column, span.start, span.end)


def end(system: System, module: str, site: Site | None = None) -> End:
    """A module as one end of a finding; `site` is where it names the other end."""
    known = system.modules[module]
    return End(module, known.layer, known.part, place(module, site.span) if site else None)


def hops(system: System, chain: Sequence[str]) -> tuple[Hop, ...]:
    """The steps of a chain of modules, each with the place in the importer that causes it."""
    return tuple(
        Hop(importer, imported, place(importer, _foremost(dependency.sites).span), dependency.kind)
        for importer, imported in pairwise(chain)
        for dependency in system.dependencies[importer, imported][:1]
    )


def _foremost(sites: Sequence[Site]) -> Site:
    """The site that stands for a dependency: what always runs comes before what a function or the type checker sees."""
    return min(sites, key=lambda site: (site.flags & Flag.TYPE_ONLY, site.flags & Flag.LAZY))


def names_taken(sites: Iterable[Site]) -> str:
    """The names that sites take, as one line that moved lines do not change."""
    return ", ".join(sorted({site.name for site in sites if site.name}))


def about_dependency(  # noqa: PLR0913 - the words of a finding
    system: System,
    check: str,
    dependency: Dependency,
    *,
    message: str,
    because: str,
    instead: str,
    sites: Sequence[Site] = (),
    offer: str = "",
) -> Finding:
    """A finding that rejects one dependency. `sites` are the guilty ones, all of them by default; `offer` is what to use."""
    guilty = sites or dependency.sites
    return Finding(
        check=check,
        message=message,
        importer=end(system, dependency.importer, guilty[0]),
        imported=_imported(system, dependency, guilty[0]),
        because=because,
        instead=instead,
        rejects=(dependency.key,),
        text=names_taken(guilty),
        offer=offer,
    )


def _imported(system: System, dependency: Dependency, site: Site) -> End:
    """What a dependency leads to; of a request the line of the route that answers it, of data that of the model."""
    known = end(system, dependency.imported)
    line = line_of(system, dependency, site)
    return End(known.module, known.layer, known.part, Place(known.module, line)) if line else known


def line_of(system: System, dependency: Dependency, site: Site) -> int:
    """The line of the imported module that a site leads to, 0 where that is the module as a whole."""
    answers: Iterable[int] = ()
    if dependency.kind == "http":
        answers = (
            route.line
            for route in system.connections.routes
            if route.file == dependency.imported and site.name.endswith(f" {route.path}")
        )
    elif dependency.kind == "event":
        answers = (
            one.line
            for one in (*system.connections.publications, *system.connections.subscriptions)
            if one.file == dependency.imported and one.topic == site.name
        )
    elif dependency.kind == "data":
        answers = (
            use.line
            for use in system.connections.stores
            if use.file == dependency.imported and use.access == "owns" and use.name == site.name
        )
    return next(iter(answers), 0)


def about_chain(  # noqa: PLR0913 - the words of a finding
    system: System,
    check: str,
    chain: Sequence[str],
    *,
    message: str,
    because: str,
    instead: str,
    more: int = 0,
    rejects: tuple[DependencyKey, ...] = (),
) -> Finding:
    """A finding about a chain of modules from an importer to what it must not reach."""
    steps = hops(system, chain)
    importer = end(system, chain[0])
    return Finding(
        check=check,
        message=message,
        importer=End(importer.module, importer.layer, importer.part, steps[0].place),
        imported=end(system, chain[-1]),
        because=because,
        instead=instead,
        chain=steps,
        more=more,
        rejects=rejects,
        text="by way of others",
    )


def about_use(  # noqa: PLR0913 - the words of a finding
    system: System, check: str, use: ExternalUse, *, message: str, because: str, instead: str
) -> Finding:
    """A finding about a module's use of a library."""
    return Finding(
        check=check,
        message=message,
        importer=end(system, use.importer, use.sites[0]),
        imported=End(use.name),
        because=because,
        instead=instead,
        text=names_taken(use.sites),
    )


def with_severity(found: Iterable[Finding], severity: Severity | Literal["off"] | None) -> Iterable[Finding]:
    """The findings with the severity that somebody declared, or with their own; none of them where it is off."""
    if severity is None:
        return found
    return [msgspec.structs.replace(finding, severity=severity) for finding in found] if severity != "off" else ()


def about_declaration(check: str, origin: Origin, subject: str, *, message: str, instead: str) -> Finding:
    """A finding about a piece of the declaration; `subject` names it."""
    return Finding(
        check=check,
        message=message,
        importer=End(subject, place=Place(origin.file, origin.line)),
        instead=instead,
        text=subject,
    )

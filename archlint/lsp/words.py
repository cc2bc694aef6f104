"""What an editor is told: findings, modules, routes and requests in, the protocol's types out."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from archlint.lsp.positions import Lines
from archlint.model.balance import MEASURE_WORDS, Measure
from archlint.model.connections import Connections, Request, Route
from archlint.model.finding import Finding, Place
from archlint.model.graph import Module
from archlint.model.roles import CLOSE
from archlint.pipeline.insight import Seen, innermost
from archlint.pipeline.workbench import Judged
from archlint.reports.escape import visible
from archlint.reports.wording import count

SOURCE = "archlint"
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
_USERS = 5

Read = Callable[[str], Lines]
"""The lines of a file of the project, by its path."""


def diagnostic(finding: Finding, lines: Lines, read: Read, root: Path) -> types.Diagnostic:
    """A finding at its place, the other end and the steps of a chain linked."""
    place = finding.importer.place if finding.importer and finding.importer.place else Place("")
    told = [visible(finding.message)]
    told += [f"Why: {visible(finding.because)}"] if finding.because else []
    told += [f"Instead: {visible(finding.instead)}"] if finding.instead else []
    return types.Diagnostic(
        range=lines.range(place),
        message="\n".join(told),
        severity=_SEVERITIES[finding.severity],
        code=finding.check,
        source=SOURCE,
        related_information=list(_related(finding, read, root)),
        data=finding.fingerprint,
    )


def _related(finding: Finding, read: Read, root: Path) -> Iterator[types.DiagnosticRelatedInformation]:
    for hop in finding.chain:
        said = f"{visible(hop.importer)} depends on {visible(hop.imported)}"
        yield types.DiagnosticRelatedInformation(location(hop.place, read, root), said)
    imported = finding.imported
    if imported is not None and imported.place is not None and not finding.chain:
        home = ".".join(filter(None, (imported.layer, imported.part)))
        said = f"{visible(imported.module)}{f' in {visible(home)}' if home else ''}"
        yield types.DiagnosticRelatedInformation(location(imported.place, read, root), said)


def location(place: Place, read: Read, root: Path) -> types.Location:
    return types.Location((root / place.file).as_uri(), read(place.file).range(place))


def other_end(finding: Finding, lines: Lines, read: Read, root: Path) -> types.Diagnostic | None:
    """A hint at what a violation leads to, linked back to where it starts; None where a finding has no second end."""
    importer, imported = finding.importer, finding.imported
    if importer is None or importer.place is None or imported is None or imported.place is None:
        return None
    return types.Diagnostic(
        range=lines.range(imported.place),
        message=f"{visible(importer.module)} must not depend on this: {visible(finding.message)}",
        severity=types.DiagnosticSeverity.Hint,
        code=finding.check,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(location(importer.place, read, root), visible(importer.module))
        ],
    )


class Hovered(NamedTuple):
    """What stands under the pointer: a line (0-based) of a judged file, the file's functions, and who uses it."""

    judged: Judged
    line: int
    units: tuple[Seen, ...]
    users: tuple[str, ...]
    measure: Measure


def hover(at: Hovered) -> str:
    """Markdown: the dependencies that the line causes, the function with its role and logic, the module and its users."""
    module = at.judged.module or Module("", "")
    home = ".".join(filter(None, (module.layer, module.part)))
    told = [
        f"{_code(one.imported)} · {one.kind} · {verdict}"
        for one, verdict in at.judged.dependencies
        if any(site.span.line == at.line + 1 for site in one.sites)
    ]
    around = innermost(at.units, at.line + 1)
    if around is not None:
        unit = around.verdict
        role, logic = unit.role, count(unit.logic, *MEASURE_WORDS[at.measure])
        close = f" (a close call with {role.runner_up})" if role.runner_up and role.lead < CLOSE else ""
        told.append(f"{_code(unit.name or '(unnamed)')} · **{role.role}**{close} · {logic}")
    facts = [_code(module.id), f"layer {_code(home)}" if home else "in no layer"]
    if at.units:
        logic = count(sum(one.verdict.logic for one in at.units), *MEASURE_WORDS[at.measure])
        facts.append(f"{logic} in {count(len(at.units), 'function')}")
    told.append(" · ".join((*facts, _used_by(at.users))))
    return "\n\n".join(told)


def _used_by(users: Sequence[str]) -> str:
    more = f" and {len(users) - _USERS} more" if len(users) > _USERS else ""
    named = ", ".join(map(_code, users[:_USERS]))
    return f"used by {count(len(users), 'module')}{f': {named}{more}' if users else ''}"


def _code(name: str) -> str:
    """A name that editors show as it is, whatever is in it."""
    return f"`{visible(name).replace('`', chr(0x2CB))}`"


def chain(finding: Finding) -> str:
    """The steps of a finding, one a line."""
    steps = (f"{visible(hop.place.file)}:{hop.place.line} → {visible(hop.imported)}" for hop in finding.chain)
    return "\n".join((visible(finding.message), *steps))


def answers(connections: Connections, file: str, line: int) -> list[Route | Request]:
    """For a request in this line the routes that answer it, for a route (or its handler) the requests that reach it."""
    asked = [one for one in connections.requests if one.file == file and one.line == line + 1]
    found: list[Route | Request] = [connections.routes[index] for one in asked for index in one.routes]
    served = {
        index for index, one in enumerate(connections.routes) if one.file == file and one.line in (line, line + 1)
    }
    found += [one for one in connections.requests if served.intersection(one.routes)]
    return found

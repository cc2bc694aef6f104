"""What an editor is told: findings, modules, routes and requests in, the protocol's types out."""

from collections.abc import Callable, Iterator
from pathlib import Path

from lsprotocol import types

from archlint.lsp.positions import Lines
from archlint.model.connections import Connections, Request, Route
from archlint.model.finding import Finding, Place
from archlint.model.graph import Module
from archlint.pipeline.workbench import Judged
from archlint.reports.escape import visible

SOURCE = "archlint"
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
_COMMENTS = {"python": "#"}

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


def hover(module: Module, judged: Judged, users: int, line: int, roles: dict[int, str]) -> str:
    """Markdown about what stands in a line: the dependencies that it causes, or the function and the module that it is in."""
    home = ".".join(filter(None, (module.layer, module.part))) or "no layer"
    lines = [
        f"**{visible(one.imported)}** · {one.kind} · {verdict}"
        for one, verdict in judged.dependencies
        if any(site.span.line == line + 1 for site in one.sites)
    ]
    if line + 1 in roles:
        lines.append(roles[line + 1])
    used = f"used by {users} module{'' if users == 1 else 's'}"
    return "\n\n".join([*lines, f"{visible(module.id)} · layer **{visible(home)}** · {used}"])


def answers(connections: Connections, file: str, line: int) -> list[Route | Request]:
    """For a request in this line the routes that answer it, for a route (or its handler) the requests that reach it."""
    asked = [one for one in connections.requests if one.file == file and one.line == line + 1]
    found: list[Route | Request] = [connections.routes[index] for one in asked for index in one.routes]
    served = {
        index for index, one in enumerate(connections.routes) if one.file == file and one.line in (line, line + 1)
    }
    found += [one for one in connections.requests if served.intersection(one.routes)]
    return found


def allow(finding: types.Diagnostic, uri: str, lines: Lines, language: str) -> types.CodeAction:
    """A comment above the line that accepts the finding, with a reason to fill in."""
    line = finding.range.start.line
    text = lines.text(line)
    indent = text[: len(text) - len(text.lstrip())]
    sign = _COMMENTS.get(language, "//")
    comment = f"{indent}{sign} archlint: allow[{finding.code}] say why\n"
    at = types.Range(types.Position(line, 0), types.Position(line, 0))
    return types.CodeAction(
        title=f"Allow {finding.code} here, with a reason",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[finding],
        edit=types.WorkspaceEdit(changes={uri: [types.TextEdit(at, comment)]}),
    )

"""Where the imported name is defined: findings and facts in, the same findings with the place of their imported end out."""

from collections.abc import Iterable, Mapping

import msgspec

from archlint.graph.system import System
from archlint.model.facts import FileFacts, Span
from archlint.model.finding import Finding, Place


def locate(findings: Iterable[Finding], system: System, facts: Mapping[str, FileFacts]) -> tuple[Finding, ...]:
    """Point the imported end at the first name that is taken from it; at the file's first line where that is not known."""
    exports: dict[str, dict[str, Span]] = {}

    def located(finding: Finding) -> Finding:
        imported = finding.imported
        if imported is None or imported.place is not None or imported.module not in facts:
            return finding
        if imported.module not in exports:
            body = facts[imported.module].body
            exports[imported.module] = {export.name: export.span for export in reversed(body.exports)}
        span = next(
            (exports[imported.module][name] for name in _names(finding, system) if name in exports[imported.module]),
            None,
        )
        place = Place(imported.module, 1, 1)
        if span is not None:
            place = Place(imported.module, span.line, span.column, span.start, span.end)
        return msgspec.structs.replace(finding, imported=msgspec.structs.replace(imported, place=place))

    return tuple(map(located, findings))


def _names(finding: Finding, system: System) -> Iterable[str]:
    """The names that the last step of a finding takes, also without what is behind a dot (`Invoice.total` → `Invoice`)."""
    step = finding.rejects[0][1:] if finding.rejects else None
    if step is None and finding.chain:
        step = (finding.chain[-1].importer, finding.chain[-1].imported)
    for dependency in system.dependencies.get(step, ()) if step else ():
        for site in dependency.sites:
            yield site.name
            yield site.name.partition(".")[0]

"""`--since`: everything is judged, what the change touched is reported. Findings in, those about changed files out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from archlint.model.analysis import Diagnostic
from archlint.model.finding import Finding
from archlint.model.graph import Module
from archlint.model.rulebook import Rulebook
from archlint.pipeline.git import changed_since


def since(
    root: Path, revision: str, findings: Iterable[Finding], rulebook: Rulebook, modules: Mapping[str, Module]
) -> tuple[tuple[Finding, ...], Diagnostic]:
    """The findings that a change since `revision` touches, and a note that says what was passed over. A change of the
    declaration touches everything. What is wrong with the declaration or the baseline themselves (an empty layer, an
    exception that accepts nothing any more) is always reported: any change may have caused it. A finding about a layer as a
    whole is touched by any change in that layer. Raises RevisionError.
    """
    found = tuple(findings)
    declaration = {origin.file for origin in rulebook.origins.values() if not origin.file.startswith("pack:")}
    changed = changed_since(root, revision, sorted({*modules, *declaration}))
    if changed & declaration:
        return found, Diagnostic("", 0, "note", f"the declaration changed since {revision}: all findings are reported")
    layers = {f"layers.{modules[path].layer}" for path in changed if path in modules and modules[path].layer}
    touched = tuple(
        finding
        for finding in found
        if _is_homeless(finding, modules) or not (changed | layers).isdisjoint(_files(finding))
    )
    hidden = sum(finding.state == "open" for finding in found) - sum(finding.state == "open" for finding in touched)
    files = "1 file" if len(changed) == 1 else f"{len(changed):,} files"
    older = "1 older finding is" if hidden == 1 else f"{hidden:,} older findings are"
    note = f"{files} changed since {revision}; {older} not shown"
    return touched, Diagnostic("", 0, "note", note)


def _is_homeless(finding: Finding, modules: Collection[str]) -> bool:
    """Whether a finding is about nothing that lies in a module."""
    return all(file not in modules for file in _files(finding))


def _files(finding: Finding) -> Iterator[str]:
    for end in (finding.importer, finding.imported):
        if end is not None:
            yield end.module
            if end.place is not None:
                yield end.place.file
    for hop in finding.chain:
        yield hop.importer
        yield hop.imported

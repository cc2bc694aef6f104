"""Findings in groups: by check and by the pair of layers or parts they run between. Pure; shared by all reports."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from archlint.model.finding import End, Finding, Place, Severity
from archlint.reports.escape import visible

LIBRARY = "a library"


class Group(NamedTuple):
    """Findings of one check between one pair of places, in the order of the analysis. `importer` and `imported` name
    the layer (`ui`) or part (`ui.web`), "" where there is none; `pairs` says whether the findings have two ends. `more`
    counts what the findings stand for.
    """

    check: str
    severity: Severity
    importer: str
    imported: str
    pairs: bool
    findings: tuple[Finding, ...]

    @property
    def more(self) -> int:
        return sum(finding.more for finding in self.findings)


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Errors before warnings, otherwise in the order in which each group's first finding comes."""
    members: dict[tuple[str, Severity, str, str, bool], list[Finding]] = {}
    for finding in findings:
        pairs = finding.imported is not None and finding.importer is not None
        key = (finding.check, finding.severity, where(finding.importer), where(finding.imported), pairs)
        members.setdefault(key, []).append(finding)
    return [Group(*key, tuple(members[key])) for key in sorted(members, key=lambda key: key[1] != "error")]


def where(end: End | None) -> str:
    """`layer.part`, `layer`, "a library" for what is not of the project, or "" where nothing claims the end."""
    if end is None:
        return ""
    if not end.layer:
        return "" if end.place else LIBRARY
    return f"{end.layer}.{end.part}" if end.part else end.layer


def place_of(end: End | None) -> Place | None:
    """Where an end is; the whole file when only its module is known, None when the finding has no place."""
    if end is None:
        return None
    return end.place if end.place is not None else Place(end.module)


def location(place: Place) -> str:
    """`file:line:column`, as short as what is known. Not escaped."""
    return ":".join([place.file, *(str(number) for number in (place.line, place.column) if number)])


def fingerprint(finding: Finding) -> str:
    """The finding's own fingerprint, or one made of its content (never of its lines)."""
    if finding.fingerprint:
        return finding.fingerprint
    ends = (finding.importer, finding.imported)
    content = "\0".join((finding.check, *(end.module if end else "" for end in ends), finding.text or finding.message))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def numbered_fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One fingerprint per finding, all different: the second of two equal ones gets `-2`, and so on."""
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        mark = visible(fingerprint(finding))
        seen[mark] = seen.get(mark, 0) + 1
        result.append(mark if seen[mark] == 1 else f"{mark}-{seen[mark]}")
    return result

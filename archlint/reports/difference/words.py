"""A difference in words: what its text and its Markdown share."""

from archlint.model.difference import DependencyChange, Difference, LayerChange, OperationChange
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Module
from archlint.model.operations import Operation
from archlint.reports.balance_words import band_text
from archlint.reports.grouping import location, place_of
from archlint.reports.wording import count

Marked = tuple[str, str]
"""`+`, `-` or `~`, and what it is about. Not escaped."""


def verdict_of(difference: Difference) -> str:
    """The first line: which way it went."""
    if difference.is_empty:
        return "nothing changed"
    told = [
        f"{count(len(found), 'finding')} {word}"
        for found, word in ((difference.new, "new"), (difference.fixed, "fixed"), (difference.accepted, "accepted"))
        if found
    ]
    return ", ".join(told) if told else "no finding is new, none is fixed"


def dependency_line(change: DependencyChange, modules: dict[str, Module]) -> Marked:
    told = f"{ends_of(change, modules)}: {dependency_place(change.dependency)} → {change.dependency.imported}"
    return mark_of(change), told


def mark_of(change: DependencyChange) -> str:
    return "+" if change.before is None else "-" if change.after is None else "~"


def ends_of(change: DependencyChange, modules: dict[str, Module]) -> str:
    """`ui.web → enablement (import, allowed)`."""
    dependency = change.dependency
    verdict = " → ".join(filter(None, (change.before, change.after)))
    ends = f"{_home(dependency.importer, modules)} → {_home(dependency.imported, modules)}"
    return f"{ends} ({dependency.kind}, {verdict})"


def stays_inside(change: DependencyChange, modules: dict[str, Module]) -> bool:
    """Whether it joins what lies in one layer and part, and was and is allowed."""
    dependency = change.dependency
    is_one = _home(dependency.importer, modules) == _home(dependency.imported, modules)
    return is_one and {change.before, change.after} <= {"allowed", None}


def finding_line(finding: Finding) -> str:
    place = place_of(finding.importer)
    at = f"{location(place)}: " if place else ""
    return f"{finding.severity} {at}{finding.check}: {finding.message}"


def layer_line(change: LayerChange) -> str:
    """`41.0 % → 43.2 % (+2.2), band 10–30 %`."""
    before, after = (f"{100 * share:.1f} %" if share is not None else "–" for share in (change.before, change.after))
    if before == after:
        told = before
    elif change.before is None or change.after is None:
        told = f"{before} → {after}"
    else:
        told = f"{before} → {after} ({100 * (change.after - change.before):+.1f})"
    return f"{told}, band {band_text(change.band)}" if change.band else told


def centre_line(difference: Difference) -> str:
    """Where the centre of gravity was and is, "" where it is not known or did not move."""
    before, after = difference.centre
    if before is None or after is None or round(before, 3) == round(after, 3):
        return ""
    return f"centre of gravity {100 * before:.1f} % → {100 * after:.1f} % (0 % is the top)"


def operation_line(change: OperationChange) -> Marked:
    after, before = change.after, change.before
    if before is None and after is not None:
        return "+", f"{_name(after)}: {_pattern(after)}"
    if before is not None and after is not None:
        return "~", f"{_name(after)}: {_pattern(before)} → {_pattern(after)}"
    return ("-", f"{_name(before)}: {_pattern(before)}") if before is not None else ("~", "")


def totals_line(difference: Difference) -> str:
    """`open findings 62 → 64, violations 9, …`: one number where both are the same."""
    return ", ".join(
        f"{one.counted} {one.before:,}" + (f" → {one.after:,}" if one.before != one.after else "")
        for one in difference.totals
    )


def _home(name: str, modules: dict[str, Module]) -> str:
    module = modules.get(name)
    if module is None or not module.layer:
        return "(no layer)"
    return f"{module.layer}.{module.part}" if module.part else module.layer


def dependency_place(dependency: Dependency) -> str:
    return f"{dependency.importer}:{dependency.sites[0].span.line}" if dependency.sites else dependency.importer


def _name(operation: Operation) -> str:
    return operation.route or f"{operation.name} ({operation.module})"


def _pattern(operation: Operation) -> str:
    return f"{operation.backend_pattern}, {operation.frontend_pattern}"

"""Operations for people at a terminal: an Analysis in, the operations by their patterns out."""

from collections.abc import Sequence

from archlint.model.analysis import Analysis
from archlint.model.operations import BACKEND_PATTERNS, BackendPattern, Operation
from archlint.reports.escape import visible
from archlint.reports.paint import paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count

_SHOWN = 12

_MEANING: dict[BackendPattern, str] = {
    "several backends": "joins what several backends answer",
    "single backend with logic": "asks one backend and decides",
    "own logic": "decides without any backend that archlint sees",
    "no logic": "hands on, and decides nothing",
}


def render(analysis: Analysis, view: View) -> str:
    """Counts first, then each pattern with its operations."""
    operations = analysis.operations
    lines = [f"{paint(visible(analysis.project), 'bold', on=view.color)}: {summary(operations)}", ""]
    for pattern in BACKEND_PATTERNS:
        found = [operation for operation in operations if operation.backend_pattern == pattern]
        if not found:
            continue
        head = f"{pattern}: {_MEANING[pattern]} ({len(found):,})"
        lines.append(paint(head, "bold", on=view.color))
        shown = found if view.limit is None else found[:_SHOWN]
        for operation in shown:
            lines += _told(operation, view)
        if len(found) > len(shown):
            lines.append(f"  +{len(found) - len(shown):,} more (--all shows them)")
        lines.append("")
    for phrase in unknown(operations):
        lines += paragraph(phrase, indent="", width=view.width)
    return "\n".join(lines).rstrip("\n") + "\n"


def _told(operation: Operation, view: View) -> list[str]:
    name = visible(operation.name or "(unnamed)")
    route = f"  {visible(operation.route)}" if operation.route else ""
    place = paint(f"{visible(operation.module)}:{operation.line}", "dim", on=view.color)
    return [f"  {name}{route}  {place}", *paragraph(facts(operation), indent="", label="    ", width=view.width)]


def facts(operation: Operation) -> str:
    """Backends, logic, consumers and restriction in one line."""
    told = [f"backends: {', '.join(map(visible, operation.backends)) or 'none'}"]
    told.append(f"asks or computes {count(operation.logic, 'time')}")
    used = ", ".join(f"{visible(one.channel)} ({one.logic})" for one in operation.consumers)
    told.append(f"{operation.frontend_pattern}{f': {used}' if used else ''}")
    restricted = ", ".join(map(visible, operation.restricted))
    told.append(f"restricted in {restricted}" if restricted else "not restricted")
    return " · ".join(told)


def summary(operations: Sequence[Operation]) -> str:
    """`12 operations: 3 several backends, 9 pass-through`."""
    found = [(pattern, sum(one.backend_pattern == pattern for one in operations)) for pattern in BACKEND_PATTERNS]
    counted = ", ".join(f"{number:,} {pattern}" for pattern, number in found if number)
    return f"{count(len(operations), 'operation')}{f': {counted}' if counted else ''}"


def unknown(operations: Sequence[Operation]) -> list[str]:
    """What cannot be told."""
    told = []
    unused = sum(operation.frontend_pattern == "no consumer seen" for operation in operations)
    if unused:
        told.append(
            f"No consumer is seen of {unused:,} of them: calls over HTTP and events are not followed yet, only imports."
        )
    return told

"""Operations for people at a terminal: an Analysis in, a table of the operations by their patterns out."""

from collections.abc import Sequence

from archlint.model.analysis import Analysis
from archlint.model.operations import BACKEND_PATTERNS, LIMITED, BackendPattern, Operation
from archlint.reports.escape import visible
from archlint.reports.paint import paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count

_SHOWN = 12

_MEANING: dict[BackendPattern, str] = {
    "several backends": "asks several backends for one answer",
    "single backend with logic": "asks one backend, and decides or computes",
    "own logic": "decides or computes, and asks no backend that archlint sees",
    "no logic": "hands on, and decides nothing",
    "not classified": "stands at a route without a name of its own, so what it does is not told apart",
}
_HEAD = ("operation", "backends", "logic", "used by", "asks who in", "where")
_NUMBER = 2
"""The column that is aligned to the right."""


def render(analysis: Analysis, view: View) -> str:
    """Counts first, then each pattern with its operations, then what cannot be told."""
    operations = analysis.operations
    lines = [f"{paint(visible(analysis.project), 'bold', on=view.color)}: {summary(operations)}", ""]
    groups = {pattern: [one for one in operations if one.backend_pattern == pattern] for pattern in BACKEND_PATTERNS}
    shown = {pattern: found if view.limit is None else found[:_SHOWN] for pattern, found in groups.items()}
    rows = {pattern: [_row(operation) for operation in found] for pattern, found in shown.items()}
    table = [_HEAD, *(row for found in rows.values() for row in found)]
    widths = [max(len(row[at]) for row in table) for at in range(len(_HEAD))]
    for pattern in BACKEND_PATTERNS:
        found = groups[pattern]
        if not found:
            continue
        head = f"{pattern} ({len(found):,}): {_MEANING[pattern]}"
        lines.append(paint(head, "bold", on=view.color))
        lines.append(paint(_aligned(_HEAD, widths), "dim", on=view.color))
        lines += [_aligned(row, widths) for row in rows[pattern]]
        if len(found) > len(rows[pattern]):
            lines.append(f"  +{len(found) - len(rows[pattern]):,} more (--all shows them)")
        lines.append("")
    for phrase in notes(operations):
        lines += paragraph(phrase, indent="", width=view.width)
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(operation: Operation) -> tuple[str, ...]:
    return (
        " ".join(filter(None, (visible(operation.name or "(unnamed)"), visible(operation.route)))),
        ", ".join(map(visible, operation.backends)) or "-",
        f"{operation.logic:,}",
        channels(operation),
        ", ".join(map(visible, operation.restricted)) or "-",
        f"{visible(operation.module)}:{operation.line}",
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if at == _NUMBER else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  " + "  ".join(cells).rstrip()


def channels(operation: Operation) -> str:
    """`several channels, limited difference: app (0), web (3)`; what is in brackets is only told where it is compared."""
    used = operation.consumers
    if not used:
        return "-"
    told = [visible(one.channel) + (f" ({one.logic:,})" if len(used) > 1 else "") for one in used]
    return f"{operation.frontend_pattern}: {', '.join(told)}"


def summary(operations: Sequence[Operation]) -> str:
    """`12 operations: 3 several backends, 9 no logic`."""
    found = [(pattern, sum(one.backend_pattern == pattern for one in operations)) for pattern in BACKEND_PATTERNS]
    counted = ", ".join(f"{number:,} {pattern}" for pattern, number in found if number)
    return f"{count(len(operations), 'operation')}{f': {counted}' if counted else ''}"


def notes(operations: Sequence[Operation]) -> list[str]:
    """How to read the numbers, and what cannot be told."""
    classified = [operation for operation in operations if operation.backend_pattern != "not classified"]
    told = []
    if any(operation.logic for operation in operations):
        told.append(
            "logic: how often an operation and what it calls in the enablement layers ask something of data or compute."
        )
    if any(len(operation.consumers) > 1 for operation in operations):
        told.append(
            "used by: in brackets how often the functions that call the operation do so; the difference between the most and "
            f"the least is limited up to {LIMITED}, extensive beyond."
        )
    unused = sum(operation.frontend_pattern == "no consumer seen" for operation in operations)
    if unused:
        told.append(f"No channel is seen to use {unused:,} of them: imports and requests are followed, events are not.")
    remote = sum(any(name.startswith("via ") for name in operation.backends) for operation in operations)
    if remote:
        told.append(
            f"{remote:,} ask through a library (via …): which systems answer is not known, and several behind libraries of one "
            "kind count as one."
        )
    alone = sum(not operation.backends for operation in classified)
    if alone:
        told.append(f"{alone:,} reach no backend that archlint sees; calls on values of unknown type are not followed.")
    return told

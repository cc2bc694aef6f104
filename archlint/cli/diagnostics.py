"""Diagnostics on stderr: what the user must know besides findings, the first of each kind, the rest counted."""

from collections.abc import Iterable

from archlint.cli.door import Door
from archlint.model.analysis import Diagnostic
from archlint.reports.paint import Color, paint

_SHOWN = 20
_KINDS: dict[str, Color] = {"error": "red", "warning": "yellow", "note": "cyan"}


def say(diagnostics: Iterable[Diagnostic], door: Door, *, every: bool = False) -> None:
    """Errors first. When quiet, errors only."""
    from archlint.reports.escape import visible

    told = list(diagnostics)
    for kind, color in _KINDS.items():
        if door.quiet and kind != "error":
            continue
        of_kind = [diagnostic for diagnostic in told if diagnostic.kind == kind]
        for diagnostic in of_kind if every else of_kind[:_SHOWN]:
            at = diagnostic.file + (f":{diagnostic.line}" if diagnostic.line else "")
            label = paint(kind, color, on=door.terminal.error_color)
            door.terminal.err(f"{label}: {visible(at)}{': ' if at else ''}{visible(diagnostic.message)}\n")
        if len(of_kind) > _SHOWN and not every:
            door.terminal.err(f"{kind}: +{len(of_kind) - _SHOWN:,} more (--all shows them)\n")

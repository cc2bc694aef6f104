"""Standard interfaces for people at a terminal: an Analysis in, what has drifted and who offers and uses which out."""

from collections.abc import Iterator, Sequence

from archlint.model.analysis import Analysis
from archlint.model.standards import StandardUse
from archlint.reports import standards_words as words
from archlint.reports.escape import visible
from archlint.reports.paint import paint, paragraph
from archlint.reports.view import View

_SHOWN = 10


def render(analysis: Analysis, view: View) -> str:
    """What has drifted first, then each interface with its two ends; without a limit with every place."""
    uses = analysis.standards
    lines = [f"{paint(visible(analysis.project), 'bold', on=view.color)}: {words.summary(uses)}", ""]
    lines += _drifted([use for use in uses if words.is_drifted(use)], view)
    for one in words.interfaces(uses):
        head = f"{visible(words.title(one))}  {words.versions(one)}"
        lines.append(paint(head, "bold", on=view.color))
        for side, label in words.SIDES.items():
            parties = one.parties(side)
            if parties:
                told = ", ".join(visible(words.party(party)) for party in parties)
                lines += paragraph(told, indent="  ", label=f"{label:<13} ", width=view.width)
        if view.limit is None:
            lines += _places([use for use in uses if (use.standard, use.number, use.name) == _key(one)], view)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _key(one: words.Interface) -> tuple[str, str, str]:
    return one.standard, one.number, one.name


def _drifted(uses: Sequence[StandardUse], view: View) -> Iterator[str]:
    if not uses:
        return
    yield paint(f"drifted ({len(uses):,})", "bold", on=view.color)
    kept = uses if view.limit is None else uses[:_SHOWN]
    rows = [
        (use.method, visible(use.path), visible(words.drift(use)), f"{visible(use.file)}:{use.line}") for use in kept
    ]
    yield from _aligned(rows, view)
    if len(uses) > len(kept):
        yield f"  and {len(uses) - len(kept):,} more (--all shows them)"
    yield ""


def _places(uses: Sequence[StandardUse], view: View) -> Iterator[str]:
    rows = [(use.side, use.method, visible(use.path), f"{visible(use.file)}:{use.line}") for use in uses]
    yield from _aligned(rows, view)


def _aligned(rows: Sequence[tuple[str, ...]], view: View) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        yield "  " + "  ".join((*cells, paint(row[-1], "dim", on=view.color)))

"""Journeys for people at a terminal: an Analysis in, every journey from its screens to the systems behind out."""

from archlint.measures.ranking import ranked
from archlint.model.analysis import Analysis
from archlint.model.journeys import JourneyTrace, Way
from archlint.reports import journeys_words as words
from archlint.reports.escape import visible
from archlint.reports.paint import paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count

_HEAD = ("layer", "modules", "functions", "logic", "findings", "components")
_WAYS = 6


def render(analysis: Analysis, view: View) -> str:
    """What to move first, then each journey: its stages from top to bottom, its ways, its gaps and its smallest scope."""
    traces = ranked(analysis.journeys)
    if not traces:
        return f"{words.NOTHING} {words.HOW}\n"
    lines = [paint(visible(analysis.project), "bold", on=view.color), visible(words.first_of(traces)), ""]
    for trace in traces:
        lines += [*_journey(trace, view), ""]
    return "\n".join(lines[:-1]) + "\n"


def _journey(trace: JourneyTrace, view: View) -> list[str]:
    lines = [
        paint(visible(words.title(trace)), "bold", on=view.color),
        f"  {words.summary(trace)}",
        "",
        *_stages(trace, view),
    ]
    ways = trace.ways if view.limit is None else _one_per_end(trace.ways)[:_WAYS]
    for way in ways:
        lines += ["", f"  {visible(words.way_title(way))}"]
        after = [*way.steps[1:], None]
        for step, following in zip(way.steps, after, strict=True):
            lines += paragraph(visible(words.step_line(step, following)), indent="    ", width=view.width)
            facts = paragraph(visible(words.step_facts(step)), indent="      ", width=view.width)
            lines += [paint(line, "dim", on=view.color) for line in facts]
    hidden = len(trace.ways) - len(ways)
    lines += ["", f"  +{count(hidden, 'more way')} (--all shows them)"] if hidden else []
    if trace.gaps:
        lines += ["", paint(f"  missing ({len(trace.gaps):,})", "yellow", on=view.color)]
        shown = trace.gaps if view.limit is None else trace.gaps[: view.limit]
        for gap in shown:
            lines += paragraph(
                visible(f"{gap.module}:{gap.line}: {gap.what}: {gap.why}"), indent="    ", width=view.width
            )
        lines += (
            [f"    +{len(trace.gaps) - len(shown):,} more (--all shows them)"] if len(shown) < len(trace.gaps) else []
        )
    if trace.shared:
        told = ", ".join(f"{count(number, 'module')} with {name}" for name, number in trace.shared.items())
        lines += ["", *paragraph(visible(f"shares {told}"), indent="  ", width=view.width)]
    return [
        *lines,
        "",
        *paragraph(visible(words.scope_line(trace)), indent="  ", label="smallest scope: ", width=view.width),
        *_pieces(trace, view),
    ]


def _pieces(trace: JourneyTrace, view: View) -> list[str]:
    """What the smallest scope takes of every layer and part."""
    width = max((len(visible(words.place_of(piece))) for piece in trace.pieces), default=0)
    lines = []
    for piece in trace.pieces:
        label = f"{visible(words.place_of(piece)):{width}}  "
        lines += paragraph(visible(words.piece_line(piece)), indent="    ", label=label, width=view.width)
    return lines


def _stages(trace: JourneyTrace, view: View) -> list[str]:
    rows = [
        (
            visible(words.place_of(stage)),
            f"{stage.modules:,}" + (f" ({stage.current:,} current)" if stage.current else ""),
            f"{stage.functions:,}",
            f"{stage.logic:,}",
            f"{stage.findings:,}",
            visible(", ".join(stage.components)) or "-",
        )
        for stage in trace.stages
    ]
    table = [_HEAD, *rows]
    widths = [max(len(row[at]) for row in table) for at in range(len(_HEAD))]
    aligned = [
        "  "
        + "  ".join(
            cell.ljust(width) if at in (0, 5) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return [paint(aligned[0], "dim", on=view.color), *aligned[1:]]


def _one_per_end(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The shortest way to each end."""
    found: dict[str, Way] = {}
    for way in ways:
        if way.end not in found or len(way.steps) < len(found[way.end].steps):
            found[way.end] = way
    return tuple(found.values())

"""Journeys in Markdown: an Analysis in, tables and ways for a comment or a page out."""

from archlint.measures.ranking import ranked
from archlint.model.analysis import Analysis
from archlint.model.journeys import JourneyTrace
from archlint.reports import journeys_words as words
from archlint.reports.escape import markdown
from archlint.reports.view import View
from archlint.reports.wording import count


def render(analysis: Analysis, _view: View) -> str:
    """A table of all journeys in the order in which to move them, then each with its stages, ways and gaps."""
    traces = ranked(analysis.journeys)
    if not traces:
        return f"{words.NOTHING} {markdown(words.HOW)}\n"
    rows = [
        f"| {markdown(trace.name)} | {round(100 * trace.contacts)} % | {len(trace.modules):,} | {trace.findings:,} | "
        f"{markdown(words.movement(trace)) or '–'} | {len(trace.gaps):,} |"
        for trace in traces
    ]
    head = ["| journey | contacts | modules | findings | moved | gaps |", "|---|--:|--:|--:|---|--:|"]
    blocks = [
        f"### Journeys of {markdown(analysis.project)}",
        markdown(words.first_of(traces)),
        "\n".join([*head, *rows]),
    ]
    for trace in traces:
        blocks += _journey(trace)
    return "\n\n".join(blocks) + "\n"


def _journey(trace: JourneyTrace) -> list[str]:
    rows = [
        f"| {markdown(words.place_of(stage))} | {stage.modules:,} | {stage.functions:,} | {stage.logic:,} | "
        f"{stage.findings:,} | {markdown(', '.join(stage.components))} |"
        for stage in trace.stages
    ]
    head = ["| layer | modules | functions | logic | findings | components |", "|---|--:|--:|--:|--:|---|"]
    blocks = [f"#### {markdown(words.title(trace))}", markdown(words.summary(trace)), "\n".join([*head, *rows])]
    for way in trace.ways:
        steps = [
            f"{number}. {markdown(words.step_line(step, following))} ({markdown(words.step_facts(step))})"
            for number, (step, following) in enumerate(zip(way.steps, [*way.steps[1:], None], strict=True), 1)
        ]
        blocks.append(
            "\n".join(
                [
                    f"<details><summary>{markdown(way.entry)} {markdown(words.way_title(way))}</summary>",
                    "",
                    *steps,
                    "",
                    "</details>",
                ]
            )
        )
    if trace.gaps:
        gaps = [f"- {markdown(f'{gap.module}:{gap.line}: {gap.what}: {gap.why}')}" for gap in trace.gaps[:100]]
        more = [f"- *+{count(len(trace.gaps) - 100, 'more')}*"] if len(trace.gaps) > 100 else []
        blocks.append("\n".join(["**Missing**", "", *gaps, *more]))
    pieces = [f"- {markdown(words.place_of(piece))}: {markdown(words.piece_line(piece))}" for piece in trace.pieces]
    scope = f"Smallest scope: {markdown(words.scope_line(trace))}"
    return [*blocks, scope, *(["\n".join(pieces)] if pieces else [])]

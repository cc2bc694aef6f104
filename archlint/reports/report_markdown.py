"""The report in Markdown, for a wiki or a mail: an Analysis in, the summary of the page, the answers of those who steer and the
maturity out. Whatever comes from the project is escaped.
"""

from collections.abc import Iterator

from archlint.model.analysis import Analysis
from archlint.reports.assessment_markdown import model_blocks, steering_blocks
from archlint.reports.assessment_words import DRAFT, PROMISE
from archlint.reports.escape import markdown
from archlint.reports.page.summary import first_steps, is_balanced, is_layered, is_moving
from archlint.reports.steering import steering
from archlint.reports.view import View

_MARKS = {"good": "✓", "bad": "✗", "open": "?"}


def render(analysis: Analysis, view: View) -> str:
    """`View.history` holds earlier analyses; without an assessment its part is left out."""
    blocks = [f"# {markdown(analysis.project)}: the architecture", *_summary(analysis, view)]
    blocks += steering_blocks(steering(analysis))
    if analysis.assessment is not None:
        blocks += model_blocks(analysis.assessment, view)
        blocks += [DRAFT] if analysis.assessment.drafted else []
        blocks.append(PROMISE)
    return "\n\n".join(blocks) + "\n"


def _summary(analysis: Analysis, view: View) -> Iterator[str]:
    """The three questions in a table, and what to do first."""
    rows = ["| | | in numbers |", "|---|---|---|"]
    for answer in (is_layered(analysis), is_balanced(analysis), is_moving(analysis, view.history)):
        numbers = "<br>".join(markdown(f"{value} {what}") for value, what in answer.numbers)
        rows.append(f"| {_MARKS[answer.mood]} {answer.question} | {markdown(answer.answer)} | {numbers} |")
    yield "\n".join(rows)
    steps = first_steps(analysis)
    if steps:
        told = [
            f"{markdown(step.told)}: {markdown(step.instead)}" if step.instead else markdown(step.told)
            for step in steps
        ]
        yield "\n".join(("What to do first:\n", *(f"{number}. {one}" for number, one in enumerate(told, 1))))

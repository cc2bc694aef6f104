"""A plan in Markdown: an Analysis in, a table of the next moves and what each does out."""

from archlint.model.analysis import Analysis
from archlint.model.plan import Plan, Step
from archlint.reports import plan_words as words
from archlint.reports.escape import markdown
from archlint.reports.view import View


def render(analysis: Analysis, _view: View) -> str:
    """One row per step, then each with its details."""
    plan = analysis.plan or Plan()
    blocks = [f"### Plan for {markdown(analysis.project)}", f"**{words.summary(plan)}**"]
    if plan.steps:
        rows = [
            f"| {step.number} | {markdown(step.text)} | {step.effect.distance[0]:,} → {step.effect.distance[1]:,} | "
            f"{len(step.effect.removed):,} | {len(step.effect.created):,} | {step.effort.size} |"
            for step in plan.steps
        ]
        head = ["| | move | to go | removes | creates | effort |", "|--:|---|---|--:|--:|---|"]
        blocks.append("\n".join([*head, *rows]))
        blocks += [_details(step) for step in plan.steps]
    if plan.held_back:
        told = [f"- {markdown(f'{held.text}: {held.why}')}" for held in plan.held_back]
        blocks.append("\n".join(["<details><summary>held back</summary>", "", *told, "", "</details>"]))
    if plan.open_checks:
        left = ", ".join(f"{number:,} {check}" for check, number in plan.open_checks.items())
        blocks.append(f"Still to go: {markdown(left)}")
    return "\n\n".join([*blocks, words.tried_line(plan)]) + "\n"


def _details(step: Step) -> str:
    told = [
        words.effect_line(step.effect),
        words.creates_line(step.effect),
        *([f"logic: {words.balance_line(step.effect)}"] if step.effect.balance else []),
        *words.journey_lines(step.effect),
        *([f"new files: {', '.join(step.effect.files)}"] if step.effect.files else []),
        f"effort {words.effort_line(step.effort)}",
        *([f"why: {words.why_line(step)}"] if step.why else []),
    ]
    lines = [f"- {markdown(text)}" for text in told]
    summary = f"<details><summary>{step.number}. {markdown(step.text)}</summary>"
    return "\n".join([summary, "", *lines, "", "</details>"])

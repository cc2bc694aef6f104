"""A plan for people at a terminal: an Analysis in, the next moves with what each does out."""

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.plan import Plan, Step
from archlint.reports import plan_words as words
from archlint.reports.escape import visible
from archlint.reports.grouping import location, place_of
from archlint.reports.paint import paint, paragraph
from archlint.reports.view import View


def render(analysis: Analysis, view: View) -> str:
    """Where the plan leads, then its steps in order, what was held back, and what no step removes."""
    plan = analysis.plan or Plan()
    lines = [paint(visible(analysis.project), "bold", on=view.color), words.summary(plan)]
    for step in plan.steps:
        lines += ["", *_step(step, view)]
    if plan.held_back:
        lines += ["", paint(f"held back ({len(plan.held_back):,})", "yellow", on=view.color)]
        for held in plan.held_back if view.limit is None else plan.held_back[: view.limit]:
            lines += paragraph(visible(f"{held.text}: {held.why}"), indent="  ", width=view.width)
        hidden = len(plan.held_back) - (view.limit or len(plan.held_back))
        lines += [f"  +{hidden:,} more (--all shows them)"] if hidden > 0 else []
    if plan.open_checks:
        told = ", ".join(f"{number:,} {check}" for check, number in plan.open_checks.items())
        lines += ["", *paragraph(visible(told), indent="", label="still to go: ", width=view.width)]
    return "\n".join([*lines, "", words.tried_line(plan)]) + "\n"


def _step(step: Step, view: View) -> list[str]:
    head, *more = paragraph(visible(step.text), indent="", label=f"{step.number}. ", width=view.width)
    lines = [paint(head, "bold", on=view.color), *more]

    def told(label: str, text: str) -> None:
        if text:
            lines.extend(paragraph(visible(text), indent="   ", label=f"{label:9}", width=view.width))

    told("effect", words.effect_line(step.effect))
    told("breaks", _found(step.effect.created) if step.effect.created else "")
    told("logic", words.balance_line(step.effect))
    for line in words.journey_lines(step.effect):
        told("journey", line)
    told("files", ", ".join(step.effect.files))
    told("effort", words.effort_line(step.effort))
    told("why", words.why_line(step))
    return lines


def _found(findings: tuple[Finding, ...]) -> str:
    told = []
    for finding in findings[:3]:
        place = place_of(finding.importer)
        told.append(f"{finding.check} at {location(place)}" if place else finding.check)
    more = f" and {len(findings) - 3:,} more" if len(findings) > 3 else ""
    return f"creates {', '.join(told)}{more}"

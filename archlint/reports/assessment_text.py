"""An assessment for people at a terminal: an Analysis in, levels with what is missing and what to do next out."""

from collections.abc import Iterator

from archlint.model.analysis import Analysis
from archlint.model.maturity import LEVELS, Assessment, DomainState, Judged, StandardState, rank
from archlint.reports import assessment_words as words
from archlint.reports.escape import visible
from archlint.reports.paint import Color, paint, paragraph
from archlint.reports.view import View

_COLORS: dict[str, Color] = {
    "met": "green",
    "missed": "red",
    "stale": "yellow",
    "unanswered": "yellow",
    "not visible": "dim",
}


def render(analysis: Analysis, view: View) -> str:
    """By standards where View.standards names some, else by the maturity model. Without a limit every criterion is told."""
    assessment = analysis.assessment
    if assessment is None:
        return "This analysis holds no assessment: it was saved by another command than 'archlint assess'.\n"
    lines: list[str] = []
    if view.standards:
        for one in words.standards_shown(assessment, view.standards):
            lines += [*_standard(one, view), ""]
    else:
        lines += _model(analysis.project, assessment, view)
    if assessment.drafted:
        lines += paragraph(words.DRAFT, indent="", width=view.width)
    lines += paragraph(words.PROMISE, indent="", width=view.width)
    return "\n".join(lines).rstrip("\n") + "\n"


def _model(project: str, assessment: Assessment, view: View) -> Iterator[str]:
    yield f"{paint(visible(project), 'bold', on=view.color)}: {words.headline(assessment)} ({visible(assessment.title)})"
    yield ""
    width = max((len(visible(domain.title)) for domain in assessment.domains), default=0)
    for domain in assessment.domains:
        yield _ladder(domain, width, view)
    yield ""
    for warning in assessment.warnings:
        yield from paragraph(visible(warning), indent="", label="warning: ", width=view.width)
    if assessment.warnings:
        yield ""
    for domain in assessment.domains:
        yield from _domain(domain, view)
    if assessment.steps:
        yield paint("Next", "bold", on=view.color)
        for number, step in enumerate(assessment.steps, 1):
            yield from paragraph(visible(step.what), indent="  ", label=f"{number}  ", width=view.width)
            yield from paragraph(visible(step.because), indent="     ", width=view.width)
        yield ""
    if assessment.drivers:
        yield paint("Business drivers", "bold", on=view.color)
        total = sum(driver.weight for driver in assessment.drivers)
        for driver in sorted(assessment.drivers, key=lambda one: -one.weight):
            share = f"{100 * driver.weight / total:.0f} %"
            yield from paragraph(
                visible(f"{driver.name} ← {', '.join(driver.serves)}"),
                indent="  ",
                label=f"{share:>5}  ",
                width=view.width,
            )
        yield ""


def _ladder(domain: DomainState, width: int, view: View) -> str:
    """A rung for each level: filled where it is reached, outlined where it is the target."""
    rungs = ""
    for level in LEVELS:
        reached = rank(level) <= rank(domain.level)
        aimed = bool(domain.target) and rank(level) <= rank(domain.target)
        rungs += paint("██ ", "green", on=view.color) if reached else ("▒▒ " if aimed else "·· ")
    target = f"  target {domain.target}" if domain.target else ""
    weight = f"  serves {100 * domain.weight:.0f} % of the drivers" if domain.weight else ""
    return f"  {visible(domain.title):{width}}  {rungs} {words.level(domain)}{target}{weight}"


def _domain(domain: DomainState, view: View) -> Iterator[str]:
    head = f"{visible(domain.title)} ({domain.kind}): {words.level(domain)}"
    yield paint(head, "bold", on=view.color) + f"  {words.tally(domain.criteria)}"
    if domain.level:
        yield from paragraph(visible(domain.levels[domain.level]), indent="  ", width=view.width)
    shown = domain.criteria if view.limit is None else domain.missing()
    level = ""
    for one in shown:
        if one.level != level:
            level = one.level
            yield f"  {'for ' if view.limit is not None else ''}{level}"
        yield from _criterion(one, view)
    if not shown:
        yield "  nothing is missing"
    yield ""


def _standard(standard: StandardState, view: View) -> Iterator[str]:
    yield paint(visible(standard.title), "bold", on=view.color) + f": {words.tally(standard.criteria)}"
    for one in standard.criteria:
        yield from _criterion(one, view)


def _criterion(one: Judged, view: View) -> Iterator[str]:
    mark = paint(words.MARKS[one.state], _COLORS[one.state], on=view.color)
    cite = f" [{one.cite}]" if one.cite else ""
    label = f"{mark} {one.state + ':':12} "
    yield from paragraph(visible(f"{one.says}{cite}"), indent="    ", label=label, width=view.width)
    yield from paragraph(visible(words.why(one)), indent=" " * 19, width=view.width)
    limit = view.limit if view.limit is not None else len(one.proofs)
    for proof in one.proofs[:limit]:
        yield " " * 19 + paint(visible(words.place(proof)), "dim", on=view.color)
    if one.proved > min(limit, len(one.proofs)) and one.proofs:
        yield " " * 19 + f"and {one.proved - min(limit, len(one.proofs)):,} more"
    if one.state != "met" and one.instead and not (one.state == "not visible" and one.detail):
        yield from paragraph(visible(one.instead), indent=" " * 19, label="→ ", width=view.width)

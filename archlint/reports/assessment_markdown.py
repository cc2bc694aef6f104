"""An assessment in Markdown for those who steer: an Analysis in, answers, levels and criteria out. Whatever comes from the
project is escaped.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from archlint.model.analysis import Analysis
from archlint.model.maturity import Assessment, Judged, Level, Proof
from archlint.reports import assessment_words as words
from archlint.reports.escape import markdown
from archlint.reports.steering import Answer, steering
from archlint.reports.view import View

_LEVELS = "| domain | level | target | criteria |\n|---|---|---|---|"
_CRITERIA = "| | criterion | what shows it | next step |\n|---|---|---|---|"


def render(analysis: Analysis, view: View) -> str:
    """By standards where View.standards names some; else the report for those who steer, with every criterion."""
    assessment = analysis.assessment
    if assessment is None:
        return "This analysis holds no assessment: it was saved by another command than `archlint assess`.\n"
    if view.standards:
        blocks = []
        for one in words.standards_shown(assessment, view.standards):
            blocks += [f"## {markdown(one.title)}: {words.tally(one.criteria)}", _table(one.criteria, view)]
    else:
        blocks = [
            f"# {markdown(analysis.project)}",
            *steering_blocks(steering(analysis)),
            *model_blocks(assessment, view),
        ]
    blocks += [words.DRAFT] if assessment.drafted else []
    return "\n\n".join((*blocks, words.PROMISE)) + "\n"


def steering_blocks(answers: Sequence[Answer]) -> Iterator[str]:
    """The three questions as headings, their answers as lists with the places below."""
    for answer in answers:
        yield f"## {answer.question}"
        lines = []
        for claim in answer.claims:
            lines.append(f"- {markdown(claim.text)}")
            lines += [f"  - {link(place)}" for place in claim.places]
        yield "\n".join(lines) or "- No fact of the analysis answers this."


def model_blocks(assessment: Assessment, view: View) -> Iterator[str]:
    """The levels of all domains, warnings, drivers, and every criterion."""
    yield f"## How mature is it? {words.headline(assessment)}"
    rows = [
        f"| {markdown(one.title)} | {words.level(one)} | {one.target or '-'} | {words.tally(one.criteria)} |"
        for one in assessment.domains
    ]
    yield "\n".join([_LEVELS, *rows])
    if assessment.warnings:
        yield "\n".join(f"- Warning: {markdown(warning)}" for warning in assessment.warnings)
    if assessment.drivers:
        total = sum(driver.weight for driver in assessment.drivers)
        told = [
            f"| {markdown(driver.name)} | {100 * driver.weight / total:.0f} % | {', '.join(driver.serves)} |"
            for driver in sorted(assessment.drivers, key=lambda one: -one.weight)
        ]
        yield "\n".join(["| business driver | weight | served by |\n|---|--:|---|", *told])
    for domain in assessment.domains:
        yield f"### {markdown(domain.title)}: {words.level(domain)}"
        for level, says in domain.levels.items():
            own = [one for one in domain.criteria if one.level == level]
            yield f"**{level}**{_mark(level, domain.level)}: {markdown(says)}\n\n{_table(own, view)}"


def link(proof: Proof) -> str:
    """A place as a link into the repository, relative to its root, and what is there."""
    if not proof.file:
        return markdown(proof.text)
    target, label = quote(proof.file), proof.file
    if proof.line:
        target, label = f"{target}#L{proof.line}", f"{label}:{proof.line}"
    return f"[{markdown(label)}]({target}) {markdown(proof.text)}".rstrip()


def _mark(level: Level, reached: str) -> str:
    return " (reached)" if level == reached else ""


def _table(criteria: Sequence[Judged], view: View) -> str:
    return "\n".join([_CRITERIA, *(_row(one, view) for one in criteria)])


def _row(one: Judged, view: View) -> str:
    limit = view.limit if view.limit is not None else len(one.proofs)
    places = [link(proof) for proof in one.proofs[:limit]]
    more = one.proved - len(places)
    if places and more > 0:
        places.append(f"and {more:,} more")
    cite = f" ({markdown(one.cite)})" if one.cite else ""
    step = markdown(one.instead) if one.state != "met" else ""
    shows = "<br>".join((markdown(words.why(one)), *places))
    return f"| {one.state} | {markdown(one.says)}{cite} | {shows} | {step} |"

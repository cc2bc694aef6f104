"""The three questions of those who steer, answered from facts: an Analysis in, Answers with their places out.

Nothing is said that no number, finding or place stands behind; where a fact is missing, it is said how to get it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from archlint.measures.ranking import ranked
from archlint.model.analysis import Analysis
from archlint.model.balance import surplus
from archlint.model.finding import Finding
from archlint.model.maturity import DomainState, Proof, rank
from archlint.reports.assessment_words import level
from archlint.reports.journeys_words import scope_line
from archlint.reports.wording import count, listed

_MOST_PLACES = 3
_MOST_CLAIMS = 8
_SEVERAL = 3
"""Findings with the same other end that are worth a sentence."""


class Claim(Struct, frozen=True):
    """A sentence and the places that show it."""

    text: str
    places: tuple[Proof, ...] = ()


class Answer(Struct, frozen=True):
    """One of the three questions, with what the facts say to it."""

    question: str
    claims: tuple[Claim, ...]


def steering(analysis: Analysis) -> tuple[Answer, ...]:
    """Where to start, how to start, how to get a head start."""
    return (
        Answer("Where do we start?", tuple(_where(analysis))[:_MOST_CLAIMS]),
        Answer("How do we start?", tuple(_how(analysis))[:_MOST_CLAIMS]),
        Answer("How do we get a head start?", tuple(_ahead(analysis))[:_MOST_CLAIMS]),
    )


def _where(analysis: Analysis) -> Iterator[Claim]:
    order = ranked(analysis.journeys)
    if order:
        first = order[0]
        contacts = f"causes {first.contacts:.0%} of what customers call about" if first.contacts else "is ranked first"
        left = f", {count(first.remaining, 'module')} of today's architecture left" if first.moved is not None else ""
        yield Claim(
            f"With the journey {first.name}: it {contacts}, touches {count(len(first.modules), 'module')} and has "
            f"{count(first.findings, 'open finding')} in them{left}.",
            tuple(Proof(screen.module, 0, screen.channel) for screen in first.screens[:_MOST_PLACES]),
        )
    else:
        yield Claim(
            "No customer journey is declared, so what customers call about cannot decide: declare it in [[journeys]]."
        )
    yield from _behind(analysis)
    yield from _out_of_band(analysis)
    found = analysis.open_findings
    homes = Counter(_home(finding) for finding in found if _home(finding))
    if homes:
        name, number = homes.most_common(1)[0]
        yield Claim(
            f"Most open findings lie in {name}: {number} of {len(found)}.",
            tuple(_at(finding) for finding in found if _home(finding) == name)[:_MOST_PLACES],
        )


def _behind(analysis: Analysis) -> Iterator[Claim]:
    """The domains that are farthest behind their target, those that serve most first."""
    domains = analysis.assessment.domains if analysis.assessment else ()
    aimed = [one for one in domains if one.target and rank(one.target) > rank(one.level)]
    for one in sorted(aimed, key=lambda one: (-one.weight, rank(one.level) - rank(one.target)))[:2]:
        serves = f" It serves {_quoted(one.drivers)}." if one.drivers else ""
        missing = one.missing()
        yield Claim(
            f"{one.title} is {level(one)} and is to become {one.target}: {count(len(missing), 'criterion', 'criteria')} "
            f"missing.{serves}",
            tuple(proof for criterion in missing for proof in criterion.proofs if proof.file)[:_MOST_PLACES],
        )


def _out_of_band(analysis: Analysis) -> Iterator[Claim]:
    balance = analysis.balance
    if balance is None or balance.logic < max(1, balance.fewest):
        return
    for portion in balance.layers:
        if portion.band is not None and surplus(portion, balance.logic):
            low, high = portion.band
            side = "more" if surplus(portion, balance.logic) > 0 else "less"
            yield Claim(
                f"The layer {portion.layer} holds {portion.share:.1%} of the logic, {side} than the {low:.0%} to {high:.0%} "
                "that it should.",
                tuple(
                    Proof(unit.module, unit.line, f"{unit.name}: {unit.logic}")
                    for unit in portion.heaviest[:_MOST_PLACES]
                ),
            )


def _how(analysis: Analysis) -> Iterator[Claim]:
    order = ranked(analysis.journeys)
    if order and order[0].scope:
        first = order[0]
        yield Claim(
            f"With the smallest part of {first.name} that is complete from a screen to the systems: {scope_line(first)}.",
            tuple(Proof(module) for module in first.scope[:_MOST_PLACES]),
        )
    if order and order[0].gaps:
        gaps = order[0].gaps
        yield Claim(
            f"{count(len(gaps), 'step')} of that journey cannot be followed; find out where they lead first.",
            tuple(Proof(gap.module, gap.line, f"{gap.what}: {gap.why}") for gap in gaps[:_MOST_PLACES]),
        )
    for move in (analysis.plan.steps if analysis.plan else ())[:3]:
        before, after = move.effect.distance
        yield Claim(
            f"Step {move.number} of the plan: {move.text}; {count(before, 'finding')} between today and the target become "
            f"{after}.",
            tuple(Proof(module) for module in (move.move.subject, *move.effect.files)[:_MOST_PLACES]),
        )
    for step in (analysis.assessment.steps if analysis.assessment else ())[:3]:
        domain = _domain(analysis, step.domain)
        criterion = next((one for one in domain.criteria if one.name == step.criterion), None) if domain else None
        proofs = criterion.proofs if criterion else ()
        yield Claim(f"{step.what} ({step.because}.)", tuple(proof for proof in proofs if proof.file)[:_MOST_PLACES])
    if analysis.balance and analysis.balance.moves:
        moves = analysis.balance.moves
        yield Claim(
            f"{count(len(moves), 'function')} in other layers would bring every layer into its band; the largest are these.",
            tuple(
                Proof(move.unit.module, move.unit.line, f"{move.unit.name}: from {move.from_layer} to {move.to_layer}")
                for move in sorted(moves, key=lambda one: -one.unit.logic)[:_MOST_PLACES]
            ),
        )


def _ahead(analysis: Analysis) -> Iterator[Claim]:
    targets = Counter(
        finding.imported.module for finding in analysis.open_findings if finding.imported and finding.imported.module
    )
    if targets:
        module, number = sorted(targets.items(), key=lambda pair: (-pair[1], pair[0]))[0]
        if number >= _SEVERAL:
            yield Claim(
                f"{module} is at the other end of {number} open findings: one place to change for all of them.",
                tuple(
                    _at(finding)
                    for finding in analysis.open_findings
                    if finding.imported and finding.imported.module == module
                )[:_MOST_PLACES],
            )
    shared = [one for one in analysis.operations if len(one.consumers) > 1]
    if shared:
        yield Claim(
            f"{count(len(shared), 'operation')} of the enablement layer already serve several channels: build on them.",
            tuple(Proof(one.module, one.line, one.name) for one in shared[:_MOST_PLACES]),
        )
    offered = {use.number: use for use in analysis.standards if use.side == "offered" and use.number and not use.drift}
    if offered:
        yield Claim(
            f"{count(len(offered), 'standard interface')} are offered already: {', '.join(sorted(offered))}.",
            tuple(Proof(offered[name].file, offered[name].line, offered[name].path) for name in sorted(offered))[
                :_MOST_PLACES
            ],
        )
    verdicts = analysis.statistics.verdicts
    judged = sum(number for name, number in verdicts.items() if name != "uncovered")
    if judged and analysis.layers and not analysis.draft:
        kept = verdicts.get("allowed", 0)
        yield Claim(f"{kept:,} of {judged:,} dependencies keep to the declared layers: these stay as they are.")
    done = [one for one in (analysis.assessment.domains if analysis.assessment else ()) if one.level]
    if done:
        yield Claim(f"Reached by evidence: {', '.join(f'{one.title} {one.level}' for one in done)}.")
    asked = [
        f"{domain.name}.{one.name}"
        for domain in (analysis.assessment.domains if analysis.assessment else ())
        for one in domain.criteria
        if one.state == "unanswered"
    ]
    if asked:
        yield Claim(
            f"{count(len(asked), 'question')} of the maturity model wait for an answer in [[answers]], which takes no change "
            f"of code: {', '.join(asked[:_MOST_PLACES])}{' and others' if len(asked) > _MOST_PLACES else ''}.",
        )


def _quoted(names: Sequence[str]) -> str:
    return listed([f"'{name}'" for name in names])


def _domain(analysis: Analysis, name: str) -> DomainState | None:
    domains = analysis.assessment.domains if analysis.assessment else ()
    return next((one for one in domains if one.name == name), None)


def _home(finding: Finding) -> str:
    end = finding.importer
    if end is None or not end.layer:
        return ""
    return f"{end.layer}.{end.part}" if end.part else end.layer


def _at(finding: Finding) -> Proof:
    end = finding.importer
    if end is None:
        return Proof("", 0, finding.message)
    return Proof(end.place.file if end.place else end.module, end.place.line if end.place else 0, finding.message)

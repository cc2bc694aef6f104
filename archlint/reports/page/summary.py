"""What a manager reads in a minute: an Analysis in, the answers to three questions with three numbers each out."""

from collections import Counter

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.balance import MEASURE_WORDS, Balance
from archlint.reports.balance_words import standing
from archlint.reports.page.trend import trend_point
from archlint.reports.wording import count, percent

_STEPS = 5


class Answer(Struct, frozen=True):
    """`mood` is "good", "bad" or "open" (nobody can say yet); `numbers` are a value and what it counts."""

    question: str
    answer: str
    mood: str
    numbers: tuple[tuple[str, str], ...]


def is_layered(analysis: Analysis) -> Answer:
    """Whether dependencies keep to the layers."""
    verdicts = Counter(analysis.verdicts)
    total, bad = len(analysis.verdicts), verdicts["violation"]
    statistics = analysis.statistics
    numbers = (
        (f"{bad:,}", "dependencies break the layering"),
        (percent(total - bad - verdicts["uncovered"], total), "of dependencies are allowed or excepted"),
        (percent(statistics.covered, statistics.modules), "of modules are in a layer"),
    )
    if not analysis.layers:
        return Answer("Is it layered?", "No layers are declared.", "open", numbers)
    if analysis.draft:
        return Answer("Is it layered?", "The layers are a draft: nothing is enforced.", "open", numbers)
    if bad:
        several = "One dependency breaks" if bad == 1 else f"{bad:,} dependencies break"
        return Answer("Is it layered?", f"Not yet. {several} it.", "bad", numbers)
    return Answer("Is it layered?", "Yes, every dependency keeps to it.", "good", numbers)


def is_balanced(analysis: Analysis) -> Answer:
    """Whether every layer holds the share of logic that is declared for it."""
    balance = analysis.balance
    question = "Is it balanced?"
    if balance is None or not balance.logic:
        return Answer(question, "Nothing was weighed.", "open", ())
    out = [portion for portion in balance.layers if standing(portion, balance) in ("above", "below")]
    declared = [portion for portion in balance.layers if portion.band]
    outside = (f"{len(out)} of {len(declared)}", "layers outside of their band")
    numbers = (
        outside if declared else (f"{balance.logic:,}", f"{MEASURE_WORDS[balance.measure][1]} in all layers"),
        (_centre(balance), "centre of gravity (0 % top, 100 % bottom)"),
        (f"{balance.concentration:.2f}", "concentration of logic (Gini, 0 even, 1 in one function)"),
    )
    if not declared:
        return Answer(question, "No bands are declared.", "open", numbers)
    if not out:
        return Answer(question, "Yes, every layer is within its band.", "good", numbers)
    told = ", ".join(f"{portion.layer} is {standing(portion, balance)}" for portion in out)
    return Answer(question, f"No: {told} its band.", "bad", numbers)


def is_moving(analysis: Analysis, history: tuple[tuple[str, Analysis], ...]) -> Answer:
    """Whether there are fewer findings than before."""
    question = "Is it moving?"
    accepted = sum(finding.state != "open" for finding in analysis.findings)
    now = len(analysis.open_findings)
    if not history:
        errors = sum(finding.severity == "error" for finding in analysis.open_findings)
        counts = (
            (f"{now:,}", "open findings"),
            (f"{errors:,}", "of them errors"),
            (f"{accepted:,}", "accepted for now (exceptions and baseline)"),
        )
        return Answer(question, "Not known: no earlier analysis was given (--history).", "open", counts)
    label, before = history[0]
    first, last = trend_point(label, before), trend_point("now", analysis)
    change = last.open + last.accepted - first.open - first.accepted
    numbers = (
        (f"{change:+,}", f"findings since {label}, accepted ones included"),
        (f"{last.violations - first.violations:+,}", f"violations since {label}"),
        (f"{now:,}", "open findings now"),
    )
    if change < 0:
        return Answer(question, f"Yes: {count(-change, 'finding')} fewer than at {label}.", "good", numbers)
    if change > 0:
        return Answer(question, f"The wrong way: {count(change, 'finding')} more than at {label}.", "bad", numbers)
    return Answer(question, f"No: as many findings as at {label}.", "open", numbers)


class Step(Struct, frozen=True):
    """What to do, the check whose findings tell more and what it wants instead ("" where there is none)."""

    told: str
    check: str = ""
    instead: str = ""


def first_steps(analysis: Analysis) -> tuple[Step, ...]:
    """What to do first: what most errors have in common, then what would bring the layers into their bands."""
    groups: Counter[tuple[str, str, str]] = Counter()
    instead: dict[tuple[str, str, str], str] = {}
    for finding in analysis.open_findings:
        if finding.severity == "error" and finding.importer:
            importer = finding.importer.part or finding.importer.layer
            imported = (finding.imported.part or finding.imported.layer) if finding.imported else ""
            key = (finding.check, importer, imported)
            groups[key] += 1
            instead.setdefault(key, finding.instead)
    steps = []
    for (check, importer, imported), number in sorted(groups.items(), key=lambda item: (-item[1], item[0])):
        between = f"from {importer} to {imported}" if imported and importer != imported else f"in {importer}"
        told = count(number, f"{check} finding")
        steps.append(Step(f"{told} {between}" if importer else told, check, instead[check, importer, imported]))
    moves = analysis.balance.moves if analysis.balance else ()
    if moves:
        told = f"move {count(len(moves), 'function')} to bring every layer into its band"
        names = ", ".join(f"{move.unit.name} to {move.to_layer}" for move in moves[:3])
        steps.insert(min(3, len(steps)), Step(told, "", names + (", …" if len(moves) > 3 else "")))
    return tuple(steps[:_STEPS])


def _centre(balance: Balance) -> str:
    return "–" if balance.centre is None else f"{100 * balance.centre:.0f} %"

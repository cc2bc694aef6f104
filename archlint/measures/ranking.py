"""Which journey to move first: traces in, the same in order out."""

from collections.abc import Iterable

from archlint.model.journeys import JourneyTrace


def ranked(traces: Iterable[JourneyTrace]) -> list[JourneyTrace]:
    """What to move first: the share of contacts per piece of work that is left (modules of today's architecture, or findings
    where no transition is declared); the more of all findings on journeys go with it, the better, up to twice as good. What
    is done comes last.
    """
    known = list(traces)
    findings = max(1, sum(trace.findings for trace in known))

    def worth(trace: JourneyTrace) -> tuple[bool, float, str]:
        work = trace.findings if trace.moved is None else trace.remaining
        gain = 1.0 if trace.moved is None else 1 + trace.findings / findings
        return (not work, -(trace.contacts or 0.01) * gain / max(1, work), trace.name)

    return sorted(known, key=worth)

"""Which journey to move first: traces in, the same in order out."""

from collections.abc import Iterable

from archlint.model.journeys import JourneyTrace


def ranked(traces: Iterable[JourneyTrace]) -> list[JourneyTrace]:
    """What to move first: the share of contacts per piece of work that is left (modules of today's architecture, or findings
    where no transition is declared); what is done comes last.
    """

    def worth(trace: JourneyTrace) -> tuple[bool, float, str]:
        work = trace.findings if trace.moved is None else trace.remaining
        return (not work, -(trace.contacts or 0.01) / max(1, work), trace.name)

    return sorted(traces, key=worth)

"""A point of the trend: an Analysis in, the few numbers that are compared over time out."""

from msgspec import Struct

from archlint.model.analysis import Analysis


class TrendPoint(Struct, frozen=True):
    """`shares` are those of logic by layer, 0 to 1, empty where nothing was weighed."""

    label: str
    modules: int
    dependencies: int
    violations: int
    open: int
    accepted: int
    shares: dict[str, float]


def trend_point(label: str, analysis: Analysis) -> TrendPoint:
    statistics = analysis.statistics
    now = len(analysis.open_findings)
    return TrendPoint(
        label=label,
        modules=statistics.modules,
        dependencies=statistics.dependencies,
        violations=statistics.verdicts.get("violation", 0),
        open=now,
        accepted=len(analysis.findings) - now,
        shares={portion.layer: portion.share for portion in analysis.balance.layers} if analysis.balance else {},
    )

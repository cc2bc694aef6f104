"""`--statistics`: the counts behind the last line, as an aligned table. Analysis in, lines out."""

from collections import Counter

from archlint.model.analysis import Analysis
from archlint.reports.escape import visible


def statistics_lines(analysis: Analysis) -> list[str]:
    """Findings per check, modules per layer and part, files per language, references and dependencies by what became
    of them, files left out by reason.
    """
    statistics = analysis.statistics
    layers: dict[str, int] = {}
    for layer in analysis.layers:
        layers[layer.name] = layer.modules
        layers |= {f"{layer.name}.{part}": number for part, number in layer.parts.items()}
    open_findings = Counter(finding.check for finding in analysis.open_findings)
    accepted = Counter(f"{finding.check} ({finding.state})" for finding in analysis.findings if finding.state != "open")
    return [
        *_block("findings by check", dict(sorted(open_findings.items())) | dict(sorted(accepted.items()))),
        *_block("modules by layer", layers),
        *_block("modules by language", _sorted(statistics.languages)),
        *_block("dependencies by verdict", _sorted(statistics.verdicts)),
        *_block("references by what they mean", _sorted(statistics.resolved)),
        *_block("references that lead nowhere", statistics.unresolved),
        *_block("files left out", _sorted(statistics.left_out)),
    ]


def _sorted(numbers: dict[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items()))


def _block(title: str, numbers: dict[str, int]) -> list[str]:
    if not numbers:
        return []
    shown = {visible(name): f"{number:,}" for name, number in numbers.items()}
    width = max(len(number) for number in shown.values())
    return [title, *(f"  {number:>{width}}  {name}" for name, number in shown.items())]

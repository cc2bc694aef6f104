"""Two analyses of one project in, the Difference between them out."""

from collections import Counter
from collections.abc import Iterable

from archlint.model.analysis import Analysis
from archlint.model.difference import DependencyChange, Difference, LayerChange, OperationChange, Total
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, DependencyKey, Verdict
from archlint.model.operations import Operation
from archlint.reports.grouping import fingerprint


def compare(before: Analysis, after: Analysis) -> Difference:
    """Both must hold their graphs; balances and operations are compared where both have them."""
    old, new = _by_content(before.open_findings), _by_content(after.open_findings)
    accepted_now = Counter(fingerprint(one) for one in after.findings if one.state != "open")
    gone = _without(old, Counter({mark: len(found) for mark, found in new.items()}))
    accepted = [one for one in gone if accepted_now[fingerprint(one)] > 0]
    modules = [{module.id for module in one.graph.modules} if one.graph else set() for one in (before, after)]
    weighed = before.balance is not None and after.balance is not None
    return Difference(
        totals=_totals(before, after),
        new=tuple(_without(new, Counter({mark: len(found) for mark, found in old.items()}))),
        fixed=tuple(one for one in gone if accepted_now[fingerprint(one)] == 0),
        accepted=tuple(accepted),
        dependencies=_dependencies(_judged(before), _judged(after)),
        modules_added=tuple(sorted(modules[1] - modules[0])),
        modules_removed=tuple(sorted(modules[0] - modules[1])),
        layers=_layers(before, after) if weighed else (),
        centre=(
            before.balance.centre if before.balance and weighed else None,
            after.balance.centre if after.balance and weighed else None,
        ),
        operations=_operations(before.operations, after.operations),
        other_layers=[layer.name for layer in before.layers] != [layer.name for layer in after.layers],
    )


def _totals(before: Analysis, after: Analysis) -> tuple[Total, ...]:
    return tuple(
        Total(counted, *(count(one) for one in (before, after)))
        for counted, count in (
            ("open findings", lambda one: len(one.open_findings)),
            ("accepted findings", lambda one: len(one.findings) - len(one.open_findings)),
            ("violations", lambda one: one.verdicts.count("violation")),
            ("dependencies", lambda one: len(one.verdicts)),
            ("modules", lambda one: one.statistics.modules),
        )
    )


def _by_content(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(fingerprint(finding), []).append(finding)
    return found


def _without(findings: dict[str, list[Finding]], others: Counter[str]) -> list[Finding]:
    """Those that are more often there than among the others: the last of equal ones."""
    return [finding for mark, several in findings.items() for finding in several[others[mark] :]]


def _judged(analysis: Analysis) -> dict[DependencyKey, tuple[Dependency, Verdict]]:
    if analysis.graph is None:
        return {}
    pairs = zip(analysis.graph.dependencies, analysis.verdicts, strict=True)
    return {dependency.key: (dependency, verdict) for dependency, verdict in pairs}


def _dependencies(
    before: dict[DependencyKey, tuple[Dependency, Verdict]], after: dict[DependencyKey, tuple[Dependency, Verdict]]
) -> tuple[DependencyChange, ...]:
    found = []
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key[1], key[2], key[0])):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None:
            if old[1] != new[1]:
                found.append(DependencyChange(new[0], old[1], new[1]))
        elif new is not None:
            found.append(DependencyChange(new[0], None, new[1]))
        elif old is not None:
            found.append(DependencyChange(old[0], old[1], None))
    return tuple(found)


def _layers(before: Analysis, after: Analysis) -> tuple[LayerChange, ...]:
    shares = [{one.layer: one.share for one in side.balance.layers} if side.balance else {} for side in (before, after)]
    bands = {one.layer: one.band for one in after.balance.layers} if after.balance else {}
    names = dict.fromkeys([*shares[1], *shares[0]])
    return tuple(LayerChange(name, shares[0].get(name), shares[1].get(name), bands.get(name)) for name in names)


def _operations(before: Iterable[Operation], after: Iterable[Operation]) -> tuple[OperationChange, ...]:
    """An operation at a route is known by it, whatever the function is called that answers; any other by its function."""
    old, new = _by_identity(before), _by_identity(after)
    changes = (OperationChange(old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys()))
    return tuple(change for change in changes if _patterns(change.before) != _patterns(change.after))


def _by_identity(operations: Iterable[Operation]) -> dict[tuple[str, str, str, str, int], Operation]:
    found: dict[tuple[str, str, str, str, int], Operation] = {}
    alike: Counter[tuple[str, str, str, str]] = Counter()
    for one in sorted(operations, key=lambda one: (one.module, one.line)):
        key = (one.layer, one.part, one.route or one.module, "" if one.route else one.name)
        found[*key, alike[key]] = one
        alike[key] += 1
    return found


def _patterns(operation: Operation | None) -> tuple[str, str] | None:
    return (operation.backend_pattern, operation.frontend_pattern) if operation else None

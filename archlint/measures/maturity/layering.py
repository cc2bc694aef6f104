"""Metrics of layers, balance and journeys: what was Seen in, numbers with their proof out."""

from archlint.measures.maturity.seen import NOTHING, Measured, Seen, faults, number, of_finding, share
from archlint.model.graph import Dependency
from archlint.model.maturity import Proof

_DRAFT = "no layers are declared, so nothing can keep to them"


def _proof(dependency: Dependency) -> Proof:
    line = dependency.sites[0].span.line if dependency.sites else 0
    return Proof(dependency.importer, line, f"{dependency.kind} → {dependency.imported}")


def allowed_dependencies(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Allowed dependencies of all that lead from one layer to another, excepted ones counted as not allowed."""
    if seen.is_draft:
        return Measured(why=_DRAFT)
    between = {dependency.key for dependency, _, _ in seen.system.between_layers}
    judged = [
        (one, verdict)
        for one, verdict in zip(seen.system.graph.dependencies, seen.verdicts, strict=True)
        if one.key in between and verdict != "uncovered"
    ]
    return share(
        (_proof(one) for one, verdict in judged if verdict == "allowed"),
        (_proof(one) for one, verdict in judged if verdict != "allowed"),
    )


def channels_by_enablement(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the dependencies (imports, requests, events) from layers of the user interface to others, those that lead to
    an enablement layer; the others lead to a backend. Nothing without both tiers.
    """
    if not seen.has_tiers:
        return NOTHING
    ways = [
        (dependency, seen.tier(imported))
        for dependency, importer, imported in seen.system.between_layers
        if seen.tier(importer) == "ui" and seen.tier(imported) in ("enablement", "backend")
    ]
    return share(
        (_proof(one) for one, tier in ways if tier == "enablement"),
        (_proof(one) for one, tier in ways if tier == "backend"),
    )


def layers_in_band(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the layers with a band in [balance]. Nothing without bands, or with too little logic to judge."""
    if seen.is_draft:
        return Measured(why=_DRAFT)
    if seen.balance is None or seen.balance.logic < max(1, seen.balance.fewest):
        return NOTHING
    good: list[Proof] = []
    bad: list[Proof] = []
    for portion in seen.balance.layers:
        if portion.band is not None:
            low, high = portion.band
            told = f"{portion.layer} holds {portion.share:.0%} of the logic; its band is {low:.0%} to {high:.0%}"
            (good if low <= portion.share <= high else bad).append(Proof("", 0, told))
    return share(good, bad)


def logic_in_enablement(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Decisions in enablement layers of those in all layers."""
    return _logic_in(seen, "enablement")


def logic_in_channels(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Decisions in layers of the user interface of those in all layers."""
    return _logic_in(seen, "ui")


def _logic_in(seen: Seen, tier: str) -> Measured:
    balance = seen.balance
    if balance is None or balance.logic < max(1, balance.fewest) or not seen.has_tiers:
        return NOTHING
    inside = [one for one in balance.layers if seen.tier(one.layer) == tier]
    if not inside:
        return NOTHING
    heaviest = tuple(
        Proof(unit.module, unit.line, f"{unit.name}: {unit.logic}") for portion in inside for unit in portion.heaviest
    )
    value = sum(one.logic for one in inside) / balance.logic
    told = tuple(
        Proof("", 0, f"{one.layer} holds {one.share:.0%} of the logic ({one.logic} of {balance.logic})")
        for one in inside
    )
    return Measured(value, balance.logic, (*told, *heaviest), (*told, *heaviest))


def open_findings(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Open findings of the checks that the words name. Nothing where one of them did not run."""
    if (missing := seen.not_judged(words)) is not None:
        return missing
    return faults(map(of_finding, seen.of_check(*words)), (Proof(module.id) for module in seen.modules if module.layer))


def complete_journeys(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of [[journeys]], those whose screens all lead to a system behind without a step that is not known."""
    complete = {
        one.name: bool(one.screens) and not one.gaps and all(screen.complete for screen in one.screens)
        for one in seen.journeys
    }
    proofs = {
        one.name: [Proof(screen.module, 0, f"journey {one.name}") for screen in one.screens]
        or [Proof("", 0, f"journey {one.name}")]
        for one in seen.journeys
    }
    if not complete:
        return NOTHING
    good = tuple(proof for name, fits in complete.items() if fits for proof in proofs[name])
    bad = tuple(Proof(gap.module, gap.line, f"{gap.what}: {gap.why}") for one in seen.journeys for gap in one.gaps)
    bad += tuple(proof for name, fits in complete.items() if not fits for proof in proofs[name])
    return Measured(sum(complete.values()) / len(complete), len(complete), good, bad)


def journeys_in_channels(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of [[journeys]], those whose screens lie in two channels or more."""
    good: list[Proof] = []
    bad: list[Proof] = []
    for one in seen.journeys:
        channels = sorted({screen.channel for screen in one.screens if screen.channel})
        told = Proof("", 0, f"journey {one.name}: {', '.join(channels) or 'no channel'}")
        (good if len(channels) > 1 else bad).append(told)
    return share(good, bad)


def channels(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Parts of the layers of the user interface that hold modules."""
    inside = seen.in_tier("ui")
    divided = {module.layer for module in inside if module.part}
    own = [module for module in inside if module.part or module.layer not in divided]
    first = {f"{module.layer}.{module.part}" if module.part else module.layer: module.id for module in reversed(own)}
    return number((Proof(path, 0, f"channel {name}") for name, path in first.items()), len(inside))


def journeys_moved(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """The mean over [[journeys]] of the share of modules that no longer belong to today's architecture. Nothing
    without [transition].
    """
    moving = [one for one in seen.journeys if one.moved is not None]
    if not moving:
        return NOTHING
    proofs = tuple(
        Proof("", 0, f"journey {one.name}: {one.moved:.0%} moved, {one.remaining} modules left") for one in moving
    )
    return Measured(sum(one.moved or 0 for one in moving) / len(moving), len(moving), proofs, proofs)

"""Metrics of front ends, data, security and operations: what was Seen in, numbers with their proof out."""

from archlint.measures.maturity.seen import NOTHING, Measured, Seen, at, faults, number, of_finding, share
from archlint.model.connections import Route, StoreUse, protocol_of
from archlint.model.graph import Module
from archlint.model.maturity import Proof
from archlint.model.patterns import PatternSet

# Front ends.


def shared_by_channels(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the channels, those that import a module of the user interface, or one in no layer, which another channel
    imports as well. Nothing with fewer than two channels.
    """
    inside = seen.in_tier("ui")
    channel_of = {module.id: module.part for module in inside}
    names = {part for part in channel_of.values() if part}
    if len(names) < 2:
        return NOTHING
    users: dict[str, set[str]] = {}
    where: dict[tuple[str, str], tuple[str, int]] = {}
    for one in seen.system.graph.dependencies:
        channel = channel_of.get(one.importer, "")
        target = seen.by_id[one.imported]
        is_shared = not target.test and (target.id not in channel_of or channel_of[target.id] != channel)
        if one.kind == "import" and channel and is_shared and (target.id in channel_of or not target.layer):
            users.setdefault(target.id, set()).add(channel)
            where.setdefault((channel, target.id), (one.importer, one.sites[0].span.line if one.sites else 0))
    shared = {target for target, found in users.items() if len(found) > 1}
    good = {channel: Proof(*where[channel, target], target) for channel, target in where if target in shared}
    bad = [Proof("", 0, f"channel {name} imports nothing that another channel imports") for name in names - good.keys()]
    return share(good.values(), bad)


def ui_toolkits(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Different UI toolkits in the user interface. Nothing where none is known."""
    inside = seen.in_tier("ui")
    first: dict[str, Proof] = {}
    for module, name, line in seen.using(inside, ("ui-toolkit",), without_job=True):
        first.setdefault(name, Proof(module.id, line, name))
    return number(first.values(), len(inside)) if first else NOTHING


def headless(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Modules of enablement and backend layers that use neither a UI toolkit nor templates."""
    return _without(seen, seen.in_tier("enablement", "backend"), ("ui-toolkit", "templating"))


def channels_without_persistence(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Modules of the user interface without a library for databases or search."""
    return _without(seen, seen.in_tier("ui"), ("persistence", "search"))


def _without(seen: Seen, modules: list[Module], roles: tuple[str, ...]) -> Measured:
    bad = [Proof(module.id, line, name) for module, name, line in seen.using(modules, roles)]
    guilty = {proof.file for proof in bad}
    good = [Proof(module.id, 0, "uses none") for module in modules if module.id not in guilty]
    of = len(good) + len(guilty)
    return Measured(len(good) / of, of, tuple(good), tuple(sorted(set(bad)))) if of else NOTHING


def files_named(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Files whose path matches one of the patterns."""
    matches = PatternSet(words).matches
    return number((Proof(path) for path in seen.files if matches(path)), len(seen.files))


def findings_in_channels(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Open findings of the checks that the words name. Nothing without a user interface, or where a check did not run."""
    if (missing := seen.not_judged(words)) is not None:
        return missing
    return faults(map(of_finding, seen.of_check(*words)), (Proof(module.id) for module in seen.in_tier("ui")))


# Data.


def stores_with_one_owner(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the stores that are declared or written, those of one component only."""
    owners: dict[str, dict[str, StoreUse]] = {}
    for one in seen.system.connections.stores:
        if one.name and one.access in ("owns", "writes") and not seen.is_test(one):
            owners.setdefault(one.name, {}).setdefault(one.component, one)
    good = [
        at(one, f"{name}: {who}") for name, found in owners.items() if len(found) == 1 for who, one in found.items()
    ]
    shared = {name: found for name, found in owners.items() if len(found) > 1}
    bad = [at(one, f"{name}: {who}") for name, found in shared.items() for who, one in found.items()]
    of = len(owners)
    return Measured((of - len(shared)) / of, of, tuple(good), tuple(bad)) if of else NOTHING


def stores(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Names of stores that the code declares, reads or writes."""
    found = [one for one in seen.system.connections.stores if not seen.is_test(one)]
    first: dict[str, Proof] = {}
    for one in found:
        first.setdefault(one.name, at(one, f"{one.name} ({one.technology})"))
    return number(first.values(), len(found))


# Security.


def guarded_routes(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the routes of the uppermost enablement layer (of all routes without one), those with a guard that can be seen
    or a mark that they are for everybody. Nothing where no route has a guard: it may stand elsewhere.
    """
    open_to_channels = [route for route in _entrance(seen) if protocol_of(route.method) == "http"]
    good = [
        at(one, f"{one.method} {one.path}: {', '.join(one.guards) or 'for everybody'}")
        for one in open_to_channels
        if one.guards or one.public
    ]
    bad = [
        at(one, f"{one.method} {one.path}: no guard seen")
        for one in open_to_channels
        if not one.guards and not one.public
    ]
    if not any(one.guards for one in open_to_channels):
        return Measured(why="no route shows a guard; it may stand in front of them")
    return share(good, bad)


def _entrance(seen: Seen) -> list[Route]:
    """The routes of the uppermost enablement layer that has any, of the whole system where none has."""
    for layer in seen.system.order:
        if seen.has_tiers and seen.tier(layer) == "enablement":
            found = [route for route in seen.routes if route.layer == layer]
            if found:
                return found
    return seen.routes


def findings_in_code_and_settings(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Open findings of the checks that the words name. Nothing where one of them did not run."""
    if (missing := seen.not_judged(words)) is not None:
        return missing
    looked_at = [Proof(one.file, one.line, one.key) for one in seen.system.deployment.settings]
    looked_at += [
        Proof(one.file, one.line, one.name)
        for deployed in seen.system.deployment.deployables
        for one in deployed.environment
    ]
    looked_at += [Proof(module.id) for module in seen.modules]
    return faults(map(of_finding, seen.of_check(*words)), looked_at)


# Operations.


def _services(seen: Seen) -> dict[str, Proof]:
    first: dict[str, Proof] = {}
    for route in seen.routes:
        first.setdefault(route.component, at(route, f"{route.component} serves {route.method} {route.path}"))
    return first


def services_with_health(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Components that answer requests, among them one at a path that ends in one of the words."""
    known = _services(seen)
    healthy = {
        route.component: at(route, f"{route.method} {route.path}")
        for route in reversed(seen.routes)
        if route.path.rstrip("/").rpartition("/")[2].lower() in words
    }
    return share(healthy.values(), (proof for name, proof in known.items() if name not in healthy))


def observed_services(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Components that answer requests and use a library of one of these roles."""
    known = _services(seen)
    inside = [module for module in seen.modules if module.component in known]
    watched: dict[str, Proof] = {}
    for module, name, line in seen.using(inside, words):
        watched.setdefault(module.component, Proof(module.id, line, name))
    return share(watched.values(), (proof for name, proof in known.items() if name not in watched))


def deployed_services(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Components that answer requests and have a Dockerfile, a compose service or a manifest of a platform."""
    known = _services(seen)
    described: dict[str, Proof] = {}
    for one in seen.system.deployment.deployables:
        if one.origin in ("compose", "kubernetes", "dockerfile", "procfile", "serverless"):
            for name in known:
                if _belongs(one.folder, name) or one.file.startswith(f"{name}/"):
                    described.setdefault(name, Proof(one.file, one.line, one.name))
    return share(described.values(), (proof for name, proof in known.items() if name not in described))


def _belongs(folder: str, component: str) -> bool:
    return bool(folder) and folder.strip("/") == component.strip("/")


def tests(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Files that match the patterns of [project] tests, by the modules that are judged."""
    if not seen.modules:
        return NOTHING
    matches = PatternSet(seen.system.rulebook.project.tests).matches
    endings = tuple({f".{module.id.rpartition('.')[2]}" for module in seen.modules})
    found = tuple(
        Proof(path)
        for path in seen.files
        if path.endswith(endings) and matches(path) and not path.endswith("/__init__.py")
    )
    return Measured(len(found) / len(seen.modules), len(seen.modules), found)

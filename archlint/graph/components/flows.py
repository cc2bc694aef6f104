"""Who talks to whom as far as settings, libraries and deployment files say: what components say in, Links out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.components.addresses import Place, places
from archlint.graph.components.directory import Directory
from archlint.graph.components.evidence import Said
from archlint.graph.components.signs import fits, fits_any, gives, plain_key, spoken_of
from archlint.model.architecture import Component, ComponentKind, ComponentKnowledge, FlowRule
from archlint.model.deployment import Setting

_HOSTS = ("host", "hostname")
_SERVING: tuple[ComponentKind, ...] = ("service", "gateway", "web-server", "web-application")
"""Kinds of what may be anything that the project builds or starts."""
PURPOSES: Mapping[ComponentKind, str] = {
    "store": "store",
    "search": "store",
    "broker": "message",
    "registry": "discovery",
    "configuration-server": "configuration",
    "authorization-server": "authorization",
    "logging": "logging",
    "tracing": "tracing",
    "coordination": "coordination",
    "mail-server": "mail",
}
"""What one of a kind is asked for."""


class Outside(NamedTuple):
    """What an address leads to that the project does not start: its technology and the host ("" where it is the machine)."""

    technology: str
    host: str
    of: str


class Link(NamedTuple):
    """A flow before its ends have names: indexes of components, or what is outside."""

    source: int
    target: "int | Outside"
    kind: str
    file: str
    line: int
    is_backwards: bool = False


def by_rules(said: Sequence[Said], directory: Directory, knowledge: ComponentKnowledge) -> Iterator[Link]:
    """The flows that rules see."""
    for index, one in enumerate(said):
        if directory.components[index].kind == "library":
            continue
        near = directory.seen_from(one.part.folder)
        rules = [rule for rule in knowledge.flows if not _taken_back(rule, one)]
        found = [link for rule in rules for link in _by_rule(rule, index, one, near)]
        yield from found
        for rule in rules:
            if rule.implied and not near.of_kind(rule.toward, rule.technologies):
                yield from _implied(rule, index, one, near, found)


def _implied(rule: FlowRule, index: int, one: Said, directory: Directory, found: Sequence[Link]) -> Iterator[Link]:
    """The flows to something outside for which libraries speak alone, where nothing else says who plays its part."""
    for link in found:
        if isinstance(link.target, Outside):
            is_told = link.target.technology == rule.outside
        else:
            is_told = link.kind == rule.kind and not directory.components[link.target].technology
        if is_told:
            return
    for file, line in _signs(rule, one, by_use=True):
        yield Link(index, Outside(rule.outside, "", one.part.file), rule.kind, file, line, rule.backwards)


def _by_rule(rule: FlowRule, index: int, one: Said, directory: Directory) -> Iterator[Link]:
    """The flows of a component that a rule sees: where settings say whom to, these; else to the only one there is."""
    groups: dict[str, list[Setting]] = {}
    for key in rule.settings:
        groups.setdefault(key.rpartition(".")[0], []).extend(_meant(rule, one, one.of_key(key)))
    links: list[Link] = []
    for several in groups.values():
        found = [pair for setting in several for pair in _by_setting(rule, index, one, setting, directory)]
        # Of the addresses for several stages those by name count: on one's own machine everything is in one place.
        surest = max((sure for sure, _ in found), default=0)
        links += [link for sure, link in found if sure == surest]
    if links:
        yield from _as_known(rule, links)
        return
    settings = [setting for several in groups.values() for setting in several]
    technology = directory.components[index].technology
    signs = _signs(rule, one)
    signs += [(setting.file, setting.line) for setting in settings]
    if technology and technology in rule.of:
        signs.append((directory.components[index].file, directory.components[index].line))
    there = directory.of_kind(rule.toward, rule.technologies)
    if len(there) > 1:  # libraries are those of one technology
        there = [one for one in there if directory.components[one].technology == rule.outside]
    if len(there) == 1 and there[0] != index:
        for file, line in signs:
            yield Link(index, there[0], rule.kind, file, line, rule.backwards)


def _as_known(rule: FlowRule, links: Sequence[Link]) -> Iterator[Link]:
    """The flows of a rule, those to a host outside that says nothing of itself by what another address of the host says."""
    known: dict[str, Outside] = {}
    for link in links:
        if isinstance(link.target, Outside) and link.target.technology != rule.outside:
            known.setdefault(link.target.host, link.target)
    for link in links:
        target = link.target
        if isinstance(target, Outside) and target.technology == rule.outside:
            target = known.get(target.host, target)
        yield link._replace(target=target)


def _meant(rule: FlowRule, one: Said, settings: Sequence[Setting]) -> Sequence[Setting]:
    """The settings that are for a component: of those that everybody gets, the ones whose libraries it has."""
    if not rule.libraries or one.shared.isdisjoint(settings) or _signs(rule, one):
        return settings
    return [setting for setting in settings if setting not in one.shared]


def _signs(rule: FlowRule, one: Said, *, by_use: bool = False) -> list[tuple[str, int]]:
    """Where the names and libraries are used that speak for a rule. `by_use` leaves out libraries that would have to be
    imported and are not; what a framework picks up by itself has a group in its name (`group:artifact`).
    """
    if any(fits_any(rule.without, seen.name) for seen in (*one.names, *one.libraries)):
        return []
    names = [(seen.file, seen.line) for seen in one.names if fits_any(rule.names, seen.name)]
    libraries = one.part.libraries if rule.own else one.libraries
    if by_use:
        used = {seen.name for seen in one.names}
        libraries = [seen for seen in libraries if ":" in seen.name or gives(seen.name, used)]
    return names + [(seen.file, seen.line) for seen in libraries if fits_any(rule.libraries, seen.name)]


def _by_setting(
    rule: FlowRule, index: int, one: Said, setting: Setting, directory: Directory
) -> Iterator[tuple[int, Link]]:
    value = one.value(setting)
    for place in places(value):
        sure, target = _target(rule, place, value, one, directory)
        if target is not None and target != index:
            yield sure, Link(index, target, rule.kind, setting.file, setting.line, rule.backwards)


def _target(
    rule: FlowRule, place: Place, address: str, one: Said, directory: Directory
) -> "tuple[int, int | Outside | None]":
    """Whom an address leads to and how sure that is. The authorization server may be asked through a gateway."""
    found = directory.at(place)
    sure = 2 if place.is_local else 3
    if found is not None:
        if directory.components[found].kind == "gateway" and "gateway" not in rule.toward and rule.toward:
            behind = directory.of_kind(rule.toward, rule.technologies)
            return sure, behind[0] if len(behind) == 1 else found
        kind = directory.components[found].kind
        # Whoever listens at a port of one's own machine in some file need not be who is meant by it in another.
        is_likely = not place.is_local or not rule.toward or kind in rule.toward or kind in _SERVING
        if is_likely:
            return sure, found
    if not rule.toward:
        return 0, None
    there = directory.of_kind(rule.toward, rule.technologies, place.scheme)
    if place.is_local or "." not in place.host:
        if len(there) == 1:
            return 1, there[0]
        if there:
            return 0, None  # one of several, nobody can say which
    if not rule.outside or "{" in place.host:
        return 0, None
    outside = directory.led_to(rule.toward, address) or rule.outside
    return 0, Outside(outside, "" if place.is_local else place.host, one.part.file)


def _taken_back(rule: FlowRule, one: Said) -> bool:
    """Whether settings say that a rule does not hold, not just for one of several stages."""
    for condition in rule.unless:
        key, equal, value = condition.partition("=")
        several = [setting for setting in one.of_key(key) if not setting.profile]
        if several and (not equal or all(value in setting.value.split(",") for setting in several)):
            return True
    return False


def by_addresses(said: Sequence[Said], directory: Directory, knowledge: ComponentKnowledge) -> Iterator[Link]:
    """The flows of settings that no rule is about and whose values are addresses of other components."""
    quiet = [plain_key(pattern) for pattern in knowledge.quiet]
    ruled = [plain_key(key) for rule in knowledge.flows for key in rule.settings]
    for index, one in enumerate(said):
        if directory.components[index].kind == "library":
            continue
        near = directory.seen_from(one.part.folder)
        for key, settings in one.settings.items():
            if fits_any(quiet, key) or any(fits(pattern, key) for pattern in ruled):
                continue
            found: list[tuple[bool, Link]] = []
            for setting in settings:
                if setting in one.shared:
                    continue  # an address in what everybody gets says not whose business it is
                for place in places(one.value(setting)):
                    target = _addressed(place, setting.key, one, near, knowledge)
                    if target is not None and target != index:
                        kind = PURPOSES.get(directory.components[target].kind, "request")
                        found.append((place.is_local, Link(index, target, kind, setting.file, setting.line)))
            is_named = any(not is_local for is_local, _ in found)
            yield from (link for is_local, link in found if not (is_local and is_named))


def _addressed(place: Place, key: str, one: Said, directory: Directory, knowledge: ComponentKnowledge) -> int | None:
    """Whom the address in a setting leads to. One on the machine itself may have its port in the setting beside it; else it is
    the key that says whose it is.
    """
    if not place.is_local:
        is_whole = bool(spoken_of(key, knowledge)) and not place.is_address
        return (
            directory.at(place) if place.is_address else directory.named(place.host, whole=True) if is_whole else None
        )
    start, _, last = key.rpartition(".")
    if not place.port and last.lower() in _HOSTS:
        port = next((one.value(setting) for setting in one.of_key(f"{start}.port")), "")
        place = place._replace(port=port)
    found = directory.at(place)
    if found is not None or not place.host or not (place.is_address or last.lower() in _HOSTS):
        return found
    pieces = key.split(".")
    for start_at in range(len(pieces) - 1, -1, -1):
        names = spoken_of(".".join(pieces[start_at:]), knowledge)
        if names:
            return next((known for name in names if (known := directory.named(name, whole=True)) is not None), None)
    return None


def by_order(said: Sequence[Said], directory: Directory) -> Iterator[Link]:
    """The flows to what a container is linked to or waits for. Who waits for a broker waits for the broker's coordinator."""
    for index, one in enumerate(said):
        near = directory.seen_from(one.part.folder)
        found = [(seen, near.named(seen.name)) for seen in one.part.uses]
        kinds = {directory.components[target].kind for _, target in found if target is not None}
        for seen, target in found:
            if target is None or target == index:
                continue
            kind = directory.components[target].kind
            if kind != "coordination" or "broker" not in kinds:
                yield Link(index, target, PURPOSES.get(kind, "start"), seen.file, seen.line)


def by_watching(components: Sequence[Component], knowledge: ComponentKnowledge) -> Iterator[Link]:
    """The flows of what watches every container."""
    everything = {one.name for one in knowledge.technologies if one.sees_all}
    for index, one in enumerate(components):
        if one.technology in everything:
            for other, watched in enumerate(components):
                if other != index and watched.kind != "library":
                    yield Link(index, other, "monitoring", one.file, one.line)

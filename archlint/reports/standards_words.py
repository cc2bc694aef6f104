"""What the reports on standards tell in common: uses of standard interfaces in, who offers and uses which out. Nothing is
escaped yet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from archlint.model.standards import DRIFTED, Side, StandardUse
from archlint.reports.wording import count

SIDES: dict[Side, str] = {"offered": "offered by", "used": "used by", "documented": "documented by"}
_COUNTED: dict[Side, tuple[str, str]] = {
    "offered": ("route", "routes"),
    "used": ("request", "requests"),
    "documented": ("operation of a contract", "operations of contracts"),
}


class Party(Struct, frozen=True):
    """A component that is on one side of an interface, at so many places."""

    layer: str
    component: str
    places: int


class Interface(Struct, frozen=True, kw_only=True):
    """One interface with everybody who is on a side of it. `versions` are those in use, `newest` is the newest of all (0 for
    one that was withdrawn); `drifted` counts the places that depart from the standard.
    """

    standard: str
    number: str
    name: str
    domain: str
    newest: int
    versions: tuple[int, ...]
    offered_by: tuple[Party, ...]
    used_by: tuple[Party, ...]
    documented_by: tuple[Party, ...]
    drifted: int

    def parties(self, side: Side) -> tuple[Party, ...]:
        """Who is on a side."""
        return {"offered": self.offered_by, "used": self.used_by, "documented": self.documented_by}[side]


def interfaces(uses: Iterable[StandardUse]) -> list[Interface]:
    """The interfaces in the order of the uses."""
    found: dict[tuple[str, str, str], list[StandardUse]] = {}
    for use in uses:
        found.setdefault((use.standard, use.number, use.name), []).append(use)
    return [_interface(group) for group in found.values()]


def _interface(group: Sequence[StandardUse]) -> Interface:
    first = group[0]
    return Interface(
        standard=first.standard,
        number=first.number,
        name=first.name,
        domain=first.domain,
        newest=first.newest,
        versions=tuple(sorted({use.version for use in group if use.version})),
        offered_by=_parties(group, "offered"),
        used_by=_parties(group, "used"),
        documented_by=_parties(group, "documented"),
        drifted=sum(is_drifted(use) for use in group),
    )


def _parties(group: Sequence[StandardUse], side: Side) -> tuple[Party, ...]:
    places = Counter((use.layer, use.component) for use in group if use.side == side)
    return tuple(Party(layer, component, number) for (layer, component), number in sorted(places.items()))


def is_drifted(use: StandardUse) -> bool:
    return use.drift in DRIFTED


def title(one: Interface | StandardUse) -> str:
    """`TMF678 Customer Bill Management`; one that the catalogue does not have goes by its path."""
    return f"{one.number} {one.name}" if one.number else f"{one.name} (not in the catalogue)"


def version(number: int) -> str:
    return f"v{number}" if number else "-"


def versions(one: Interface) -> str:
    """`v2, v4 (newest: v5)`, without what is in brackets where the newest one is in use."""
    told = ", ".join(map(version, one.versions)) or "-"
    return told if one.newest in (0, *one.versions) else f"{told} (newest: v{one.newest})"


def party(one: Party) -> str:
    """`channels: channels/web (2)`; the layer alone where the component is called like it."""
    component = one.component if one.component not in ("", ".") else "(the project itself)"
    same = component.replace("_", "-") == one.layer
    name = one.layer if same else f"{one.layer}: {component}" if one.layer else component
    return f"{name} ({one.places:,})" if one.places > 1 else name


def drift(use: StandardUse) -> str:
    """What has drifted, in words."""
    newest = f"; the newest is v{use.newest}" if use.newest else "; it was withdrawn"
    return {
        "": "",
        "unknown-api": "no interface of the standard that archlint knows",
        "unknown-resource": f"the standard has no resource '{use.resource}'",
        "retired-version": f"v{use.version} is no longer current{newest}",
        "draft-version": f"v{use.version} is a draft{newest}",
        "unknown-version": f"v{use.version} is newer than archlint knows{newest}",
    }[use.drift]


def summary(uses: Sequence[StandardUse]) -> str:
    """`6 standard interfaces: 14 routes, 12 requests; 2 places have drifted`."""
    number = len(interfaces(uses))
    if not number:
        return "no standard interface is offered, used or documented"
    sides = Counter(use.side for use in uses)
    told = ", ".join(count(sides[side], *_COUNTED[side]) for side in SIDES if sides[side])
    drifted = sum(map(is_drifted, uses))
    tail = f"; {count(drifted, 'place has', 'places have')} drifted" if drifted else ""
    return f"{count(number, 'standard interface')}: {told}{tail}"

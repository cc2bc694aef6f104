"""Which route answers a request: routes, requests and who can be reached by which name in, requests with their routes out.

The host decides first, then the path and the method; a gateway's rewrite is followed to the route behind it.
"""

import re
from collections.abc import Iterable, Sequence

from archlint.graph.connections.addresses import Address, split
from archlint.graph.connections.component_routes import ComponentRoutes
from archlint.graph.connections.host_names import HostNames, is_local
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.linked import (
    NOBODY,
    NOT_SAID,
    Linked,
    is_any_of,
    is_same,
    near_to_file,
    nearest,
    nearest_of,
    surest,
    told_of,
)
from archlint.graph.connections.own_hosts import TELLING, own_hosts, without_port
from archlint.graph.connections.served import HOLE, Served, Unread, as_served, fit, is_hole, joined, rewritten
from archlint.model.connections import NO_ENDPOINT, OPERATION_METHODS, RequestStatus

_OPEN = (".example", ".local", ".internal", ".test", ".svc", ".lan", ".invalid")
"""Ends of hosts that no other organization answers at."""
_FILE = re.compile(
    r"\A(?:data|blob|file):|\.(?:html?|m?js|css|png|jpe?g|gif|webp|svg|ico|json|ya?ml|csv|txt|md|xml|bpmn|dmn|pdf|map|wasm|woff2?|mp[34]|webm)$"
)
_GOES_ON = re.compile(r"(.*[^/{}])\{[^{}]*\}")
_DEEPEST = 5
_LITERAL = 2
"""What one segment speaks for a route that is written out on both sides: two of which nothing is known say nothing."""


class Linker:
    """Knows who answers at a host and which routes these serve."""

    def __init__(
        self, served: Sequence[Served], hosts: Hosts, mounted: Iterable[Unread] = (), *, by_name: bool = False
    ) -> None:
        """`mounted` are the paths under which a library serves what is not read. `by_name` says that something passes requests
        on to the services that their paths begin with.
        """
        self._unread = hosts.unread
        self._passing = {
            name: [one for one in served if one.targets and one.route.file in files]
            for name, files in hosts.passing.items()
        }
        self._by_name = by_name
        self._mounted = [(one, as_served(one)) for one in dict.fromkeys(mounted)]
        self.hosts = HostNames(hosts.by_name, hosts.by_port)
        self._served = ComponentRoutes(
            [one for one in served if one.route.method not in OPERATION_METHODS], hosts.built_with
        )
        self._all = self._served.all
        self._routes = {one.number: one.route for one in self._all}
        self._own: set[str] = set()

    def take_own(self, asked: Iterable[tuple[str, Sequence[Address]]]) -> None:
        """Take hosts for the system's own of which most that is asked is served here: where it runs for its users. `asked` are
        all requests, each its method and the addresses that it may go to.
        """
        self._own |= own_hosts(
            asked, self._is_public, lambda method, path: self._answer(method, split(path), self._all, 0, "unresolved")
        )

    def _is_public(self, host: str) -> bool:
        """Whether a host is written out and nobody is known to stand behind it."""
        is_written = "." in host and not HOLE.search(host) and not is_local(host) and not host.endswith(_OPEN)
        return is_written and host not in self._unread and not self.hosts.components(host)

    def link(self, method: str, places: Sequence[Address], component: str) -> Linked:
        """Where a request leads that may go to any of some places."""
        found = self._linked(method, places, component)
        named = self.hosts.behind(places) if self._by_name and not found.routes else ()
        behind = self._linked(method, named, component) if named else found
        return behind if behind.routes else found

    def _linked(self, method: str, places: Sequence[Address], component: str) -> Linked:
        answers = surest([(place, self._link(method, place, component, 0)) for place in places])
        for status in ("linked", "ambiguous", "external", "dangling"):
            found = [one for one in answers if one.status == status]
            if found:
                routes = tuple(dict.fromkeys(index for one in found for index in one.routes))
                via = tuple(dict.fromkeys(index for one in found for index in one.via))
                if status == "dangling" and (whose := self._may_answer(places)):
                    return Linked("unresolved", why=told_of(whose))
                if status == "dangling" and any(self._goes_on(place.path) for place in places):
                    return Linked("unresolved", why=NOT_SAID)
                return Linked(found[0].status, routes, via, found[0].why)
        is_lost = bool(answers) and answers[0].why == NOBODY
        if is_lost and (whose := self._may_answer(places, by_name=True)):
            return Linked("unresolved", why=told_of(whose))
        return answers[0] if answers else Linked("unresolved", why=NOT_SAID)

    def _may_answer(self, places: Sequence[Address], *, by_name: bool = False) -> str:
        """Whose routes that are not read may be where nobody answers; "" for none. `by_name` asks only for paths that are known
        by themselves.
        """
        for place in places if self._mounted else ():
            segments = split(place.path)
            named = self._served.serving(self.hosts.components(place.host)) if place.host else ()
            for one, served in self._mounted:
                if by_name and one.below:
                    continue
                is_there = not one.component or not named or one.component in named
                is_below = not one.below or len(segments) >= len(served.segments)
                if is_there and is_below and fit(served, "ANY", segments) is not None:
                    return one.whose
        return ""

    def _goes_on(self, path: str) -> bool:
        """Whether a path ends with something that is not known and may be more than one segment, below which routes are."""
        begun = _GOES_ON.fullmatch(path)
        under = split(begun[1]) if begun is not None else ()
        count = len(under)
        return bool(under) and any(one.segments[:count] == under and len(one.segments) > count for one in self._all)

    def named(self, method: str, name: str, component: str) -> Linked:
        """Where a page leads that names a route: `bills:detail`, `bills.detail`; a dot may be part of a name as well. What
        libraries bring along is not seen.
        """
        whole = name.partition("?")[0]
        own_name = whole.rpartition(":")[2]
        names = dict.fromkeys((whole, own_name, own_name.rpartition(".")[2]))
        found = next((those for one in names if (those := [each for each in self._all if each.name == one])), [])
        near = [one for one in found if one.route.component == component] or found
        own = [one for one in near if one.route.method in (method, "ANY")] or near
        if not own:
            return Linked("unresolved", why="no route of this name is seen")
        status: RequestStatus = "linked" if len({one.route.path for one in own}) == 1 else "ambiguous"
        return Linked(status, tuple(one.number for one in own))

    def near(self, linked: Linked, file: str) -> Linked:
        """The same without routes that lie farther from a file than others of the same component and path."""
        return near_to_file(linked, self._routes, file)

    def _link(self, method: str, place: Address, component: str, depth: int) -> Linked:
        segments = split(place.path)
        host = without_port(place.host)
        is_cut = host.startswith("{")
        if HOLE.search(host) and HOLE.sub("", host).strip(
            ".-_"
        ):  # a name in part: a domain or the name of a release is not known
            if host.endswith("}") and place.path in ("", "/"):  # what is not known may be the path
                return Linked("unresolved", why=NOT_SAID)
            host = HOLE.sub("", host).strip(".-_")
            place = place._replace(host=host)
        if not any(not is_hole(segment) for segment in segments) and not (
            place.path == "/" or (place.host and not HOLE.search(host))
        ):
            return Linked("unresolved", why=NOT_SAID)
        named = nearest_of(self.hosts.components(place.host), component)
        if named:
            # What a path begins with may be put there by whoever answers, too: a name that both read when they start.
            otherwise: RequestStatus = "unresolved" if segments and is_hole(segments[0]) else "dangling"
            return self._answer(method, segments, self._served.of_all(self._served.serving(named)), depth, otherwise)
        if is_cut and "." not in host and not HOLE.search(host):
            return Linked("unresolved", why=f"whom {host} is a part of is not known")
        if host and not HOLE.search(host) and not is_local(host) and not host.endswith(_OPEN):
            return self._elsewhere(host, method, segments, component, depth)
        return self._somewhere_here(method, place, segments, component, depth)

    def _somewhere_here(
        self, method: str, place: Address, segments: tuple[str, ...], component: str, depth: int
    ) -> Linked:
        """The answer where no host is named, or one of which nothing is known."""
        own = self._served.of(component)
        if not segments and place.host and self._served.are_several:  # many have a first page
            return Linked("unresolved", why=NO_ENDPOINT)
        if place.is_absolute or not own:
            among = self._served.but_gateways_of(component) if depth else self._all
            doors = among if depth or place.host else self._served.seen_by(component, self.hosts.components)
            is_suffix = bool(HOLE.search(place.host))
            found = self._answer(method, segments, doors, depth, "unresolved", is_suffix=is_suffix)
            if not found.routes and doors is not among:
                found = self._answer(method, segments, among, depth, "unresolved")
        else:
            found = self._answer(method, segments, own, depth, "unresolved")
            if found.status == "unresolved":
                found = self._answer(method, segments, self._all, depth, "unresolved")
        if found.status == "unresolved" and (place.path == "/" or _FILE.search(place.path)):
            return Linked("unresolved", why=NO_ENDPOINT)
        is_begun = not place.is_absolute and not place.path.startswith("{")  # what stands before is known
        if found.status == "unresolved" and is_begun and self._all:
            return Linked("dangling", why=NOBODY)
        return found

    def _elsewhere(self, host: str, method: str, segments: tuple[str, ...], component: str, depth: int) -> Linked:
        """The answer of a host that no code is known to stand behind."""
        if host.lower() in self._own:
            found = nearest(self._answer(method, segments, self._all, depth, "unresolved"), self._routes, component)
            if found.routes:
                return found
        passing = self._passing.get(host.lower())
        if passing:
            found = self._answer(method, segments, passing, depth, "dangling")
            if found.routes:
                return found
        is_own = host.lower() in self._unread
        # A program whose code is somewhere here: a path that says enough tells where.
        if is_own and sum(not HOLE.search(one) for one in segments) >= TELLING:
            found = nearest(self._answer(method, segments, self._all, depth, "unresolved"), self._routes, component)
            if found.status == "linked":
                return found
        told = "is part of this system, but its code is not read" if is_own else "is not part of this system"
        return Linked("external", why=f"{host} {told}")

    def _answer(  # noqa: PLR0913 - one question
        self,
        method: str,
        segments: tuple[str, ...],
        among: Sequence[Served],
        depth: int,
        otherwise: RequestStatus,
        *,
        is_suffix: bool = False,
    ) -> Linked:
        near = self._served.near(among, segments)
        scored = [(score, one) for one in near if (score := fit(one, method, segments)) is not None]
        if otherwise == "unresolved" and segments:  # with nobody named, a path must say more than that there is one
            scored = [(score, one) for score, one in scored if score[0] > 0]
        if not scored and is_suffix:
            scored = [
                (score, one)
                for one in among
                for drop in range(1, len(one.segments))
                if (score := fit(one._replace(segments=one.segments[drop:]), method, segments)) is not None
                and score[0] >= _LITERAL
            ]
        if not scored:
            return Linked(otherwise, why=NOBODY)
        best = max(score for score, _ in scored)
        chosen = [one for score, one in scored if score == best]
        terminal = [one for one in chosen if not one.route.target]
        if terminal:
            is_one = is_same(terminal) or (
                len({one.route.component for one in terminal}) == 1 and not is_any_of(terminal, segments)
            )
            status: RequestStatus = "linked" if is_one else "ambiguous"
            return Linked(status, tuple(one.number for one in terminal), score=best)
        return self._passed_on(method, segments, chosen, depth)

    def _passed_on(self, method: str, segments: tuple[str, ...], gates: Sequence[Served], depth: int) -> Linked:
        """Follow a request through the gateways it may cross."""
        found: list[Linked] = []
        for gate in gates:
            if depth >= _DEEPEST:
                continue
            for given in (segments, segments[gate.loose :]) if gate.loose else (segments,):
                answers = self._through(method, gate, rewritten(gate, given), depth)
                found += answers
                if any(one.status == "linked" for one in answers):
                    break
        for status in ("linked", "ambiguous", "dangling", "external", "unresolved"):
            same = [one for one in found if one.status == status]
            if same:
                routes = tuple(dict.fromkeys(index for one in same for index in one.routes))
                return Linked(same[0].status, routes, same[0].via, same[0].why, max(one.score for one in same))
        return Linked("unresolved", via=(gates[0].number,), why="where the gateway passes it on is not known")

    def _through(self, method: str, gate: Served, path: str, depth: int) -> list[Linked]:
        """The answers of those to whom a gateway passes a path on. Where one that is known answers, a host that is not known
        says nothing: it is what a setting may put there.
        """
        found: list[Linked] = []
        for target in sorted(gate.targets, key=lambda one: bool(HOLE.search(one.host))):
            if HOLE.search(target.host) and any(one.status == "linked" for one in found):
                break
            place = Address(target.host, joined(target.path, path), is_absolute=True)
            answer = self._link(method, place, gate.route.component, depth + 1)
            found.append(answer._replace(via=(gate.number, *answer.via)))
        return found

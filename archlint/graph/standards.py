"""Where a system follows a standard: routes, requests, contract operations and catalogues in, uses of standard interfaces out.

An interface is known by its path, `/tmf-api/<segment>/v4/<resource>`, or by its number in the title of a contract.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.addresses import split
from archlint.model.connections import Connections, Endpoint
from archlint.model.deployment import ServedOperation
from archlint.model.standards import Drift, Side, Standard, StandardApi, StandardUse

_VERSION = re.compile(r"v(\d{1,2})(?:\.\d{1,3}){0,2}", re.IGNORECASE)
_MAJOR = re.compile(r"v?(\d{1,2})(?:\.|$)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z][\w-]*")


class Recognized(NamedTuple):
    """What a path or a title says. `api` is None for one that the catalogue does not have; `name` is then its segment."""

    standard: str
    api: StandardApi | None
    name: str
    version: int
    resource: str
    drift: Drift


class Recognition:
    """Knows the paths of standard interfaces."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        self._standards = tuple(standards)
        self._by_segment: dict[str, tuple[Standard, StandardApi]] = {}
        self._prefixes: dict[str, Standard] = {}
        self._numbers: list[tuple[re.Pattern[str], Standard, Mapping[str, StandardApi]]] = []
        for standard in self._standards:
            self._prefixes.update({prefix.casefold(): standard for prefix in standard.prefixes})
            for api in standard.apis:
                for segment in api.segments:
                    self._by_segment.setdefault(_key(segment), (standard, api))
            if standard.numbers:
                pattern = re.compile(rf"\b{re.escape(standard.numbers)}[ _-]?(\d{{3}})(?!\d)", re.IGNORECASE)
                self._numbers.append((pattern, standard, {api.number: api for api in standard.apis}))

    def of_path(self, path: str) -> Recognized | None:
        """The interface that a path belongs to. Without the standard's prefix a path must agree in all that the catalogue
        lists, unless the segment is one that nobody else would choose.
        """
        segments = split(path)
        for at in range(len(segments) - 1):
            version = _VERSION.fullmatch(segments[at + 1])
            if version is None:
                continue
            resource = segments[at + 2] if len(segments) > at + 2 and _PLAIN.fullmatch(segments[at + 2]) else ""
            prefix = self._prefixes.get(segments[at - 1].casefold()) if at else None
            known = self._by_segment.get(_key(segments[at]))
            if known is None:
                if prefix is not None and _PLAIN.fullmatch(segments[at]):
                    return Recognized(prefix.name, None, segments[at], int(version[1]), resource, "unknown-api")
                continue
            found = _recognized(*known, int(version[1]), resource)
            is_telling = segments[at] in known[1].segments and not segments[at].islower()
            if prefix is not None or is_telling or (resource and found.drift in ("", "draft-version")):
                return found
        return None

    def of_title(self, title: str, version: str, path: str) -> Recognized | None:
        """The interface that a contract says it is, by its number; version and resource from the path, else as told there."""
        for pattern, standard, apis in self._numbers:
            number = pattern.search(title[:500])
            api = apis.get(f"{standard.numbers}{number[1]}") if number else None
            if api is None:
                continue
            segments = split(path)
            versions = [(at, found) for at, one in enumerate(segments) if (found := _VERSION.fullmatch(one))]
            if versions:
                at, found = versions[-1]
                rest = segments[at + 1 :]
                return _recognized(standard, api, int(found[1]), next(filter(_PLAIN.fullmatch, rest[:1]), ""))
            major = _MAJOR.match(version)
            return _recognized(
                standard, api, int(major[1]) if major else 0, next(filter(_PLAIN.fullmatch, segments), "")
            )
        return None


def uses_of(
    connections: Connections,
    operations: Iterable[ServedOperation],
    place: "Mapping[str, Endpoint]",
    standards: Iterable[Standard],
) -> tuple[StandardUse, ...]:
    """Every use, by standard, number, file and line. `place` says for the file of a contract where it lies."""
    recognition = Recognition(standards)
    found = [
        *_offered(connections, recognition),
        *_used(connections, recognition),
        *_documented(operations, place, recognition),
    ]
    found.sort(key=lambda one: (one.standard, not one.number, one.number, one.side, one.file, one.line, one.path))
    return tuple(dict.fromkeys(found))


def _offered(connections: Connections, recognition: Recognition) -> Iterator[StandardUse]:
    for route in connections.routes:
        found = recognition.of_path(route.path)
        if found is not None:
            yield _use(found, route, "offered", route.method, route.path)


def _used(connections: Connections, recognition: Recognition) -> Iterator[StandardUse]:
    """A request says itself what it asks, or the route that answers does."""
    for request in connections.requests:
        paths: Sequence[str] = (request.path, *(connections.routes[index].path for index in request.routes[:1]))
        for path in paths:
            found = recognition.of_path(path)
            if found is not None:
                yield _use(found, request, "used", request.method, path)
                break


def _documented(
    operations: Iterable[ServedOperation], place: Mapping[str, Endpoint], recognition: Recognition
) -> Iterator[StandardUse]:
    for one in operations:
        found = recognition.of_path(one.path) or recognition.of_title(one.title, one.version, one.path)
        if found is not None:
            at = place.get(one.file, Endpoint(one.file, one.line))
            where = Endpoint(one.file, one.line, at.component, at.layer, at.part)
            yield _use(found, where, "documented", one.method, one.path)


def _use(found: Recognized, at: Endpoint, side: Side, method: str, path: str) -> StandardUse:
    return StandardUse(
        at.file,
        at.line,
        at.component,
        at.layer,
        at.part,
        at.unit,
        standard=found.standard,
        number=found.api.number if found.api is not None else "",
        name=found.name,
        side=side,
        method=method,
        path=path,
        version=found.version,
        resource=found.resource,
        drift=found.drift,
        domain=found.api.domain if found.api is not None else "",
        newest=found.api.newest if found.api is not None else 0,
    )


def _recognized(standard: Standard, api: StandardApi, version: int, resource: str) -> Recognized:
    drift = api.drift(version) if version else ""
    is_known = not resource or not api.resources or resource in api.resources or resource in standard.everywhere
    if not is_known and drift in ("", "draft-version"):
        drift = "unknown-resource"
    return Recognized(standard.name, api, api.name, version, resource, drift)


def _key(segment: str) -> str:
    """A segment as it is compared: some editions of an interface add `Management` to its name, or write it large."""
    return segment.casefold().removesuffix("management")

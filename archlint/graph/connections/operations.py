"""Operations of gRPC and GraphQL: what contracts declare in, whole names of operations and who answers them out.

The name of a service and of an operation say by themselves who answers: an address only chooses among several.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.addresses import Address
from archlint.graph.connections.linked import Linked
from archlint.graph.connections.served import Served
from archlint.model.connections import OPERATION_METHODS, RequestStatus
from archlint.model.deployment import PageRequest, ServedOperation

GRPC = "GRPC"
_NO_SCHEMA = "no schema here has this field"
_NOT_READ = "no server of this service is read here"


class KnownOperations:
    """What .proto files declare, and what the documents of GraphQL ask for that are files of their own."""

    def __init__(self, operations: Iterable[ServedOperation] = (), pages: Iterable[PageRequest] = ()) -> None:
        self.documents: dict[str, list[PageRequest]] = {}
        """By the name of an operation the fields that it asks for."""
        for page in pages:
            if page.name and page.method in OPERATION_METHODS:
                self.documents.setdefault(page.name, []).append(page)
        self.fields: set[str] = set()
        """The paths of the fields that schemas of GraphQL declare."""
        self._services: dict[str, dict[str, dict[str, str]]] = {}
        names: set[str] = set()
        for one in operations:
            if one.method in OPERATION_METHODS and one.method != GRPC:
                self.fields.add(one.path)
            if one.method == GRPC:
                service, _, operation = one.path.lstrip("/").partition("/")
                simple = service.rpartition(".")[2]
                self._services.setdefault(simple, {}).setdefault(service, {})[plain(operation)] = operation
                names |= {operation, operation[:1].lower() + operation[1:], snake(operation)}
        self.names = frozenset(names)
        """How operations are called in code."""

    def path(self, service: str, operation: str) -> str:
        """The path of an operation by the names that code has for it, "" where nothing declares it. `service` may be dotted; of
        services of one name the one counts whose package shares most words with it.
        """
        words = frozenset(service.replace(":", ".").split("."))
        simple = service.rpartition(".")[2]
        several = self._services.get(simple) or self._services.get(simple.removesuffix("Service")) or {}
        found = [(whole, of[plain(operation)]) for whole, of in several.items() if plain(operation) in of]
        best = max(found, key=lambda one: len(words & set(one[0].split("."))), default=None)
        return f"/{best[0]}/{best[1]}" if best else ""

    def document(self, name: str) -> Sequence[PageRequest]:
        """What the document asks for that something is named after: `AllBillsDocument`."""
        ends = range(len(name), 2, -1)
        return next((self.documents[name[:end]] for end in ends if name[:end] in self.documents), ())

    def service_among(self, names: Iterable[str]) -> str:
        """The first of some names that is that of a service, "" where none is."""
        return next((name for name in names if name.rpartition(".")[2] in self._services), "")


def plain(name: str) -> str:
    """A name as all languages have it: `GetBill`, `getBill` and `get_bill` are one."""
    return name.replace("_", "").lower()


def snake(name: str) -> str:
    """`GetBill` as `get_bill`."""
    return "".join(
        f"_{letter.lower()}" if letter.isupper() and at else letter.lower() for at, letter in enumerate(name)
    )


def camel(name: str) -> str:
    """`open_bills` as `openBills`."""
    first, *others = name.lstrip("_").split("_")
    return first + "".join(other.title() for other in others)


class _Asked(NamedTuple):
    method: str
    path: str
    host: str
    component: str


class OperationLinker:
    """Which route answers an operation. `components` gives those that a host stands for, `is_outside` whether it is none of the
    system that is read.
    """

    def __init__(
        self, served: Iterable[Served], components: Callable[[str], Sequence[str]], outside: Callable[[str], str]
    ) -> None:
        self._components = components
        self._outside = outside
        self._served: dict[tuple[str, str], list[Served]] = {}
        self._serving: set[str] = set()
        for one in served:
            if one.route.method in OPERATION_METHODS:
                self._served.setdefault((one.route.method, one.route.path), []).append(one)
                self._serving.add(f"{one.route.component}\0{one.route.method == GRPC}")

    def link(self, method: str, place: Address, component: str) -> Linked:
        """Where an operation leads. `place` is an address with the operation as its path."""
        asked = _Asked(method, place.path, place.host, component)
        several = self._served.get((method, place.path), ())
        named = self._components(place.host)
        inside = [one for one in several if one.route.component in named]
        if not inside and not named and place.host and (why := self._outside(place.host)):
            return Linked("external", why=why)
        if not inside and named:
            serving = any(f"{name}\0{method == GRPC}" in self._serving for name in named)
            return Linked("dangling" if serving else "unresolved", why="no such operation is served there")
        own = [one for one in several if one.route.component == component]
        chosen = inside or (own if method != GRPC and own else list(several))
        return self._one_of(chosen, asked)

    @staticmethod
    def _one_of(chosen: Sequence[Served], asked: _Asked) -> Linked:
        if not chosen:
            return Linked("unresolved", why=_NOT_READ if asked.method == GRPC else _NO_SCHEMA)
        components = {one.route.component for one in chosen}
        status: RequestStatus = "linked" if len(components) == 1 else "ambiguous"
        return Linked(status, tuple(one.number for one in chosen))


def outside_of(unread: Iterable[str]) -> Callable[[str], str]:
    """Tells by a host's name why nobody here answers, "" where somebody may."""
    names = frozenset(unread)

    def why(host: str) -> str:
        name = host.partition(":")[0].lower()
        if name.partition(".")[0] in names or name in names:
            return f"{name} is part of this system, but its code is not read"
        known = "." in name and "{" not in name and not name.replace(".", "").isdigit()
        return f"{name} is not part of this system" if known and not name.endswith((".local", ".svc")) else ""

    return why


def told_off(linked: Mapping[str, Sequence[Linked]]) -> frozenset[str]:
    """The components of which most operations are answered here: what they ask of nobody is wrong."""
    return frozenset(
        component
        for component, several in linked.items()
        if 2 * sum(one.status in ("linked", "ambiguous") for one in several) > len(several)
    )

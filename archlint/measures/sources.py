"""What a call asks for an answer: a System and a call in, a Source out where the answer comes from elsewhere.

On screens sources are operations: requests by the first segment of their path, methods of a client by its class. In a
backend they are the parts of it, and systems outside by their host.
"""

import re
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.roles import Roles
from archlint.measures.vocabulary import last_words, words
from archlint.model.facts import Body, Call, Span
from archlint.model.graph import Module

_REQUESTS = ("http-client", "rpc")
_ANSWERS = ("data access", "composition", "decision")
_UNKNOWN = "{}"
"""What extraction writes for a part of a text that cannot be known."""
_GENERAL = frozenset({"api", "rest", _UNKNOWN})
"""Segments that say nothing about what is asked."""
_VERSION = re.compile(r"v\d{1,3}")
_LONGEST = 60


class Source(NamedTuple):
    """What is asked. Two with the same key are one; `name` is for people, `asked` is where."""

    key: str
    name: str
    asked: Span
    outside: bool = False
    """Whether it is a system that the project does not hold."""


class Address(NamedTuple):
    """Where a request goes: a host ("" where it is not known), the first and the last segment that say something."""

    host: str
    first: str
    last: str
    text: str


class Screens:
    """Sources of the user interface. Get it by `System.view(Screens)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._callees = system.view(Callees)
        self._roles = system.view(Roles)
        self._identity = frozenset(system.rulebook.roles.words.get("identity", ()))
        self._bodies: dict[str, Body] = {}

    def of(self, module: Module, call: Call) -> Source | None:
        """The operation that a call leads to; None where the answer is of this place, or says who is asking."""
        target = self._callees.target(module.id, call.callee)
        if target is None:
            address = address_of(call) if _is_request(self._system, module, call) else None
            return self._told(address, call, address.text) if address else None
        if target.unit < 0:
            return None
        name = self._system.units(target.module)[target.unit].name
        if not self._identity.isdisjoint(last_words(name)):
            return None
        other = self._system.modules[target.module]
        if self._system.tiers.get(other.layer) in ("enablement", "backend"):
            key = f"{other.layer}/{other.part}" if other.part else other.id
            return Source(key, name, call.span) if self._answers(target) else None
        if not self._roles.goes_out(target):
            return None
        address = address_of(call) or self._address_within(target)
        owner = _owner(call.callee) or name.rpartition(".")[0]
        return self._told(address, call, name) if address else Source(owner or f"{other.id}:{name}", name, call.span)

    def _told(self, address: Address, call: Call, name: str) -> Source | None:
        if not self._identity.isdisjoint(words(address.last)):
            return None
        return Source(f"{address.host}/{address.first}", name, call.span)

    def _answers(self, target: Target) -> bool:
        """Whether an operation is more than a small service to whoever calls it: it has data, or hands others' on."""
        role = self._roles.of(target.module)[target.unit]
        if role is None or role.role in _ANSWERS:
            return role is not None
        if role.role != "pass-through":
            return False
        called = self._callees.of(target.module, self._body(target.module))[target.unit]
        tiers = self._system.tiers
        return self._roles.goes_out(target) or any(
            one.module != target.module
            and tiers.get(self._system.modules[one.module].layer) in ("enablement", "backend")
            for one in called
        )

    def _address_within(self, target: Target) -> Address | None:
        """The path that a function asks itself."""
        found = (address_of(call) for call in self._body(target.module).calls if call.unit == target.unit)
        return next(filter(None, found), None)

    def _body(self, module: str) -> Body:
        if module not in self._bodies:
            self._bodies[module] = self._system.body(module)
        return self._bodies[module]


class Systems:
    """Sources of a backend: its parts, and systems outside. Get it by `System.view(Systems)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._callees = system.view(Callees)

    def of(self, module: Module, call: Call) -> Source | None:
        """The part that a call of another module leads to, or the system that a request goes to."""
        target = self._callees.target(module.id, call.callee)
        if target is None:
            address = address_of(call) if _is_request(self._system, module, call) else None
            name = (address.host or address.first) if address else ""
            return Source(f"outside:{name}", name, call.span, outside=True) if name else None
        other = self._system.modules[target.module]
        if other.id == module.id or not other.part or self._system.tiers.get(other.layer) != "backend":
            return None
        return Source(other.part, other.part, call.span)


def _is_request(system: System, module: Module, call: Call) -> bool:
    """Whether a call is one of a library or platform that sends requests."""
    find = system.technologies.find
    found = (*find(module.language, call.callee), *find(module.language, f"global:{call.callee}"))
    return any(entry.role in _REQUESTS for entry in found)


def address_of(call: Call) -> Address | None:
    """The first literal argument that is a path or an address."""
    found = (_parsed(argument.text) for argument in call.arguments if argument.literal)
    return next(filter(None, found), None)


def _parsed(text: str) -> Address | None:
    _, absolute, rest = text.partition("://")
    if not (absolute or text.startswith(("/", f"{_UNKNOWN}/"))) or any(char.isspace() for char in text):
        return None
    host, _, path = rest.partition("/") if absolute else ("", "", text)
    plain = path.partition("?")[0].partition("#")[0]
    pieces = [piece for piece in plain.split("/") if piece and piece not in _GENERAL and not _VERSION.fullmatch(piece)]
    known = "" if _UNKNOWN in host else host.rpartition("@")[2]
    if not pieces and not known:
        return None
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return Address(known, pieces[0] if pieces else "", pieces[-1] if pieces else "", shown)


def _owner(callee: str) -> str:
    """The class in front of a method: `ItemsService` of `./client.ItemsService.readItems`."""
    before = callee.rpartition(".")[0].rpartition(".")[2].rpartition("/")[2]
    return before if before[:1].isupper() else ""

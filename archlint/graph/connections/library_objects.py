"""What the objects of libraries are called that rules are about: ApiRules of one language in, names such as `axios.create()`
and the last names of what makes such objects out.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from archlint.graph.connections.rule_patterns import OPERATION
from archlint.model.api_rules import ApiRule

_GLOBAL = "global:"
ASKER = r"global:(?:(?:window|globalThis)\.)?\$?[a-z]\w*"
"""What rules call a function that every file knows; one that is capitalized makes an object."""


class LibraryObjects:
    """Clients, senders, routers and whatever else a library makes for its users."""

    def __init__(self, rules: Sequence[ApiRule]) -> None:
        self._rules = rules

    @cached_property
    def _asking(self) -> tuple[str, ...]:
        """What the names of clients begin with: of `axios.create().get` that is `axios.create()`."""
        found = {
            pattern.rpartition(".")[0] if "()" in pattern else pattern
            for rule in self._rules
            if rule.kind in ("request", "publication")
            for whole in rule.calls
            for pattern in (re.split(r"\*|\{service", whole)[0] if whole.endswith(OPERATION) else whole,)
            if "*" not in pattern and not pattern.startswith("?")
        }
        return tuple(sorted(one for one in found if "(" in one))

    @cached_property
    def made(self) -> tuple[str, ...]:
        """What objects begin with that rules are about, whatever they are for: `flask.Blueprint()`, `celery.Celery()`."""
        found = {
            pattern[: pattern.rindex("()") + 2]
            for rule in self._rules
            for pattern in (*rule.calls, *rule.bases, *rule.marks)
            if "()" in pattern and not pattern.startswith(("?", "*", "shape:"))
        }
        return tuple(sorted({*found, *self._asking}))

    @cached_property
    def made_words(self) -> frozenset[str]:
        """The last names of what makes these: `Blueprint`, `createChannel`."""
        return frozenset(re.split(r"[./]", one.removesuffix("()"))[-1] for one in self.made if one.endswith("()"))

    @cached_property
    def clients(self) -> frozenset[str]:
        """What objects are called that requests are sent by: of `axios.create().get` that is `axios.create()`."""
        found = {
            whole.rpartition(".")[0]
            for rule in self._rules
            if rule.kind == "request" and not rule.protocol
            for whole in rule.calls
            if "()." in whole and not whole.startswith(("?", "*", "shape:"))
        }
        marks = {one for one in found if one.startswith("@") and "/" not in one}  # what a mark makes of a function
        return frozenset(one for one in found - marks if one.endswith("()") and "*" not in one)

    @cached_property
    def client_makers(self) -> frozenset[str]:
        """The last names of what makes clients: `create`, `Session`."""
        return frozenset(re.split(r"[./]", one.removesuffix("()"))[-1] for one in self.clients)

    @cached_property
    def client_words(self) -> frozenset[str]:
        """The last names of what makes clients and of what they are declared as: `create`, `AxiosInstance`, `inject`."""
        types = {re.split(r"[./]", call)[-1] for rule in self._rules if rule.kind == "type" for call in rule.calls}
        return self.client_makers | types

    @cached_property
    def sender_makers(self) -> frozenset[str]:
        """The last names of what makes senders, and of what the makers of the library are called: `from_url`."""
        given = [
            call
            for rule in self._rules
            if rule.kind == "type" and f"{rule.type}()" in self.senders
            for call in rule.calls
        ]
        wholes = (one.removesuffix("()") for one in self.senders)
        return frozenset(re.split(r"[./]", one)[-1] for one in (*wholes, *given))

    @cached_property
    def senders(self) -> frozenset[str]:
        """What objects are called that requests or messages are sent by, or messages got: `redis.Redis()`."""
        found = {
            whole.rpartition(".")[0]
            for rule in self._rules
            if rule.kind in ("publication", "subscription") and not rule.protocol
            for whole in rule.calls
            if "()." in whole and not whole.startswith(("?", "*", "@", "shape:"))
        }
        return self.clients.union(one for one in found if one.endswith("()") and "*" not in one)

    @cached_property
    def askers(self) -> frozenset[str]:
        """The names that every file knows of functions by which requests are sent: `fetch`."""
        calls = (call for rule in self._rules if rule.kind == "request" and not rule.says for call in rule.calls)
        return frozenset(call.removeprefix(_GLOBAL) for call in calls if re.fullmatch(ASKER, call))

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of objects by which requests are sent, directly or by what their methods give."""
        calls = (call for rule in self._rules if rule.kind == "request" for call in rule.calls if "()" in call)
        return frozenset(call.partition("()")[0] for call in calls)

    @cached_property
    def libraries(self) -> frozenset[str]:
        """The libraries that have functions by which requests are sent: `requests` of `requests.get`."""
        calls = (call for rule in self._rules if rule.kind == "request" for call in rule.calls)
        return frozenset(call.rpartition(".")[0] for call in calls if re.fullmatch(r"[\w@/-]+\.(?:\w+|\{verb\})", call))

    @cached_property
    def serving(self) -> tuple[str, ...]:
        """What routers are called: of `aiohttp.web.Application().router.add_get` that is `aiohttp.web.Application().router`."""
        found = {
            pattern.rpartition(".")[0]
            for rule in self._rules
            if rule.kind in ("route", "mount")
            for pattern in rule.calls
            if "()." in pattern and not pattern.startswith(("?", "*"))
        }
        return tuple(sorted(found))

    @cached_property
    def serving_makers(self) -> frozenset[str]:
        """The last names of what makes routers: `Application`, `express`."""
        return frozenset(re.split(r"[./]", one.partition("()")[0])[-1] for one in self.serving)

    @cached_property
    def serving_roots(self) -> frozenset[str]:
        """The full names of what makes routers: `express`, `aiohttp.web.Application`."""
        return frozenset(one.partition("()")[0] for one in self.serving)

    def serves(self, name: str) -> bool:
        """Whether a name is that of a router."""
        return any(one == name or one.startswith(f"{name}.") for one in self.serving)

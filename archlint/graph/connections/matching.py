"""Which ApiRules a call, a decorator or a class answers to: values in, names as rules write them and rules out."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from archlint.graph.connections.knowing import Known
from archlint.graph.connections.rule_patterns import (
    DOCUMENT,
    OPERATION,
    compiled,
    groups_of,
    is_taken,
    lasts_of,
    members_of,
    opened_by,
    starts_of,
    symbols_of,
)
from archlint.graph.values.outside import Outside
from archlint.graph.values.program import MISSING
from archlint.model.api_rules import ApiRule, RuleKind

_CALLED = re.compile(rb"\b([A-Za-z_]\w{3,200})\(")
_Entry = TypeVar("_Entry")
_ANSWERING = ("type", "setting", "address")
"""Rules that tell what a value is; nothing is found by them."""


class Match(NamedTuple):
    """A rule, and what stands in the name where the rule has `{verb}`, `{service}` and `{operation}`; "" elsewhere."""

    rule: ApiRule
    verb: str
    service: str = ""
    operation: str = ""


class Rules:
    """All rules of one language, by the last name of what they are about."""

    def __init__(self, rules: Iterable[ApiRule]) -> None:
        self.rules = tuple(rules)
        self._by_last: dict[str, list[tuple[str, ApiRule]]] = {}
        self._about: set[str] = set()
        self._by_base: dict[str, list[tuple[str, ApiRule]]] = {}
        self._types: dict[str, list[tuple[str, str]]] = {}
        for rule in self.rules:
            for pattern in (*rule.calls, *rule.marks):
                for last in lasts_of(pattern):
                    if rule.kind not in _ANSWERING:
                        self._about.add(last.rpartition(":")[2].lstrip("?@"))
                    self._by_last.setdefault(last, []).append((pattern, rule))
                    if rule.kind == "type" and not rule.type.startswith(("0", "[", "{")):
                        self._types.setdefault(last, []).append((pattern, rule.type))
            for pattern in rule.bases:
                self._by_base.setdefault(lasts_of(pattern)[0], []).append((pattern, rule))
        self._known: dict[str, str | None] = {}
        self._found: dict[str, list[Match]] = {}

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The full names that rules begin with: types and functions outside the project."""
        return frozenset().union(*(symbols_of(rule) for rule in self.rules)) - {""}

    @cached_property
    def filed(self) -> tuple[ApiRule, ...]:
        """The rules about files that lie where they say."""
        return tuple(rule for rule in self.rules if rule.files)

    @cached_property
    def of_documents(self) -> tuple[re.Pattern[str], ...]:
        """What is called after a document of GraphQL; the name of the document is the group `operation`."""
        lasts = {re.split(r"[.:]", pattern)[-1] for rule in self.rules for pattern in rule.calls if DOCUMENT in pattern}
        return tuple(compiled(last) for last in sorted(lasts))

    def speaks_of(self, documents: frozenset[str], content: bytes) -> bool:
        """Whether a file calls something that is called after one of some documents."""
        if not self.of_documents:
            return False
        return any(not documents.isdisjoint(self.documents_of(word.decode())) for word in _CALLED.findall(content))

    def documents_of(self, last: str) -> set[str]:
        """The documents that a call of that last name may be called after."""
        return {found["operation"] for pattern in self.of_documents if (found := pattern.fullmatch(last))}

    @cached_property
    def said_classes(self) -> frozenset[str]:
        """The names of classes that rules are only about by that name: their bases are followed wherever they lead."""
        words = (word.split() for rule in self.rules if rule.bases for word in rule.says)
        return frozenset(word[1] for word in words if len(word) == 2 and word[0] == "class")

    @cached_property
    def outside(self) -> Outside:
        """What functions outside the project give of what they get."""
        types = [(call, rule.type) for rule in self.rules if rule.kind == "type" for call in rule.calls]
        return Outside(
            frozenset(call for call, type_ in types if type_ == "0"),
            frozenset(call for call, type_ in types if type_ == "0()"),
            frozenset(call for rule in self.rules if rule.kind == "take" for call in rule.calls),
            {call: type_.strip("{}") for call, type_ in types if type_.startswith(("[", "{"))},
            frozenset(call for rule in self.rules if rule.kind == "passing" for call in rule.calls),
            tuple(name for rule in self.rules for name in rule.shared),
        )

    @cached_property
    def fields(self) -> dict[str, tuple[str, str]]:
        """By the name of a base class the field in which its objects keep what they are made with, and which argument it is."""
        return {
            base: (rule.name[0].removeprefix("="), rule.value[0])
            for rule in self.rules
            if rule.kind == "hand"
            for base in rule.bases
        }

    @cached_property
    def passers(self) -> frozenset[str]:
        """The last names of what calls a function that it is handed, with what it is handed besides."""
        patterns = [pattern for rule in self.rules if rule.kind == "passing" for pattern in rule.calls]
        return frozenset(re.split(r"[./]", pattern)[-1] for pattern in patterns)

    @cached_property
    def of_marks(self) -> frozenset[str]:
        """The marks of functions whose users rules are about: of `@celery.shared_task.delay` that is `celery.shared_task`."""
        return frozenset(
            pattern[1:].rpartition(".")[0] for rule in self.rules for pattern in rule.calls if pattern.startswith("@")
        ) - {""}

    @cached_property
    def asking(self) -> tuple[str, ...]:
        """What the names of clients begin with: of `axios.create().get` that is `axios.create()`."""
        found = {
            pattern.rpartition(".")[0] if "()" in pattern else pattern
            for rule in self.rules
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
            for rule in self.rules
            for pattern in (*rule.calls, *rule.bases, *rule.marks)
            if "()" in pattern and not pattern.startswith(("?", "*", "shape:"))
        }
        return tuple(sorted({*found, *self.asking}))

    @cached_property
    def made_words(self) -> frozenset[str]:
        """The last names of what makes these: `Blueprint`, `createChannel`."""
        return frozenset(re.split(r"[./]", one.removesuffix("()"))[-1] for one in self.made if one.endswith("()"))

    @cached_property
    def clients(self) -> frozenset[str]:
        """What objects are called that requests are sent by: of `axios.create().get` that is `axios.create()`."""
        found = {
            whole.rpartition(".")[0]
            for rule in self.rules
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
        types = {re.split(r"[./]", call)[-1] for rule in self.rules if rule.kind == "type" for call in rule.calls}
        return self.client_makers | types

    @cached_property
    def sender_makers(self) -> frozenset[str]:
        """The last names of what makes senders, and of what the makers of the library are called: `from_url`."""
        given = [
            call
            for rule in self.rules
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
            for rule in self.rules
            if rule.kind in ("publication", "subscription") and not rule.protocol
            for whole in rule.calls
            if "()." in whole and not whole.startswith(("?", "*", "@", "shape:"))
        }
        return self.clients.union(one for one in found if one.endswith("()") and "*" not in one)

    @cached_property
    def serving(self) -> tuple[str, ...]:
        """What routers are called: of `aiohttp.web.Application().router.add_get` that is `aiohttp.web.Application().router`."""
        found = {
            pattern.rpartition(".")[0]
            for rule in self.rules
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

    @cached_property
    def words(self) -> tuple[bytes, ...]:
        """What stands in files that use something which nobody imports: `fetch(`, `$http`."""
        found: set[str] = set()
        for rule in self.rules:
            if rule.says and all(pattern.startswith(("shape:", "global:")) for pattern in rule.calls):
                found.update(rule.says)  # imported from nowhere, and known by what stands besides
                continue
            for pattern in rule.calls:
                start = re.match(r"global:(?:window\.|globalThis\.)?(\$?\w+|\$)", pattern)
                if start and rule.kind != "setting":
                    plain = pattern.removeprefix("global:")
                    if plain.startswith("this."):
                        found.add(".".join(plain.split(".")[:2]))
                        continue
                    found.add(f"{start[1]}." if plain.startswith(("$.", "jQuery.")) else f"{start[1]}(")
                elif pattern.startswith("?$"):
                    found.add(re.split(r"[.(]", pattern[1:])[0])
        return tuple(sorted(one.encode() for one in found))

    @cached_property
    def of_fields(self) -> frozenset[str]:
        """The last names of the marks of fields that rules are about."""
        return frozenset(mark.rpartition(".")[2] for rule in self.rules if rule.on == "field" for mark in rule.marks)

    @cached_property
    def uncalled(self) -> frozenset[str]:
        """The last names of methods that say all by the object they belong to, so that it does not matter who calls them."""
        return frozenset(
            last
            for rule in self.rules
            if rule.kind == "publication" and rule.topic and all(place.startswith("declared.") for place in rule.topic)
            for pattern in rule.calls
            for last in lasts_of(pattern)
        )

    @cached_property
    def of_missing(self) -> re.Pattern[bytes] | None:
        """What stands in a file in which rules may be about what is imported from a path at which nothing lies: the last name
        of one of their calls as a member, an entry or what is taken out of something. None where no rule is about that.
        """
        patterns = [one for rule in self.rules for one in rule.calls if one.startswith(MISSING)]
        lasts = sorted({last for pattern in patterns for last in lasts_of(pattern)})
        if not lasts:
            return None
        names = rb"\w+" if {"*", OPERATION} & set(lasts) else b"|".join(re.escape(last.encode()) for last in lasts)
        return re.compile(rb"[.{,\[]\s*[\"']?(?:" + names + rb")\b")

    @cached_property
    def known(self) -> Known:
        """What to look for in files to tell whether rules may be about them. That one reads a setting says nothing."""
        finding = [rule for rule in self.rules if not _is_everywhere(rule)]
        plain = [rule for rule in finding if not rule.says]
        starts = frozenset().union(*(starts_of(rule) for rule in plain))
        opened = frozenset(name for rule in plain for name in opened_by(rule) if is_taken(name))
        saying = {
            symbol: tuple(word.encode() for word in rule.says)
            for rule in finding
            if rule.says
            for symbol in starts_of(rule) - starts
        }
        return Known(starts, opened, self.words, saying, members_of(plain))

    def is_about(self, last: str) -> bool:
        """Whether any rule is about calls of that last name."""
        return last in self._about or "*" in self._about

    def find(self, name: str, kinds: tuple[RuleKind, ...] | None = None) -> list[Match]:
        """The rules that a name answers to."""
        if kinds is None:
            if name not in self._found:
                self._found[name] = self._find(name, None)
            return self._found[name]
        return self._find(name, kinds)

    def _find(self, name: str, kinds: tuple[RuleKind, ...] | None) -> list[Match]:
        found: list[Match] = []
        for pattern, rule in _of_last(self._by_last, name):
            is_new = not any(one.rule is rule for one in found)  # several of its patterns may fit
            if is_new and (kinds is None or rule.kind in kinds):
                groups = groups_of(pattern, name)
                if groups is not None:
                    found.append(_match(rule, groups))
        return found

    def find_operation(self, name: str) -> list[Match]:
        """The rules about calls of operations that a name answers to."""
        several = self._by_last.get(OPERATION, ())
        return [_match(rule, groups) for pattern, rule in several if (groups := groups_of(pattern, name)) is not None]

    def type_of(self, name: str) -> str:
        """What a call of that name gives, "" where no rule says so."""
        if name not in self._known:
            several = _of_last(self._types, name)
            self._known[name] = next((type_ for pattern, type_ in several if groups_of(pattern, name) is not None), "")
        return self._known[name] or ""

    def of_base(self, name: str) -> list[Match]:
        """The rules about classes with a base of that name."""
        return [
            _match(rule, groups)
            for pattern, rule in _of_last(self._by_base, name)
            if (groups := groups_of(pattern, name)) is not None
        ]


def _is_everywhere(rule: ApiRule) -> bool:
    return rule.widespread or (rule.kind in ("setting", "address") and not (rule.marks or rule.bases))


def _of_last(by_last: Mapping[str, list[_Entry]], name: str) -> list[_Entry]:
    """What is known by the last name of a name, and what any last name may answer to."""
    last = name[max(name.rfind("."), name.rfind(">")) + 1 :].removesuffix("()")
    return [*by_last.get(last, ()), *by_last.get("*", ())]


def _match(rule: ApiRule, groups: Mapping[str, str | None]) -> Match:
    return Match(rule, (groups.get("verb") or "").lower(), groups.get("service") or "", groups.get("operation") or "")

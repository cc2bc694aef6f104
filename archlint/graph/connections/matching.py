"""Which ApiRules a call, a decorator or a class answers to: values in, names as rules write them and rules out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from archlint.graph.connections.first_looks import FirstLooks
from archlint.graph.connections.library_objects import LibraryObjects
from archlint.graph.connections.rule_patterns import (
    DOCUMENT,
    OPERATION,
    OWN_FUNCTION,
    compiled,
    groups_of,
    lasts_of,
    symbols_of,
)
from archlint.graph.values.outside import Extra, Outside
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

    def __init__(self, rules: Iterable[ApiRule], watched: frozenset[str] = frozenset()) -> None:
        """`watched` are the patterns of which somebody wants to know whether anything answered to them."""
        self.rules = tuple(rules)
        self.watched = watched
        self.answered: set[str] = set()
        """The watched patterns that a name answered to until now."""
        self.first_looks = FirstLooks(self.rules)
        self.objects = LibraryObjects(self.rules)
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
                    if rule.kind == "type" and not rule.type.startswith(("0", "1", "[", "{")):
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
    def modules(self) -> frozenset[str]:
        """What the full names that rules begin with are taken out of, as deep as these lie."""
        return frozenset(
            one[:end] for one in self.symbols for end in (*(at for at, mark in enumerate(one) if mark == "."), len(one))
        )

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
            {call: int(type_) for call, type_ in types if type_.isdigit()},
            frozenset(call for call, type_ in types if type_ == "0()"),
            frozenset(call for rule in self.rules if rule.kind == "take" and not rule.name for call in rule.calls),
            {call: type_.strip("{}") for call, type_ in types if type_.startswith(("[", "{"))},
            frozenset(call for rule in self.rules if rule.kind == "passing" for call in rule.calls),
            tuple(name for rule in self.rules for name in rule.shared),
            tuple(way for rule in self.rules for way in rule.state),
            tuple(one for rule in self.rules if rule.kind == "take" and rule.name for one in _extras(rule)),
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
    def knows_own(self) -> bool:
        """Whether rules name functions of the project itself."""
        return any(pattern.startswith(OWN_FUNCTION) for rule in self.rules for pattern in rule.calls)

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
                    self._note(pattern)
        return found

    def _note(self, pattern: str) -> None:
        if pattern in self.watched:
            self.answered.add(pattern)

    def find_operation(self, name: str) -> list[Match]:
        """The rules about calls of operations that a name answers to."""
        return self._fitting(self._by_last.get(OPERATION, ()), name)

    def type_of(self, name: str) -> str:
        """What a call of that name gives, "" where no rule says so."""
        if name not in self._known:
            several = _of_last(self._types, name)
            self._known[name] = next((type_ for pattern, type_ in several if groups_of(pattern, name) is not None), "")
        return self._known[name] or ""

    def of_base(self, name: str) -> list[Match]:
        """The rules about classes with a base of that name."""
        return self._fitting(_of_last(self._by_base, name), name)

    def _fitting(self, several: Iterable[tuple[str, ApiRule]], name: str) -> list[Match]:
        found: list[Match] = []
        for pattern, rule in several:
            groups = groups_of(pattern, name)
            if groups is not None:
                found.append(_match(rule, groups))
                self._note(pattern)
        return found


def _of_last(by_last: Mapping[str, list[_Entry]], name: str) -> list[_Entry]:
    """What is known by the last name of a name, and what any last name may answer to."""
    last = name[max(name.rfind("."), name.rfind(">")) + 1 :].removesuffix("()")
    return [*by_last.get(last, ()), *by_last.get("*", ())]


def _match(rule: ApiRule, groups: Mapping[str, str | None]) -> Match:
    return Match(rule, (groups.get("verb") or "").lower(), groups.get("service") or "", groups.get("operation") or "")


def _extras(rule: ApiRule) -> Iterator[Extra]:
    """Who gets what was handed over under the name of a rule: `createAsyncThunk->1.extra`."""
    place = rule.name[0].removeprefix("=")
    if rule.after:
        yield Extra(place, after=rule.after)
    for pattern in rule.calls:
        callee, _, rest = pattern.partition("->")
        position, _, entry = rest.partition(".")
        if position.isdigit() and entry:
            yield Extra(place, callee, int(position), entry)

"""Which ApiRules a call, a decorator or a class answers to: values in, names as rules write them and rules out."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from archlint.graph.connections.knowing import Known
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Handed,
    Instance,
    ParameterValue,
    Several,
    Symbol,
    Unknown,
    Value,
)
from archlint.model.api_rules import ApiRule, RuleKind

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_TOKEN = re.compile(r"\{verb\}|\{Verb\}|\*\*|\*|[^{*]+")
_MOST_NAMES = 6
_ANSWERING = ("type", "setting", "address")
"""Rules that tell what a value is; nothing is found by them."""


class Match(NamedTuple):
    """A rule, and the verb that stands in the name where the rule has `{verb}`, "" elsewhere."""

    rule: ApiRule
    verb: str


class Rules:
    """All rules of one language, by the last name of what they are about."""

    def __init__(self, rules: Iterable[ApiRule]) -> None:
        self.rules = tuple(rules)
        self._by_last: dict[str, list[tuple[re.Pattern[str], ApiRule]]] = {}
        self._about: set[str] = set()
        self._by_base: list[tuple[re.Pattern[str], ApiRule]] = []
        for rule in self.rules:
            for pattern in (*rule.calls, *rule.marks):
                compiled = _compiled(pattern)
                for last in _lasts(pattern):
                    if rule.kind not in _ANSWERING:
                        self._about.add(last.rpartition(":")[2].lstrip("?@"))
                    self._by_last.setdefault(last, []).append((compiled, rule))
            for pattern in rule.bases:
                self._by_base.append((_compiled(pattern), rule))
        self._types = [
            (_compiled(pattern), rule.type)
            for rule in self.rules
            if rule.kind == "type" and rule.type not in ("0", "0()")
            for pattern in rule.calls
        ]
        self._known: dict[str, str | None] = {}

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The full names that rules begin with: types and functions outside the project."""
        found: set[str] = set()
        for rule in self.rules:
            wholes = (
                *rule.calls,
                *rule.marks,
                *rule.bases,
                *rule.class_marks,
                *rule.outside_marked,
                *rule.beside_marks,
                *rule.class_beside_marks,
                *rule.uses,
            )
            for pattern in wholes:
                written = [pattern]
                if "{Verb}" in pattern:
                    written = [pattern.replace("{Verb}", verb.title()) for verb in VERBS]
                if "{verb}" in pattern:
                    written = [pattern.replace("{verb}", form) for verb in VERBS for form in (verb, verb.upper())]
                for one in written:
                    plain = re.split(r"\(\)|->|\*", one)[0].rstrip(".")
                    found |= {plain, plain.rpartition(".")[0]}
        return frozenset(found - {""})

    @cached_property
    def makers(self) -> frozenset[str]:
        """The functions that give an object of the type they are given."""
        return frozenset(call for rule in self.rules if rule.kind == "type" and rule.type == "0" for call in rule.calls)

    @cached_property
    def runners(self) -> frozenset[str]:
        """The functions that give what the function gives that they are handed."""
        return frozenset(
            call for rule in self.rules if rule.kind == "type" and rule.type == "0()" for call in rule.calls
        )

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
            for pattern in rule.calls
            if "*" not in pattern and not pattern.startswith("?")
        }
        return tuple(sorted(one for one in found if "(" in one))

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
            for pattern in rule.calls:
                start = re.match(r"global:(?:window\.|globalThis\.)?(\$?\w+|\$)", pattern)
                if start and rule.kind != "setting":
                    plain = pattern.removeprefix("global:")
                    found.add(f"{start[1]}." if plain.startswith(("$.", "jQuery.")) else f"{start[1]}(")
                elif pattern.startswith("?$"):
                    found.add(re.split(r"[.(]", pattern[1:])[0])
        return tuple(sorted(one.encode() for one in found))

    def knows(self, library: str, name: str) -> bool:
        """Whether rules are about something out of a library's module."""
        return self.known.knows(library, name)

    @cached_property
    def known(self) -> Known:
        """What to look for in files to tell whether rules may be about them."""
        starts = frozenset(
            symbol
            for symbol in self.symbols
            if symbol and (not symbol.startswith(("global:", "?", "@")) or "/" in symbol)
        )
        wholes = frozenset(symbol for symbol in starts if not symbol.rpartition(".")[2][:1].isupper())
        return Known(starts, wholes, self.words)

    def is_about(self, last: str) -> bool:
        """Whether any rule is about calls of that last name."""
        return last in self._about or "*" in self._about

    def find(self, name: str, kinds: tuple[RuleKind, ...] | None = None) -> list[Match]:
        """The rules that a name answers to."""
        last = re.split(r"[.>]", name)[-1].removesuffix("()")
        found = []
        for compiled, rule in (*self._by_last.get(last, ()), *self._by_last.get("*", ())):
            if kinds is None or rule.kind in kinds:
                match = compiled.fullmatch(name)
                if match:
                    found.append(Match(rule, (match.groupdict().get("verb") or "").lower()))
        return found

    def type_of(self, name: str) -> str:
        """What a call of that name gives, "" where no rule says so."""
        if name not in self._known:
            self._known[name] = next((type_ for compiled, type_ in self._types if compiled.fullmatch(name)), "")
        return self._known[name] or ""

    def of_base(self, name: str) -> list[ApiRule]:
        return [rule for compiled, rule in self._by_base if compiled.fullmatch(name)]


def names_of(  # noqa: C901 - one case for each kind of value
    value: Value, rules: Rules, evaluator: Evaluator, depth: int = 0
) -> list[str]:
    """The names under which rules may know a value, the likeliest first."""
    if depth > 30:
        return []
    match value:
        case Symbol(name):
            return [name.removeprefix("java.lang.")]
        case Attribute(of, name):
            return [f"{one}.{name}" for one in names_of(of, rules, evaluator, depth + 1)]
        case Applied(callee):
            called = names_of(callee, rules, evaluator, depth + 1)
            return [f"{rules.type_of(one) or one}()" for one in called]
        case Handed(call, position, name):
            called = names_of(call, rules, evaluator, depth + 1)
            handed = (f"{one}->{position}" for one in called)
            return [*(f"{rules.type_of(one)}()" if rules.type_of(one) else one for one in handed), f"?{name}"][
                -_MOST_NAMES:
            ]
        case ParameterValue(_, _, name, declared):
            if declared is None or isinstance(declared, Unknown):
                return [f"?{name}"]
            return names_of(declared, rules, evaluator, depth + 1)
        case Instance(of):
            return [f"{one.name}()" for one in evaluator.ancestry(of) if isinstance(one, Symbol)][:_MOST_NAMES]
        case ClassValue():
            return [one.name for one in evaluator.ancestry(value) if isinstance(one, Symbol)][:_MOST_NAMES]
        case FunctionValue(module, scope):
            marks = evaluator.program.scope(module, scope).marks
            frame = evaluator.frame_around(module, scope)
            found = [
                name
                for mark in marks
                for name in names_of(evaluator.evaluate(mark, frame), rules, evaluator, depth + 1)
            ]
            return [f"@{name.removesuffix('()')}" for name in found]
        case Several(options):
            found = [name for option in options for name in names_of(option, rules, evaluator, depth + 1)]
            return list(dict.fromkeys(found))[:_MOST_NAMES]
        case Unknown(name):
            return [f"?{name}"] if name else []
    return []


def _lasts(pattern: str) -> tuple[str, ...]:
    last = re.split(r"[.>]", pattern)[-1].removesuffix("()")
    if "*" in last:
        return ("*",)
    if "{verb}" in last:
        return tuple(last.replace("{verb}", form) for verb in VERBS for form in (verb, verb.upper()))
    if "{Verb}" in last:
        return tuple(last.replace("{Verb}", verb.title()) for verb in VERBS)
    return (last,)


def _compiled(pattern: str) -> re.Pattern[str]:
    verbs = "|".join((*VERBS, *(verb.upper() for verb in VERBS)))
    titles = "|".join(verb.title() for verb in VERBS)
    forms = {"{verb}": f"(?P<verb>{verbs})", "{Verb}": f"(?P<verb>{titles})", "**": ".*", "*": "[^.()]*"}
    return re.compile("".join(forms.get(token, re.escape(token)) for token in _TOKEN.findall(pattern)))

"""How rules write names: patterns such as `axios.{verb}` in, regular expressions and the names that they begin with out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from archlint.model.api_rules import ApiRule

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_TOKEN = re.compile(r"\{verb\}|\{Verb\}|\{service\}|\{operation\}|\{document\}|\{procedure\}|\*\*|\*|[^{*]+")
_NAME_END = re.compile(r"\(\)|->|\*|\{(?=service|operation|procedure)")
_SERVING = ("route", "mount", "router", "resource", "file-route", "gateway", "proxy", "origins", "guard", "action")
"""Kinds of rules about what stands where it is made, or in functions that are handed it by name."""
_NO_GROUPS: Mapping[str, str | None] = {}
CHOSEN = "[]"
"""What a call is known by whose name is chosen while it runs: `api[method](url)` may be any verb."""
OWN_FUNCTION = "own:"
"""What the names of the project's own functions begin with, as rules write them."""
OPERATION = "{operation}"
DOCUMENT = "{document}"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    verbs = "|".join((*VERBS, *(verb.upper() for verb in VERBS)))
    titles = "|".join(verb.title() for verb in VERBS)
    forms = {
        "{verb}": f"(?P<verb>{verbs}|{re.escape(CHOSEN)})",
        "{Verb}": f"(?P<verb>{titles})",
        "{service}": r"(?<!\w)(?P<service>\w+)",
        "{operation}": r"(?P<operation>\w+)",
        "{document}": r"(?P<operation>\w+)",
        "{procedure}": r"(?P<operation>\w+(?:\.\w+)*)",
        "**": ".*",
        "*": "[^.()]*",
    }
    return re.compile("".join(forms.get(token, re.escape(token)) for token in _TOKEN.findall(pattern)))


def groups_of(pattern: str, name: str) -> Mapping[str, str | None] | None:
    """What stands in a name where a pattern has `{verb}`, `{service}` and `{operation}`; None where it does not fit."""
    start, is_whole = _opening(pattern)
    if is_whole:
        return _NO_GROUPS if name == start else None
    if not name.startswith(start):  # most patterns never fit: they need not be compiled
        return None
    found = compiled(pattern).fullmatch(name)
    return found.groupdict() if found is not None else None


@cache
def _opening(pattern: str) -> tuple[str, bool]:
    """What every name begins with that a pattern fits, and whether that is all of it."""
    tokens = _TOKEN.findall(pattern)
    plain = list(takewhile(lambda token: token[0] not in "{*", tokens))
    return "".join(plain), len(plain) == len(tokens)


def lasts_of(pattern: str) -> tuple[str, ...]:
    last = re.split(r"[.>]", pattern)[-1].removesuffix("()")
    if last == OPERATION or DOCUMENT in last:
        return (OPERATION,)
    if "*" in last or "{service}" in last:
        return ("*",)
    if "{verb}" in last:
        computed = (CHOSEN,) if last == "{verb}" else ()
        return (*(last.replace("{verb}", form) for verb in VERBS for form in (verb, verb.upper())), *computed)
    if "{Verb}" in last:
        return tuple(last.replace("{Verb}", verb.title()) for verb in VERBS)
    return (last,)


class Beginning(NamedTuple):
    """The full name that a pattern begins with, with a dot at its end where anything of it fits; `is_open` where whatever else
    is taken out of its module counts as well: its objects and classes reach files in other ways than by their names.
    """

    name: str
    is_open: bool


def beginnings_of(rule: ApiRule) -> Iterator[Beginning]:
    """What the patterns of a rule begin with, verbs written out."""
    yield from (Beginning(name, is_open=True) for pattern in rule.bases for name, _ in _written(pattern))
    others = (*rule.class_marks, *rule.outside_marked, *rule.beside_marks, *rule.class_beside_marks)
    for pattern in (*rule.calls, *rule.marks, *others):
        for name, rest in _written(pattern):
            yield Beginning(name, is_open=rest.startswith(").") and rule.kind not in _SERVING)
    yield from (Beginning(f"{library}.", is_open=True) for library in rule.uses)


def beginning_of(pattern: str) -> str:
    """The name that a pattern begins with, as far as it is written out."""
    found = re.search(r"\(\)|->|[*{]", pattern)
    return pattern[: found.start()] if found is not None else pattern


@cache
def _written(pattern: str) -> tuple[tuple[str, str], ...]:
    """The name that a pattern begins with and the rest of it, verbs written out; the name ends with a dot where anything of it
    fits.
    """
    written = [pattern]
    if "{Verb}" in pattern:
        written = [pattern.replace("{Verb}", verb.title()) for verb in VERBS]
    if "{verb}" in pattern:
        written = [pattern.replace("{verb}", form) for verb in VERBS for form in (verb, verb.upper())]
    ends = (found.start() if (found := _NAME_END.search(one)) is not None else len(one) for one in written)
    return tuple((one[:end], one[end + 1 :]) for one, end in zip(written, ends, strict=True))


def patterns_of(rule: ApiRule) -> tuple[str, ...]:
    """All names that a rule says it is about."""
    return (*rule.calls, *rule.marks, *rule.bases)


def symbols_of(rule: ApiRule) -> set[str]:
    """The full names that a rule begins with, and the modules or types that these are taken out of."""
    names = {one.name.rstrip(".") for one in beginnings_of(rule)}
    return names | {name.rpartition(".")[0] for name in names}


def is_taken(symbol: str) -> bool:
    """Whether a name that a rule begins with is that of a module, or of what is taken out of one."""
    return bool(symbol) and (not symbol.startswith(("global:", "missing:", OWN_FUNCTION, "?", "@")) or "/" in symbol)


def starts_of(rule: ApiRule) -> set[str]:
    """The names of modules and of what is taken out of them that a rule begins with."""
    return {symbol for symbol in symbols_of(rule) if is_taken(symbol)}


def opened_by(rule: ApiRule) -> set[str]:
    """The modules of which everything counts, whatever a file takes out of them."""
    return {one.name.rpartition(".")[0] for one in beginnings_of(rule) if one.is_open or one.name.endswith(".")}


def members_of(rules: Iterable[ApiRule]) -> dict[str, tuple[bytes, ...]]:
    """What rules name of the modules and types that they are about, by their names; nothing of those that count by
    themselves: that are called, that are marks or bases, or of which anything counts.
    """
    found: dict[str, set[str]] = {}
    alone: set[str] = set()
    for rule in rules:
        for one in beginnings_of(rule):
            name = one.name.rstrip(".")
            alone.add(name)
            holder, _, member = name.rpartition(".")
            found.setdefault(holder, set()).add(member)
    members = {holder: tuple(sorted(one.encode() for one in names)) for holder, names in found.items()}
    return {holder: names for holder, names in members.items() if holder and holder not in alone}

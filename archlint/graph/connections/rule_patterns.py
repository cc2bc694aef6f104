"""How rules write names: patterns such as `axios.{verb}` in, regular expressions and the names that they begin with out."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile

from archlint.model.api_rules import ApiRule

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_TOKEN = re.compile(r"\{verb\}|\{Verb\}|\{service\}|\{operation\}|\{document\}|\{procedure\}|\*\*|\*|[^{*]+")
_NO_GROUPS: Mapping[str, str | None] = {}
OPERATION = "{operation}"
DOCUMENT = "{document}"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    verbs = "|".join((*VERBS, *(verb.upper() for verb in VERBS)))
    titles = "|".join(verb.title() for verb in VERBS)
    forms = {
        "{verb}": f"(?P<verb>{verbs})",
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
        return tuple(last.replace("{verb}", form) for verb in VERBS for form in (verb, verb.upper()))
    if "{Verb}" in last:
        return tuple(last.replace("{Verb}", verb.title()) for verb in VERBS)
    return (last,)


def symbols_of(rule: ApiRule) -> set[str]:
    """The full names that a rule begins with."""
    found: set[str] = set()
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
            plain = re.split(r"\(\)|->|\*|\{(?=service|operation|procedure)", one)[0].rstrip(".")
            found |= {plain, plain.rpartition(".")[0]}
    return found


def starts_of(rule: ApiRule) -> set[str]:
    """The names of modules and of what is taken out of them that a rule begins with."""
    return {
        symbol
        for symbol in symbols_of(rule)
        if symbol and (not symbol.startswith(("global:", "missing:", "?", "@")) or "/" in symbol)
    }

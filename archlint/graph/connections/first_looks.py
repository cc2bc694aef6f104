"""What stands in files that rules may be about: ApiRules of one language in, what to look for in names and contents out."""

import re
from collections.abc import Sequence
from functools import cached_property

from archlint.graph.connections.knowing import Known
from archlint.graph.connections.library_objects import ASKER
from archlint.graph.connections.rule_patterns import (
    OPERATION,
    OWN_FUNCTION,
    is_taken,
    lasts_of,
    members_of,
    opened_by,
    starts_of,
)
from archlint.graph.values.program import MISSING
from archlint.model.api_rules import ApiRule


class FirstLooks:
    """Tells by what to look for which files need not be drawn: no rule can be about them."""

    def __init__(self, rules: Sequence[ApiRule]) -> None:
        self._rules = rules

    @cached_property
    def _words(self) -> tuple[bytes, ...]:
        """What stands in files that use something which nobody imports: `fetch(`, `$http`."""
        found: set[str] = set()
        for rule in self._rules:
            if rule.says and all(pattern.startswith(("shape:", "global:", "?")) for pattern in rule.calls):
                found.update(rule.says)  # imported from nowhere, and known by what stands besides
                continue
            for pattern in rule.calls:
                start = re.match(r"global:(?:window\.|globalThis\.)?(\$?\w+|\$)", pattern)
                if start and rule.kind != "setting":
                    plain = pattern.removeprefix("global:")
                    if plain.startswith("this."):
                        found.add(".".join(plain.split(".")[:2]))
                        continue
                    of = re.match(r"(?:window\.|globalThis\.)?(\w+\.\w+)", plain)
                    if plain.startswith(("$.", "jQuery.")):
                        found.add(f"{start[1]}.")
                    elif not rule.widespread:
                        found.add(of[1] if of and not of[1].startswith(("window.", "globalThis.")) else f"{start[1]}(")
                        if rule.kind == "request" and re.fullmatch(
                            ASKER, pattern
                        ):  # it may be handed on: `retried(fetch)`
                            found.update((f"{plain})", f"{plain},"))
                elif pattern.startswith(OWN_FUNCTION) and not rule.uses:
                    found.add(f"{lasts_of(pattern)[0].removeprefix(OWN_FUNCTION)}(")
                elif pattern.startswith("?$"):
                    found.add(re.split(r"[.(]", pattern[1:])[0])
        return tuple(sorted(one.encode() for one in found))

    @cached_property
    def of_missing(self) -> re.Pattern[bytes] | None:
        """What stands in a file in which rules may be about what is imported from a path at which nothing lies: the last name
        of one of their calls as a member, an entry or what is taken out of something. None where no rule is about that.
        """
        patterns = [one for rule in self._rules for one in rule.calls if one.startswith(MISSING)]
        lasts = sorted({last for pattern in patterns for last in lasts_of(pattern)})
        if not lasts:
            return None
        names = rb"\w+" if {"*", OPERATION} & set(lasts) else b"|".join(re.escape(last.encode()) for last in lasts)
        return re.compile(rb"[.{,\[]\s*[\"']?(?:" + names + rb")\b")

    @cached_property
    def known(self) -> Known:
        """What to look for in files to tell whether rules may be about them. That one reads a setting says nothing."""
        finding = [rule for rule in self._rules if not _is_everywhere(rule)]
        plain = [rule for rule in finding if not rule.says]
        starts = frozenset().union(*(starts_of(rule) for rule in plain))
        opened = frozenset(name for rule in plain for name in opened_by(rule) if is_taken(name))
        saying = {
            symbol: tuple(word.encode() for word in rule.says)
            for rule in finding
            if rule.says
            for symbol in starts_of(rule) - starts
        }
        return Known(starts, opened, self._words, saying, members_of(plain))


def _is_everywhere(rule: ApiRule) -> bool:
    return rule.widespread or (rule.kind in ("setting", "address") and not (rule.marks or rule.bases))

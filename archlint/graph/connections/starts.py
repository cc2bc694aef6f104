"""What an address begins with: a find and its call in, what the call, its client or settings say about whom it asks out."""

import re

from archlint.graph.connections.built_clients import BuiltClients
from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import Attribute, ParameterValue, TextValue, Value, options_of, several, text

_ALIAS = re.compile(r"\w+://([\w.-]+)/?")
"""A setting that gives a host another name."""


class Starts:
    """Reads hosts and bases of addresses."""

    def __init__(self, evaluator: Evaluator, settings: KnownSettings, built: BuiltClients) -> None:
        self._evaluator = evaluator
        self._settings = settings
        self._built = built

    def of(self, find: Find, call: Call, base: tuple[str, ...]) -> Value | None:
        """What an address begins with, where the call or its client says so."""
        host = select(self._evaluator, call, find.rule.host) if find.rule.host else None
        if host is not None:
            known = self._configured(self.filled(host, find), find)
            options = [one for one in options_of(known) if isinstance(one, TextValue)] if known is not None else []
            return several([one if _has_scheme(one) else text("http://", one) for one in options]) if options else host
        made = self._built.base(find) if find.rule.kind == "request" else None
        if made is not None:
            return made
        for selector in base:
            start = self.filled(select(self._evaluator, call, (selector,)), find)
            # An entry of what is handed in is no base as long as nobody knows that it is there.
            is_entry = isinstance(start, Attribute) and isinstance(start.of, ParameterValue)
            is_guess = isinstance(start, Attribute) and (
                selector[:1].isdigit() or (is_entry and start.name == selector.rpartition(".")[2])
            )
            if start is not None and not is_guess:
                return start
        return None

    def _configured(self, host: Value | None, find: Find) -> Value | None:
        """Where a host is that settings name."""
        found: list[Value] = []
        for option in options_of(host) if host is not None else ():
            name = option.parts[0] if isinstance(option, TextValue) and len(option.parts) == 1 else ""
            known = self._named(name, find) if isinstance(name, str) and name else None
            behind = (
                [one.parts[0] for one in options_of(known) if isinstance(one, TextValue) and one.parts] if known else []
            )
            alias = _ALIAS.fullmatch(behind[0]) if behind and isinstance(behind[0], str) else None
            found.append((self._named(alias[1], find) if alias else None) or known or option)
        return several(found) if found else host

    def _named(self, name: str, find: Find) -> Value | None:
        """What settings say about the host of a name."""
        asked = (self._settings.named(one.replace("{}", name), find.module) for one in find.rule.host_settings)
        return next((one for one in asked if one is not None), None)

    def filled(self, value: Value | None, find: Find) -> Value | None:
        """A value with the placeholders in its texts (`${url}`) filled in; only where annotations are read."""
        if value is None or not find.is_mark:
            return value
        found: list[Value] = []
        for option in options_of(value):
            literal = option.parts[0] if isinstance(option, TextValue) and len(option.parts) == 1 else None
            is_open = isinstance(literal, str) and "${" in literal
            found.append(self._settings.of_text(str(literal), find.module) if is_open else option)
        return several(found)


def _has_scheme(found: TextValue) -> bool:
    first = found.parts[0] if found.parts else ""
    return not isinstance(first, str) or "://" in first or first.startswith("/")

"""What is known about calls that serve, ask, publish and store: rules/technologies/<language>/connections and the project's
own entries in, ApiRules by language out.
"""

from collections.abc import Collection, Iterable
from functools import cache

import msgspec
from msgspec.structs import replace

from archlint.model.api_rules import ApiRule
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read


def load_api_rules(user: Iterable[ApiRule], languages: Collection[str]) -> dict[str, tuple[ApiRule, ...]]:
    """By language the project's own rules, then the shipped ones. Raises DeclarationError for a broken file."""
    own = tuple(user)
    return {
        language: (*(rule for rule in own if rule.language == language), *_shipped(language))
        for language in sorted(languages)
    }


@cache
def _shipped(language: str) -> tuple[ApiRule, ...]:
    found: list[ApiRule] = []
    for path in sorted((rules_folder() / "technologies" / language / "connections").glob("*.toml")):
        label = f"rules/technologies/{language}/connections/{path.name}"
        table = parse(label, read(path, label), shipped=True)
        if set(table) != {"connections"}:
            raise DeclarationError(f"{label}: holds [[connections]] and nothing else", label)
        try:
            rules = msgspec.convert(table["connections"], list[ApiRule])
        except msgspec.ValidationError as error:
            raise DeclarationError(f"{label}: {error}", label) from None
        found += (replace(rule, language=language) for rule in rules)
    return tuple(found)

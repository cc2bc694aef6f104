"""What is known about the technologies that processes are: rules/components.toml in, ComponentKnowledge out."""

from functools import cache

import msgspec

from archlint.model.architecture import ComponentKnowledge
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_LABEL = "rules/components.toml"


@cache
def load_component_knowledge() -> ComponentKnowledge:
    """The shipped table. Raises DeclarationError where it is broken."""
    table = parse(_LABEL, read(rules_folder() / "components.toml", _LABEL))
    try:
        knowledge = msgspec.convert(table, ComponentKnowledge)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None
    technologies = [one.name for one in knowledge.technologies]
    twice = sorted({name for name in technologies if technologies.count(name) > 1})
    if twice:
        raise DeclarationError(f"{_LABEL}: technology '{twice[0]}' is there twice", _LABEL)
    named = {name for rule in knowledge.flows for name in (*rule.technologies, rule.outside) if name}
    unknown = sorted(named.difference(technologies))
    if unknown:
        raise DeclarationError(f"{_LABEL}: unknown technology '{unknown[0]}'", _LABEL)
    return knowledge

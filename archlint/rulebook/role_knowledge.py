"""What speaks for the role of a unit: rules/roles.toml in, RoleKnowledge out."""

from functools import cache

import msgspec

from archlint.model.roles import ROLES, RoleKnowledge
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_LABEL = "rules/roles.toml"


@cache
def load_role_knowledge() -> RoleKnowledge:
    """The shipped table. Raises DeclarationError where it is broken."""
    table = parse(_LABEL, read(rules_folder() / "roles.toml", _LABEL))
    try:
        knowledge = msgspec.convert(table, RoleKnowledge)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None
    named = {*knowledge.start, *knowledge.sure, *(role for sign in knowledge.signs for role in sign.points)}
    unknown = sorted(named.difference(ROLES))
    if unknown:
        raise DeclarationError(f"{_LABEL}: unknown role '{unknown[0]}'; the roles are {', '.join(ROLES)}", _LABEL)
    return knowledge

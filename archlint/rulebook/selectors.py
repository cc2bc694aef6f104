"""Ends of contracts and exceptions as the declaration writes them: what kind a selector is, and what is wrong with it.

A selector is a layer, `layer.part`, a glob (anything with a slash or a wildcard), `external:NAME` (a third-party
library), `standard:NAME` (a standard library) or `technology:ROLE`.
"""

import re
from collections.abc import Mapping, Set
from typing import Literal

from archlint.model.patterns import Pattern, PatternError
from archlint.rulebook.complaints import choice, shown

NAME = re.compile(r"\w(?:[\w -]*\w)?")
"""What layers and parts may be called, so that no name can be taken for a glob or for `layer.part`."""

_GLOB_SIGNS = frozenset("/*?[{")


def selector_kind(selector: str) -> Literal["name", "glob", "external", "standard", "technology"]:
    """What a selector is, by its form alone; `!` in front does not matter."""
    text = selector.removeprefix("!")
    if text.startswith("external:"):
        return "external"
    if text.startswith("standard:"):
        return "standard"
    if text.startswith("technology:"):
        return "technology"
    return "glob" if _GLOB_SIGNS & set(text) else "name"


def pair_ends(pair: str) -> tuple[str, ...]:
    """The two selectors of `"IMPORTER -> IMPORTED"`; fewer or more where it is written otherwise."""
    return tuple(end.strip() for end in pair.split("->"))


def pair_mistake(pair: str) -> str:
    """What is wrong with the form of `"IMPORTER -> IMPORTED"`, "" when nothing is."""
    ends = pair_ends(pair)
    if len(ends) != 2 or not all(ends):
        return f"'{shown(pair)}' is no dependency; write it as IMPORTER -> IMPORTED"
    if any(end.startswith("!") for end in ends):
        return "'!' has no meaning in a pair"
    return ""


def glob_mistake(pattern: str) -> str:
    """What is wrong with a glob, "" when nothing is."""
    try:
        Pattern(pattern.removeprefix("!"))
    except PatternError as error:
        return shown(str(error), 300)
    return ""


def relocated(pattern: str, folder: str) -> str:
    """A glob that is relative to `folder` as one that is relative to the project's root."""
    if not folder:
        return pattern
    sign = "!" if pattern.startswith("!") else ""
    plain = re.sub(r"([*?[])", r"[\1]", folder)  # the folder's own name is no pattern
    return f"{sign}{plain}/{pattern.removeprefix('!').removeprefix('./')}"


def selector_mistake(selector: str, parts: Mapping[str, Set[str]], roles: Set[str]) -> str:
    """What is wrong with a selector in a system with these layers (and their parts) and roles, "" when nothing is.

    Globs are looked at by `glob_mistake`, before they are relocated.
    """
    kind = selector_kind(selector)
    text = selector.removeprefix("!")
    if kind == "glob":
        return ""
    if kind in ("external", "standard"):
        return "" if text.removeprefix(f"{kind}:") else f"names no library; write {kind}:NAME"
    if kind == "technology":
        role = text.removeprefix("technology:")
        return "" if role in roles else f"unknown role '{shown(role)}'{choice(role, roles)}"
    layer, dot, part = text.partition(".")
    if layer not in parts:
        hint = "; a path needs a slash or a wildcard"
        return f"unknown layer '{shown(layer)}'{choice(layer, parts)}{hint}"
    if dot and part not in parts[layer]:
        return f"layer '{shown(layer)}' has no part '{shown(part)}'{choice(part, parts[layer])}"
    return ""

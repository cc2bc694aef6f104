"""Advice for those who write code: where a module stands, what it may use, what a change would reach."""

from msgspec import Struct

from archlint.model.finding import Finding


class Neighbour(Struct, frozen=True, omit_defaults=True):
    """A module at the other end of dependencies: by which kinds, and the first line that causes one (in the importer)."""

    module: str
    layer: str = ""
    part: str = ""
    kinds: tuple[str, ...] = ()
    line: int = 0


class Rule(Struct, frozen=True, omit_defaults=True):
    """What the declaration says about a module, in a sentence, and why."""

    says: str
    because: str = ""


class Context(Struct, frozen=True, kw_only=True):
    """Where a module stands. `may_use` and `must_not_use` name layers; `doors` are the public modules of the layers below,
    where these name some. `findings` are the open ones in the module or about it.
    """

    module: str
    layer: str = ""
    part: str = ""
    may_use: tuple[str, ...] = ()
    must_not_use: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    uses: tuple[Neighbour, ...] = ()
    used_by: tuple[Neighbour, ...] = ()
    findings: tuple[Finding, ...] = ()


class Reach(Struct, frozen=True, kw_only=True):
    """What a change of a module may break: who uses it directly, how many modules of each layer by way of others, and the
    routes and screens among them (the ends where people or other systems notice).
    """

    module: str
    direct: tuple[Neighbour, ...] = ()
    by_layer: dict[str, int] = {}
    ends: tuple[str, ...] = ()


class Place(Struct, frozen=True, kw_only=True):
    """A layer or part where code could live, and what would be wrong with it there; nothing is best."""

    layer: str
    part: str = ""
    folder: str = ""
    wrong: tuple[str, ...] = ()

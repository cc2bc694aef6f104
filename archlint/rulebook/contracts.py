"""Which keys each kind of contract needs, takes and ignores: a contract's keys in, what is wrong with them out."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from archlint.model.tables import ContractKind

_ALWAYS = frozenset({"kind", "name", "kinds", "include_type_only", "because", "severity"})


class KindKeys(NamedTuple):
    """`filled` keys must name something, `present` ones be written, if only as `[]`; `optional` ones have an effect."""

    filled: tuple[str, ...]
    present: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> frozenset[str]:
        """Every key that a contract of the kind may set."""
        return _ALWAYS.union(self.filled, self.present, self.optional)


_EXCEPT = ("except_importers", "except_imported", "except_dependencies")
KIND_KEYS: Mapping[ContractKind, KindKeys] = {
    "forbidden": KindKeys(("importers", "imported"), optional=(*_EXCEPT, "chains")),
    "allowed-only": KindKeys(("importers",), ("imported",), _EXCEPT),
    "protected": KindKeys(("imported",), ("importers",), _EXCEPT),
    "independent": KindKeys(("modules",), optional=_EXCEPT),
    "acyclic": KindKeys(("modules",), optional=("level", *_EXCEPT)),
    "required": KindKeys(("importers", "imported"), optional=_EXCEPT),
}


def contract_mistakes(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The key ("" for the contract as a whole) and the mistake, for every key that its kind needs or cannot use."""
    kind = values.get("kind")
    if kind is None:
        return
    keys = KIND_KEYS[kind]
    for key in keys.filled:
        if not values.get(key):
            yield key if key in values else "", f"kind '{kind}' needs '{key}'"
    for key in keys.present:
        if key not in values:
            yield "", f"kind '{kind}' needs '{key}'; write {key} = [] to allow nothing"
    for key in values:
        if key not in keys.all:
            yield key, f"has no effect on kind '{kind}'. Allowed: {', '.join(sorted(keys.all))}"

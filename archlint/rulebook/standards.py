"""The standard interfaces that archlint knows: rules/standards in, Standards by name out."""

from collections.abc import Mapping
from functools import cache

import msgspec

from archlint.model.rulebook import DeclarationError
from archlint.model.standards import Standard
from archlint.rulebook.collect import standard_files
from archlint.rulebook.sources import parse, read


@cache
def load_standards() -> Mapping[str, Standard]:
    """The shipped catalogues in the order of their names. Raises DeclarationError for a broken one."""
    found: dict[str, Standard] = {}
    for path in standard_files():
        label = f"rules/standards/{path.name}"
        try:
            standard = msgspec.convert(parse(label, read(path, label)), Standard)
        except msgspec.ValidationError as error:
            raise DeclarationError(f"{label}: {error}", label) from None
        found[standard.name] = standard
    return dict(sorted(found.items()))

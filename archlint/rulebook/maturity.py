"""The maturity models and criteria that archlint ships: rules/maturity and rules/standards/criteria in, by name out."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from archlint.model.maturity import Criteria, MaturityModel
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.collect import criteria_files, maturity_files
from archlint.rulebook.sources import parse, read


@cache
def load_models() -> Mapping[str, MaturityModel]:
    """The shipped models by name. Raises DeclarationError for a broken one."""
    return _loaded(maturity_files(), MaturityModel)


@cache
def load_criteria() -> Mapping[str, Criteria]:
    """The criteria of the shipped standards by the standard's name. Raises DeclarationError likewise."""
    return _loaded(criteria_files(), Criteria)


def questions_of(model: MaturityModel, standards: Mapping[str, Criteria]) -> frozenset[str]:
    """What [[answers]] may answer: `domain.criterion` and `standard.criterion` of all that ask."""
    homes = [(domain.name, domain.criteria) for domain in model.domains]
    homes += [(name, standard.criteria) for name, standard in standards.items()]
    return frozenset(f"{name}.{one.name}" for name, criteria in homes for one in criteria if one.question)


def _loaded(paths: Sequence[Path], kind: Any) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for path in paths:
        label = f"rules/{path.parent.name}/{path.name}"
        try:
            one = msgspec.convert(parse(label, read(path, label)), kind)
        except msgspec.ValidationError as error:
            raise DeclarationError(f"{label}: {error}", label) from None
        found[one.name] = one
    return dict(sorted(found.items()))

"""`archlint-units/1`: UnitVerdicts in, JSON out."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from archlint.model.balance import Measure
from archlint.model.roles import UnitVerdict
from archlint.reports.json_text import json_text

UNITS_SCHEMA: Literal["archlint-units/1"] = "archlint-units/1"


class UnitsDocument(Struct, frozen=True):
    """Units with their roles. `measure` is what their logic is counted in."""

    schema: Literal["archlint-units/1"]
    archlint: str
    measure: Measure
    units: tuple[UnitVerdict, ...]


def render(units: Sequence[UnitVerdict], measure: Measure, archlint: str) -> str:
    return json_text(UnitsDocument(UNITS_SCHEMA, archlint, measure, tuple(units)))

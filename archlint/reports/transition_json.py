"""`archlint-transition/1`: an Analysis in, where its transition stands and the burn-down as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.transition import BurnPoint, TransitionState
from archlint.reports.json_text import json_text
from archlint.reports.view import View

TRANSITION_SCHEMA: Literal["archlint-transition/1"] = "archlint-transition/1"


class TransitionDocument(Struct, frozen=True):
    """Where the transition of a project stands. `distance` is 0 where the target is reached; `burn_down` is oldest first and
    ends with today.
    """

    schema: Literal["archlint-transition/1"]
    archlint: str
    project: str
    distance: int | None
    transition: TransitionState | None
    burn_down: tuple[BurnPoint, ...]


def render(analysis: Analysis, view: View) -> str:
    state = analysis.transition
    distance = state.distance if state is not None else None
    return json_text(
        TransitionDocument(TRANSITION_SCHEMA, analysis.archlint, analysis.project, distance, state, view.burn)
    )

"""Shapes of the pages, shared with everybody who fills them."""

from __future__ import annotations

from dataclasses import dataclass, field

from rating import api as rating_api


@dataclass(frozen=True)
class UsageBar:
    """One bar of the usage page."""

    label: str
    used: float
    included: float
    colour: str

    @property
    def share(self) -> float:
        return self.used / self.included if self.included else 1.0


@dataclass(frozen=True)
class UsagePageModel:
    """What the usage page of the web shows, in the order of the screen."""

    headline: str
    bars: list[UsageBar] = field(default_factory=list)
    upgrade_banner: bool = False


def colour_of(share: float) -> str:
    """Traffic light of the style guide."""
    if share >= 1.0:
        return "#d32f2f"
    return "#f9a825" if share >= 0.8 else "#2e7d32"


def headline(plan_code: str, month: str) -> str:
    """The page's title, with the plan's name as rating knows it."""
    return f"{rating_api.plan_name(plan_code)} in {month}"

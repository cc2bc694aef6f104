"""The usage page of the web, filled by rating because the page was slow."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from frontend_api import view_models
from rating.tiers import INCLUDED

LABELS = {"voice": "Calls", "data": "Internet", "sms": "Messages"}
_used: dict[tuple[str, str], dict[str, int]] = {}


def remember(subscription_id: str, month: str, kind: str, units: int) -> None:
    """Count usage as it is rated."""
    counts = _used.setdefault((subscription_id, month), dict.fromkeys(LABELS, 0))
    counts[kind] += units


def build(subscription_id: str, plan_code: str, month: str, channel: str) -> dict[str, Any]:
    """Bars in the order of the screen. The app has room for two."""
    counts = _used.get((subscription_id, month), dict.fromkeys(LABELS, 0))
    bars = []
    for kind, label in LABELS.items():
        included = INCLUDED[plan_code][kind]
        colour = view_models.colour_of(counts[kind] / included)
        bars.append(view_models.UsageBar(label, counts[kind], included, colour))
    if channel == "app":
        bars = sorted(bars, key=lambda bar: bar.share, reverse=True)[:2]
    banner = channel == "web" and any(bar.share > 0.8 for bar in bars)
    return asdict(view_models.UsagePageModel(view_models.headline(plan_code, month), bars, banner))

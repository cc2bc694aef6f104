"""Tables of the operational store."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Record(DeclarativeBase):
    """The store's registry of tables."""


class UsageRecord(Record):
    """One call, session or message."""

    __tablename__ = "usage_record"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    subscription_id: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(8), default="home")
    quantity: Mapped[int] = mapped_column(Integer)
    rated_cents: Mapped[int | None] = mapped_column(Integer)
    started_at: Mapped[datetime] = mapped_column(DateTime)

    def as_dict(self) -> dict[str, Any]:
        """As the channels read it."""
        return {
            "subscriptionId": self.subscription_id,
            "kind": self.kind,
            "zone": self.zone,
            "quantity": self.quantity,
            "startedAt": self.started_at.isoformat(),
        }

"""Reads and writes usage records."""

import os
from collections.abc import Sequence

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from data_layer.models import UsageRecord


class UsageStore:
    """The operational store of usage. Safe to share between requests."""

    def __init__(self, url: str | None = None) -> None:
        self._engine = create_engine(url or os.environ.get("ODS_URL", "postgresql+psycopg://ods:ods@ods-db:5432/ods"))

    def records(self, subscription_id: str, month: str) -> Sequence[UsageRecord]:
        """The records of a month (`2026-11`), oldest first."""
        query = (
            select(UsageRecord)
            .where(UsageRecord.subscription_id == subscription_id)
            .where(func.to_char(UsageRecord.started_at, "YYYY-MM") == month)
            .order_by(UsageRecord.started_at)
        )
        with Session(self._engine) as session:
            return session.scalars(query).all()

    def add(self, record: UsageRecord) -> None:
        """Keep a record; the same id again replaces it."""
        with Session(self._engine) as session:
            session.merge(record)
            session.commit()

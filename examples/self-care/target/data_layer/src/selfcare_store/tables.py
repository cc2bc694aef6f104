"""Tables of the operational store."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """The registry of tables."""


class UsageRow(Table):
    """A rated record, as rating published it."""

    __tablename__ = "usage"

    record: Mapped[str] = mapped_column(String(36), primary_key=True)
    subscription: Mapped[str] = mapped_column(String(20), index=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(8))
    country: Mapped[str] = mapped_column(String(40))
    called_country: Mapped[str] = mapped_column(String(40), default="")
    units: Mapped[int] = mapped_column(BigInteger)
    cents: Mapped[int] = mapped_column(Integer)
    started_at: Mapped[datetime] = mapped_column(DateTime)


class BillRow(Table):
    """A bill that was issued: enough to know which usage it covers."""

    __tablename__ = "bill"

    number: Mapped[str] = mapped_column(String(30), primary_key=True)
    customer: Mapped[str] = mapped_column(String(20), index=True)
    month: Mapped[str] = mapped_column(String(7))
    gross_cents: Mapped[int] = mapped_column(Integer)
    due: Mapped[date] = mapped_column(Date)
    subscriptions: Mapped[str] = mapped_column(String(2000), default="")


class ReasonRow(Table):
    """Why a bill is higher, worked out at night."""

    __tablename__ = "bill_reason"

    bill: Mapped[str] = mapped_column(String(30), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    count: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(String(80))
    cents: Mapped[int] = mapped_column(Integer)


class ForecastRow(Table):
    """What a line's usage beyond the bundle will cost this month."""

    __tablename__ = "forecast"

    subscription: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    cents: Mapped[int] = mapped_column(Integer)
    is_reliable: Mapped[bool] = mapped_column(Boolean)

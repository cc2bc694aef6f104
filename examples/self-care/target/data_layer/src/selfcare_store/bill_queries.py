"""Bills for services: the reasons that were prepared at night."""

from dataclasses import dataclass

from sqlalchemy import select

from selfcare_store.connection import session
from selfcare_store.tables import ReasonRow


@dataclass(frozen=True)
class PreparedReason:
    """Something that made a bill higher: how often, where, and what it cost."""

    code: str
    kind: str
    count: int
    where: str
    cents: int


def prepared_reasons(bill: str) -> list[PreparedReason]:
    """The most expensive first; none for a bill that was issued today."""
    query = select(ReasonRow).where(ReasonRow.bill == bill).order_by(ReasonRow.cents.desc(), ReasonRow.code)
    with session() as opened:
        return [
            PreparedReason(row.code, row.kind, row.count, row.place, row.cents) for row in opened.scalars(query)
        ]

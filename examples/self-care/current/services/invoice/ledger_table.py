"""Reads billing's table `ledger_entry` in billing's own database."""

from dataclasses import dataclass

from sqlalchemy import create_engine, text

BILLING_DATABASE = "postgresql+psycopg://selfcare:selfcare@billing-db:5432/billing"
_engine = create_engine(BILLING_DATABASE, pool_pre_ping=True)


@dataclass(frozen=True)
class LedgerRow:
    """A row of billing's ledger."""

    account_id: str
    kind: str
    net_cents: int


def rows_of(account_id: str) -> list[LedgerRow]:
    """The rows of an account that no invoice has closed yet."""
    query = text("SELECT kind, net_cents FROM ledger_entry WHERE account_id = :account AND closed_on IS NULL")
    with _engine.connect() as connection:
        rows = connection.execute(query, {"account": account_id})
        return [LedgerRow(account_id, row.kind, row.net_cents) for row in rows]

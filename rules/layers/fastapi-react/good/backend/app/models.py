"""Tables and what of them is shown."""

from sqlmodel import Field, SQLModel


class Invoice(SQLModel, table=True):
    number: str = Field(primary_key=True)
    is_paid: bool = False

"""A loan that is a database row, and finds its reader by itself."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from library.adapters.outbound.readers import name_of


class Row(DeclarativeBase):
    pass


class Loan(Row):
    __tablename__ = "loan"
    book: Mapped[str] = mapped_column(primary_key=True)
    reader: Mapped[str]
    since: Mapped[str]

    def title(self) -> str:
        return f"{self.book} for {name_of(self.reader)}"

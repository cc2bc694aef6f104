"""HTTP in, a loan out."""

from datetime import date

from flask import Blueprint, request

from library.application.lending import lend
from library.application.ports.loans import Loans


def routes(loans: Loans) -> Blueprint:
    blueprint = Blueprint("lending", __name__)

    @blueprint.post("/loans")
    def create() -> dict[str, str]:
        wanted = request.get_json()
        loan = lend(loans, wanted["book"], wanted["reader"], date.today())
        return {"book": loan.book, "since": loan.since.isoformat()}

    return blueprint

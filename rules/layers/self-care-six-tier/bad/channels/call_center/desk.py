"""The agent's screen: asks the backend API and explains the invoice by itself."""

from backend_api.bills import bills


def why_higher(customer: str) -> str:
    totals = [bill["cents"] for bill in bills(customer)]
    return "more usage" if totals[-1] > totals[-2] else "same as before"

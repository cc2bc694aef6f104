"""What the enablement layers of the self-care examples offer, against what reading them says."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from archlint.model.operations import Operation
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

EXAMPLES = Path(__file__).parents[2] / "examples" / "self-care"
NOTHING: tuple[str, ...] = ()
STORE = ("via SQLAlchemy",)

# By folder and name: the pattern, the backends.
TARGET = {
    # the bus translates: bills, customers and payments with questions and sums, products as they are
    ("bills.py", "bills"): ("single backend with logic", ("billing",)),
    ("bills.py", "bill"): ("single backend with logic", ("billing",)),
    ("bills.py", "pay"): ("single backend with logic", ("billing",)),
    ("customers.py", "customers"): ("single backend with logic", ("crm",)),
    ("customers.py", "customer"): ("single backend with logic", ("crm",)),
    ("products.py", "products"): ("no logic", ("crm",)),
    ("products.py", "product"): ("no logic", ("crm",)),
    ("usage.py", "usage"): ("single backend with logic", ("rating",)),
    # events have no backend
    ("events.py", "publish"): ("no logic", NOTHING),
    ("events.py", "Consumer.on"): ("no logic", NOTHING),
    ("events.py", "Consumer.run"): ("no logic", NOTHING),
    # the store
    ("bill_queries.py", "prepared_reasons"): ("single backend with logic", STORE),
    ("usage_queries.py", "monthly_sums"): ("single backend with logic", STORE),
    ("usage_queries.py", "forecast"): ("no logic", STORE),
    # the frontend API asks who, then a service: what stands behind that counts
    ("customer.py", "search"): ("single backend with logic", ("crm",)),
    ("customer_bill.py", "bills"): ("several backends", ("billing", "crm")),
    ("customer_bill.py", "explanation"): ("several backends", ("billing", "crm", "via SQLAlchemy")),
    ("payment.py", "pay"): ("several backends", ("billing", "crm")),
    ("usage_consumption.py", "usage_consumption"): ("several backends", ("crm", "via SQLAlchemy")),
    # the services; the CRM holds customers and products
    ("customer_service/api.py", "search"): ("single backend with logic", ("crm",)),
    ("customer_service/api.py", "profile"): ("single backend with logic", ("crm",)),
    ("customer_service/api.py", "ownership"): ("single backend with logic", ("crm",)),
    ("invoice_service/api.py", "bills"): ("single backend with logic", ("billing",)),
    ("invoice_service/api.py", "bill"): ("single backend with logic", ("billing",)),
    ("invoice_service/api.py", "pay"): ("single backend with logic", ("billing",)),
    # usage and reasons from the store, joined with what the bus answers
    ("invoice_service/api.py", "bill_explanation"): ("several backends", ("billing", "via SQLAlchemy")),
    ("usage_service/api.py", "customer_overview"): ("several backends", ("crm", "via SQLAlchemy")),
    ("usage_service/api.py", "subscription_allowance"): ("several backends", ("crm", "via SQLAlchemy")),
}
CURRENT = {
    # a thin pipe
    ("customer.py", "search"): ("no logic", ("crm",)),
    ("customer.py", "customer"): ("no logic", ("crm",)),
    ("customer.py", "subscriptions"): ("no logic", ("crm",)),
    ("invoice.py", "invoices"): ("no logic", ("billing",)),
    ("export.py", "usage_csv"): ("single backend with logic", ("via SQLAlchemy",)),
    ("routes/usage.py", "records"): ("single backend with logic", ("via SQLAlchemy",)),
    ("routes/usage.py", "allowance"): ("no logic", ("rating",)),
    ("view_models.py", "headline"): ("no logic", ("rating",)),
    ("main.py", "health"): ("no logic", NOTHING),
    # the one route that joins: lines from the CRM, usage of each
    ("routes/usage.py", "by_customer"): ("several backends", ("crm", "via SQLAlchemy")),
    ("invoice/api.py", "open_amount"): ("single backend with logic", STORE),
    ("invoice/api.py", "explanation"): ("single backend with logic", STORE),
    ("usage/api.py", "records"): ("single backend with logic", STORE),
    ("usage/api.py", "month_summary"): ("single backend with logic", STORE),
    # what rating calls from below
    ("view_models.py", "colour_of"): ("own logic", NOTHING),
    ("templates.py", "push_text"): ("own logic", NOTHING),
}


@cache
def operations(name: str) -> tuple[Operation, ...]:
    return analyze(EXAMPLES / name, Request(cache=False, need_operations=True)).operations


def compared(
    found: Iterable[Operation], expected: dict[tuple[str, str], tuple[str, tuple[str, ...]]]
) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """The operations under the keys of what is expected, under their whole path where there is none."""
    result = {}
    for one in found:
        keys = [key for key in expected if one.name == key[1] and f"/{one.module}".endswith(f"/{key[0]}")]
        result[keys[0] if len(keys) == 1 else (one.module, one.name)] = (one.backend_pattern, one.backends)
    return result


def test_operations_of_the_target() -> None:
    assert compared(operations("target"), TARGET) == TARGET


def test_operations_of_today() -> None:
    assert compared(operations("current"), CURRENT) == CURRENT


def test_the_frontend_api_asks_who_everywhere_but_where_a_fault_was_planted() -> None:
    target = {one.name for one in operations("target") if one.layer == "frontend-api" and not one.restricted}
    assert target == set()
    routes = [one for one in operations("current") if one.module.startswith("services/frontend_api/") and one.route]
    assert {one.name for one in routes if not one.restricted} == {"usage_csv", "health"}


def test_routes_are_told_with_their_prefixes() -> None:
    routes = {one.route for one in operations("target")}
    assert "GET /tmf-api/customerBillManagement/v4/customerBill/{bill_id}/explanation" in routes
    assert "POST /tmf-api/paymentManagement/v4/payment" in routes


def test_joins_of_screens_and_systems_are_found_at_their_lines() -> None:
    name = "composition-outside-enablement"
    found = analyze(EXAMPLES / "current", Request(cache=False, select=(name,))).open_findings
    assert {
        (one.importer.place.file.rpartition("/")[2], one.importer.place.line)
        for one in found
        if one.check == name and one.importer and one.importer.place
    } == {("UsagePage.tsx", 35), ("UsageScreen.tsx", 19), ("CustomerOverview.java", 23)}
    assert analyze(EXAMPLES / "target", Request(cache=False, select=(name,))).findings == ()

from service_bus.adapters.billing import as_bill
from service_bus.adapters.crm import as_customer

BILL = {
    "number": "B-1",
    "customer": "C-1",
    "dueOn": "2027-03-14",
    "grossCents": 2738,
    "paidCents": 0,
    "dunning": "NONE",
    "lines": [{"kind": "fee", "text": "Medium", "grossCents": 2738}],
}


def test_a_bill_is_on_due_until_billing_reminds():
    assert as_bill(BILL)["state"] == "onDue"
    assert as_bill({**BILL, "dunning": "FEE"})["state"] == "overdue"
    assert as_bill({**BILL, "paidCents": 2738})["remainingAmount"] == {"unit": "EUR", "value": 0.0}


def test_companies_have_no_given_name():
    company = {"id": "C-9", "status": "ACTIVE", "segment": "BUSINESS", "firstName": "x", "lastName": "Berg AS"}
    assert as_customer(company)["engagedParty"]["givenName"] == ""

from invoice.ledger_table import LedgerRow
from invoice.totals import gross, open_cents


def test_tax_is_rounded_to_whole_cents():
    assert gross(1000) == 1250
    assert gross(2190) == 2738


def test_payments_are_taken_off_after_tax():
    rows = [LedgerRow("4711", "fee", 2000), LedgerRow("4711", "discount", 400), LedgerRow("4711", "payment", 1500)]
    assert open_cents(rows) == 500

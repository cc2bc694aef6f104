from invoice_service.comparison import differences
from invoice_service.explanation import reasons
from invoice_service.gateway import Line
from selfcare_store.bill_queries import PreparedReason


def test_two_calls_and_one_trip():
    before = [Line("fee", "Medium", 2190)]
    now = [Line("fee", "Medium", 2190), Line("roaming", "Canada", 4950), Line("international", "Calls", 894)]
    prepared = [
        PreparedReason("trip-CA", "roaming", 1, "Canada", 4950),
        PreparedReason("calls-US", "international", 2, "United States", 894),
    ]
    texts = [reason.text for reason in reasons(differences(now, before), prepared)]
    assert texts == ["One trip abroad (Canada)", "2 international calls (United States)"]


def test_an_ended_discount_is_a_reason():
    before = [Line("fee", "Medium", 2190), Line("discount", "Welcome", -500)]
    found = reasons(differences([Line("fee", "Medium", 2190)], before), [])
    assert [(reason.text, reason.cents) for reason in found] == [("A discount has ended", 500)]


def test_small_change_is_no_reason():
    assert reasons(differences([Line("usage", "", 40)], []), []) == []

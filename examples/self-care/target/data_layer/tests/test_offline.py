from datetime import datetime

from selfcare_store.offline.bill_reasons import Record, find_reasons
from selfcare_store.offline.usage_forecast import expected_cents, is_reliable


def test_days_abroad_are_one_trip():
    days = [Record("data", "world", "Canada", "", 900, datetime(2027, 2, day)) for day in (3, 4, 6)]
    later = Record("voice", "world", "Canada", "", 149, datetime(2027, 2, 20))
    found = find_reasons([*days, later])
    assert [(reason.code, reason.count, reason.cents) for reason in found] == [("trip-Canada", 2, 2849)]


def test_international_calls_are_counted_per_country():
    calls = [Record("voice", "home", "Norway", "Japan", 447, datetime(2027, 2, day)) for day in (1, 9)]
    assert find_reasons(calls)[0][:4] == ("calls-Japan", "international", 2, "Japan")


def test_a_forecast_never_falls_below_what_is_spent():
    assert expected_cents(5000, 3, 28, [100, 120, 90]) >= 5000


def test_wild_months_give_no_reliable_forecast():
    assert is_reliable(10, [100, 110, 90])
    assert not is_reliable(10, [0, 0, 9000])
    assert not is_reliable(2, [100, 110, 90])

from selfcare_store.usage_queries import Forecast, MonthlySum
from usage_service.allowance import crossed
from usage_service.gateway import Product
from usage_service.overview import as_answer, lines, month_before

PRODUCT = Product("S-1", "+47 400 00 001", "Medium", {"voice": 500, "data": 20480, "sms": 0})


def test_compares_with_the_month_before():
    found = lines(PRODUCT, [MonthlySum("voice", 620, 880)], [MonthlySum("voice", 510, 90)])
    answer = as_answer("2027-02", found, [None])
    assert answer["lines"][0]["comparedWithLastMonth"] == {"unit": "EUR", "value": 7.9}
    assert answer["lines"][0]["level"] == "used-up"


def test_an_unreliable_forecast_is_not_shown():
    found = lines(PRODUCT, [MonthlySum("data", 100, 0)], [])
    assert as_answer("2027-02", found, [Forecast(9900, is_reliable=False)])["expected"]["value"] == 0


def test_the_year_turns():
    assert month_before("2027-01") == "2026-12"


def test_a_level_is_told_once():
    assert crossed(70, 85, 100) == "low"
    assert crossed(85, 90, 100) is None
    assert crossed(95, 130, 100) == "used-up"

from rating import journal
from rating.engine import price
from rating.mediation import from_row
from rating.roaming import DAY_CAP
from rating.tiers import cost_beyond

ROW = {"id": "1", "subscription": "S-1", "type": "VOI", "country": "NO", "quantity": "61", "start": "2027-02-03T10:00"}


def test_each_tier_has_its_price():
    assert cost_beyond("voice", 61) == 547
    assert cost_beyond("data", 2048) == 1024 + 512


def test_a_bundle_lasts_for_two_started_minutes():
    assert price(from_row(ROW), "S5") == 0


def test_an_international_call_is_in_no_bundle():
    assert price(from_row({**ROW, "calledCountry": "JP"}), "S5") == 2 * 149


def test_a_day_abroad_is_capped():
    far = from_row({**ROW, "subscription": "S-2", "country": "CA", "quantity": "6000"})
    journal.add(journal.Rated(far, price(far, "S5")))
    assert journal.of("S-2", "2027-02")[0].cents == DAY_CAP
    assert price(far, "S5") == 0

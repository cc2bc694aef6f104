from rating.roaming import DAY_CAP, cost_abroad
from rating.tiers import cost_at_home


def test_each_tier_has_its_price():
    assert cost_at_home("voice", 60) == 540
    assert cost_at_home("voice", 61) == 547
    assert cost_at_home("data", 2048) == 1024 + 512


def test_a_day_abroad_is_capped():
    assert cost_abroad("voice", 100) == DAY_CAP
    assert cost_abroad("voice", 100, spent_today=DAY_CAP) == 0

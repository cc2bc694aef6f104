from frontend_api.auth import Caller
from frontend_api.entitlement import decide


def test_customers_see_themselves_only():
    caller = Caller("C-1", "customer")
    assert decide(caller, "C-1", owned_by_partner=False)
    assert not decide(caller, "C-2", owned_by_partner=False)


def test_partners_see_their_own_customers():
    caller = Caller("agent-7", "partner", "P-100")
    assert decide(caller, "C-1", owned_by_partner=True)
    assert not decide(caller, "C-1", owned_by_partner=False)

from customer_service.gateway import Customer
from customer_service.visibility import visible

OURS = Customer("C-1", "Ada", "Berg", False, "P-100", "active")
THEIRS = Customer("C-2", "Bo", "Aas", False, "P-214", "active")
GONE = Customer("C-3", "Cy", "Dahl", False, "P-100", "closed")


def test_partners_find_their_own_customers():
    assert visible([OURS, THEIRS, GONE], "P-100") == [OURS]


def test_agents_find_everybody_by_name():
    assert visible([OURS, THEIRS], "") == [THEIRS, OURS]

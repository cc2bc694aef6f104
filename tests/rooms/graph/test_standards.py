"""By which paths and titles standard interfaces are known, and what of them has drifted."""

import pytest

from archlint.graph.standards import Recognition, Recognized
from archlint.model.standards import Standard, StandardApi

BILL = StandardApi(
    number="TMF678",
    name="Customer Bill Management",
    domain="customer",
    segments=("customerBillManagement",),
    versions=(4, 5),
    resources=("customerBill", "billCycle"),
)
PARTY = StandardApi(
    number="TMF632", name="Party Management", domain="party", segments=("party",), versions=(4,), drafts=(5,),
    resources=("individual",),
)  # fmt: skip
CATALOGUE = Standard(
    name="tm-forum",
    title="TM Forum Open APIs",
    prefixes=("tmf-api",),
    numbers="TMF",
    everywhere=("hub",),
    apis=(BILL, PARTY),
)
KNOWN = Recognition([CATALOGUE])


def told(found: Recognized | None) -> tuple[str, int, str, str] | None:
    return (
        (found.api.number if found.api else found.name, found.version, found.resource, found.drift) if found else None
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/tmf-api/customerBillManagement/v4/customerBill/{id}", ("TMF678", 4, "customerBill", "")),
        ("/care/tmf-api/customerBillManagement/v5/customerBill?limit=3", ("TMF678", 5, "customerBill", "")),
        ("/customerBillManagement/v4/billCycle", ("TMF678", 4, "billCycle", "")),
        ("/tmf-api/CustomerBill/v4.0.0/customerBill", ("TMF678", 4, "customerBill", "")),
        ("/tmf-api/customerBillManagement/v4/hub", ("TMF678", 4, "hub", "")),
        ("/tmf-api/customerBillManagement/v4", ("TMF678", 4, "", "")),
        ("/tmf-api/customerBillManagement/v4/**", ("TMF678", 4, "", "")),
        ("/tmf-api/customerBillManagement/v4/{resource}", ("TMF678", 4, "", "")),
        ("/tmf-api/customerBillManagement/v3/customerBill", ("TMF678", 3, "customerBill", "retired-version")),
        ("/tmf-api/customerBillManagement/v6/customerBill", ("TMF678", 6, "customerBill", "unknown-version")),
        ("/tmf-api/customerBillManagement/v4/invoice", ("TMF678", 4, "invoice", "unknown-resource")),
        ("/tmf-api/party/v5/individual", ("TMF632", 5, "individual", "draft-version")),
        ("/party/v4/individual", ("TMF632", 4, "individual", "")),
        ("/tmf-api/teleportation/v1/beam", ("teleportation", 1, "beam", "unknown-api")),
    ],
)
def test_paths_that_belong_to_an_interface(path: str, expected: tuple[str, int, str, str]) -> None:
    assert told(KNOWN.of_path(path)) == expected


@pytest.mark.parametrize(
    "path",
    [
        "/customerBill/{id}",
        "/party/v4/guests",  # anybody's party
        "/party/v1/individual",
        "/party/{version}/individual",
        "/api/v4/customerBill",
        "/customerBillManagement",
        "/teleportation/v1/beam",
        "",
        "/",
    ],
)
def test_paths_of_nobodys_interface(path: str) -> None:
    assert KNOWN.of_path(path) is None


@pytest.mark.parametrize(
    ("title", "version", "path", "expected"),
    [
        ("TMF678 Customer Bill", "4.1.0", "/customerBill/{id}", ("TMF678", 4, "customerBill", "")),
        ("API CustomerBill (TMF-678)", "v3", "/customerBill", ("TMF678", 3, "customerBill", "retired-version")),
        ("tmf 632", "latest", "/individual", ("TMF632", 0, "individual", "")),
        ("TMF678", "1", "/bss/v5/invoice", ("TMF678", 5, "invoice", "unknown-resource")),
        ("Customer Bill", "4.0.0", "/customerBill", None),
        ("TMF999 Teleportation", "4.0.0", "/beam", None),
        ("TMF6789", "4.0.0", "/customerBill", None),
    ],
)
def test_titles_of_contracts(title: str, version: str, path: str, expected: object) -> None:
    assert told(KNOWN.of_title(title, version, path)) == expected

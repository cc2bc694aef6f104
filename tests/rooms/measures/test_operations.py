"""Operations of the enablement layer: which there are, what is behind them, and who uses them."""

from pathlib import Path

from archlint.model.operations import Operation
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

SHOP = {
    "archlint.toml": """
[[layers]]
name = "ui"
paths = ["channels/**"]
parts = { web = "channels/web/**", app = "channels/app/**" }

[[layers]]
name = "services"
paths = ["services/**"]

[[layers]]
name = "systems"
paths = ["bss/**"]
parts = { billing = "bss/billing/**", crm = "bss/crm/**" }
""",
    "channels/web/page.py": """
from services.invoices import open_amount, overview, names


def page(account):
    amount = open_amount(account)
    if amount > 500 and account.segment == "GOLD":
        return amount * 0.9
    if amount > 100 or account.overdue_days > 14:
        return amount * 1.1
    return overview(account), names(account)
""",
    "channels/app/screen.py": """
from services.invoices import open_amount, names


def screen(account):
    return open_amount(account), names(account)
""",
    "services/invoices.py": """
from fastapi import APIRouter, Depends

from bss.billing.ledger import entries
from bss.crm.customers import customer
from services.auth import require_permission
from services.fees import fee

router = APIRouter()


def names(account):
    return customer(account)


def open_amount(account):
    return sum(entry.cents for entry in entries(account)) + fee(account)


def overview(account):
    return {"customer": customer(account), "entries": entries(account)}


@router.get("/invoices/{account}", dependencies=[Depends(require_permission)])
def invoices(account):
    require_permission(account)
    return entries(account)


def limit(account):
    return 500


def unused(account):
    return entries(account)
""",
    "services/fees.py": """
def fee(account):
    if account.overdue_days > 14:
        return 250
    return 0
""",
    "services/auth.py": "def require_permission(account):\n    return account\n",
    "bss/billing/ledger.py": "def entries(account):\n    return [account]\n",
    "bss/crm/customers.py": "def customer(account):\n    return account\n",
}


def offered(root: Path, files: dict[str, str]) -> dict[str, Operation]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    analysis = analyze(root, Request(need_operations=True, cache=False))
    return {operation.name: operation for operation in analysis.operations}


def test_operations_are_what_others_call_and_what_stands_at_routes(tmp_path: Path) -> None:
    assert set(offered(tmp_path, SHOP)) == {"names", "open_amount", "overview", "invoices"}


def test_backends_are_reached_through_the_layer_and_logic_is_counted_on_the_way(tmp_path: Path) -> None:
    found = offered(tmp_path, SHOP)
    told = {name: (one.backend_pattern, one.backends, one.logic) for name, one in found.items()}
    assert told == {
        "names": ("no logic", ("crm",), 0),
        "open_amount": ("single backend with logic", ("billing",), 2),
        "overview": ("several backends", ("billing", "crm"), 0),
        "invoices": ("no logic", ("billing",), 0),
    }


def test_channels_and_how_far_they_differ(tmp_path: Path) -> None:
    found = offered(tmp_path, SHOP)
    assert [(one.channel, one.functions) for one in found["open_amount"].consumers] == [("app", 1), ("web", 1)]
    assert found["open_amount"].frontend_pattern == "several channels, extensive difference"
    assert found["overview"].frontend_pattern == "one channel"
    assert found["invoices"].frontend_pattern == "no consumer seen"
    plain = SHOP | {
        "channels/web/page.py": "from services.invoices import names\n\n\ndef page(a):\n    return names(a)\n"
    }
    assert offered(tmp_path, plain)["names"].frontend_pattern == "several channels"


def test_routes_and_restrictions(tmp_path: Path) -> None:
    found = offered(tmp_path, SHOP)
    assert found["invoices"].route == "GET /invoices/{account}"
    assert found["invoices"].restricted == ("services",)
    assert found["names"].route == ""
    assert found["names"].restricted == ()


def test_routes_of_java(tmp_path: Path) -> None:
    files = {
        "archlint.toml": SHOP["archlint.toml"],
        "channels/web/page.py": "x = 1\n",
        "services/src/main/java/org/acme/Invoices.java": """
package org.acme;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Invoices {
  @GetMapping("/invoices")
  @PreAuthorize("hasRole('CUSTOMER')")
  String all() { return "x"; }

  String helper() { return "y"; }
}
""",
        "bss/crm/customers.py": "x = 1\n",
    }
    (operation,) = offered(tmp_path, files).values()
    assert (operation.name, operation.route) == ("Invoices.all", "GET /invoices")
    assert operation.restricted == ("services",)


def test_routes_by_where_their_files_lie(tmp_path: Path) -> None:
    files = {
        "archlint.toml": """
[[layers]]
name = "ui"
paths = ["channels/web/**", "!channels/web/pages/api/**"]

[[layers]]
name = "services"
paths = ["channels/web/pages/api/**"]

[[layers]]
name = "systems"
paths = ["bss/**"]
""",
        "channels/web/package.json": '{"name": "web", "dependencies": {"next": "14"}}',
        "channels/web/pages/api/bills/[id].ts": """
import type { NextApiRequest } from "next";

export default async function bill(req: NextApiRequest) {
  return Number(req.query.amount) > 100 ? "large" : "small";
}
""",
        "channels/web/screens/bill.ts": "export const bill = (id: string) => fetch(`/api/bills/${id}`);\n",
        "bss/crm/customers.py": "x = 1\n",
    }
    (operation,) = offered(tmp_path, files).values()
    assert (operation.name, operation.route, operation.logic) == ("bill", "ANY /api/bills/{id}", 1)
    assert [consumer.channel for consumer in operation.consumers] == ["ui"]


def alone(root: Path, service: str, **files: str) -> Operation:
    """The one operation of a service whose code is given."""
    layers = SHOP["archlint.toml"]
    rest = {"channels/web/page.py": "x = 1\n", "bss/billing/ledger.py": SHOP["bss/billing/ledger.py"]}
    rest["bss/crm/customers.py"] = SHOP["bss/crm/customers.py"]
    (operation,) = offered(root, {"archlint.toml": layers, **rest, "services/bills.py": service, **files}).values()
    return operation


ROUTER = "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get('/bills')\ndef bills(account):\n"


def test_hosts_are_backends_of_their_own(tmp_path: Path) -> None:
    body = (
        "    lines = httpx.get(f'http://crm:8082/lines/{account}').json()\n"
        "    return [lines, httpx.get('http://rating/usage').json()]\n"
    )
    operation = alone(tmp_path, f"import httpx\n{ROUTER}{body}")
    assert operation.backends == ("crm", "rating")
    assert operation.backend_pattern == "several backends"


def test_a_cache_is_no_backend(tmp_path: Path) -> None:
    body = "    return redis.Redis().get(account) or httpx.get(account).json()\n"
    operation = alone(tmp_path, f"import httpx\nimport redis\n{ROUTER}{body}")
    assert operation.backends == ("via HTTPX",)
    assert operation.backend_pattern == "no logic"


def test_a_store_beside_a_part_of_the_backend_is_how_that_is_asked(tmp_path: Path) -> None:
    body = "    return entries(sqlalchemy.select(account))\n"
    operation = alone(tmp_path, f"import sqlalchemy\nfrom bss.billing.ledger import entries\n{ROUTER}{body}")
    assert operation.backends == ("billing",)


def test_modules_of_one_name_are_told_apart(tmp_path: Path) -> None:
    files = {
        **SHOP,
        "services/usage/api.py": "from bss.crm.customers import customer\n\n\ndef usage(a):\n    return customer(a)\n",
        "services/bills/api.py": "from bss.billing.ledger import entries\n\n\ndef bill(a):\n    return entries(a)\n",
        "channels/web/page.py": "from services.bills.api import bill\nfrom services.usage.api import usage\n\n\n"
        "def page(a):\n    return bill(a), usage(a)\n",
    }
    found = offered(tmp_path, files)
    assert (found["bill"].backends, found["usage"].backends) == (("billing",), ("crm",))
    assert [one.channel for one in found["usage"].consumers] == ["web"]


def test_a_question_about_the_user_group_is_a_restriction(tmp_path: Path) -> None:
    body = "    if not account.is_superuser:\n        raise ValueError\n    return entries(account)\n"
    operation = alone(tmp_path, f"from bss.billing.ledger import entries\n{ROUTER}{body}")
    assert operation.restricted == ("services",)


def test_a_limited_difference(tmp_path: Path) -> None:
    files = SHOP | {
        "channels/web/page.py": "from services.invoices import names\n\n\ndef page(a):\n"
        "    found = names(a)\n    return found.last if a.segment == 'GOLD' else found.first\n"
    }
    names = offered(tmp_path, files)["names"]
    assert [(one.channel, one.logic) for one in names.consumers] == [("app", 0), ("web", 1)]
    assert names.frontend_pattern == "several channels, limited difference"

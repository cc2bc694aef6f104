"""Whom a unit asks: how near it is to data and how many sources it has, over files and in the three languages."""

import pytest
from small_projects import system_of

from archlint.graph.system import System
from archlint.measures.roles import Roles

PYTHON = {
    "shop/__init__.py": "",
    "shop/models.py": """
from django.db import models


class Invoice(models.Model):
    total = models.IntegerField()


class Customer(models.Model):
    name = models.TextField()
""",
    "shop/ratings.py": """
import requests


class RatingClient:
    def usage(self, account):
        return requests.get(f"https://rating/usage/{account}", timeout=5).json()
""",
    "shop/bills.py": """
from shop.models import Customer, Invoice
from shop.ratings import RatingClient


def invoices(account):
    return Invoice.objects.filter(account=account)


def twice(account):
    found = Invoice.objects.filter(account=account)
    return found or Invoice.objects.all()


def both(account):
    customer = Customer.objects.get(id=account)
    rating = RatingClient()
    return customer, rating.usage(account)


def requests_of(account):
    return RatingClient().usage(account)


def shout(text):
    return text.upper().strip()
""",
}
TYPESCRIPT = {
    "src/api.ts": """
import axios from "axios";

export class UsageClient {
  load(account: string) {
    return axios.get(`/usage/${account}`);
  }
}
""",
    "src/bills.ts": """
import { UsageClient } from "./api";
import axios from "axios";

export class Bills {
  constructor(private readonly usage: UsageClient) {}

  ask(account: string) {
    return this.usage.load(account);
  }

  async both(account: string) {
    const bills = await axios.get(`/bills/${account}`);
    return { bills, usage: await this.usage.load(account) };
  }
}
""",
}
JAVA = {
    "src/main/java/org/acme/BillRepository.java": """
package org.acme;

import org.springframework.data.jpa.repository.JpaRepository;

public interface BillRepository extends JpaRepository<Bill, Long> {
  Bill findByNumber(String number);
}
""",
    "src/main/java/org/acme/BillService.java": """
package org.acme;

public interface BillService {
  Bill find(String number);
}
""",
    "src/main/java/org/acme/StoredBillService.java": """
package org.acme;

public class StoredBillService implements BillService {
  private final BillRepository repository;

  public Bill find(String number) {
    return repository.findByNumber(number);
  }

  public java.util.List<Bill> all() {
    return repository.findAll();
  }
}
""",
    "src/main/java/org/acme/BillController.java": """
package org.acme;

public class BillController {
  private final BillService bills;

  public Bill show(String number) {
    return bills.find(number);
  }
}
""",
}


def signs(system: System, module: str, name: str) -> dict[str, str]:
    index = next(at for at, unit in enumerate(system.units(module)) if unit.name == name)
    return system.view(Roles).seen(module)[index]


@pytest.mark.parametrize(
    ("files", "module", "name", "near", "meets"),
    [
        (PYTHON, "shop/bills.py", "invoices", "near-last", "meets-1"),
        (PYTHON, "shop/bills.py", "twice", "near-last", "meets-1"),
        (PYTHON, "shop/bills.py", "both", "near-many", "meets-2"),
        (PYTHON, "shop/bills.py", "requests_of", "near-bodies", "meets-1"),
        (PYTHON, "shop/ratings.py", "RatingClient.usage", "near-last", "meets-1"),
        (PYTHON, "shop/bills.py", "shout", "", "meets-0"),
        (TYPESCRIPT, "src/api.ts", "UsageClient.load", "near-last", "meets-1"),
        (TYPESCRIPT, "src/bills.ts", "Bills.ask", "near-bodies", "meets-1"),
        (TYPESCRIPT, "src/bills.ts", "Bills.both", "near-many", "meets-2"),
        (JAVA, "src/main/java/org/acme/StoredBillService.java", "StoredBillService.find", "near-last", "meets-1"),
        (JAVA, "src/main/java/org/acme/StoredBillService.java", "StoredBillService.all", "near-last", "meets-1"),
        (JAVA, "src/main/java/org/acme/BillController.java", "BillController.show", "near-bodies", "meets-1"),
    ],
)
def test_how_near_data_is_and_how_many_sources_meet(
    files: dict[str, str], module: str, name: str, near: str, meets: str
) -> None:
    seen = signs(system_of(files), module, name)
    assert [sign for sign in seen if sign.startswith("near-")] == [near] * bool(near)
    assert [sign for sign in seen if sign.startswith("meets-")] == [meets]


def test_an_interface_that_one_class_implements_leads_to_that_class() -> None:
    seen = signs(system_of(JAVA), "src/main/java/org/acme/BillController.java", "BillController.show")
    assert seen["near-bodies"] == "BillService.find"


def test_a_function_asks_what_the_functions_within_it_ask() -> None:
    files = PYTHON | {
        "shop/nested.py": """
from shop.models import Customer, Invoice


def outer(account):
    def inner():
        return Customer.objects.get(id=account)

    return Invoice.objects.filter(account=account), inner
"""
    }
    assert "meets-2" in signs(system_of(files), "shop/nested.py", "outer")
    assert "meets-1" in signs(system_of(files), "shop/nested.py", "outer.inner")


def test_a_receiver_of_unknown_type_counts_by_its_name_and_only_perhaps() -> None:
    files = {"shop.py": "def show(billing_service, text):\n    text.split()\n    return billing_service.open(1)\n"}
    seen = signs(system_of(files), "shop.py", "show")
    assert seen["near-perhaps"] == "billing_service.open"
    assert "meets-1" in seen


@pytest.mark.parametrize("files", [PYTHON, TYPESCRIPT, JAVA], ids=["python", "typescript", "java"])
def test_the_order_of_asking_changes_nothing(files: dict[str, str]) -> None:
    one, other = system_of(files), system_of(files)
    forth = {module: one.view(Roles).of(module) for module in sorted(files)}
    back = {module: other.view(Roles).of(module) for module in sorted(files, reverse=True)}
    assert forth == back


def test_a_service_by_another_name_is_a_source_where_it_asks_a_store_itself() -> None:
    """`StoredBills.find` hands on what a repository returns: by itself it looks like any delegate."""
    files = {path.replace("BillService", "Bills"): text.replace("BillService", "Bills") for path, text in JAVA.items()}
    seen = signs(system_of(files), "src/main/java/org/acme/BillController.java", "BillController.show")
    assert seen["near-bodies"] == "Bills.find"
    assert "reaches-data" in seen


def test_a_function_beside_it_that_asks_a_store_is_one_of_two_sources() -> None:
    files = PYTHON | {
        "shop/joined.py": """
from shop.models import Invoice
from shop.ratings import RatingClient


def with_usage(account):
    rating = RatingClient()
    return {"invoices": stored(account), "usage": rating.usage(account)}


def stored(account):
    return Invoice.objects.filter(account=account)
"""
    }
    assert "meets-2" in signs(system_of(files), "shop/joined.py", "with_usage")

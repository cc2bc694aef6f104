"""Roles of units: the same program has the same roles in every language, and each verdict says why."""

from pathlib import Path

import pytest

from archlint.measures.vocabulary import words
from archlint.model.roles import ROLES, UnitVerdict
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.rulebook.role_knowledge import load_role_knowledge

LAYERS = '[[layers]]\nname = "all"\npaths = ["**"]\n'

PYTHON = {
    "shop/invoices.py": """
import requests
from django.db import models


class Invoice(models.Model):
    def get_total(self):
        return self.total


def may_pay_later(customer, invoice):
    if customer.segment == "GOLD" and invoice.total <= customer.limit:
        return True
    if invoice.total > 500 or customer.overdue > 2:
        raise ValueError("pay first")
    return invoice.total * 0.25 < customer.balance


def to_payload(invoice):
    return {"id": invoice.id, "total": str(invoice.total), "due": invoice.due.isoformat(), "lines": list(invoice.lines)}


def load_invoices(customer_id):
    return Invoice.objects.filter(customer=customer_id).order_by("due")


def fetch_usage(customer_id):
    response = requests.get(f"https://rating/usage/{customer_id}", timeout=5)
    response.raise_for_status()
    return response.json()


def find_invoice(invoice_id):
    return get_invoice(invoice_id)
""",
}
TYPESCRIPT = {
    "src/InvoicePage.tsx": """
import { useState } from "react";
import axios from "axios";

export function InvoicePage(props: { invoices: Invoice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <h1>Invoices</h1>
      {props.invoices.map((invoice) => <InvoiceRow key={invoice.id} invoice={invoice} />)}
      {open && <Details />}
    </div>
  );
}

export function mayPayLater(customer: Customer, invoice: Invoice): boolean {
  if (customer.segment === "GOLD" && invoice.total <= customer.limit) {
    return true;
  }
  if (invoice.total > 500 || customer.overdue > 2) {
    throw new Error("pay first");
  }
  return invoice.total * 0.25 < customer.balance;
}

export function toPayload(invoice: Invoice) {
  return { id: invoice.id, total: String(invoice.total), due: invoice.due.toISOString(), lines: [...invoice.lines] };
}

export async function fetchUsage(customerId: string) {
  const response = await axios.get(`/usage/${customerId}`);
  return response.data;
}
""",
}
JAVA = {
    "src/main/java/org/acme/Invoices.java": """
package org.acme;

import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestTemplate;

public class Invoices {
  private final RestTemplate restTemplate;

  public Invoices(RestTemplate restTemplate) {
    this.restTemplate = restTemplate;
  }

  public long getTotal() {
    return total;
  }

  boolean mayPayLater(Customer customer, Invoice invoice) {
    if (customer.getSegment().equals("GOLD") && invoice.getTotal() <= customer.getLimit()) {
      return true;
    }
    if (invoice.getTotal() > 500 || customer.getOverdue() > 2) {
      throw new IllegalStateException("pay first");
    }
    return invoice.getTotal() * 0.25 < customer.getBalance();
  }

  InvoiceDto toDto(Invoice invoice) {
    InvoiceDto dto = new InvoiceDto();
    dto.setId(invoice.getId());
    dto.setTotal(invoice.getTotal());
    dto.setDue(invoice.getDue());
    dto.setLines(invoice.getLines());
    return dto;
  }

  @Bean
  public RestTemplate restTemplate() {
    return new RestTemplate();
  }
}
""",
}
EXPECTED = {
    "get_total": "pass-through",
    "may_pay_later": "decision",
    "to_payload": "translation",
    "load_invoices": "data access",
    "fetch_usage": "data access",
    "find_invoice": "pass-through",
    "InvoicePage": "presentation",
    "mayPayLater": "decision",
    "toPayload": "translation",
    "fetchUsage": "data access",
    "Invoices": "wiring",
    "getTotal": "pass-through",
    "toDto": "translation",
    "restTemplate": "wiring",
}


def verdicts(root: Path, files: dict[str, str], of: str = "") -> dict[str, UnitVerdict]:
    for path, text in {"archlint.toml": LAYERS, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    analysis = analyze(root, Request(units_of=of, cache=False))
    return {unit.name.rpartition(".")[2]: unit for unit in analysis.units}


@pytest.mark.parametrize("files", [PYTHON, TYPESCRIPT, JAVA], ids=["python", "typescript", "java"])
def test_plain_cases_are_told_in_every_language(files: dict[str, str], tmp_path: Path) -> None:
    found = verdicts(tmp_path, files)
    assert found
    assert {name: unit.role.role for name, unit in found.items()} == {name: EXPECTED[name] for name in found}


def test_where_a_program_starts_is_wiring_and_what_makes_a_page_is_presentation(tmp_path: Path) -> None:
    java = (
        "import org.springframework.boot.SpringApplication;\nimport org.thymeleaf.TemplateEngine;\n"
        "import org.thymeleaf.context.Context;\n"
        "class Billing {\n  TemplateEngine templates;\n"
        "  static void main(String[] words) {\n    SpringApplication.run(Billing.class, words);\n  }\n"
        "  String asHtml(Invoice invoice) {\n    Context page = new Context();\n"
        '    page.setVariable("invoice", invoice);\n    page.setVariable("title", invoice.title().toLowerCase());\n'
        '    return templates.process("invoice", page);\n  }\n}\n'
    )
    python = "from billing import serve\n\n\ndef main():\n    serve()\n\n\nif __name__ == '__main__':\n    main()\n"
    found = verdicts(tmp_path, {"src/main/java/Billing.java": java})
    assert (found["main"].role.role, found["asHtml"].role.role) == ("wiring", "presentation")
    assert verdicts(tmp_path, {"start.py": python}, of="start.py")["main"].role.role == "wiring"


def test_every_verdict_says_why_and_what_else_it_could_be(tmp_path: Path) -> None:
    for unit in verdicts(tmp_path, PYTHON | TYPESCRIPT | JAVA).values():
        role = unit.role
        assert role.evidence
        assert role.runner_up in ROLES
        assert role.runner_up != role.role
        assert role.lead >= 0
        strengths = [abs(item.points) for item in role.evidence]
        assert strengths == sorted(strengths, reverse=True)
    asks = next(item for item in verdicts(tmp_path, PYTHON)["may_pay_later"].role.evidence if item.sign == "asks")
    assert 'customer.segment == "GOLD"' in asks.detail


def test_names_of_variables_change_nothing(tmp_path: Path) -> None:
    first = verdicts(tmp_path / "one", PYTHON)
    renamed = {path: text.replace("invoice.", "bill.").replace("invoice)", "bill)") for path, text in PYTHON.items()}
    second = verdicts(tmp_path / "two", renamed)
    assert {name: unit.role.role for name, unit in first.items()} == {
        name: unit.role.role for name, unit in second.items()
    }


def test_comments_and_formatting_change_nothing(tmp_path: Path) -> None:
    first = verdicts(tmp_path / "one", TYPESCRIPT)
    spaced = {path: text.replace(";\n", ";  // done\n\n") for path, text in TYPESCRIPT.items()}
    second = verdicts(tmp_path / "two", spaced)
    assert {name: unit.role for name, unit in first.items()} == {name: unit.role for name, unit in second.items()}


def test_one_module_can_be_asked_for(tmp_path: Path) -> None:
    found = verdicts(tmp_path, PYTHON | TYPESCRIPT, of="src/InvoicePage.tsx")
    assert {unit.module for unit in found.values()} == {"src/InvoicePage.tsx"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("parseHTTPDate", ("parse", "http", "date")),
        ("get_user_by_id", ("get", "user", "by", "id")),
        ("HTML", ("html",)),
        ("_x1y", ("x", "y")),
        ("", ()),
    ],
)
def test_words_of_names(name: str, told: tuple[str, ...]) -> None:
    assert words(name) == told


def test_every_sign_that_is_seen_is_known_and_every_known_one_is_said_in_words() -> None:
    knowledge = load_role_knowledge()
    names = [sign.name for sign in knowledge.signs]
    assert len(names) == len(set(names))
    assert all(sign.says for sign in knowledge.signs)
    by_words = {meaning for meaning in knowledge.words if "-" in meaning and not meaning.startswith("place-")}
    places = {meaning for meaning in knowledge.words if meaning.startswith("place-")}
    touching = {f"{verb}-{meaning}" for meaning in knowledge.touches for verb in ("touches", "beside")}
    assert by_words | places | {place.replace("place", "path", 1) for place in places} | touching <= set(names)

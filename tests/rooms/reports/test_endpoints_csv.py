"""Endpoints for a spreadsheet: a row per endpoint, its kind first, and no cell that a spreadsheet computes."""

import csv
import io

from connections_by_hand import HOSTILE_CONNECTIONS, SHOP, analysis

from archlint.model.connections import Connections
from archlint.reports.endpoints_csv import render
from archlint.reports.view import View


def rows(connections: Connections = SHOP, **chosen: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(analysis(connections), View(**chosen)))))


def test_every_endpoint_has_a_row_with_its_kind() -> None:
    kinds = [row["kind"] for row in rows()]
    assert kinds == ["route"] * 5 + ["request"] * 9 + ["publication"] * 4 + ["subscription"] * 2 + ["store"] * 5


def test_a_request_names_who_answers_and_who_passes_it_on() -> None:
    found = [row for row in rows() if row["kind"] == "request"]
    assert (found[1]["answered by"], found[1]["passed on by"]) == ("crm/api.py:4", "gate/nginx.conf:2")
    assert found[2]["answered by"] == "shop/api.py:3 billing/api.py:3"
    assert (found[5]["status"], found[5]["why"]) == ("unresolved", "its address is not known")


def test_topics_stores_and_targets_have_their_columns() -> None:
    found = rows()
    assert [row["host"] for row in found if row["path"] == "/crm/**"] == ["http://crm:8080"]
    assert [row["file"] for row in found if row["path"] == "orders.placed"] == [
        "shop/d.py",
        "shop/d.py",
        "billing/d.py",
    ]
    assert [
        (row["method"], row["component"]) for row in found if row["kind"] == "store" and row["path"] == "orders"
    ] == [
        ("owns", "billing"),
        ("reads", "shop"),
    ]


def test_only_what_is_chosen_has_rows() -> None:
    assert {row["kind"] for row in rows(only="events")} == {"publication", "subscription"}
    assert {row["kind"] for row in rows(only="requests")} == {"request"}
    assert [(row["kind"], row["answered by"]) for row in rows(status="ambiguous")] == [
        ("request", "shop/api.py:3 billing/api.py:3")
    ]


def test_no_cell_is_a_formula() -> None:
    found = list(csv.reader(io.StringIO(render(analysis(HOSTILE_CONNECTIONS), View()))))
    assert {len(row) for row in found} == {15}
    assert not [cell for row in found for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]

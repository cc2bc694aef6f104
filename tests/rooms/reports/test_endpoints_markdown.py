"""Endpoints for a page: tables whose cells hold no markup, what needs attention first, nothing cut."""

import html

import msgspec
from connections_by_hand import DATABASES, HOSTILE_CONNECTIONS, SHOP, analysis

from archlint.model.connections import Connections, Route
from archlint.reports.endpoints_markdown import render
from archlint.reports.view import View


def shown(connections: Connections = SHOP, **chosen: str) -> str:
    return render(analysis(connections), View(**chosen))


def read(text: str) -> list[list[str]]:
    """The cells of all rows, as a page shows them."""
    return [
        [html.unescape(cell.strip()) for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]


def titles(text: str) -> list[str]:
    return [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]


def test_what_needs_attention_stands_first() -> None:
    found = titles(shown())
    assert found[0] == (
        "shop: 5 routes, 9 requests (2 linked, 1 ambiguous, 2 external, 2 unresolved, 2 dangling), 4 publications, "
        "2 subscriptions, 5 uses of stores"
    )
    words = [title.split(" ")[0] for title in found[1:]]
    assert words == [
        "Dangling", "Unresolved", "Ambiguous", "External", "Linked", "Routes", "Routes", "Routes", "Routes", "Topics", "Stores",
    ]  # fmt: skip


def test_rows_say_who_meets_whom() -> None:
    found = read(shown())
    assert ["GET", "crm/gone", "shop", "no route answers there", "shop/b.py:9"] in found
    assert [
        "POST",
        "{url}/orders",
        "gate",
        "shop (shop/api.py:3) or billing (billing/api.py:3)",
        "gate/a.py:3",
    ] in found
    assert ["GET", "crm/customers/1", "shop", "crm (crm/api.py:4) via gate", "shop/a.py:2"] in found
    assert ["ANY", "/crm/**", "1 request: shop", "http://crm:8080", "gate/nginx.conf:2"] in found
    assert ["orders.placed", "shop (2)", "billing", "shop/d.py:2, shop/d.py:3, billing/d.py:4"] in found
    assert ["(not known)", "shop", "", "shop/d.py:4"] in found
    assert ["(not known)", "", "crm", "crm/d.py:4"] in found
    assert ["orders", "owned by billing; read by shop", "billing/m.py:4, shop/m.py:3"] in found


def test_only_what_is_chosen_has_a_table() -> None:
    assert [title.split(" ")[0] for title in titles(shown(status="external"))[1:]] == ["External"]
    assert [title.split(" ")[0] for title in titles(shown(only="stores"))[1:]] == ["Stores"]
    assert ["people", "crm (owns)", "crm/m.py:2"] in read(shown(only="stores"))
    routes = shown(only="routes")
    assert {title.split(" ")[0] for title in titles(routes)[1:]} == {"Routes"}
    assert ["GET", "/customers/{id}", "2 requests: shop", "", "crm/api.py:4"] in read(routes)


def test_nothing_is_cut() -> None:
    many = Connections(tuple(Route("a.py", line, "crm", method="GET", path=f"/{line}") for line in range(1, 200)))
    assert len(read(shown(many))) == 201


def test_hostile_names_are_text() -> None:
    text = shown(HOSTILE_CONNECTIONS)
    for markup in ("<script", "<b>", "](", "`", "@everyone", "<!-- --\n"):
        assert markup not in text
    heads = [len(row) for row in read(text)]
    assert set(heads) <= {4, 5, 3}


def test_databases_and_what_several_components_keep_in_one() -> None:
    rows = read(shown(msgspec.structs.replace(SHOP, databases=DATABASES)))
    assert ["postgresql://db/shop", "billing, shop", "shop/.env:1, compose.yml:7"] in rows
    assert ["orders", "postgresql://db/shop", "owned by billing; read by shop", "billing/m.py:4, shop/m.py:3"] in rows

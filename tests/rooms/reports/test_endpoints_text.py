"""Endpoints at a terminal: counts, what needs attention, then components, messages and shared stores."""

import re

import msgspec
from connections_by_hand import DATABASES, SHOP, analysis

from archlint.model.connections import Connections, Message, Request, Route
from archlint.reports.endpoints_text import render
from archlint.reports.view import View


def shown(connections: Connections = SHOP, **view: object) -> str:
    return render(analysis(connections), View(**view))


def block(text: str, head: str) -> list[str]:
    """The lines of the paragraph whose first line begins so."""
    (found,) = [part for part in text.split("\n\n") if part.startswith(head)]
    return [re.sub(r"\s{2,}", "  ", line.strip()) for line in found.strip().splitlines()]


def heads(text: str) -> list[str]:
    return [part.split(" ")[0].strip(":") for part in text.split("\n\n")]


def test_the_whole_report_reads_from_what_needs_attention_to_the_stores() -> None:
    assert shown() == (
        "shop: 5 routes, 9 requests (2 linked, 1 ambiguous, 2 external, 2 unresolved, 2 dangling), 4 publications, "
        "2 subscriptions, 5 uses of stores\n"
        "\n"
        "dangling (2): no route answers there\n"
        "  GET  crm/gone  shop/b.py:9 and 1 more\n"
        "\n"
        "unresolved (2): its address is not known\n"
        "  PUT  {target}  shop/b.py:6\n"
        "  and 1 in functions that are handed the address; their callers are listed\n"
        "\n"
        "ambiguous (1): routes of several components fit, and nothing tells which one is meant\n"
        "  POST  {url}/orders  shop or billing  gate/a.py:3\n"
        "\n"
        "billing serves 1 route\n"
        "  POST  /orders          perhaps 1: gate                               billing/api.py:3\n"
        "\n"
        "crm serves 2 routes, 1 of them asked by nobody here\n"
        "  GET   /customers/{id}  2 requests: shop                              crm/api.py:4\n"
        "  GET   /health          -                                             crm/api.py:9\n"
        "  asks outside rates.example, rates.example:443\n"
        "\n"
        "gate serves 1 route\n"
        "  ANY   /crm/**          passed on to http://crm:8080; 1 request: shop  gate/nginx.conf:2\n"
        "\n"
        "shop serves 1 route\n"
        "  POST  /orders          perhaps 1: gate                               shop/api.py:3\n"
        "  asks crm (2)\n"
        "\n"
        "messages (2 topics): publishers -> subscribers\n"
        "  orders.placed  event  shop (2) -> billing  shop/d.py:2\n"
        "  alone          event  shop -> nobody here  shop/d.py:1\n"
        "  1 message published on topics that are not known: shop\n"
        "  1 message read on topics that are not known: crm\n"
        "\n"
        "stores (1) of one name in several components: shared, if they are in one database\n"
        "  orders  owned by billing; read by shop  billing/m.py:4\n"
    )


def test_reasons_stand_at_the_requests_where_they_differ() -> None:
    requests = (
        Request("a.py", 1, "shop", method="GET", path="{url}", why="its address is not known"),
        Request("a.py", 2, "shop", method="POST", path="/x", host="{base}", why="no route answers there"),
    )
    assert block(shown(Connections(requests=requests)), "unresolved") == [
        "unresolved (2): the code does not tell where they go",
        "GET  {url}  its address is not known  a.py:1",
        "POST  {base}/x  no route answers there  a.py:2",
    ]


def test_requests_alone_are_all_listed() -> None:
    text = shown(only="requests")
    assert heads(text) == ["shop", "dangling", "unresolved", "ambiguous", "external", "linked"]
    assert block(text, "linked")[1:] == [
        "GET  crm/customers/{id}  -> crm  shop/a.py:1",
        "GET  crm/customers/1  -> crm via gate  shop/a.py:2",
    ]


def test_a_status_alone_shows_no_other_request() -> None:
    text = shown(status="ambiguous")
    assert text.startswith("shop: 1 request (1 ambiguous)\n\nambiguous (1): ")
    assert heads(text) == ["shop", "ambiguous"]


def test_routes_alone_still_say_who_asks_them() -> None:
    text = shown(only="routes")
    assert text.startswith("shop: 5 routes\n")
    assert heads(text) == ["shop", "billing", "crm", "gate", "shop"]
    assert block(text, "crm")[1] == "GET  /customers/{id}  2 requests: shop  crm/api.py:4"
    assert "asks " not in text


def test_events_and_stores_alone() -> None:
    assert heads(shown(only="events")) == ["shop", "messages"]
    assert block(shown(only="stores"), "stores")[1:] == [
        "orders  billing (owns)  billing/m.py:4",
        "people  crm (owns)  crm/m.py:2",
        "(not known)  crm (writes)  crm/m.py:3",
        "orders  shop (reads)  shop/m.py:3",
        "(not known)  shop (writes)  shop/m.py:8",
    ]


def test_what_is_cut_is_counted_by_requests_and_shown_when_asked_for() -> None:
    requests = tuple(
        Request(
            "a.py", line, "shop", method="GET", path=f"/{line // 2}", status="dangling", why="no route answers there"
        )
        for line in range(60)
    )
    cut = block(shown(Connections(requests=requests)), "dangling (60)")
    assert len(cut) == 14
    assert cut[-1] == "and 36 more (--format json shows all)"
    whole = block(shown(Connections(requests=requests), limit=None), "dangling (60)")
    assert [line.rsplit("  ", 1)[1] for line in whole[1:]] == [f"a.py:{line}" for line in range(60)]


def test_routes_that_are_asked_are_not_cut_before_those_that_are_not() -> None:
    routes = tuple(Route("a.py", line, "crm", method="GET", path=f"/{line:02}") for line in range(1, 31))
    asked = Request("b.py", 1, "shop", method="GET", path="/30", status="linked", routes=(29,))
    lines = block(shown(Connections(routes, (asked,))), "crm")
    assert lines[0] == "crm serves 30 routes, 29 of them asked by nobody here"
    assert lines[1] == "GET  /30  1 request: shop  a.py:30"
    assert lines[-1] == "and 22 more (--format json shows all)"


def test_a_component_that_serves_nothing_is_told_for_what_it_asks() -> None:
    requests = (
        Request("b.py", 1, "web", method="GET", path="/a", status="linked", routes=(0,)),
        Request("b.py", 2, "crm", method="GET", path="/a", status="linked", routes=(0,)),
        Request("c.py", 1, "cli", method="GET", path="{x}", why="its address is not known"),
    )
    text = shown(Connections((Route("a.py", 1, "crm", method="GET", path="/a"),), requests))
    assert block(text, "web") == ["web serves no route", "asks crm"]
    assert block(text, "crm")[-1] == "asks itself"
    assert "cli serves" not in text


def test_the_project_itself_has_a_name() -> None:
    routes = (Route("a.py", 1, ".", method="GET", path="/"), Route("a.py", 2, "", method="GET", path="/b"))
    assert block(shown(Connections(routes)), "(the")[0] == "(the project itself) serves 2 routes, asked by nobody here"


def test_topics_between_components_stand_first() -> None:
    sent = tuple(Message("a.py", 1, "shop", topic=topic) for topic in ("a-alone", "b-inside", "c-across"))
    read = (Message("a.py", 2, "shop", topic="b-inside"), Message("b.py", 2, "crm", topic="c-across"))
    lines = block(shown(Connections(publications=sent, subscriptions=read)), "messages")
    assert [line.split("  ")[0] for line in lines[1:]] == ["c-across", "b-inside", "a-alone"]


def test_topics_that_are_not_known_are_not_joined() -> None:
    found = Connections(
        publications=(Message("a.py", 1, "shop", topic="{}"),), subscriptions=(Message("b.py", 2, "crm", topic="{}"),)
    )
    text = shown(found)
    assert " -> " not in text
    assert "1 message published on topics that are not known: shop" in text
    assert "1 message read on topics that are not known: crm" in text


def test_stores_in_one_database_are_told_apart_from_those_of_one_name() -> None:
    told = shown(msgspec.structs.replace(SHOP, databases=DATABASES))
    assert block(told, "databases")[1:] == [
        "postgresql://db/crm  crm  crm/.env:1",
        "postgresql://db/shop  billing, shop  shop/.env:1",
    ]
    assert block(told, "stores") == [
        "stores (1) that several components use in one database",
        "orders  postgresql://db/shop  owned by billing; read by shop  billing/m.py:4",
    ]


def test_one_long_address_does_not_push_the_others_apart() -> None:
    requests = tuple(
        Request("a.py", line, method="GET", path=f"/{'x' * long}", status="dangling", why="no route answers there")
        for line, long in ((1, 3), (2, 400))
    )
    short, long = shown(Connections(requests=requests)).splitlines()[3:5]
    assert len(short) < 70
    assert long.endswith("x  a.py:2")


def test_colours_are_only_where_they_are_wanted() -> None:
    colored = shown(color=True)
    assert "\x1b[1;31mdangling (2)" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == shown()


def test_nothing_found_says_what_would_help() -> None:
    assert "[[connections]]" in shown(Connections())
    assert "[[connections]]" not in shown(SHOP, only="routes")

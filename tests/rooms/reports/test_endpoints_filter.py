"""What --only and --status leave of connections, and that no format breaks or lets a name act."""

import msgspec
import pytest
from connections_by_hand import HOSTILE_CONNECTIONS, ROUTES, SHOP, analysis
from hand_built import HOSTILE

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections
from archlint.reports.endpoints_filter import ONLY, STATUSES, filtered
from archlint.reports.formats import ENDPOINT_FORMATS
from archlint.reports.view import View

CHOICES = [View(), *(View(only=only) for only in ONLY), *(View(status=status) for status in STATUSES)]


def kinds(found: Connections) -> set[str]:
    return {name for name in ("routes", "requests", "publications", "subscriptions", "stores") if getattr(found, name)}


def test_nothing_chosen_is_everything() -> None:
    assert filtered(SHOP) == SHOP


def test_a_kind_alone_leaves_nothing_else() -> None:
    assert kinds(filtered(SHOP, "routes")) == {"routes"}
    assert kinds(filtered(SHOP, "events")) == {"publications", "subscriptions"}
    assert kinds(filtered(SHOP, "stores")) == {"stores"}
    assert filtered(SHOP, "requests").requests == SHOP.requests


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("only", [None, "requests"])
def test_positions_of_routes_hold_where_requests_are_shown(only: str | None, status: str) -> None:
    found = filtered(SHOP, only, status)
    assert kinds(found) == {"routes", "requests"}
    assert found.routes == ROUTES
    assert found.requests == tuple(request for request in SHOP.requests if request.status == status)
    assert found.requests


def test_a_status_chooses_no_other_kind() -> None:
    assert kinds(filtered(SHOP, "stores", "linked")) == {"stores"}
    assert filtered(SHOP, "routes", "linked").requests == ()


@pytest.mark.parametrize("name", ENDPOINT_FORMATS)
@pytest.mark.parametrize("view", CHOICES, ids=lambda view: view.only or view.status or "all")
@pytest.mark.parametrize("limit", [5, None])
def test_whatever_is_chosen_no_name_acts(name: str, view: View, limit: int | None) -> None:
    shown = analysis(HOSTILE_CONNECTIONS, project=HOSTILE[8])
    text = ENDPOINT_FORMATS[name].render(shown, msgspec.structs.replace(view, limit=limit))
    assert text.endswith("\n")
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\u200b" not in text
    assert "\u3164" not in text


@pytest.mark.parametrize("name", ENDPOINT_FORMATS)
@pytest.mark.parametrize("connections", [None, Connections(), Connections(followed=False)])
def test_no_connections_are_told_as_none(name: str, connections: Connections | None) -> None:
    text = ENDPOINT_FORMATS[name].render(analysis(connections), View())
    assert text == ENDPOINT_FORMATS[name].render(analysis(Connections()), View())
    assert len(text) < 400


@pytest.mark.parametrize("name", ENDPOINT_FORMATS)
def test_equal_analyses_give_equal_bytes(name: str) -> None:
    copy = msgspec.msgpack.decode(msgspec.msgpack.encode(analysis()), type=Analysis)
    assert ENDPOINT_FORMATS[name].render(analysis(), View()) == ENDPOINT_FORMATS[name].render(copy, View())

"""Connections made by hand: a shop of three services with a gateway, and one where every name is hostile."""

from hand_built import HOSTILE

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections, Database, Message, Request, Route, StoreUse

ROUTES = (
    Route(
        "crm/api.py",
        4,
        "crm",
        "backend",
        "",
        "get",
        method="GET",
        path="/customers/{id}",
        technology="Flask",
        handler="get",
    ),
    Route("crm/api.py", 9, "crm", "backend", method="GET", path="/health", guards=("admin",)),
    Route("gate/nginx.conf", 2, "gate", method="ANY", path="/crm/**", target="http://crm:8080"),
    Route("shop/api.py", 3, "shop", "ui", "web", method="POST", path="/orders"),
    Route("billing/api.py", 3, "billing", method="POST", path="/orders"),
)
REQUESTS = (
    Request("shop/a.py", 1, "shop", method="GET", path="/customers/{id}", host="crm", status="linked", routes=(0,)),
    Request("shop/a.py", 2, "shop", method="GET", path="crm/customers/1", status="linked", routes=(0,), via=(2, 2)),
    Request("gate/a.py", 3, "gate", method="POST", path="/orders", host="{url}", status="ambiguous", routes=(3, 4)),
    Request("crm/b.py", 5, "crm", method="GET", path="/v1/rates", host="rates.example:443", status="external",
            why="rates.example is not part of this system"),
    Request("crm/c.py", 7, "crm", method="GET", path="/v1/rates", host="rates.example", status="external",
            why="rates.example is not part of this system"),
    Request("shop/b.py", 6, "shop", method="PUT", path="", host="{target}", why="its address is not known"),
    Request("shop/b.py", 8, "shop", method="GET", path="{url}", why="its callers give the address"),
    Request("shop/b.py", 9, "shop", method="GET", path="/gone", host="crm", status="dangling", why="no route answers there"),
    Request("shop/c.py", 9, "shop", method="GET", path="/gone", host="crm", status="dangling", why="no route answers there"),
)  # fmt: skip
PUBLICATIONS = (
    Message("shop/d.py", 1, "shop", topic="alone", technology="Kafka"),
    Message("shop/d.py", 2, "shop", topic="orders.placed", technology="Kafka"),
    Message("shop/d.py", 3, "shop", topic="orders.placed", technology="Kafka"),
    Message("shop/d.py", 4, "shop", topic=""),
)
SUBSCRIPTIONS = (
    Message("billing/d.py", 4, "billing", topic="orders.placed", technology="Kafka"),
    Message("crm/d.py", 4, "crm", topic=""),
)
STORES = (
    StoreUse("billing/m.py", 4, "billing", name="orders", access="owns"),
    StoreUse("crm/m.py", 2, "crm", name="people", access="owns"),
    StoreUse("crm/m.py", 3, "crm", name="", access="writes"),
    StoreUse("shop/m.py", 3, "shop", name="orders", access="reads"),
    StoreUse("shop/m.py", 8, "shop", name="", access="writes"),
)
DATABASES = (
    Database("shop/.env", 1, "shop", address="postgresql://db/shop"),
    Database("compose.yml", 7, "billing", address="postgresql://db/shop"),
    Database("crm/.env", 1, "crm", address="postgresql://db/crm"),
)
"""The shop and billing keep their orders in one place."""
SHOP = Connections(ROUTES, REQUESTS, PUBLICATIONS, SUBSCRIPTIONS, STORES)


def analysis(connections: Connections | None = SHOP, project: str = "shop") -> Analysis:
    return Analysis(archlint="0.0.0", project=project, connections=connections)


def _hostile() -> Connections:
    routes, requests, publications, subscriptions, stores = [], [], [], [], []
    statuses = ("linked", "ambiguous", "external", "unresolved", "dangling")
    for index, name in enumerate(HOSTILE):
        other = HOSTILE[-1 - index]
        place = (name, index + 1, other, name, other, name)
        routes.append(
            Route(*place, method=name, path=name, technology=name, handler=name, target=name if index % 2 else "")
        )
        answers = (index, len(HOSTILE) - 1 - index) if index % 5 < 2 else ()
        requests.append(
            Request(*place, method=name, path=name, host=other, technology=name, status=statuses[index % 5],
                    routes=answers, via=answers, why=name)
        )  # fmt: skip
        publications.append(Message(*place, topic=name, technology=name))
        subscriptions.append(Message(*(name, 1, name), topic=name, technology=name))
        stores += [StoreUse(*place, name=name, technology=name), StoreUse(name, 1, "shop", name=name, access="reads")]
    return Connections(tuple(routes), tuple(requests), tuple(publications), tuple(subscriptions), tuple(stores))


HOSTILE_CONNECTIONS = _hostile()

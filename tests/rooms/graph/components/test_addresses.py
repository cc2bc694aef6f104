"""Addresses in the values of settings."""

import pytest

from archlint.graph.components.addresses import filled, places
from archlint.graph.components.signs import fits, plain_key, words_of
from archlint.model.images import image_name, in_family


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://config:8888", [("http", "config", "8888")]),
        ("jdbc:mysql://db/shop?createDatabaseIfNotExist=true", [("jdbc:mysql", "db", "")]),
        ("mongodb://me:secret@one:27017,two:27018/shop", [("mongodb", "one", "27017"), ("mongodb", "two", "27018")]),
        ("jdbc:oracle:thin:@ora:1521:XE", [("@", "ora", "1521")]),
        ("git@code.example:shop/settings.git", [("@", "code.example", "")]),
        ("kafka:9092, other:9093", [("", "kafka", "9092"), ("", "other", "9093")]),
        ("service-a,service-b", [("", "service-a", ""), ("", "service-b", "")]),
        ("lb://customers", [("lb", "customers", "")]),
        ("jdbc:h2:mem:shop", []),
        ("file:///var/settings", []),
        ("file://home/settings", []),
    ],
)
def test_places(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [tuple(place) for place in places(text)] == expected


def test_placeholders_are_filled_in_from_what_is_known_and_from_defaults() -> None:
    known = {"HOST": "db"}.get
    assert filled("jdbc:mysql://${HOST:localhost}:${PORT:3306}/x", known) == "jdbc:mysql://db:3306/x"
    assert filled("${A:${B:http://c:1}}", known) == "http://c:1"
    assert filled("http://${NOBODY}/x", known) == "http://{}/x"


def test_a_value_that_names_itself_ends() -> None:
    assert filled("${A}", {"A": "${A}"}.get) == "{}"
    assert "${" in filled("${A}", {"A": "${B}x", "B": "${A}x"}.get)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("*:spring-kafka", "org.springframework.kafka:spring-kafka", True),
        ("mysql*", "mysql-server", True),
        ("*oauth2.*uri", "security.oauth2.resource.uri", True),
        ("a*a", "a", False),
        ("kafka", "kafkajs", False),
    ],
)
def test_patterns(pattern: str, text: str, expected: bool) -> None:
    assert fits(pattern, text) is expected


def test_images_are_compared_without_registry_and_tag() -> None:
    assert image_name("registry.example:5000/team/kafka:2.12@sha256:ab") == "team/kafka"
    assert image_name("openzipkin/zipkin") == "openzipkin/zipkin"


def test_spellings_of_a_key_are_one() -> None:
    assert plain_key("SPRING_KAFKA_BOOTSTRAP_SERVERS") == plain_key("spring.kafka.bootstrap-servers[0]")
    assert plain_key("scrape_configs.1.static_configs.0.targets.2") == plain_key(
        "scrape_configs.static_configs.targets"
    )


def test_names_are_read_in_full() -> None:
    assert words_of("confsvr", {"conf": "config", "svr": "server"}) == ["config", "server"]


def test_images_of_one_owner_are_told_apart_by_what_they_do_not_share() -> None:
    assert in_family(["acme/shop-cart", "acme/shop-bills", "acme/shop-orders"]) == {
        "acme/shop-cart": "cart",
        "acme/shop-bills": "bills",
        "acme/shop-orders": "orders",
    }
    assert in_family(["acme/cart-boot", "acme/my-bills-boot", "acme/orders-boot"])["acme/my-bills-boot"] == "my-bills"
    assert in_family(["acme/shop-cart", "acme/shop-bills", "other/shop-orders", "redis"]) == {}
    assert in_family(["acme/cart", "acme/bills", "acme/orders"]) == {}

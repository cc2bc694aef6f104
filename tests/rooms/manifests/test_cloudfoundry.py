"""Manifests of Cloud Foundry."""

from deployment_files import read

MANIFEST = """
    ---
    services: [log-drain]
    applications:
      - name: orders
        path: orders/target/orders-1.0.jar
        routes:
          - route: https://orders.apps.internal/v1
          - route: orders.((domain))
        services:
          - orders-db
          - name: message-broker
        env:
          BILLS_URL: http://bills.apps.internal:8080
      - name: bills
        host: bills
        docker: {image: lines/bills}
        services: [orders-db]
      - name: web
        path: ../../elsewhere
    """


def test_applications_and_what_they_are_bound_to() -> None:
    found = read({"deploy/manifest.yml": MANIFEST}).deployables
    assert [(one.name, one.line, one.folder, one.hosts, one.uses) for one in found if one.uses] == [
        (
            "orders", 4, "deploy/orders", ("orders", "orders.apps.internal"),
            ("log-drain", "orders-db", "message-broker"),
        ),
        ("bills", 14, "deploy", ("bills",), ("log-drain", "orders-db")),
        ("web", 18, "", ("web",), ("log-drain",)),
    ]  # fmt: skip
    assert [(one.name, one.line) for one in found if not one.uses] == [
        ("log-drain", 2),
        ("orders-db", 10),
        ("message-broker", 11),
    ]
    orders = next(one for one in found if one.name == "orders")
    assert [(one.name, one.value, one.line) for one in orders.environment] == [
        ("BILLS_URL", "http://bills.apps.internal:8080", 13)
    ]
    assert {one.image for one in found} == {"", "lines/bills"}


def test_what_only_lists_applications_is_no_manifest() -> None:
    assert read({"catalogue.yml": "applications:\n  - name: orders\n    owner: billing\n"}).deployables == ()

"""What people call modules on the command line."""

import pytest

from archlint.graph.naming import known_names, modules_called
from archlint.model.graph import Graph, Module

GRAPH = Graph(
    (
        Module("bff/orders/api.py", "python", "bff"),
        Module("shop/__init__.py", "python"),
        Module("shop/billing/__init__.py", "python", "backend", "billing"),
        Module("shop/billing/invoice.py", "python", "backend", "billing"),
        Module("src/main/java/org/acme/Invoice.java", "java", "backend", "crm"),
        Module("web/src/[id]/page.tsx", "typescript", "ui", "web"),
        Module("web/src/index.ts", "typescript", "ui", "web"),
    )
)
LAYERS = ("ui", "bff", "backend", "empty")


@pytest.mark.parametrize(
    ("name", "modules"),
    [
        ("shop/billing/invoice.py", ["shop/billing/invoice.py"]),
        ("backend", ["shop/billing/__init__.py", "shop/billing/invoice.py", "src/main/java/org/acme/Invoice.java"]),
        ("backend.billing", ["shop/billing/__init__.py", "shop/billing/invoice.py"]),
        ("shop/billing", ["shop/billing/__init__.py", "shop/billing/invoice.py"]),
        ("**/*.tsx", ["web/src/[id]/page.tsx"]),
        ("web/src/[id]/page.tsx", ["web/src/[id]/page.tsx"]),
        ("shop.billing.invoice", ["shop/billing/invoice.py"]),
        ("billing.invoice", ["shop/billing/invoice.py"]),
        ("shop.billing", ["shop/billing/__init__.py", "shop/billing/invoice.py"]),
        ("org.acme.Invoice", ["src/main/java/org/acme/Invoice.java"]),
        ("org.acme", ["src/main/java/org/acme/Invoice.java"]),
        ("empty", []),
        ("nothing", []),
        ("illing.invoice", []),
        ("", []),
        ("..", []),
        ("/etc/passwd", []),
        ("[", []),
    ],
)
def test_names(name: str, modules: list[str]) -> None:
    assert list(modules_called(GRAPH, LAYERS, name)) == modules


def test_a_layer_comes_before_a_folder_of_its_name() -> None:
    graph = Graph((Module("api/x.py", "python"), Module("other/y.py", "python", "api")))
    assert modules_called(graph, ("api",), "api") == ("other/y.py",)


def test_everything_that_has_a_name_can_be_suggested() -> None:
    assert {"ui", "empty", "backend.crm", "shop/billing/invoice.py"} <= set(known_names(GRAPH, LAYERS))

"""What classes of web applications are, in three languages, and the numbers that smells are measured by."""

from pathlib import Path

import pytest

from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

SMELLS = (
    "promiscuous-controller",
    "brain-controller",
    "meddling-service",
    "fat-repository",
    "brain-repository",
    "laborious-repository-method",
)
LAYERS = '[[layers]]\nname = "all"\npaths = ["**"]\n'


def smells(root: Path, files: dict[str, str], config: str = LAYERS) -> list[tuple[str, str]]:
    for path, text in {"archlint.toml": config, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    findings = analyze(root, Request(select=SMELLS, cache=False)).open_findings
    return [(finding.check, finding.message) for finding in findings]


def routers(number: int) -> str:
    head = "from fastapi import APIRouter\n\nrouter = APIRouter()\n"
    return head + "".join(f'\n\n@router.get("/r{one}")\ndef r{one}():\n    return {one}\n' for one in range(number))


def test_a_module_of_routes_is_a_controller(tmp_path: Path) -> None:
    ((check, message),) = smells(tmp_path, {"api/shop.py": routers(12)})
    assert check == "promiscuous-controller"
    assert message == "api/shop.py answers at 12 routes and uses 0 services: more than 10 routes or 3 services"
    assert smells(tmp_path, {"api/shop.py": routers(10)}) == []


def test_thresholds_can_be_set(tmp_path: Path) -> None:
    config = LAYERS + "\n[checks.promiscuous-controller]\nmost_routes = 2\n"
    assert [check for check, _ in smells(tmp_path, {"api/shop.py": routers(3)}, config)] == ["promiscuous-controller"]


def test_a_nest_controller_with_many_services(tmp_path: Path) -> None:
    services = "import { Injectable } from '@nestjs/common';\n"
    for one in range(4):
        services += f"\n@Injectable()\nexport class A{one}Service {{ run() {{ return {one}; }} }}\n"
    names = [f"A{one}Service" for one in range(4)]
    controller = (
        "import { Controller, Get } from '@nestjs/common';\n"
        f"import {{ {', '.join(names)} }} from './services';\n\n"
        "@Controller('shop')\nexport class ShopController {\n"
        f"  constructor({', '.join(f'private a{one}: {name}' for one, name in enumerate(names))}) {{}}\n"
        "  @Get('/all')\n  all() { return [" + ", ".join(f"this.a{one}.run()" for one in range(4)) + "]; }\n}\n"
    )
    found = smells(tmp_path, {"src/services.ts": services, "src/shop.controller.ts": controller})
    ((check, message),) = found
    assert check == "promiscuous-controller"
    assert "uses 4 services (A0Service, A1Service, A2Service, A3Service)" in message


@pytest.mark.parametrize(
    ("text", "is_query"),
    [
        ("SELECT a FROM b", True),
        ("select a, b from c where d = 1", True),
        ("INSERT INTO a VALUES (1)", True),
        ("UPDATE a SET b = 1", True),
        ("DELETE FROM a", True),
        ("with x as (select 1) select * from x", True),
        ("from Order o where o.open = true", True),
        ("Update the customer", False),
        ("Select a file", False),
        ("With kind regards", False),
        ("from here on", False),
    ],
)
def test_texts_that_are_queries(text: str, is_query: bool, tmp_path: Path) -> None:
    code = f"class AService:\n    def f(self, session):\n        return session.run({text!r})\n"
    assert bool(smells(tmp_path, {"a.py": code})) is is_query


def test_hostile_texts_end(tmp_path: Path) -> None:
    text = "select " * 20_000
    code = f"class AService:\n    def f(self, session):\n        return session.run({text!r}, {'from a ' * 20_000!r})\n"
    assert smells(tmp_path, {"a.py": code}) == []


def test_without_being_asked_nothing_is_read_for_smells(tmp_path: Path) -> None:
    (tmp_path / "archlint.toml").write_text(LAYERS)
    (tmp_path / "shop.py").write_text(routers(12))
    assert analyze(tmp_path, Request(cache=False)).open_findings == ()
    (tmp_path / "archlint.toml").write_text(LAYERS + "\n[balance]\nall = [0.0, 1.0]\n")
    found = analyze(tmp_path, Request(cache=False)).open_findings
    assert [finding.check for finding in found] == ["promiscuous-controller"]

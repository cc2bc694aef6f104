"""The graph as JSON and as a tree, at every level."""

import json
import re
from itertools import pairwise
from typing import Any

import jsonschema
import msgspec
import pytest
from hand_built import EMPTY, NASTY, TINY, analysis, module

from archlint.model.analysis import Analysis, LayerSummary
from archlint.model.graph import Verdict
from archlint.reports.formats import GRAPH_FORMATS
from archlint.reports.graph_json import GraphDocument
from archlint.reports.view import LEVELS, View


def shown(of: Analysis, name: str, level: str | None = None, **view: Any) -> str:
    return GRAPH_FORMATS[name].render(of, View(level=level, **view))


def document(of: Analysis, level: str | None = None) -> Any:
    return json.loads(shown(of, "json", level))


def many_modules(number: int = 600) -> Analysis:
    """A chain of modules in two layers, one of its dependencies a violation at the very end."""
    modules = [module(f"src/m{index:04}.py", "ui" if index % 2 else "backend") for index in range(number)]
    verdicts: list[Verdict] = ["allowed"] * (number - 2) + ["violation"]
    ends = [(one.id, other.id) for one, other in pairwise(modules)]
    return analysis(modules, [(*pair, verdict) for pair, verdict in zip(ends, verdicts, strict=True)], [])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("of", [TINY, NASTY, EMPTY], ids=["tiny", "nasty", "empty"])
def test_json_follows_its_schema(of: Analysis, level: str) -> None:
    found = document(of, level)
    jsonschema.validate(found, msgspec.json.schema(GraphDocument))
    assert found["schema"] == "archlint-graph/1"
    ids = [node["id"] for node in found["nodes"]]
    keys = [(edge["importer"], edge["imported"], edge["kind"]) for edge in found["edges"]]
    assert ids == sorted(set(ids))
    assert keys == sorted(set(keys))
    assert {end for importer, imported, _ in keys for end in (importer, imported)} <= set(ids)


def test_modules_are_nodes_by_their_path() -> None:
    found = document(TINY)
    assert found["nodes"][0] == {"id": "api/orders.py", "kind": "module", "layer": "enablement", "component": "shop"}
    assert found["nodes"][2] == {"id": "tools/run.py", "kind": "module"}
    assert found["edges"][0] == {
        "kind": "import",
        "importer": "api/orders.py",
        "imported": "backend/billing/invoice.py",
        "verdict": "excepted",
        "sites": [
            {"file": "api/orders.py", "line": 3, "target_file": "backend/billing/invoice.py"},
            {"file": "api/orders.py", "line": 7, "target_file": "backend/billing/invoice.py"},
        ],
    }


def test_the_line_of_the_target_stands_where_it_is_known() -> None:
    def target_line(file: str, name: str) -> int | None:
        return 41 if (file, name) == ("api/orders.py", "thing") else None

    found = json.loads(shown(TINY, "json", target_line=target_line))
    lines = [site.get("target_line") for edge in found["edges"] for site in edge["sites"]]
    assert lines.count(41) == 2
    assert set(lines) == {41, None}


def test_parts_are_nodes_where_there_are_any() -> None:
    found = document(TINY, "part")
    assert found["nodes"] == [
        {"id": "(no layer)", "kind": "layer"},
        {"id": "backend.billing", "kind": "part", "layer": "backend", "part": "billing"},
        {"id": "enablement", "kind": "layer", "layer": "enablement"},
        {"id": "ui.web", "kind": "part", "layer": "ui", "part": "web"},
    ]
    assert ("ui.web", "ui.web") not in {(edge["importer"], edge["imported"]) for edge in found["edges"]}


def test_an_edge_has_the_worst_verdict_and_all_sites_of_its_members() -> None:
    modules = [
        module("ui/a.py", "ui"),
        module("ui/b.py", "ui"),
        module("db/c.py", "backend"),
        module("db/d.py", "backend"),
    ]
    edges: list[tuple[str, str, Verdict]] = [
        ("ui/a.py", "db/c.py", "allowed"),
        ("ui/a.py", "db/d.py", "excepted"),
        ("ui/b.py", "db/c.py", "uncovered"),
    ]
    found = document(analysis(modules, edges, []), "layer")
    assert [node["id"] for node in found["nodes"]] == ["backend", "ui"]
    assert len(found["edges"]) == 1
    assert found["edges"][0]["verdict"] == "excepted"
    assert len(found["edges"][0]["sites"]) == 6
    worse = [*edges, ("ui/b.py", "db/d.py", "violation")]
    assert document(analysis(modules, worse, []), "layer")["edges"][0]["verdict"] == "violation"


def test_components_are_nodes() -> None:
    found = document(TINY, "component")
    assert [(node["id"], node["kind"], node.get("component")) for node in found["nodes"]] == [
        ("(no component)", "component", None),
        ("billing", "component", "billing"),
        ("shop", "component", "shop"),
    ]


def test_the_tree_stands_in_the_order_of_the_layers() -> None:
    assert shown(TINY, "text") == (
        "hand: 5 modules, 5 dependencies, 1 violation\n"
        "\n"
        "ui  2 modules\n"
        "  web  2 modules\n"
        "    → backend.billing  1 violation\n"
        "    → enablement  1 dependency\n"
        "\n"
        "enablement  1 module\n"
        "  → backend.billing  1 excepted\n"
        "\n"
        "backend  1 module\n"
        "  billing  1 module\n"
        "\n"
        "(no layer)  1 module\n"
        "  → enablement  1 uncovered\n"
    )


def test_violations_in_the_tree_are_red() -> None:
    report = shown(TINY, "text", color=True)
    assert "\x1b[1;31m→ backend.billing  1 violation\x1b[0m" in report
    assert re.sub("\x1b\\[[0-9;]*m", "", report) == shown(TINY, "text")


def test_the_tree_of_modules_names_lines() -> None:
    report = shown(TINY, "text", "module")
    assert "    ui/web/page.py\n      → backend/billing/invoice.py  (line 3, violation)\n" in report


def test_a_layer_without_modules_is_named() -> None:
    empty = msgspec.structs.replace(TINY, layers=(*TINY.layers, LayerSummary("bss", 0)))
    assert shown(empty, "text").endswith("bss: no module\n")


def test_a_large_tree_is_cut_and_keeps_what_is_wrong() -> None:
    report = shown(many_modules(), "text", "module")
    assert len(report.splitlines()) < 200
    assert "violation)" in report
    assert report.count("+260 more modules (--all shows them)") == 2
    assert shown(many_modules(), "text", "module", limit=None).count("  src/m") == 600

"""show, why, explain and render, on analyses made by hand."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from at_the_door import project, run, without
from hand_built import DRAFT, EMPTY, NASTY, TINY, analysis, many, module

from archlint.checks.catalogue import CHECKS
from archlint.cli import saved
from archlint.model.analysis import Diagnostic, encode
from archlint.reports.formats import FORMATS, GRAPH_FORMATS


@pytest.mark.parametrize("name", [name for name, chosen in GRAPH_FORMATS.items() if not chosen.binary])
def test_show_writes_every_format(name: str, tmp_path: Path) -> None:
    answer = run("show", tmp_path, "--format", name, analysis=TINY)
    assert answer.code == 0
    assert "n0" in answer.out or "enablement" in answer.out
    assert answer.asked[0][1].need_graph
    run("show", tmp_path, "--format", name, "--output", tmp_path / "graph.txt", analysis=TINY)
    assert (tmp_path / "graph.txt").read_text() == answer.out


def test_show_writes_pictures_to_files_only(tmp_path: Path) -> None:
    answer = run("show", tmp_path, "--format", "png", "--output", tmp_path / "graph.png", analysis=TINY)
    assert answer.code == 0
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")
    answer = run("show", tmp_path, "--format", "png", analysis=TINY, terminal=True)
    assert answer.code == 2
    assert "write it to a file with --output FILE" in answer.err


def test_pdf_is_drawn_or_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.pdf"
    if shutil.which("dot"):
        assert run("show", tmp_path, "--format", "pdf", "--output", target, analysis=TINY).code == 0
        assert target.read_bytes().startswith(b"%PDF")
        target.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = run("show", tmp_path, "--format", "pdf", "--output", target, analysis=TINY)
    assert answer.code == 2
    assert "PDF needs Graphviz's own 'dot'" in answer.err
    assert not target.exists()


def test_svg_needs_no_graphviz_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = run("show", tmp_path, "--format", "svg", analysis=TINY)
    assert answer.code == 0
    assert "<svg role" in answer.out


def test_show_draws_what_is_asked_for(tmp_path: Path) -> None:
    def modules(*options: str) -> set[str]:
        answer = run("show", tmp_path, "--format", "json", *options, analysis=TINY)
        assert answer.code == 0, answer.err
        return {node["id"] for node in json.loads(answer.out)["nodes"]}

    assert modules("--focus", "tools/run.py") == {"tools/run.py", "api/orders.py"}
    assert modules("--only", "violations") == {"ui/web/page.py", "backend/billing/invoice.py"}
    assert modules("--path", "ui.web", "enablement") == {"ui/web/page.py", "api/orders.py"}
    assert modules("--collapse", "ui/**") == {"ui/**", "api/orders.py", "backend/billing/invoice.py", "tools/run.py"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--focus", "backend.biling"), "did you mean 'backend.billing'"),
        (("--collapse", "nowhere/**"), "matches no module"),
        (("--kind", "htp"), "unknown kind 'htp'"),
        (("--depth", "2"), "there is no --focus"),
        (("--level", "component", "--since", "HEAD"), "no meaning with --level component"),
        (("--level", "component", "--focus", "billing"), "is no component"),
    ],
)
def test_show_refuses_what_names_nothing(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    answer = run("show", tmp_path, *options, analysis=TINY)
    assert answer.code == 2
    assert said in answer.err


def test_show_has_levels(tmp_path: Path) -> None:
    answer = run("show", tmp_path, "--format", "json", "--level", "part", analysis=TINY)
    assert [node["kind"] for node in json.loads(answer.out)["nodes"]] == ["layer", "part", "layer", "part"]
    assert run("show", tmp_path, "--level", "galaxy", analysis=TINY).code == 2


def test_show_says_when_layers_are_a_draft(tmp_path: Path) -> None:
    answer = run("show", tmp_path, analysis=DRAFT)
    assert answer.code == 0
    assert "these are a draft" in answer.err


def test_show_without_anything_to_show_is_2(tmp_path: Path) -> None:
    answer = run("show", tmp_path, "--format", "json", analysis=EMPTY)
    assert answer.code == 2
    assert json.loads(answer.out)["nodes"] == []
    assert "nothing to show" in answer.err
    broken = msgspec.structs.replace(TINY, diagnostics=(Diagnostic("x.py", 0, "error", "unreadable"),))
    assert run("show", tmp_path, analysis=broken).code == 2


def test_why_prints_the_shortest_chain_with_its_lines(tmp_path: Path) -> None:
    project(tmp_path, {"tools/run.py": "import os\n\nfrom api import orders\n"})
    answer = run("why", "tools/run.py", "backend.billing", tmp_path, analysis=TINY)
    assert answer.code == 0
    assert answer.out == (
        "tools/run.py depends on backend.billing in 2 steps:\n"
        "\n"
        "tools/run.py:3:1 → api/orders.py  ((no layer) → enablement; uncovered)\n"
        "     3 | from api import orders\n"
        "       | ^^^^\n"
        "api/orders.py:3:1 → backend/billing/invoice.py  (enablement → backend.billing; excepted)\n"
    )


def test_why_takes_layers_parts_globs_folders_and_dotted_names(tmp_path: Path) -> None:
    for one in ("ui", "ui.web", "ui/**", "./ui/", "ui.web.page"):
        for other in ("backend", "backend/billing/*.py", "backend.billing.invoice", "invoice"):
            answer = run("why", one, other, tmp_path, analysis=TINY)
            assert answer.code == 0, (one, other, answer)
            assert (
                "ui/web/page.py:3:1 → backend/billing/invoice.py  (ui.web → backend.billing; violation)" in answer.out
            )


def test_why_says_when_there_is_no_chain_and_looks_the_other_way_round(tmp_path: Path) -> None:
    answer = run("why", "backend", "enablement", tmp_path, analysis=TINY)
    assert answer.code == 1
    assert answer.out.startswith(
        "no dependency from backend to enablement\n\n"
        "the other way round, enablement depends on backend in 1 step:\n\napi/orders.py:3:1 → "
    )
    neither = run("why", "ui", "tools", tmp_path, analysis=TINY)
    assert (neither.code, neither.out) == (1, "no dependency from ui to tools\n")


def test_why_counts_further_chains_and_shows_them_on_request(tmp_path: Path) -> None:
    wide = analysis(
        [module("a.py"), module("z.py"), *(module(f"m{index:02}.py") for index in range(30))],
        [("a.py", f"m{index:02}.py", "allowed") for index in range(30)]
        + [(f"m{index:02}.py", "z.py", "allowed") for index in range(30)],
        [],
        layers=(),
    )
    answer = run("why", "a", "z", tmp_path, analysis=wide)
    assert "\na.py:3:1 → m00.py\nm00.py:3:1 → z.py\n" in answer.out
    assert answer.out.endswith("\n+29 more chains as short (--all shows them)\n")
    everything = run("why", "a", "z", tmp_path, "--all", analysis=wide)
    assert everything.out.count("→ z.py") == 20
    assert everything.out.endswith("\n+10 more chains as short\n")


def test_why_a_module_depends_on_itself_is_a_cycle(tmp_path: Path) -> None:
    round_trip = analysis(
        [module("a.py"), module("b.py")], [("a.py", "b.py", "allowed"), ("b.py", "a.py", "allowed")], []
    )
    assert "in 2 steps" in run("why", "a.py", "a.py", tmp_path, analysis=round_trip).out


def test_why_with_unknown_names_is_2_and_suggests(tmp_path: Path) -> None:
    answer = run("why", "ui/web/pages.py", "backend", tmp_path, analysis=TINY)
    assert (answer.code, answer.out) == (2, "")
    assert "'ui/web/pages.py' names no module, layer or part; did you mean 'ui/web/page.py'?" in answer.err
    assert run("why", "ui", tmp_path, analysis=EMPTY).code == 2
    assert "no source file was found" in run("why", "a", "b", tmp_path, analysis=EMPTY).err


def test_why_shows_hostile_names_inert(tmp_path: Path) -> None:
    assert NASTY.graph is not None
    for module_ in NASTY.graph.modules:
        answer = run("why", module_.id, "**", tmp_path, analysis=NASTY)
        assert all(line.isprintable() for line in (answer.out + answer.err).split("\n"))


def test_explain_lists_all_checks_by_group() -> None:
    answer = run("explain")
    assert answer.code == 0
    for check in CHECKS:
        assert f"  {check.name} " in answer.out
        assert check.summary in answer.out
        assert f"\n{check.group}\n" in f"\n{answer.out}"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_explain_prints_the_page(check: object) -> None:
    answer = run("explain", check.name)  # type: ignore[attr-defined]
    assert answer.code == 0
    assert answer.out == f"# {check.name}: {check.summary}\n\n{check.page.strip()}\n"  # type: ignore[attr-defined]


def test_explain_suggests_the_nearest_check() -> None:
    answer = run("explain", "LayerSkip")
    assert answer.code == 2
    assert "unknown check 'LayerSkip'; did you mean 'layer-skip'?" in answer.err


@pytest.mark.parametrize("name", FORMATS)
def test_render_gives_what_check_gave(name: str, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_text(run("check", tmp_path, "--format", "json", analysis=TINY).out)
    answer = run("render", tmp_path / "saved.json", "--format", name)
    assert answer.code == 0
    assert answer.out == run("check", tmp_path, "--format", name, analysis=TINY).out


@pytest.mark.parametrize("name", ["graph-text", "graph-json", "dot", "mermaid"])
def test_render_gives_what_show_gave(name: str, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_bytes(encode(TINY))
    answer = run("render", tmp_path / "saved.json", "--format", name, "--level", "layer")
    shown = run("show", tmp_path, "--format", name.removeprefix("graph-"), "--level", "layer", analysis=TINY)
    assert answer.out == shown.out
    assert "--level has no meaning" in run("render", tmp_path / "saved.json", "--level", "layer").err


def test_render_reads_standard_input_and_writes_files(tmp_path: Path) -> None:
    answer = run("render", "-", "--output", tmp_path / "report.md", "--format", "markdown", stdin=encode(TINY))
    assert answer.code == 0
    assert (tmp_path / "report.md").read_text().startswith("### archlint")


def test_render_without_a_graph_says_so(tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_bytes(encode(without(TINY, "graph", "verdicts")))
    assert run("render", tmp_path / "saved.json").code == 0
    answer = run("render", tmp_path / "saved.json", "--format", "dot")
    assert answer.code == 2
    assert "holds no graph" in answer.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xff\xfe", "is not a saved analysis"),
        (b"[]", "is not a saved analysis"),
        (b"{}", "it names no schema"),
        (b'{"schema": "archlint-analysis/2"}', "its schema is 'archlint-analysis/2', not 'archlint-analysis/1'"),
        (b'{"schema": "archlint-graph/1", "nodes": []}', "its schema is 'archlint-graph/1'"),
        (b'{"schema": "archlint-analysis/1"}', "missing required field `archlint`"),
        (
            b'{"schema": "archlint-analysis/1", "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
            "is not a saved analysis",
        ),
        (encode(TINY)[:-10], "is not a saved analysis"),
        (encode(without(TINY, "verdicts")), "5 dependencies have 0 verdicts"),
        (encode(TINY).replace(b'"id":"api/orders.py"', b'"id":"api/other.py"'), "'api/orders.py' has dependencies"),
    ],
)
def test_render_refuses_what_is_no_analysis(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_bytes(content)
    answer = run("render", tmp_path / "saved.json", "--format", "dot")
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert "archlint check --format json" in answer.err


def test_render_bounds_what_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "LARGEST", 1024 * 1024)
    (tmp_path / "saved.json").write_bytes(encode(many(20_000)))
    assert "is larger than 1 MiB" in run("render", tmp_path / "saved.json").err
    assert "is larger than 1 MiB" in run("render", "-", stdin=encode(many(20_000))).err


def test_render_says_what_it_cannot_read(tmp_path: Path) -> None:
    assert run("render", tmp_path / "nowhere.json").err == (
        f"archlint: cannot read {tmp_path / 'nowhere.json'}: No such file or directory\n"
    )
    assert run("render", tmp_path).code == 2

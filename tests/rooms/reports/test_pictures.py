"""Pictures: what is drawn of a graph, how every drawn format says it, and that no name can say anything else."""

import csv
import io
import re
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hand_built import EMPTY, HOSTILE, NASTY, TINY, analysis, module
from hypothesis import given
from hypothesis import strategies as st

from archlint.cli.graphviz import draw
from archlint.model.analysis import Analysis, LayerSummary
from archlint.model.architecture import Architecture, Component, Flow
from archlint.model.connections import Connections, Message
from archlint.model.facts import Span
from archlint.model.graph import Dependency, Graph, Module, Site, Verdict
from archlint.reports.formats import ARCHITECTURE_FORMATS, GRAPH_FORMATS
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.labels import Area, Line, ground, label_places
from archlint.reports.pictures.picture import Arrow, Band, Box, Picture
from archlint.reports.pictures.placed import around
from archlint.reports.pictures.stacked import stacked_layout
from archlint.reports.view import LEVELS, Choice, View

DRAWN = ("dot", "mermaid", "plantuml", "c4", "d2", "structurizr", "graphml", "csv")
DOT_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
DOT_LABEL = re.compile(r"label=<.*?>, shape")
MERMAID_STRING = re.compile(r'"[^"]*"')
SVG = "{http://www.w3.org/2000/svg}"


def shown(of: Analysis, name: str, level: Any = None, **view: Any) -> str:
    return GRAPH_FORMATS[name].render(of, View(level=level, engine=draw, **view))


def many_modules(number: int = 600, folders: int = 1) -> Analysis:
    """A chain of modules in two layers, one of its dependencies a violation at the very end."""
    modules = [
        module(f"src{index % folders}/m{index:04}.py", "ui" if index % 4 < 2 else "backend") for index in range(number)
    ]
    verdicts: list[Verdict] = ["allowed"] * (number - 2) + ["violation"]
    ends = [(one.id, other.id) for one, other in pairwise(modules)]
    return analysis(modules, [(*pair, verdict) for pair, verdict in zip(ends, verdicts, strict=True)], [])


def test_layers_are_bands_and_parts_are_boxes() -> None:
    drawn = picture(TINY, View())
    assert [band.title for band in drawn.bands] == ["ui", "enablement", "backend", "(no layer)"]
    assert [(box.title, box.note, box.band) for box in drawn.boxes] == [
        ("web", "2 modules", 0),
        ("enablement", "1 module", 1),
        ("billing", "1 module", 2),
        ("(no layer)", "1 module", 3),
    ]
    told = {(arrow.source, arrow.target): (arrow.label, arrow.verdict) for arrow in drawn.arrows}
    assert told["ui.web", "backend.billing"] == ("1 violation", "violation")
    assert told["ui.web", "enablement"] == ("1", "allowed")
    assert drawn.note == "by part · 5 modules · 5 dependencies · 1 violation"


def test_default_levels_fit_the_project() -> None:
    assert shown(TINY, "dot") == shown(TINY, "dot", "part")
    layered = analysis([module("ui/a.py", "ui"), module("db/b.py", "backend")], [("ui/a.py", "db/b.py", "allowed")], [])
    assert shown(layered, "mermaid") == shown(layered, "mermaid", "layer")
    services = [Module("a/x.py", "python", component="a"), Module("b/y.py", "python", component="b")]
    bare = analysis(services, [("a/x.py", "b/y.py", "uncovered")], [], layers=())
    assert shown(bare, "dot") == shown(bare, "dot", "component")
    single = analysis([module("a.py"), module("b.py")], [], [], layers=())
    assert shown(single, "dot") == shown(single, "dot", "module")


def test_modules_stand_in_frames_of_their_part_or_folder() -> None:
    drawn = picture(TINY, View(level="module"))
    assert [(box.frame, box.title, box.note) for box in drawn.boxes] == [
        ("web", "list.py", ""),
        ("web", "page.py", ""),
        ("", "orders.py", "api"),
        ("", "invoice.py", "billing"),
        ("", "run.py", "tools"),
    ]


def test_a_part_of_one_package_is_a_box_and_no_frame() -> None:
    modules = [
        module("ui/web/a.py", "ui", "web"),
        module("ui/app/b.py", "ui", "app"),
        module("ui/app/in/c.py", "ui", "app"),
    ]
    layers = (LayerSummary("ui", 3, {"web": 1, "app": 2}),)
    drawn = picture(analysis(modules, [], [], layers=layers), View(level="package"))
    assert [(box.frame, box.title, box.note) for box in drawn.boxes] == [
        ("app", "app/", "1 module"),
        ("app", "app/in/", "1 module"),
        ("", "web", "ui/web/ · 1 module"),
    ]


def test_packages_are_folders() -> None:
    modules = [module("a/x.py", "ui"), module("a/y.py", "ui"), module("a/deep/z.py", "ui"), module("b.py", "backend")]
    drawn = picture(analysis(modules, [("a/x.py", "b.py", "allowed")], []), View(level="package"))
    assert [(box.name, box.note) for box in drawn.boxes] == [
        ("a", "2 modules"),
        ("a/deep", "1 module"),
        (".", "1 module"),
    ]


def test_a_folder_in_two_layers_is_a_box_in_each() -> None:
    modules = [module("src/x.py", "ui"), module("src/y.py", "backend")]
    drawn = picture(analysis(modules, [("src/x.py", "src/y.py", "allowed")], []), View(level="package"))
    assert [box.name for box in drawn.boxes] == ["src [ui]", "src [backend]"]
    assert [(arrow.source, arrow.target) for arrow in drawn.arrows] == [("src [ui]", "src [backend]")]


def test_the_share_of_a_part_in_a_folder_is_called_by_its_own_folder() -> None:
    modules = [module(f"src/kit/{part}/m{index}/x.py", "ui", part) for part in ("cli", "dsl") for index in range(40)]
    drawn = picture(analysis(modules, [], []), View(level="package"))
    assert [(box.name, box.title) for box in drawn.boxes] == [("src/kit/cli", "cli"), ("src/kit/dsl", "dsl")]


def test_a_graph_too_large_to_read_is_drawn_from_farther_away() -> None:
    drawn = picture(many_modules(600, folders=6), View(level="module"))
    assert len(drawn.boxes) == 12
    assert drawn.notes == ("drawn by package: 600 modules and 599 arrows are too many to read (--all draws them)",)
    everything = picture(many_modules(600, folders=6), View(level="module", limit=None))
    assert (len(everything.boxes), everything.notes) == (600, ())
    assert any(arrow.verdict == "violation" for arrow in drawn.arrows)


def test_folders_too_many_to_read_are_drawn_by_the_upper_ones() -> None:
    modules = [module(f"top{index % 3}/in{index}/m.py", "ui") for index in range(90)]
    drawn = picture(analysis(modules, [], []), View(level="package"))
    assert [box.note for box in drawn.boxes] == ["30 modules"] * 3
    assert drawn.notes[0].startswith("drawn by upper folders only: 90 packages")


def test_without_layers_or_folders_the_most_telling_remain() -> None:
    modules = [module(f"m{index:03}.py", component=f"c{index:03}") for index in range(200)]
    of = analysis(modules, [("m007.py", "m150.py", "violation")], [], layers=())
    drawn = picture(of, View(level="component"))
    assert {"c007", "c150"} <= {box.name for box in drawn.boxes}
    assert drawn.notes == ("+140 more components (--all draws them)",)


def test_a_choice_of_violations_leaves_nothing_else() -> None:
    drawn = picture(TINY, View(level="module", choice=Choice(violations=True)))
    assert [box.name for box in drawn.boxes] == ["ui/web/page.py", "backend/billing/invoice.py"]
    assert [arrow.verdict for arrow in drawn.arrows] == ["violation"]


def test_a_layer_has_its_colour_whichever_others_are_drawn() -> None:
    everything = {band.title: band.place for band in picture(TINY, View()).bands}
    few = picture(TINY, View(level="module", choice=Choice(violations=True))).bands
    assert [(band.title, band.place) for band in few] == [("ui", everything["ui"]), ("backend", everything["backend"])]
    assert len({everything[name] for name in ("ui", "enablement", "backend")}) == 3


def test_a_focus_shows_neighbours_to_a_depth() -> None:
    near = picture(TINY, View(level="module", choice=Choice(focus=("tools/run.py",))))
    assert {box.name for box in near.boxes} == {"tools/run.py", "api/orders.py"}
    far = picture(TINY, View(level="module", choice=Choice(focus=("tools/run.py",), depth=2)))
    assert {box.name for box in far.boxes} == {
        "tools/run.py",
        "api/orders.py",
        "backend/billing/invoice.py",
        "ui/web/page.py",
    }


def test_a_path_shows_the_shortest_ways_between_two_ends() -> None:
    choice = Choice(ends=(("ui/web/list.py",), ("api/orders.py",)))
    drawn = picture(TINY, View(level="module", choice=choice))
    assert [(arrow.source, arrow.target) for arrow in drawn.arrows] == [
        ("ui/web/list.py", "ui/web/page.py"),
        ("ui/web/page.py", "api/orders.py"),
    ]


def test_kinds_and_collapsed_modules() -> None:
    assert picture(TINY, View(level="module", choice=Choice(kinds=("http",)))).arrows == ()
    drawn = picture(TINY, View(level="module", choice=Choice(collapse=("ui/**",))))
    assert [(box.name, box.title) for box in drawn.boxes if box.band == 0] == [("ui/**", "ui/**")]
    assert [(arrow.target, arrow.count) for arrow in drawn.arrows if arrow.source == "ui/**"] == [
        ("api/orders.py", 1),
        ("backend/billing/invoice.py", 1),
    ]


def test_dot_draws_violations_red_and_layers_as_clusters() -> None:
    report = shown(TINY, "dot")
    assert 'subgraph cluster_b0 {\n    label="ui"; color="#b0bec5"; style=rounded;' in report
    assert re.search(r'n0 -> n2 \[id=a\d, color="#c62828".*label="1 violation"', report)


def test_what_leads_upwards_does_not_turn_the_layers_over() -> None:
    of = analysis([module("ui/a.py", "ui"), module("db/b.py", "backend")], [("db/b.py", "ui/a.py", "violation")], [])
    assert re.search(r"n0 -> n1 \[.*dir=back, arrowtail=normal", shown(of, "dot", "module"))


@pytest.mark.parametrize("level", LEVELS)
def test_dot_holds_nothing_but_its_own_statements(level: str) -> None:
    for line in shown(NASTY, "dot", level, limit=None).splitlines():
        bare = DOT_STRING.sub("S", DOT_LABEL.sub("label=S, shape", line)).strip()
        assert re.fullmatch(
            r"digraph archlint \{|\}|(graph|node|edge) \[[\w=, .S]*\];|subgraph cluster_\w+ \{"
            r"|label=S; (fontsize=10; fontcolor=S; )?color=S; style=rounded;"
            r"|\w+ \[[\w=, .S]*\];|n\d+ -> n\d+ \[[\w=, .S]*\];|\{[n\d ]+\} -> floor\d+ \[style=invis, minlen=1\];"
            r"|floor\d+ -> \{[n\d ]+\} \[style=invis, minlen=1\];",
            bare,
        ), line


@pytest.mark.parametrize("name", HOSTILE)
def test_html_labels_of_dot_hold_no_markup_of_a_name(name: str) -> None:
    of = analysis([module(f"{name}.py", name)], [], [], layers=(LayerSummary(name, 1),))
    labels = re.findall(r"label=<(.*?)>, shape", shown(of, "dot", "module"))
    assert labels
    for label in labels:
        inner = re.sub(r'<br/><font point-size="9" color="#5b6770">|</font>', "", label)
        assert "<" not in inner
        assert '"' not in inner


@pytest.mark.parametrize("level", LEVELS)
def test_mermaid_holds_nothing_but_its_own_statements(level: str) -> None:
    for line in shown(NASTY, "mermaid", level).splitlines():
        bare = MERMAID_STRING.sub("S", line).strip()
        assert re.fullmatch(
            r"flowchart TD|end|subgraph \w+\[S\]|n\d+(\[S\]|\(\[S\]\))|n\d+ (-->|==>|-\.->)(\|S\|)? n\d+"
            r"|linkStyle [\d,]+ [\w:#,-]+",
            bare,
        ), line


def test_mermaid_stays_below_its_limits_and_says_what_is_missing() -> None:
    for of in (many_modules(3000), long_names()):
        report = shown(of, "mermaid", "module", limit=None)
        assert len(report) <= 50_000
        assert len(re.findall(r"(?m)^  n\d+ [-=.>|]", report)) <= 500
        assert "missing[" in report


def long_names() -> Analysis:
    modules = [module("/".join(["folder" * 8] * 10) + f"{index}/m.py", "ui") for index in range(300)]
    return analysis(modules, [], [])


@pytest.mark.parametrize("name", ["plantuml", "c4"])
@pytest.mark.parametrize("level", LEVELS)
def test_plantuml_gets_one_statement_per_line_and_no_directive(name: str, level: str) -> None:
    lines = shown(NASTY, name, level).splitlines()
    assert (lines[0], lines[-1]) == ("@startuml", "@enduml")
    assert [line for line in lines if line.strip().startswith("!")] == (
        ["!include <C4/C4_Component>"] if name == "c4" else []
    )
    for line in lines[1:-1]:
        text = re.sub(r"&#\d+;", "", line)
        assert not re.search(r"<(?!C4/)|\[\[|@|%", text), line
        assert text.count('"') % 2 == 0


def test_strings_of_d2_and_structurizr_end_where_they_should() -> None:
    for line in shown(NASTY, "d2", "module").splitlines():
        bare = re.sub(r"'(?:[^']|'')*'", "S", line)
        assert re.fullmatch(r'[\w.]+(: S)?( -> [\w.]+)?(: ?S?)?( \{[\w: ;.#"-]*\}?)?|\}|direction: \w+', bare), line
    for line in shown(NASTY, "structurizr", "module").splitlines():
        assert "$" not in line
        assert "\\" not in line
        assert line.count('"') % 2 == 0


def test_people_and_other_systems_stand_around_the_system_in_the_c4_model() -> None:
    drawn = Picture(
        "shop", "", (Band("ui"),),
        (Box("web", "web", "React", 0), Box("user", "user", band=0, shape="person"), Box("mail", "mail", shape="outside")),
        (Arrow("user", "web", "use"), Arrow("web", "mail", "http", "request")),
    )  # fmt: skip
    assert drawn.inside() == [("ui", [drawn.boxes[0]])]
    assert [box.name for box in drawn.around()] == ["user", "mail"]
    assert [arrow.means for arrow in drawn.arrows] == [("use", ""), ("request", "http")]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("of", [TINY, NASTY, EMPTY], ids=["tiny", "nasty", "empty"])
def test_graphml_is_read_by_an_xml_parser(of: Analysis, level: str) -> None:
    root = ElementTree.fromstring(shown(of, "graphml", level))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    assert len(nodes) == len(picture(of, View(level=level)).boxes)
    for edge in root.iter(f"{space}edge"):
        assert {edge.get("source"), edge.get("target")} <= nodes


def test_the_matrix_stands_in_the_order_of_the_layers() -> None:
    rows = list(csv.reader(io.StringIO(shown(TINY, "csv"))))
    assert rows[0][1:] == ["depends on →", "ui.web", "enablement", "backend.billing", "(no layer)"]
    assert rows[1] == ["ui", "ui.web", "", "1", "1!", ""]
    assert rows[4] == ["(no layer)", "(no layer)", "", "1", "", ""]


@pytest.mark.parametrize("of", [TINY, NASTY, EMPTY], ids=["tiny", "nasty", "empty"])
@pytest.mark.parametrize("level", LEVELS)
def test_svg_is_well_formed_and_holds_nothing_that_runs(of: Analysis, level: str) -> None:
    text = shown(of, "svg", level)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "g", "title", "a", "path", "polygon", "polyline", "ellipse", "text"}
    for element in root.iter():
        assert not [name for name in element.attrib if name.lower().startswith("on") or name.endswith("}href")]


def test_svg_shows_bands_titles_and_evidence() -> None:
    root = ElementTree.fromstring(shown(TINY, "svg"))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    for told in ("hand", "ui", "enablement", "backend", "web", "billing", "1 violation", "breaks the layering"):
        assert told in texts
    hints = [element.get("{http://www.w3.org/1999/xlink}title") or "" for element in root.iter(f"{SVG}a")]
    assert any("ui/web/page.py:3 → backend/billing/invoice.py" in hint for hint in hints)


def test_bands_lie_below_each_other_in_the_order_of_the_layers() -> None:
    root = ElementTree.fromstring(shown(TINY, "svg"))
    heights = {
        element.text: float(element.get("y") or 0)
        for element in root.iter(f"{SVG}text")
        if element.get("text-anchor") == "start"
    }
    assert heights["ui"] < heights["enablement"] < heights["backend"] < heights["(no layer)"]


LEADS = [("ui", "db"), ("db", "ui"), ("mid", "ui"), ("ui", "mid"), ("ui", "rim"), ("rim", "mid"), ("ui", "db")]


def layered(leads: list[tuple[str, str]]) -> Picture:
    names = ("ui", "mid", "db", "rim")
    boxes = tuple(Box(name, name, band=place) for place, name in enumerate(names))
    arrows = [Arrow(*ends, "import", f"{place} violations", count=9 * place) for place, ends in enumerate(leads)]
    return Picture("four", "", (Band(""),) * len(names), boxes, tuple(arrows))


def test_whole_layers_stand_below_each_other_and_what_skips_one_goes_around() -> None:
    found = stacked_layout(layered(LEADS))
    assert found is not None
    half = float(found.objects[0].width) * 36
    assert [one.pos for one in found.objects] == ["0,0.0", "0,-106.0", "0,-212.0", "0,-318.0"]
    aside = [float(way.lp.split(",")[0]) for way in found.edges]
    for x, (source, target) in zip(aside, LEADS, strict=True):
        far = (source, target) in {("ui", "db"), ("db", "ui"), ("ui", "rim"), ("rim", "mid")}
        assert (abs(x) > half) == far
        assert not far or (x > 0) == ((source, target) in {("ui", "db"), ("ui", "rim")})
    assert len(set(aside)) == len(aside), "every arrow has a lane of its own"
    assert stacked_layout(picture(TINY, View(level="part"))) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda ends: ends[0] != ends[1]), max_size=14))
def test_labels_of_stacked_layers_never_lie_on_a_box_or_each_other(ends: list[tuple[int, int]]) -> None:
    names = ("ui", "mid", "db", "rim")
    drawn = layered([(names[one], names[other]) for one, other in ends])
    found = stacked_layout(drawn)
    assert found is not None
    boxes = [around(one) for one in found.objects]
    ways = [Line(way.pos, way.lp, arrow.label) for way, arrow in zip(found.edges, drawn.arrows, strict=True)]
    places = [tuple(map(float, place.split(","))) for place in label_places(ways, boxes)]
    taken = [*boxes, *(ground(place, way.label) for place, way in zip(places, ways, strict=True))]
    assert not [(one, other) for one, other in combinations(taken, 2) if one.meets(other)]


def test_a_label_moves_along_its_line_until_it_is_free() -> None:
    line = Line("e,0,100 0,0 0,30 0,60 0,92", "20,50", "12")
    (alone,) = label_places([line], [])
    assert alone == "0.00,52.90"
    assert float(label_places([line], [Area(-30, 30, 30, 70)])[0].split(",")[1]) > 70
    first, second = label_places([line, line], [])
    assert abs(float(first.split(",")[1]) - float(second.split(",")[1])) >= 15
    assert label_places([line], [Area(-99, -99, 99, 199)]) == ["20.00,50.00"], "where nothing is free it stays"
    assert label_places([Line(line.spline, "", "")], []) == [""]


def test_png_is_one() -> None:
    assert GRAPH_FORMATS["png"].encode(TINY, View(engine=draw)).startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("name", [*DRAWN, "svg"])
def test_the_same_graph_gives_the_same_bytes(name: str) -> None:
    assert shown(TINY, name) == shown(TINY, name)


def test_the_architecture_is_drawn_in_every_format() -> None:
    found = Architecture(
        (
            Component("db", "store", technology="PostgreSQL"),
            Component("shop", "service", file="compose.yml", line=4),
            Component("user", "user"),
        ),
        (Flow("shop", "db", "store", (("shop/app.py", 7),)), Flow("user", "shop", "use")),
    )
    of = Analysis(archlint="0.0.0", project="shop", architecture=found)
    for name in (*DRAWN, "svg"):
        report = ARCHITECTURE_FORMATS[name].render(of, View(level="component", engine=draw))
        assert "PostgreSQL" in report or name == "csv"
        assert "shop" in report
    assert picture(Analysis(archlint="0", project="x", architecture=Architecture()), View(level="component")).notes
    dot = ARCHITECTURE_FORMATS["dot"].render(of, View(level="component"))
    assert "shape=cylinder" in dot
    assert "shop/app.py:7" in dot


def test_components_stand_in_the_layer_of_their_code_and_their_violations_are_red() -> None:
    modules = [module("web/a.ts", "ui"), module("kit/pay/b.py", "backend"), module("kit/tax_rates/c.py", "backend")]
    of = analysis(
        modules, [("web/a.ts", "kit/pay/b.py", "violation"), ("kit/pay/b.py", "kit/tax_rates/c.py", "allowed")], []
    )
    found = Architecture(
        (
            Component("db", "store"),
            Component("pay", "service", "kit"),
            Component("tax-rates", "service", "kit"),
            Component("user", "user"),
            Component("web", "web-application", "web"),
        ),
        (Flow("pay", "db", "store"), Flow("user", "web", "use")),
    )
    drawn = picture(msgspec.structs.replace(of, architecture=found), View(level="component"))
    assert [band.title for band in drawn.bands] == ["ui", "backend", "infrastructure and outside"]
    assert [(box.name, box.band) for box in drawn.boxes] == [
        ("user", 0),
        ("web", 0),
        ("pay", 1),
        ("tax-rates", 1),
        ("db", 2),
    ]
    told = {(arrow.source, arrow.target): (arrow.label, arrow.verdict) for arrow in drawn.arrows}
    assert told["web", "pay"] == ("import 1 (1 violation)", "violation")
    assert told["pay", "tax-rates"] == ("import 1", "allowed")
    assert drawn.note == "5 components · 4 connections · 1 with violations"


def test_the_style_of_integration_is_told_at_arrows_and_in_the_legend() -> None:
    graph = Graph(
        modules=(module("a.py", "ui"), module("b.py", "ui"), module("c.py", "ui")),
        dependencies=(
            Dependency("event", "a.py", "b.py", (Site(Span(0, 0, 1, 1), 0, "letters"),)),
            Dependency("event", "a.py", "c.py", (Site(Span(0, 0, 2, 1), 0, "news"),)),
            Dependency("http", "b.py", "c.py", (Site(Span(0, 0, 3, 1), 0, "GET /"),)),
        ),
    )
    connections = Connections(
        publications=(
            Message("a.py", 1, topic="letters", style="messaging"),
            Message("c.py", 1, topic="news", style="event"),
        )
    )
    layers = (LayerSummary("ui", 3),)
    of = msgspec.structs.replace(
        analysis([], [], [], layers=layers), graph=graph, verdicts=("allowed",) * 3, connections=connections
    )
    drawn = picture(of, View(level="module"))
    assert {(arrow.target, arrow.label, arrow.style) for arrow in drawn.arrows} == {
        ("b.py", "message", "messaging"),
        ("c.py", "event", "event"),
        ("c.py", "HTTP", "direct API"),
    }
    told = shown(of, "svg", "module")
    assert "message (for one receiver)" in told
    assert "event (for all who listen)" in told
    assert "HTTP request (direct API)" in told

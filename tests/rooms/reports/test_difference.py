"""What changed between two analyses: what is compared with what, and how it is told."""

import pytest
from hand_built import EMPTY, NASTY, TINY, TOP_HEAVY, analysis, many, module, with_balance
from markdown_it import MarkdownIt
from msgspec.structs import replace

from archlint.cli.graphviz import draw
from archlint.model.operations import BackendPattern, Operation
from archlint.reports.difference.compare import compare
from archlint.reports.formats import DIFFERENCE_FORMATS
from archlint.reports.pictures.drawn import picture
from archlint.reports.view import Choice, View

TEXTS = [name for name, chosen in DIFFERENCE_FORMATS.items() if not chosen.binary]
MODULES = [module("ui/a.py", "ui"), module("ui/b.py", "ui"), module("db/c.py", "backend")]


def view(before: object, **more: object) -> View:
    return View(before=("before", before), engine=draw, choice=Choice(changes=True), **more)  # type: ignore[arg-type]


def test_the_same_is_no_difference() -> None:
    difference = compare(TINY, TINY)
    assert difference.is_empty
    assert [one.before == one.after for one in difference.totals] == [True] * 5


def test_dependencies_come_go_and_are_judged_differently() -> None:
    before = analysis(MODULES, [("ui/a.py", "ui/b.py", "allowed"), ("ui/a.py", "db/c.py", "allowed")], [])
    after = analysis(MODULES, [("ui/a.py", "db/c.py", "violation"), ("ui/b.py", "db/c.py", "excepted")], [])
    changes = compare(before, after).dependencies
    assert [(one.dependency.importer, one.dependency.imported, one.before, one.after) for one in changes] == [
        ("ui/a.py", "db/c.py", "allowed", "violation"),
        ("ui/a.py", "ui/b.py", "allowed", None),
        ("ui/b.py", "db/c.py", None, "excepted"),
    ]


def test_findings_are_counted_and_not_only_named() -> None:
    """Two equal findings of which one is gone: one is fixed."""
    twice = replace(TINY, findings=(TINY.findings[0], TINY.findings[0]))
    once = replace(TINY, findings=(TINY.findings[0],))
    assert len(compare(twice, once).fixed) == 1
    assert len(compare(once, twice).new) == 1


def test_what_moved_down_its_file_is_the_same_finding() -> None:
    finding = TINY.findings[0]
    assert finding.importer is not None
    moved = replace(finding, importer=replace(finding.importer, place=replace(finding.importer.place, line=99)))
    assert compare(replace(TINY, findings=(finding,)), replace(TINY, findings=(moved,))).new == ()


def test_accepted_is_not_fixed() -> None:
    finding = TINY.findings[0]
    accepted = replace(finding, state="baselined", accepted="archlint-baseline.json")
    difference = compare(replace(TINY, findings=(finding,)), replace(TINY, findings=(accepted,)))
    assert difference.accepted == (finding,)
    assert difference.fixed == ()


def test_shares_are_compared_where_both_were_weighed() -> None:
    heavy = with_balance(TINY, TOP_HEAVY)
    assert compare(TINY, heavy).layers == ()
    lighter = replace(
        TOP_HEAVY, portions=tuple(replace(one, share=one.share / 2) for one in TOP_HEAVY.portions), centre=0.9
    )
    difference = compare(heavy, with_balance(TINY, lighter))
    assert all(one.before == 2 * one.after for one in difference.layers if one.before and one.after)
    told = DIFFERENCE_FORMATS["text"].render(with_balance(TINY, lighter), view(heavy))
    assert "centre of gravity" in told


def test_an_operation_is_known_by_its_route_and_told_where_its_pattern_changes() -> None:
    def offered(name: str, module: str, route: str, pattern: BackendPattern) -> Operation:
        return Operation(
            module=module,
            name=name,
            line=1,
            layer="mid",
            route=route,
            backend_pattern=pattern,
            frontend_pattern="no consumer seen",
        )

    before = replace(
        TINY,
        operations=(
            offered("visits", "mid/old.py", "GET /visits", "no logic"),
            offered("owner", "mid/api.py", "GET /owner", "no logic"),
            offered("health", "mid/api.py", "GET /health", "no logic"),
        ),
    )
    after = replace(
        TINY,
        operations=(
            offered("read", "mid/new.py", "GET /visits", "no logic"),
            offered("owner", "mid/api.py", "GET /owner", "several backends"),
            offered("health", "mid/api.py", "GET /health", "no logic"),
            offered("health", "mid/other.py", "GET /health", "no logic"),
        ),
    )
    changes = compare(before, after).operations
    assert [(one.before and one.before.module, one.after and one.after.module) for one in changes] == [
        (None, "mid/other.py"),
        ("mid/api.py", "mid/api.py"),
    ]


def test_other_layers_are_said() -> None:
    renamed = replace(TINY, layers=tuple(replace(layer, name=f"{layer.name}2") for layer in TINY.layers))
    for name in ("text", "markdown"):
        assert "declare other layers" in DIFFERENCE_FORMATS[name].render(renamed, view(TINY))


def test_picture_of_changes_holds_nothing_else() -> None:
    before = analysis(MODULES, [("ui/a.py", "ui/b.py", "allowed"), ("ui/a.py", "db/c.py", "violation")], [])
    after = analysis([*MODULES, module("ui/new.py", "ui")], [("ui/a.py", "ui/b.py", "allowed")], [])
    drawn = picture(after, view(before, level="module"))
    assert {box.name: box.change for box in drawn.boxes} == {"ui/new.py": "added", "ui/a.py": "", "db/c.py": ""}
    assert [(arrow.source, arrow.change, arrow.verdict) for arrow in drawn.arrows] == [
        ("ui/a.py", "removed", "allowed")
    ]


def test_markdown_stays_below_what_a_comment_holds() -> None:
    crowd = many(3_000)
    told = DIFFERENCE_FORMATS["markdown"].render(crowd, view(replace(crowd, findings=())))
    assert len(told) < 65_000
    assert "more*" in told


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("pair", [(EMPTY, NASTY), (NASTY, EMPTY), (TINY, NASTY)], ids=["gained", "lost", "other"])
def test_names_do_nothing(name: str, pair: tuple[object, object]) -> None:
    before, after = pair
    text = DIFFERENCE_FORMATS[name].render(after, view(before, limit=None))  # type: ignore[arg-type]
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\x1b" not in text
    if name == "markdown":
        assert "<script" not in MarkdownIt("gfm-like", {"html": True}).render(text)

"""The report for people: what is wrong, where, why, what instead, in the order in which somebody reads."""

import re

import msgspec
import pytest
from hand_built import DRAFT, EMPTY, TINY, analysis, many, module, skip

from archlint.model.analysis import Analysis, LayerSummary
from archlint.model.finding import End, Finding, Place
from archlint.reports.excerpt import columns
from archlint.reports.text import render
from archlint.reports.view import View

ANSI = re.compile("\x1b\\[[0-9;]*m")


def lines_of(report: str, head: str) -> list[str]:
    """The lines of the finding whose first line begins with `head`."""
    lines = report.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(head))
    return lines[start : next(number for number in range(start, len(lines)) if not lines[number])]


def one(finding: Finding) -> Analysis:
    return analysis([module("ui/a.py", "ui"), module("backend/b.py", "backend")], [], [finding])


def test_a_finding_says_where_what_why_and_what_instead() -> None:
    assert lines_of(render(TINY, View()), "ui/web/page.py:3:6: layer-skip") == [
        "ui/web/page.py:3:6: layer-skip: ui/web/page.py skips the layer between",
        "    imports: backend/billing/invoice.py:1:1 (ui.web → backend.billing)",
        "    why:     Channels read data through the enablement layer.",
        "    instead: Ask enablement/api.py, which offers it.",
    ]


def test_the_guilty_line_is_quoted_with_a_caret() -> None:
    def read_line(file: str, line: int) -> str | None:
        return "from backend.billing import invoice" if (file, line) == ("ui/web/page.py", 3) else None

    report = lines_of(render(TINY, View(read_line=read_line)), "ui/web/page.py:3:6: layer-skip")
    assert report[1:3] == ["     3 | from backend.billing import invoice", "       |      ^^^^^^"]


@pytest.mark.parametrize(
    ("source", "end", "shown"),
    [
        (
            "@Override\n  public void pay() {\n  }",
            None,
            ["     2 | public void pay() {", "       | ^^^^^^^^^^^^^^^^^^^"],
        ),
        ('@A @b.C("(")\n\t@D(x = {1, f(2)})\nclass E { }', None, ['     1 | @A @b.C("(")', "       | ^^^^^^^^^^^^"]),
        ('@A @b.C("()")\n\t@D(x = {1, f(2)})\nclass E { }', None, ["     3 | class E { }", "       | ^^^^^^^^^^^"]),
        ("@Override public void pay() {\n}", None, ["     1 | @Override public void pay() {"]),
        (
            '@GetMapping("/bills")\nList<Bill> bills() {',
            21,
            ['     1 | @GetMapping("/bills")', "       | ^^^^^^^^^^^^^^^^^^^^^"],
        ),
        ("@A(\n  1)\nclass B {", None, ["     1 | @A("]),
        ("@A\n\nclass B {", None, ["     1 | @A", "       | ^^"]),
        ("@A", 9, ["     1 | @A", "       | ^^"]),
    ],
    ids=["method", "open bracket", "class", "one line", "the annotation itself", "over lines", "blank", "end of file"],
)
def test_code_is_quoted_and_not_the_annotations_above_it(source: str, end: int | None, shown: list[str]) -> None:
    lines = source.split("\n")

    def read_line(_file: str, line: int) -> str | None:
        return lines[line - 1] if line <= len(lines) else None

    place = Place("ui/a.py", 1, 1, 0, len(source) if end is None else end)
    found = Finding(check="brain-controller", message="too much", importer=End("ui/a.py", "ui", place=place))
    assert lines_of(render(one(found), View(read_line=read_line)), "ui/a.py:1:1")[1 : 1 + len(shown)] == shown


def test_findings_stand_in_groups_by_pair_of_layers_errors_first() -> None:
    heads = [line for line in render(TINY, View()).splitlines() if re.search(r"\(\d+ (finding|warning)s?\)$", line)]
    assert heads == [
        "layer-skip: ui.web → backend.billing (1 finding)",
        "dependency-cycle: ui.web → ui.web (1 finding)",
        "layer-skip: ui.web → backend.billing (1 warning)",
        "empty-layer (1 warning)",
    ]


def test_a_finding_about_one_module_has_no_other_end() -> None:
    found = Finding(check="unparsed-source", message="not read whole", importer=End("ui/a.py", "ui"))
    report = render(one(found), View())
    assert "unparsed-source: ui (1 finding)" in report
    assert "(no layer)" not in report
    assert "imports:" not in report


def test_an_end_in_no_layer_is_said() -> None:
    end = End("tools/x.py", place=Place("tools/x.py", 1, 1))
    found = msgspec.structs.replace(skip("ui/a.py", "tools/x.py"), imported=end)
    report = render(one(found), View())
    assert "layer-skip: ui.web → (no layer) (1 finding)" in report
    assert "imports: tools/x.py:1:1 (ui.web → (no layer))" in report


def test_a_cycle_shows_every_step() -> None:
    assert lines_of(render(TINY, View()), "ui/web/page.py:3:1: dependency-cycle")[2:] == [
        "    chain:   ui/web/page.py:3:1",
        "             → ui/web/list.py:1:1",
        "             → ui/web/page.py",
        "    +2 more like this",
    ]


def test_what_the_finding_before_has_said_is_not_said_again() -> None:
    findings = [skip(f"ui/{name}.py", "backend/b.py") for name in "abc"]
    findings.append(skip("ui/d.py", "backend/b.py", instead="Ask somebody else."))
    report = render(analysis([module("ui/a.py", "ui")], [], findings), View())
    assert report.count("why:     Channels read") == 1
    assert report.count("instead: Ask enablement/api.py") == 1
    assert report.count("instead: Ask somebody else.") == 1


def test_large_groups_are_cut_and_counted_unless_all_is_wanted() -> None:
    report = render(many(12), View(limit=5))
    assert report.count("skips the layer between") == 5
    assert "    +7 more in this group (--all shows them)" in report
    everything = render(many(12), View(limit=None))
    assert everything.count("skips the layer between") == 12
    assert "--all" not in everything


def test_accepted_findings_are_counted_only() -> None:
    report = render(TINY, View())
    assert "ui/old.py" not in report
    assert report.splitlines()[-1].endswith("1 finding excepted · 1 in the baseline")


def test_the_last_line_holds_the_numbers() -> None:
    assert render(TINY, View()).splitlines()[-1] == (
        "4 findings (2 errors, 2 warnings) in 5 modules, 5 dependencies (2 allowed, 1 violation, 1 excepted, "
        "1 uncovered) · coverage 80 % · 0 % of references unresolved · 1 finding excepted · 1 in the baseline"
    )


def test_a_clean_run_is_one_line() -> None:
    clean = analysis([module("ui/a.py", "ui")], [], [])
    assert render(clean, View()) == (
        "0 findings in 1 module, 0 dependencies · coverage 100 % · 0 % of references unresolved\n"
    )


def test_nothing_checked_is_never_clean() -> None:
    assert render(EMPTY, View()).startswith("nothing was checked: no source file was found")
    undeclared = analysis([module("a.py")], [], [], layers=())
    assert "nothing was checked: no layers and no contracts are declared" in render(undeclared, View())


def test_a_draft_says_that_it_is_one_first_and_last() -> None:
    report = render(DRAFT, View())
    assert report.startswith("No layers are declared here. archlint drafted some from what it sees:\n  - ui: 1 module")
    assert "This is a draft: nothing is enforced." in report
    assert "run `archlint init`" in report
    assert report.splitlines()[-1].startswith("draft: nothing was enforced")


def test_strict_counts_warnings() -> None:
    warned = one(skip("ui/a.py", "backend/b.py", severity="warning"))
    assert "\x1b[32m" in render(warned, View(color=True)).splitlines()[-1]
    assert "\x1b[1;31m" in render(warned, View(color=True, strict=True)).splitlines()[-1]


def test_colour_adds_nothing_but_colour() -> None:
    assert ANSI.sub("", render(TINY, View(color=True))) == render(TINY, View())
    assert "\x1b" not in render(TINY, View())


def test_statistics_are_printed_when_wanted() -> None:
    report = render(TINY, View(statistics=True))
    assert "modules by layer\n  2  ui\n  2  ui.web\n  1  enablement\n" in report
    assert "findings by check" not in render(TINY, View())


def test_narrow_terminals_break_prose_and_never_paths() -> None:
    width = 40
    report = render(TINY, View(width=width))
    for line in report.splitlines()[:-1]:
        words = line.split()
        assert columns(line) <= width or len(words) <= 3, line
    assert "backend/billing/invoice.py:1:1" in report


def test_excerpts_keep_to_the_width_with_wide_characters() -> None:
    def read_line(_file: str, _line: int) -> str:
        return "x = '" + "日本" * 200 + "'"

    report = render(TINY, View(width=60, read_line=read_line))
    for line in report.splitlines():
        if re.match(r" +(\d+)? \| ", line):
            assert columns(line) <= 60


def test_an_empty_layer_is_a_finding_without_a_place() -> None:
    assert "\nempty-layer: layer 'bss' has no module\n" in render(TINY, View())


def test_more_of_a_finding_is_said() -> None:
    found = msgspec.structs.replace(skip("ui/a.py", "backend/b.py"), more=1234)
    assert "+1,234 more like this" in render(one(found), View())


def test_layers_are_shown_in_a_draft_without_findings() -> None:
    calm = msgspec.structs.replace(DRAFT, findings=(), layers=(LayerSummary("ui", 1),))
    assert "With it, archlint would report nothing." in render(calm, View())

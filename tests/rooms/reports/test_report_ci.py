"""The formats of GitHub's log, GitLab's Code Quality and comments on pull requests."""

import json
import re
from typing import Any

import pytest
from hand_built import DRAFT, EMPTY, HOSTILE, NASTY, TINY, analysis, many, module, skip
from markdown_it import MarkdownIt

from archlint.checks.catalogue import CHECKS
from archlint.model.analysis import Analysis
from archlint.reports import github, gitlab, markdown
from archlint.reports.view import View

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(of: Analysis) -> list[tuple[str, dict[str, str], str]]:
    """The workflow commands, read as GitHub's runner reads them: split at `::`, `,` and `=`, then undo the escapes."""
    found = []
    for line in github.render(of, View(limit=None)).splitlines():
        match = COMMAND.fullmatch(line)
        if match:
            pairs = (piece.partition("=") for piece in match[2].split(","))
            found.append((match[1], {name: undone(value) for name, _, value in pairs}, undone(match[3])))
    return found


def undone(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_gets_an_annotation_per_finding() -> None:
    kind, properties, message = commands(TINY)[0]
    assert kind == "error"
    assert properties == {"file": "ui/web/page.py", "line": "3", "col": "6", "title": "layer-skip"}
    assert message.splitlines() == [
        "ui/web/page.py skips the layer between",
        "Why: Channels read data through the enablement layer.",
        "Instead: Ask enablement/api.py, which offers it.",
    ]
    assert [kind for kind, _, _ in commands(TINY)] == ["error", "error", "warning", "warning"]


def test_github_properties_cannot_be_broken_out_of() -> None:
    found = skip(
        "ui/a,line=1::b%3A%0Ac\r\n::error::.py", "backend/b.py", message="100 %\r\n::set-env name=x::y, z: %0A"
    )
    report = github.render(analysis([module("ui/a.py", "ui")], [], [found]), View())
    assert report.splitlines()[0].startswith(
        "::error file=ui/a%2Cline=1%3A%3Ab%253A%250Ac\\u{d}\\u{a}%3A%3Aerror%3A%3A.py,line=3,col=6,title=layer-skip::"
        "100 %25\\u{d}\\u{a}::set-env name=x::y, z: %250A%0AWhy: "
    )
    assert len(report.splitlines()) == 2


def test_every_line_for_github_is_a_command_that_archlint_made() -> None:
    *lines, last = github.render(NASTY, View(limit=None)).splitlines()
    assert len(lines) == len(NASTY.open_findings)
    assert all(COMMAND.fullmatch(line) for line in lines)
    assert not last.startswith("::")


def test_github_is_told_when_nothing_was_checked() -> None:
    assert github.render(EMPTY, View()).startswith("::error title=archlint::nothing was checked")


def entries(of: Analysis) -> Any:
    return json.loads(gitlab.render(of, View()))


@pytest.mark.parametrize("of", [TINY, NASTY, EMPTY, DRAFT], ids=["tiny", "nasty", "empty", "draft"])
def test_gitlab_has_what_it_requires(of: Analysis) -> None:
    found = entries(of)
    for entry in found:
        assert entry["description"]
        assert entry["check_name"]
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert entry["location"]["path"]
        assert not entry["location"]["path"].startswith(("./", "/"))
    assert len({entry["fingerprint"] for entry in found}) == len(found)


def test_gitlab_says_what_why_and_what_instead() -> None:
    assert entries(TINY)[0]["description"] == (
        "ui/web/page.py skips the layer between · Why: Channels read data through the enablement layer. · "
        "Instead: Ask enablement/api.py, which offers it."
    )


def test_gitlab_lists_open_findings_only() -> None:
    assert len(entries(TINY)) == len(TINY.open_findings)


def test_gitlab_does_not_read_nothing_checked_as_clean() -> None:
    assert [entry["severity"] for entry in entries(EMPTY)] == ["blocker"]
    assert entries(analysis([module("ui/a.py", "ui")], [], [])) == []


def test_markdown_has_one_row_per_group() -> None:
    report = markdown.render(TINY, View())
    assert report.startswith("### archlint: the layers are violated\n")
    assert "| `layer-skip` | `ui.web` | `backend.billing` | 1 |" in report
    assert "  - instead: Ask enablement/api.py, which offers it." in report
    assert report.count("<details>") == report.count("</details>") == 4


@pytest.mark.parametrize("of", [TINY, NASTY, DRAFT, EMPTY], ids=["tiny", "nasty", "draft", "empty"])
def test_markdown_tables_keep_their_columns(of: Analysis) -> None:
    rows = [line for line in markdown.render(of, View(limit=None)).splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} <= {5}


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_cannot_be_broken_out_of(name: str) -> None:
    found = skip(f"ui/{name}.py", "backend/b.py", message=name, because=name, instead=name)
    report = markdown.render(analysis([module("ui/a.py", "ui")], [], [found]), View())
    shown = MarkdownIt("gfm-like", {"html": True}).render(report).replace("<!-- -->", "")
    tags = set(re.findall(r"<\s*/?([^\s>]*)", shown))
    assert tags <= {"h3", "p", "code", "details", "summary", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
    assert not re.search(r"(?<!`)@\w", re.sub(r"`[^`]*`", "", report))


def test_markdown_stays_below_what_a_comment_holds() -> None:
    report = markdown.render(many(5_000), View(limit=None))
    assert len(report) <= 65_536
    assert re.search(r"\+[\d,]+ findings without details here", report)


def test_markdown_of_a_draft_says_that_nothing_is_enforced() -> None:
    report = markdown.render(DRAFT, View(checks=CHECKS))
    assert "### archlint: this check is not conclusive" in report
    assert "nothing is enforced" in report

"""archlint transition: how far it is to the target, what was promised, and how it went so far."""

import datetime
import json
import subprocess
from pathlib import Path

import pytest
from at_the_door import ROOT, project, run
from hand_built import NASTY, TINY
from msgspec.structs import replace

from archlint.model.transition import BurnPoint, GoalState, JourneyMove, SideCount, TransitionState
from archlint.pipeline.analyze import analyze
from archlint.pipeline.burndown import burn_down, evenly
from archlint.pipeline.request import Request
from archlint.reports.formats import TRANSITION_FORMATS
from archlint.reports.transition_words import pace_line
from archlint.reports.view import View

CONFIG = """
[[layers]]
name = "pages"
paths = ["pages/**"]

[[layers]]
name = "services"
paths = ["services/**"]

[[layers]]
name = "ledger"
paths = ["ledger/**"]

[[transition.target.layers]]
name = "services"
paths = ["services/**"]

[[transition.target.layers]]
name = "domain"
paths = ["domain/**"]

[[transition.target.layers]]
name = "ledger"
paths = ["ledger/**"]

[[transition.goals]]
name = "pages"
counts = "modules"
where = ["pages"]
start = 3
most = 0
by = 2027-06-30
owner = "team shop"

[[transition.goals]]
name = "skips"
checks = ["layer-skip"]
most = 1
by = 2027-01-31

[[journeys]]
name = "bill"
entries = ["pages/bill.py"]
"""
SHOP = {
    "archlint.toml": CONFIG,
    "pages/bill.py": "from services.bills import bill\n\n\ndef show(number):\n    return bill(number)\n",
    "pages/cart.py": "from ledger.rows import rows\n",
    "services/bills.py": "from ledger.rows import rows\n\n\ndef bill(number):\n    return rows()\n",
    "ledger/rows.py": "def rows():\n    return []\n",
}
TODAY = datetime.date(2026, 12, 1)


def state(root: Path, day: datetime.date = TODAY) -> TransitionState:
    found = analyze(root, Request(cache=False, today=day, need_journeys=True)).transition
    assert found is not None
    return found


def test_the_distance_is_what_has_to_move_and_what_would_fail(tmp_path: Path) -> None:
    found = state(project(tmp_path, SHOP))
    assert found.remaining_modules == ("pages/bill.py", "pages/cart.py")
    assert [(one.check, one.importer.module) for one in found.failing if one.importer] == [
        ("empty-layer", "layers.domain"),
        ("layer-skip", "services/bills.py"),
    ]
    assert found.distance == 4
    assert [(one.layer, one.modules, one.current, one.findings) for one in found.today] == [
        ("pages", 2, 2, 0),
        ("services", 1, 0, 1),
        ("ledger", 1, 0, 0),
    ]
    assert [(one.layer, one.modules) for one in found.target] == [("services", 1), ("domain", 0), ("ledger", 1)]
    assert found.journeys == (JourneyMove("bill", 3, 1),)


def test_what_is_accepted_for_a_while_is_still_to_go(tmp_path: Path) -> None:
    """The baseline and exceptions that end make no distance smaller; what is accepted for good does."""
    plain = CONFIG[: CONFIG.index("[[transition.target")] + '[transition]\ncurrent = ["nowhere/**"]\n'
    accepted = '\n[[exceptions]]\ncheck = "layer-skip"\nimporter = ["pages/**"]\nbecause = "Agreed."\n'
    one = project(tmp_path / "one", {**SHOP, "archlint.toml": plain})
    assert [finding.check for finding in state(one).failing] == ["layer-skip"]
    run("baseline", one, "--no-cache")
    assert [finding.check for finding in state(one).failing] == ["layer-skip"]
    for_a_while = project(tmp_path / "two", {**SHOP, "archlint.toml": f"{plain}{accepted}until = 2027-01-31\n"})
    assert [finding.check for finding in state(for_a_while).failing] == ["layer-skip"]
    for_good = project(tmp_path / "three", {**SHOP, "archlint.toml": plain + accepted})
    assert state(for_good).failing == ()


def test_goals_have_a_day(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    pages, skips = state(root).goals
    assert (pages.now, pages.verdict, pages.left_days, pages.owner) == (2, "on its way", 211, "team shop")
    assert (skips.now, skips.verdict) == (1, "met")
    assert [goal.verdict for goal in state(root, datetime.date(2027, 6, 30)).goals] == ["on its way", "met"]
    late = analyze(root, Request(cache=False, today=datetime.date(2027, 7, 1)))
    assert late.transition is not None
    assert [goal.verdict for goal in late.transition.goals] == ["missed", "met"]
    (missed,) = (finding for finding in late.findings if finding.check == "missed-goal")
    assert "at most 0 modules were to be left by 2027-06-30, there are 2; team shop owns it" in missed.message


def test_a_run_that_does_not_know_all_findings_says_nothing_of_goals(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    late = Request(cache=False, today=datetime.date(2027, 7, 1), select=("layer-skip", "missed-goal"))
    assert analyze(root, late).transition is None
    assert "missed-goal" not in {finding.check for finding in analyze(root, late).findings}


@pytest.mark.parametrize("name", TRANSITION_FORMATS)
def test_it_writes_every_format(name: str, tmp_path: Path) -> None:
    answer = run("transition", project(tmp_path, SHOP), "--no-cache", "--format", name)
    assert answer.code == 0
    assert "skips" in answer.out
    if name == "json":
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads((ROOT / "docs/schemas/transition.schema.json").read_text(encoding="utf-8"))
        told = json.loads(answer.out)
        jsonschema.validate(told, schema)
        assert told["distance"] == 4
    else:
        assert "4 to go: 2 modules of today's architecture and 2 findings" in answer.out


def git(root: Path, *arguments: str, day: str = "") -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"} if day else {}
    done = subprocess.run(
        ["git", "-C", str(root), *identity, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", **dates},
    )
    return done.stdout.strip()


@pytest.fixture
def moving(tmp_path: Path) -> Path:
    """A shop whose pages go one by one; the declaration of the transition comes last."""
    root = project(tmp_path, {name: text for name, text in SHOP.items() if name != "archlint.toml"})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "pages", day="2026-01-01")
    git(root, "rm", "-q", "pages/cart.py")
    git(root, "commit", "-qm", "no cart", day="2026-03-01")
    (root / "archlint.toml").write_text(CONFIG, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-qm", "declared", day="2026-05-01")
    return root


def test_the_past_is_judged_by_the_declaration_of_today(moving: Path) -> None:
    points = burn_down(moving, Request(cache=False), 12)
    assert [(point.day, point.remaining, point.findings) for point in points] == [
        ("2026-01-01", 2, 2),
        ("2026-03-01", 1, 2),
        ("2026-05-01", 1, 2),
    ]
    assert points[0].goals == {"pages": 2, "skips": 1}
    assert points[0].checks == {"empty-layer": 1, "layer-skip": 1}
    told = run("transition", moving, "--revisions", "12").out
    assert "  2026-01-01" in told
    assert "From 2026-01-01 to 2026-05-01 it went from 4 to 3; at that pace 12 months are left." in told


def test_what_is_known_of_a_commit_is_kept(moving: Path) -> None:
    first = burn_down(moving, Request(), 12)
    asked: list[str] = []
    assert burn_down(moving, Request(progress=lambda stage, _done, _total: asked.append(stage)), 12) == first
    assert set(asked) == {"looking back"}
    (moving / "archlint.toml").write_text(
        CONFIG.replace('paths = ["pages/**"]', 'paths = ["pages/**", "web/**"]'), encoding="utf-8"
    )
    assert [point.distance for point in burn_down(moving, Request(), 12)] == [4, 3, 3]


def test_since_begins_later(moving: Path) -> None:
    points = burn_down(moving, Request(cache=False), 12, git(moving, "rev-parse", "HEAD~1"))
    assert [point.day for point in points] == ["2026-03-01", "2026-05-01"]
    answer = run("transition", moving, "--since", "HEAD~1")
    assert (answer.code, answer.out) == (2, "")
    assert "--since needs --revisions" in answer.err


def test_without_history_there_is_a_reason(tmp_path: Path) -> None:
    answer = run("transition", project(tmp_path, SHOP), "--no-cache", "--revisions", "4")
    assert answer.code == 2
    assert "--revisions" in answer.err


def test_saved_analyses_are_a_past_too(tmp_path: Path) -> None:
    root = project(tmp_path / "shop", SHOP)
    saved = tmp_path / "saved"
    saved.mkdir()
    run("check", root, "--no-cache", "--format", "json", "--output", saved / "2026-10.json")
    (root / "pages/cart.py").unlink()
    told = run("transition", root, "--no-cache", "--history", saved).out
    assert [line.split()[:2] for line in told.splitlines() if " = " in line][1:] == [["2026-10", "4"], ["now", "3"]]


def test_commits_are_spread_over_time() -> None:
    commits = [
        (f"c{day}", (datetime.date(2026, 1, 1) + datetime.timedelta(day)).isoformat()) for day in (0, 1, 2, 3, 50, 100)
    ]
    assert [commit for commit, _ in evenly(commits, 3)] == ["c0", "c50", "c100"]
    assert evenly(commits, 6) == commits
    assert evenly(commits[:1], 2) == commits[:1]


def test_pace_is_told_where_it_can_be() -> None:
    def at(day: str, remaining: int) -> BurnPoint:
        return BurnPoint(label="x", day=day, remaining=remaining)

    assert pace_line([at("2026-01-01", 5)]) == ""
    assert "has not become smaller (5, then 6)" in pace_line([at("2026-01-01", 5), at("2026-02-01", 6)])
    assert pace_line([at("2026-01-01", 5), at("2026-02-01", 0)]).endswith("it went from 5 to 0.")


def test_without_a_transition_it_says_how(tmp_path: Path) -> None:
    plain = {**SHOP, "archlint.toml": CONFIG[: CONFIG.index("[[transition")]}
    answer = run("transition", project(tmp_path, plain), "--no-cache")
    assert (answer.code, answer.out) == (2, "")
    assert "[transition]" in answer.err


@pytest.mark.parametrize("name", TRANSITION_FORMATS)
def test_names_do_nothing(name: str) -> None:
    assert NASTY.graph is not None
    evil = [module.id for module in NASTY.graph.modules]
    found = TransitionState(
        target_declared=True,
        modules=1,
        remaining=1,
        failing=NASTY.findings,
        today=tuple(SideCount(one, one, 1, 1, 1) for one in evil),
        target=tuple(SideCount(one, "", 1, 1, 1) for one in evil),
        journeys=tuple(JourneyMove(one, 1, 1) for one in evil),
        goals=tuple(
            GoalState(
                name=one,
                counts="findings",
                now=1,
                start=2,
                most=0,
                by="2027-01-01",
                left_days=1,
                verdict="grew",
                owner=one,
            )
            for one in evil
        ),
        unmatched=tuple(evil),
    )
    burn = tuple(BurnPoint(label=one, day=one, why=one) for one in evil)
    text = TRANSITION_FORMATS[name].render(replace(TINY, transition=found), View(limit=None, burn=burn))
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\x1b" not in text
    if name == "markdown":
        assert "<script" not in text

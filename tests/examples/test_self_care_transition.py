"""The self-care example moves from `current` to `target` by archlint's own plan, one move after the other, in a copy.

What is checked of every step: `archlint plan` proposes the move at that moment and says that it can be shipped; somebody
carries it out in the files that the move is about; then `archlint check` is clean against a baseline that only shrinks, the
target has come nearer, and of the declaration nothing is gone but what archlint reported as naming nothing. In the end the code
is that of the target, and its own declaration finds nothing in it. Which of the moves that are proposed comes next is a choice
(`STEPS`); whether the code of the steps between runs is not checked.
"""

import datetime
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from made_once import made_once
from self_care_about import About
from self_care_steps import EXAMPLES, STEPS, Step, transition

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.plan import Move, PlanRequest, parse_move
from archlint.model.plan import Step as Proposed
from archlint.pipeline.analyze import analyze
from archlint.pipeline.baseline import Baseline, encode, recorded
from archlint.pipeline.request import Request
from archlint.rulebook.load import load_rulebook

TODAY = datetime.date(2026, 12, 1)
NAMES_NOTHING = ("unmatched-pattern", "unused-exception")
ABOUT_ALL = {"README.md", "docker-compose.yml"}
"""A page about the example, and how all of it is started."""


class Walked(NamedTuple):
    """The code before a step (after the last one `step` is None), what is accepted there, and what the step changes."""

    step: Step | None
    analysis: Analysis
    baseline: Baseline
    changed: frozenset[str] = frozenset()
    gone_from_the_declaration: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.step.move if self.step else "the end"

    @property
    def distance(self) -> int:
        assert self.analysis.transition is not None
        return self.analysis.transition.distance


class Copy:
    """The example's files while they change."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self._cache = cache
        shutil.copytree(EXAMPLES / "current", root, ignore=shutil.ignore_patterns(".archlint_cache"))
        (root / "archlint.toml").write_text(transition(), encoding="utf-8")

    def analysis(self, *moves: Move) -> Analysis:
        plan = PlanRequest(apply=moves) if moves else None
        return analyze(self.root, Request(today=TODAY, cache_dir=self._cache, workers=1, plan=plan, need_graph=True))

    def accept(self, findings: tuple[Finding, ...], *, new: bool) -> Baseline:
        """`archlint baseline`, with `--prune` where nothing new is accepted."""
        kept = recorded(findings, accept_new=new)
        (self.root / "archlint-baseline.json").write_bytes(encode(kept))
        return kept

    def carry_out(self, step: Step) -> None:
        for glob in step.drop:
            gone = [path for path in self.root.glob(glob) if path.is_file()]
            assert gone, glob
            for path in gone:
                path.unlink()
        for glob in step.take:
            written = [path for path in (EXAMPLES / "target").glob(glob) if path.is_file()]
            assert written, glob
            for path in written:
                place = self.root / path.relative_to(EXAMPLES / "target")
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
        for file, old, new in step.edit:
            text = (self.root / file).read_text(encoding="utf-8")
            assert old in text, (file, old)
            (self.root / file).write_text(text.replace(old, new), encoding="utf-8")

    def tidy(self, findings: tuple[Finding, ...]) -> tuple[str, ...]:
        """Take out of the declaration what archlint says names nothing any more; what that was."""
        path = self.root / "archlint.toml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        taken = []
        for finding in sorted(told_to_go(findings), key=lambda one: -_line(one)):
            start = _line(finding) - 1
            if finding.check == "unused-exception":
                while not lines[start].startswith("[[exceptions]]"):
                    start -= 1
                end = next(at for at in range(start + 1, len(lines)) if lines[at].startswith("["))
                taken.append("".join(lines[start:end]))
                lines[start:end] = []
            else:
                pattern = finding.text.rpartition(" ")[2]
                lines[start], times = re.subn(rf'(, )?"{re.escape(pattern)}"(, )?', _between, lines[start])
                assert times == 1, finding.message
                taken.append(pattern)
        path.write_text("".join(lines), encoding="utf-8")
        return tuple(taken)

    def files(self) -> dict[str, bytes]:
        return files(self.root)


def _between(found: re.Match[str]) -> str:
    return ", " if found[1] and found[2] else ""


def _line(finding: Finding) -> int:
    assert finding.importer is not None
    assert finding.importer.place is not None
    return finding.importer.place.line


def told_to_go(findings: tuple[Finding, ...]) -> list[Finding]:
    """What archlint reports of the declaration, without entries of the baseline, which are pruned."""
    return [
        one
        for one in findings
        if one.state == "open" and one.check in NAMES_NOTHING and "baseline entry" not in one.message
    ]


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".archlint_cache" not in path.parts
    }


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> list[Walked]:
    return made_once("self-care-walked", lambda: _walked(tmp_path_factory.mktemp("way")), tmp_path_factory)


def _walked(folder: Path) -> list[Walked]:
    copy = Copy(folder / "self-care", folder)
    copy.accept(copy.analysis().findings, new=True)
    found = []
    for step in STEPS:
        move = parse_move(step.move)
        assert move is not None, step.move
        analysis = copy.analysis(move)
        baseline = copy.accept(analysis.findings, new=False)
        gone = copy.tidy(analysis.findings)
        before = copy.files()
        copy.carry_out(step)
        after = copy.files()
        changed = frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        found.append(Walked(step, analysis, baseline, changed, gone))
    last = copy.analysis()
    baseline = copy.accept(last.findings, new=False)
    found.append(Walked(None, last, baseline, gone_from_the_declaration=copy.tidy(last.findings)))
    return [*found, _declared(copy, folder)]


def _declared(copy: Copy, folder: Path) -> Walked:
    """The end, by the target's own declaration."""
    (copy.root / "archlint-baseline.json").unlink()
    shutil.copyfile(EXAMPLES / "target" / "archlint.toml", copy.root / "archlint.toml")
    assert copy.files() == files(EXAMPLES / "target")
    return Walked(None, copy.analysis(), Baseline())


def steps(walked: list[Walked]) -> Iterator[tuple[Step, Walked, Proposed]]:
    for one in walked:
        if one.step is not None:
            plan = one.analysis.plan
            assert plan is not None
            assert plan.held_back == (), f"{one.name}: {plan.held_back}"
            yield one.step, one, plan.steps[0]


def test_every_step_is_a_move_that_the_plan_proposes_and_calls_shippable(walked: list[Walked]) -> None:
    for step, before, proposed in steps(walked):
        assert before.analysis.plan is not None
        assert step.move in before.analysis.plan.proposed
        assert proposed.text == step.move
        assert proposed.effect.created == (), step.move
        assert proposed.effect.distance[1] < proposed.effect.distance[0], step.move


def test_every_step_keeps_the_gate_green(walked: list[Walked]) -> None:
    """What is open is what the baseline or the declaration holds too much: both only get shorter by it."""
    for one in walked:
        tidied = {id(finding) for finding in told_to_go(one.analysis.findings)}
        opened = [
            finding.message
            for finding in one.analysis.open_findings
            if id(finding) not in tidied and "baseline entry" not in finding.message
        ]
        assert opened == [], one.name


def test_the_baseline_only_shrinks(walked: list[Walked]) -> None:
    sizes = [len(one.baseline.entries) for one in walked]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 60
    assert sizes[-2] == 0, "the last step leaves nothing to accept"


def test_the_declaration_of_today_retires_by_itself(walked: list[Walked]) -> None:
    """Nobody edits a band, a layer or a contract: the layer in the middle is empty in the end, and retired."""
    gone = [text for one in walked for text in one.gone_from_the_declaration]
    assert not [text for text in gone if "[balance]" in text or "[[contracts]]" in text or "[[layers]]" in text]
    assert len(gone) == len(set(gone))
    end = walked[-2].analysis.transition
    assert end is not None
    assert end.retiring == ()
    assert "enablement" in end.retired


def test_every_step_comes_nearer_and_the_last_arrives(walked: list[Walked]) -> None:
    distances = [one.distance for one in walked[:-1]]
    assert len(distances) == len(STEPS) + 1
    assert all(after < before for before, after in pairwise(distances)), distances
    assert distances[-1] == 0


def test_a_step_changes_what_its_move_is_about(walked: list[Walked], tmp_path: Path) -> None:
    (tmp_path / "archlint.toml").write_text(transition(), encoding="utf-8")
    rulebook = load_rulebook(tmp_path)
    assert rulebook is not None
    for step, before, proposed in steps(walked):
        mine = [path for path in before.changed if path not in ABOUT_ALL]
        assert mine
        about = About(rulebook, before.analysis, proposed)
        assert [path for path in sorted(mine) if not about.allows(path)] == [], step.move


def test_the_end_is_what_the_target_declares(walked: list[Walked]) -> None:
    last = walked[-1].analysis
    assert last.findings == ()
    assert last.statistics.covered == last.statistics.modules > 0
    assert last.graph is not None
    target = analyze(EXAMPLES / "target", Request(today=TODAY, cache=False, need_graph=True))
    assert last.graph == target.graph
    assert last.statistics == target.statistics

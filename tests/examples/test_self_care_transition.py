"""The self-care example moves from `current` to `target` by archlint's own plan, step by step, in a copy of its files.

What is checked at every step: archlint proposes the moves at that moment, `archlint check` is clean against a baseline that
only shrinks, and the target has come nearer. In the end the files are those of the target, and its own declaration finds
nothing in them. A step is several moves that belong together; some of them would be held back alone. Whether the code of the
steps between compiles and runs is not checked here.
"""

import datetime
import shutil
from collections import Counter
from pathlib import Path

import pytest
from self_care_steps import EXAMPLES, STEPS, Step, transition

from archlint.model.analysis import Analysis
from archlint.model.plan import Plan, PlanRequest
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.pipeline.baseline import Baseline, encode, read, recorded

TODAY = datetime.date(2026, 12, 1)


class Copy:
    """The example's files while they change."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self._cache = cache
        shutil.copytree(EXAMPLES / "current", root, ignore=shutil.ignore_patterns(".archlint_cache"))
        (root / "archlint.toml").write_text(transition(), encoding="utf-8")

    def analysis(self, plan: PlanRequest | None = None) -> Analysis:
        return analyze(self.root, Request(today=TODAY, cache_dir=self._cache, plan=plan))

    def plan(self, request: PlanRequest) -> Plan:
        found = self.analysis(request).plan
        assert found is not None
        return found

    def distance(self) -> int:
        found = self.analysis().transition
        assert found is not None
        return found.distance

    def accept(self, *, new: bool) -> None:
        """`archlint baseline`, with `--prune` where nothing new is accepted."""
        kept = recorded(self.analysis().findings, accept_new=new)
        (self.root / "archlint-baseline.json").write_bytes(encode(kept))

    def baseline(self) -> Baseline:
        return read(self.root / "archlint-baseline.json", "baseline") or Baseline()

    def take(self, step: Step) -> None:
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
        declared = (self.root / "archlint.toml").read_text(encoding="utf-8")
        for old, new in step.declare:
            assert old in declared, old
            declared = declared.replace(old, new)
        (self.root / "archlint.toml").write_text(declared, encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".archlint_cache" not in path.parts
    }


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Analysis, Baseline]]:
    """Every step that was taken: its name, the analysis before the baseline was pruned, and the baseline after."""
    folder = tmp_path_factory.mktemp("way")
    (folder / "cache").mkdir()
    copy = Copy(folder / "self-care", folder / "cache")
    copy.accept(new=True)
    found = [("today", copy.analysis(), copy.baseline())]
    for step in STEPS:
        plan = copy.plan(PlanRequest(steps=1, trials=1))
        missing = set(step.moves) - set(plan.proposed)
        assert not missing, f"{step.name}: not proposed"
        copy.take(step)
        analysis = copy.analysis()
        copy.accept(new=False)
        found.append((step.name, analysis, copy.baseline()))
    (copy.root / "archlint-baseline.json").unlink()
    shutil.copyfile(EXAMPLES / "target" / "archlint.toml", copy.root / "archlint.toml")
    found.append(("declared", copy.analysis(), Baseline()))
    assert files(copy.root) == files(EXAMPLES / "target")
    return found


def test_every_step_keeps_the_gate_green(walked: list[tuple[str, Analysis, Baseline]]) -> None:
    """What is open is what the baseline holds too much: fixed by `archlint baseline --prune`."""
    for name, analysis, _ in walked:
        opened = [finding.message for finding in analysis.open_findings if "baseline entry" not in finding.message]
        assert opened == [], name


def test_the_baseline_only_shrinks(walked: list[tuple[str, Analysis, Baseline]]) -> None:
    sizes = [len(baseline.entries) for _, _, baseline in walked]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 60
    assert sizes[-2] == 0, "the last step leaves nothing to accept"
    for (_, _, before), (name, _, after) in zip(walked, walked[1:], strict=False):
        grown = Counter(entry.check for entry in after.entries) - Counter(entry.check for entry in before.entries)
        assert not grown, name


def test_every_step_comes_nearer_and_the_last_arrives(walked: list[tuple[str, Analysis, Baseline]]) -> None:
    distances = [analysis.transition.distance for _, analysis, _ in walked[:-1] if analysis.transition]
    assert len(distances) == len(STEPS) + 1
    assert all(after < before for before, after in zip(distances, distances[1:], strict=False)), distances
    assert distances[-1] == 0


def test_the_end_is_what_the_target_declares(walked: list[tuple[str, Analysis, Baseline]]) -> None:
    name, analysis, _ = walked[-1]
    assert name == "declared"
    assert analysis.findings == ()
    assert analysis.statistics.covered == analysis.statistics.modules > 0

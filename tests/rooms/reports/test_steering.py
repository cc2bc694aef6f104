"""The three questions of those who steer: every sentence has a fact behind it, and none is said without one."""

import re
from pathlib import Path

import msgspec
import pytest
from hand_built import EMPTY, NASTY, TINY

from archlint.model.analysis import Analysis
from archlint.model.maturity import Assessment, DomainState, Driver, Judged, NextStep, Proof, StandardState
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.reports.formats import ASSESSMENT_FORMATS
from archlint.reports.steering import steering
from archlint.reports.view import View

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = "<b>\x1b[31m`x`|y"


def answers(analysis: Analysis) -> dict[str, list[str]]:
    return {answer.question: [claim.text for claim in answer.claims] for answer in steering(analysis)}


def test_where_nothing_is_known_only_that_is_said() -> None:
    told = answers(EMPTY)
    assert list(told) == ["Where do we start?", "How do we start?", "How do we get a head start?"]
    assert told["Where do we start?"] == [
        "No customer journey is declared, so what customers call about cannot decide: declare it in [[journeys]]."
    ]
    assert told["How do we start?"] == []
    assert told["How do we get a head start?"] == []


@pytest.mark.parametrize("name", ["current", "target"])
def test_numbers_are_those_of_the_analysis_and_places_exist(name: str) -> None:
    root = ROOT / "examples/self-care" / name
    analysis = analyze(root, Request(need_assessment=True, cache=False))
    for answer in steering(analysis):
        for claim in answer.claims:
            for proof in claim.places:
                assert not proof.file or (root / proof.file).is_file(), proof
                if proof.file and proof.line:
                    assert proof.line <= len((root / proof.file).read_text(encoding="utf-8").splitlines())
    text = " ".join(text for texts in answers(analysis).values() for text in texts)
    found = re.search(r"Most open findings lie in (\S+): (\d+) of (\d+)\.", text)
    if analysis.open_findings:
        assert found is not None
        assert int(found[3]) == len(analysis.open_findings)
    else:
        assert found is None
    assert f"touches {len(analysis.journeys[0].modules)} modules" in text


def test_a_system_that_is_right_is_not_told_to_move_functions() -> None:
    analysis = analyze(ROOT / "examples/self-care/target", Request(need_assessment=True, cache=False))
    told = answers(analysis)
    assert not any("into its band" in text for text in told["How do we start?"])
    assert not any("of the logic" in text for text in told["Where do we start?"])


def hostile() -> Assessment:
    proof = Proof(f"src/{HOSTILE}.py", 3, HOSTILE)
    criterion = Judged(
        name="x",
        says="It is so.",
        state="missed",
        metric="routes",
        value=1.0,
        of=2,
        bound="at least 2",
        proofs=(proof,),
        proved=9,
    )
    domain = DomainState(
        name="d", title="D", kind="enabler", target="low", criteria=(criterion,), drivers=(HOSTILE,), weight=1.0
    )
    return Assessment(
        model="m", title="M", domains=(domain,), standards=(StandardState("s", "S", "", (criterion,)),),
        drivers=(Driver(name=HOSTILE, weight=1, serves=("d",)),), steps=(NextStep("d", "x", "Do it.", HOSTILE),),
        warnings=(HOSTILE,),
    )  # fmt: skip


@pytest.mark.parametrize("name", ASSESSMENT_FORMATS)
@pytest.mark.parametrize("base", [EMPTY, TINY, NASTY], ids=["empty", "tiny", "nasty"])
@pytest.mark.parametrize("standards", [(), ("s",)], ids=["model", "standard"])
def test_every_format_lets_nothing_through(name: str, base: Analysis, standards: tuple[str, ...]) -> None:
    for assessment in (None, hostile()):
        analysis = msgspec.structs.replace(base, assessment=assessment)
        text = ASSESSMENT_FORMATS[name].render(analysis, View(standards=standards))
        assert text.endswith("\n")
        assert "\x1b" not in text
        if name == "markdown":
            assert "<b>" not in text
            assert "`x`" not in text

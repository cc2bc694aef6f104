"""Signs by what a unit gives back, keeps, compares and names: anatomies, questions and small programs in, signs out."""

from pathlib import Path

import pytest

from archlint.measures.comparing import compared
from archlint.measures.giving import giving
from archlint.measures.questions import Asked
from archlint.measures.vocabulary import Vocabulary
from archlint.model.facts import Anatomy
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.rulebook.role_knowledge import load_role_knowledge
from archlint.rulebook.tier_words import load_domain_words

WORDS = Vocabulary(load_role_knowledge(), load_domain_words())


@pytest.mark.parametrize(
    ("anatomy", "signs"),
    [
        (Anatomy(returns=1, returned=("own",)), {"returns-own"}),
        (Anatomy(returns=3, returned=("constant", "blank")), {"returns-constant", "returns-blank", "returns-fixed"}),
        (Anatomy(returns=1, returned=("=row",), held=("row=rows.find",)), {"returns-answer"}),
        (Anatomy(returns=1, returned=("=row",), held=("row={}",)), set()),
        (Anatomy(returns=1, returned=("=row",), held=("row={}",), entries=2), {"returns-filled", "sets-entries"}),
        (
            Anatomy(returns=1, returned=("=row",), held=("row=new ArrayList",), called=("row.add",)),
            {"returns-filled", "collects"},
        ),
        (Anatomy(returns=1, returned=("=id",)), {"returns-name"}),
        (Anatomy(raised=("PermissionDenied",)), {"raises-leave"}),
        (Anatomy(raised=("NotFoundException",)), {"raises-missing"}),
        (Anatomy(fields=4, read=4), {"reads-values"}),
        (Anatomy(fields=4, blank=3), {"blank-values"}),
        (Anatomy(called=("this.rows.clear",)), {"changes-own"}),
        (Anatomy(chained=("super.load",)), {"passes-up"}),
        (Anatomy(called=("rows.clear",)), set()),
    ],
)
def test_what_a_unit_called_load_gives_and_keeps(anatomy: Anatomy, signs: set[str]) -> None:
    assert {sign for sign, _ in giving(anatomy, "load", WORDS)} == signs


@pytest.mark.parametrize(
    ("question", "signs"),
    [
        ("invoice.state == OPEN", {"asks-constant"}),
        ("order.owner.id != customer.id", {"asks-fields"}),
        ("invoice.total > limit", {"asks-order"}),
        ("user.isSuperuser", {"asks-leave"}),
        ("invoice.open", set()),
    ],
)
def test_what_a_rule_compares(question: str, signs: set[str]) -> None:
    asked = Asked((question,), (), (), ())
    assert {sign for sign, shown in compared(asked, (), WORDS) if shown} == signs


SHOP = """
import argparse


def arguments(parser):
    parser.add_argument("--month")
    return parser.parse_args()


def show(request):
    return render(request, "shop/invoice.html")


def texts(messages):
    return [messages.gettext("invoice.title"), messages.gettext("invoice.total")]


class Page:
    def ngOnDestroy(self):
        self.rows.unsubscribe()
"""


def test_customs_are_seen_by_the_words_of_frameworks(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(SHOP)
    (tmp_path / "archlint.toml").write_text('[[layers]]\nname = "all"\npaths = ["**"]\n')
    units = analyze(tmp_path, Request(units_of="", cache_dir=tmp_path / ".cache")).units
    seen = {unit.name: {item.sign for item in unit.role.evidence} for unit in units}
    assert "takes-arguments" in seen["arguments"]
    assert "names-template" in seen["show"]
    assert "asks-texts" in seen["texts"]
    assert {"registers", "lets-go"} <= seen["Page.ngOnDestroy"]


def test_sure_is_who_leads_by_as_much_as_the_role_needs(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(SHOP)
    (tmp_path / "archlint.toml").write_text('[[layers]]\nname = "all"\npaths = ["**"]\n')
    units = analyze(tmp_path, Request(units_of="", cache_dir=tmp_path / ".cache")).units
    needed = load_role_knowledge().sure
    assert any(unit.role.sure for unit in units)
    assert all(unit.role.sure == (unit.role.lead >= needed.get(unit.role.role, 1000.0)) for unit in units)

"""The shipped packs: each loads alone, claims no module twice, and judges its own samples as it promises."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.model.analysis import Analysis
from archlint.model.patterns import PatternSet
from archlint.model.rulebook import Rulebook
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.rulebook.load import load_rulebook
from archlint.rulebook.packs import rules_folder, shipped_packs

PACKS = shipped_packs()
NEEDED = {
    "layers/digital-enablement", "layers/self-care-six-tier", "layers/three-tier", "layers/hexagonal", "layers/django",
    "layers/fastapi-react", "layers/spring",
}  # fmt: skip
WORD = re.compile(r"[A-Za-z_][\w-]*")


def extending(folder: Path, pack: str, more: str = "") -> Rulebook:
    folder.mkdir(exist_ok=True)
    (folder / "archlint.toml").write_text(f'extends = ["{pack}"]\n{more}', encoding="utf-8")
    rulebook = load_rulebook(folder, checks=())
    assert rulebook is not None
    return rulebook


def test_the_promised_packs_are_there() -> None:
    assert set(PACKS) >= NEEDED


def test_every_pack_is_listed(tmp_path: Path) -> None:
    listed = (rules_folder() / "README.md").read_text(encoding="utf-8")
    for pack in PACKS:
        names = [layer.name for layer in extending(tmp_path, pack).layers]
        (row,) = [line for line in listed.splitlines() if f"]({pack}/why.md)" in line]
        assert re.findall(r"[\w-]+", row.rpartition(") | ")[2]) == names


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_gives_reasons(pack: str, tmp_path: Path) -> None:
    rulebook = extending(tmp_path, pack)
    assert len(rulebook.layers) >= 3
    assert all(layer.because for layer in rulebook.layers)
    assert all(contract.because and contract.name for contract in rulebook.contracts)
    assert {origin.file for origin in rulebook.origins.values()} == {f"pack:{pack}"}


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_comes_with_why_and_samples(pack: str) -> None:
    folder = rules_folder() / pack
    why = (folder / "why.md").read_text(encoding="utf-8")
    assert len(why.splitlines()) <= 60
    for heading in ("## What it is", "## Why", "## When not to use it", "## Sources"):
        assert heading in why
    for sample in ("good", "bad"):
        assert len([file for file in (folder / sample).rglob("*") if file.is_file()]) >= 5


@pytest.mark.parametrize("pack", PACKS)
def test_a_project_may_move_the_layers_of_a_pack(pack: str, tmp_path: Path) -> None:
    plain = extending(tmp_path, pack)
    moved = "".join(f'[[layers]]\nname = "{layer.name}"\npaths = ["{layer.name}-code/**"]\n' for layer in plain.layers)
    rulebook = extending(tmp_path, pack, moved)
    assert [layer.name for layer in rulebook.layers] == [layer.name for layer in plain.layers]
    assert [layer.because for layer in rulebook.layers] == [layer.because for layer in plain.layers]
    assert rulebook.contracts == plain.contracts


def judged(pack: str, sample: str) -> Analysis:
    return analyze(rules_folder() / pack / sample, Request(cache=False, workers=1))


@pytest.mark.parametrize("pack", PACKS)
def test_the_good_sample_is_clean(pack: str) -> None:
    analysis = judged(pack, "good")
    assert [f"{finding.check}: {finding.message}" for finding in analysis.findings] == []
    assert analysis.diagnostics == ()
    assert analysis.statistics.covered == analysis.statistics.modules >= 4
    assert analysis.statistics.verdicts.get("allowed", 0) >= 3


@pytest.mark.parametrize("pack", PACKS)
def test_the_bad_sample_shows_the_faults_it_promises(pack: str) -> None:
    lines = (rules_folder() / pack / "bad" / "expected.txt").read_text(encoding="utf-8").splitlines()
    promised = Counter({line.split()[0]: int(line.split()[1]) for line in lines if not line.startswith("#")})
    analysis = judged(pack, "bad")
    told = "\n".join(f"{finding.check}: {finding.message}" for finding in analysis.findings)
    assert Counter(finding.check for finding in analysis.open_findings) == promised, told
    assert all(finding.because for finding in analysis.open_findings)


def words_of(rulebook: Rulebook) -> list[str]:
    texts = " ".join(pattern for layer in rulebook.layers for pattern in layer.paths)
    return sorted(set(WORD.findall(texts)))


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_claims_no_module_twice(pack: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    rulebook = extending(tmp_path_factory.mktemp("project"), pack)
    sets = [(layer.name, PatternSet(layer.paths)) for layer in rulebook.layers]
    word = st.sampled_from(words_of(rulebook)) | st.just("acme")
    path = st.tuples(
        st.lists(word, max_size=4),
        st.sampled_from(["", "Customer", "app"]),
        word,
        st.sampled_from([".py", ".ts", ".java"]),
    ).map(lambda drawn: "/".join([*drawn[0], drawn[1] + drawn[2] + drawn[3]]))

    @given(path)
    def claimed_once(path: str) -> None:
        assert len([name for name, patterns in sets if patterns.matches(path)]) <= 1

    claimed_once()


@pytest.mark.parametrize(
    ("pack", "path", "layer"),
    [
        ("digital-enablement", "channels/web/src/pages/Invoice.tsx", "ui"),
        ("digital-enablement", "apps/portal/main.ts", "ui"),
        ("digital-enablement", "src/bff/routes.py", "enablement"),
        ("digital-enablement", "bss/billing/ledger.py", "backend"),
        ("self-care-six-tier", "esb/customer_bill.py", "backend-api"),
        ("self-care-six-tier", "ods/usage.py", "data-layer"),
        ("three-tier", "src/main/java/com/acme/web/InvoiceController.java", "presentation"),
        ("three-tier", "shop/services/prices.py", "business"),
        ("three-tier", "shop/models/price.py", "data"),
        ("three-tier", "web/models/price_view.py", "presentation"),
        ("hexagonal", "src/main/java/com/acme/adapter/out/persistence/AccountRow.java", "adapters"),
        ("hexagonal", "src/main/java/com/acme/application/port/in/SendMoney.java", "application"),
        ("hexagonal", "src/main/java/com/acme/application/domain/model/Account.java", "domain"),
        ("hexagonal", "src/main/java/com/acme/application/domain/service/SendMoneyService.java", "application"),
        ("hexagonal", "shop/domain/order.py", "domain"),
        ("hexagonal", "shop/main.py", "bootstrap"),
        ("django", "shop/orders/models.py", "domain"),
        ("django", "shop/api/models.py", "domain"),
        ("django", "shop/orders/migrations/0001_initial.py", "project"),
        ("django", "shop/orders/prices.py", "domain"),
        ("django", "shop/celery.py", "domain"),
        ("django", "shop/orders/api/filters.py", "web"),
        ("django", "shop/orders/services.py", "services"),
        ("django", "shop/orders/tasks/reminders.py", "services"),
        ("django", "shop/settings/production.py", "project"),
        ("django", "shop/orders/management/commands/bill.py", "project"),
        ("fastapi-react", "frontend/src/routes/index.tsx", "screens"),
        ("fastapi-react", "frontend/src/main.tsx", "screens"),
        ("fastapi-react", "frontend/src/components/Button.tsx", "components"),
        ("fastapi-react", "frontend/src/hooks/useInvoices.ts", "client"),
        ("fastapi-react", "backend/app/api/routes/invoices.py", "routes"),
        ("fastapi-react", "backend/app/main.py", "routes"),
        ("fastapi-react", "backend/app/invoices.py", "logic"),
        ("fastapi-react", "backend/app/core/db.py", "data"),
        ("fastapi-react", "backend/app/models.py", "data"),
        ("spring", "src/main/java/com/acme/AcmeApplication.java", "configuration"),
        ("spring", "src/main/java/com/acme/owner/OwnerController.java", "web"),
        ("spring", "src/main/java/com/acme/web/OwnerForm.java", "web"),
        ("spring", "src/main/java/com/acme/web/WebConfig.java", "configuration"),
        ("spring", "src/main/java/com/acme/service/OwnerServiceImpl.java", "service"),
        ("spring", "src/main/java/com/acme/domain/OwnerRepository.java", "repository"),
        ("spring", "src/main/java/com/acme/domain/Owner.java", "domain"),
        ("spring", "src/main/resources/static/app.js", ""),
    ],
)
def test_layers_of_usual_paths(pack: str, path: str, layer: str, tmp_path: Path) -> None:
    rulebook = extending(tmp_path, f"layers/{pack}")
    assert [known.name for known in rulebook.layers if PatternSet(known.paths).matches(path)] == [layer] * bool(layer)

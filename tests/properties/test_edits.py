"""Whatever is edited, a run that knows the last one says what a run that knows nothing says."""

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from archlint.pipeline import analyze as pipeline
from archlint.pipeline import cache, stored
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

DECLARATION = """\
[[layers]]
name = "ui"
paths = ["ui/**"]

[[layers]]
name = "service"
paths = ["service/**"]

[[layers]]
name = "store"
paths = ["store/**"]

[checks.god-component]
modules = 1
uses = 0
share = 0.6
"""
FILES = {
    "archlint.toml": DECLARATION,
    "ui/page.ts": (
        'import { rows } from "./rows";\n\nexport async function page() {\n  return rows(await fetch("/orders"));\n}\n'
    ),
    "ui/rows.ts": "export function rows(all) {\n  return all;\n}\n",
    "ui/lost.ts": 'import gone from "./gone";\n\nexport function lost() {\n  return gone;\n}\n',
    "ui/menu.py": "from store.rows import Row\n\n\ndef menu():\n    from service import orders\n\n    return orders, Row\n",
    "service/__init__.py": "",
    "service/api.py": (
        "from fastapi import FastAPI\n\nfrom service import orders\n\napp = FastAPI()\n\n\n"
        '@app.get("/orders")\ndef listed():\n    return orders.place()\n'
    ),
    "service/orders.py": (
        "from store.rows import Row  # archlint: allow[orphan-module] for the test\nfrom store import money\n\n\n"
        "def place():\n    total = 0\n    for row in [Row()]:\n        total += money.of(row)\n    return total\n"
    ),
    "store/__init__.py": "",
    "store/rows.py": "class Row:\n    price = 1\n",
    "store/money.py": "def of(row):\n    if row.price > 0:\n        return row.price\n    return 0\n",
    "store/spare.py": "def spare():\n    return 0\n",
    "store/far/__init__.py": "",
    "store/far/away.java": "package store.far;\n\nclass Away {\n  int far() { return 1; }\n}\n",
}


def _sources(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.suffix in (".py", ".ts", ".java"))


def _added(line: str, at_end: bool) -> "Edit":
    def edit(root: Path, chance: random.Random) -> None:
        path = chance.choice([one for one in _sources(root) if one.suffix == ".py"])
        lines = path.read_text().splitlines()
        lines.insert(len(lines) if at_end else chance.randrange(len(lines) + 1), line)
        path.write_text("\n".join(lines) + "\n")

    return edit


def _without_a_line(root: Path, chance: random.Random) -> None:
    path = chance.choice(_sources(root))
    lines = path.read_text().splitlines()
    if lines:
        del lines[chance.randrange(len(lines))]
    path.write_text("\n".join(lines) + "\n" if lines else "")


def _another_number(root: Path, chance: random.Random) -> None:
    """What happens most: a change in a function, after which nothing stands elsewhere."""
    path = chance.choice(_sources(root))
    path.write_text(path.read_text().replace("0", str(chance.randrange(9))).replace("1", "2"))


def _renamed(root: Path, chance: random.Random) -> None:
    path = chance.choice(_sources(root))
    path.rename(path.with_stem(f"{path.stem}{chance.randrange(9)}"))


def _deleted(root: Path, chance: random.Random) -> None:
    chance.choice(_sources(root)).unlink()


def _new(root: Path, chance: random.Random) -> None:
    (root / chance.choice(["ui", "service", "store/far"]) / f"new{chance.randrange(9)}.py").write_text(
        "import store.rows\n"
    )


def _declared_otherwise(root: Path, chance: random.Random) -> None:
    open_layer = DECLARATION.replace('"service/**"]', '"service/**"]\nopen = true')
    (root / "archlint.toml").write_text(chance.choice([DECLARATION, open_layer, open_layer.replace("0.6", "0.2")]))


def _put_back(root: Path, chance: random.Random) -> None:
    name = chance.choice([name for name in FILES if name != "archlint.toml"])
    (root / name).write_text(FILES[name])


Edit = Callable[[Path, random.Random], None]
EDITS: tuple[Edit, ...] = (
    _added("def more(): return 1", at_end=True),
    _added("    # why", at_end=False),
    _added("    password = 'hunter22hunter'", at_end=False),
    _added("from store.money import of", at_end=False),
    _added("import requests", at_end=True),
    _added("    import store.far", at_end=False),
    _added("def broken(:", at_end=True),
    _added("# archlint: allow[layer-skip] for now", at_end=False),
    _without_a_line,
    _another_number,
    _another_number,
    _renamed,
    _deleted,
    _new,
    _declared_otherwise,
    _put_back,
    _put_back,
)


def _laid_out(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture(autouse=True)
def _young_files_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_RACY", 0)
    monkeypatch.setattr(stored, "_RACY", 0)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_answer_is_that_of_a_cold_run(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root = _laid_out(tmp_path / "shop")
    asked = Request(workers=1, need_graph=bool(seed % 2), need_connections=bool(seed % 2))
    analyze(root, asked)
    for number in range(9):
        edit = chance.choice(EDITS)
        edit(root, chance)
        known = msgspec.json.encode(analyze(root, asked))
        cold = msgspec.json.encode(analyze(root, asked._replace(cache=False)))
        assert known == cold, (seed, number, edit)


def test_what_is_read_again_has_the_same_bytes(tmp_path: Path) -> None:
    """Numbers too: one that was counted is not one that was measured."""
    root = _laid_out(tmp_path / "shop")
    asked = Request(workers=1, need_graph=True, need_assessment=True)
    first, second = analyze(root, asked), analyze(root, asked)
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def _judged(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The projects that are linked and judged from now on."""
    seen: list[Path] = []
    real = pipeline._analyze

    def watched(root, *rest, **more):  # type: ignore[no-untyped-def]
        seen.append(root)
        return real(root, *rest, **more)

    monkeypatch.setattr(pipeline, "_analyze", watched)
    return seen


INSIDE = [
    ("store/money.py", "return 0", "return 3\n    # nothing to pay", False),
    ("store/money.py", "return 0", "return 0\n\n\ndef more():\n    return 1", False),
    ("store/rows.py", "price = 1", "price = 2", False),
    ("store/rows.py", "class Row", "\nclass Row", True),  # ui/menu.py skips to it, and where it stands is told
    ("service/orders.py", "return total", "return total\n" + 60 * "\n# long", True),  # the folder is heavy now
    ("store/money.py", "return 0", "return 'password = \"hunter22hunter\"'", False),
    ("store/money.py", "return 0", "import store.far", True),
    ("store/money.py", "return 0", "return (", True),
    ("service/orders.py", "total = 0", "total = 1", False),
    ("service/orders.py", "from store import money", "\nfrom store import money", True),
]
ACROSS = [
    ("store/spare.py", "return 0", "return 1", False),
    ("store/spare.py", "return 0", "return 'password = \"hunter22hunter\"'", True),
    ("store/spare.py", "return 0", "return fetch('/orders')", True),
    ("ui/lost.ts", "return gone", "return gone.get('/orders')", True),  # rules are about what is not there
    ("service/api.py", "orders.place()", "[orders.place()]", True),  # it serves what others ask for
    ("store/money.py", "return 0", "return 1", True),  # what it serves comes from here
]


@pytest.mark.parametrize(
    ("name", "old", "new", "again", "across"), [*((*one, False) for one in INSIDE), *((*one, True) for one in ACROSS)]
)
def test_what_changes_nothing_that_was_asked_is_not_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, again: bool, across: bool
) -> None:
    root = _laid_out(tmp_path / "shop")
    (root / "archlint.toml").write_text(f"{DECLARATION}\n[project]\nconnections = {str(across).lower()}\n")
    asked = Request(workers=1)
    analyze(root, asked)
    runs = _judged(monkeypatch)
    path = root / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    known = analyze(root, asked)
    assert bool(runs) == again
    assert known == analyze(root, asked._replace(cache=False))
    runs.clear()
    assert analyze(root, asked) == known
    assert not runs, "the answer for what is there now was stored"


ENTRIES = """
[project]
connections = true

[[connections]]
kind = "publication"
language = "python"
calls = ["own:tell", "own:told", "acme.bus.send"]
topic = ["0"]
"""
TOLD = [
    ("store/spare.py", "def spare():\n    return 0\n\n\ndef telling(topic):\n    return topic\n"),
    ("store/spare.py", "def spare():\n    return tell('paid')\n\n\ndef tell(topic):\n    return topic\n"),
    ("store/spare.py", "def spare():\n    return tell\n\n\ndef tell(topic):\n    return topic\n"),
    ("store/money.py", "from acme.buss import send\n\n\ndef of(row):\n    return 0\n"),
    ("store/money.py", "from acme.bus import send\n\n\ndef of(row):\n    return send('paid')\n"),
    ("ui/menu.py", "class Told:\n    def told(self):\n        return 1\n"),
    ("store/money.py", "def of(row):\n    return 0\n"),
]


def test_entries_that_match_nothing_are_known_after_any_edit(tmp_path: Path) -> None:
    root = _laid_out(tmp_path / "shop")
    (root / "archlint.toml").write_text(f"{DECLARATION}{ENTRIES}")
    asked = Request(workers=1, select=("unmatched-pattern",))
    seen = [analyze(root, asked)]
    for name, text in TOLD:
        (root / name).write_text(text)
        seen.append(analyze(root, asked))
        assert seen[-1] == analyze(root, asked._replace(cache=False)), text
    messages = [tuple((one.message, one.instead) for one in each.findings) for each in seen]
    assert len(set(messages)) == len(messages), "each edit said something else"
    assert [len(each) for each in messages] == [3, 3, 2, 3, 3, 2, 2, 3]


def test_facts_that_are_gone_are_no_reason_to_believe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _laid_out(tmp_path / "shop")
    asked = Request(workers=1)
    first = analyze(root, asked)
    (root / ".archlint_cache/facts.sqlite").unlink()
    runs = _judged(monkeypatch)
    (root / "store/money.py").write_text(FILES["store/money.py"] + "# more\n")
    assert analyze(root, asked) == first
    assert runs == [root]


def test_a_damaged_basis_is_no_basis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _laid_out(tmp_path / "shop")
    asked = Request(workers=1)
    first = analyze(root, asked)
    (kept,) = (root / ".archlint_cache").glob("*.basis")
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    kept.write_bytes(content)
    runs = _judged(monkeypatch)
    (root / "store/money.py").write_text(FILES["store/money.py"] + "# more\n")
    assert analyze(root, asked) == first
    assert runs == [root]

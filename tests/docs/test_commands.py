"""Every command that the documentation shows is run, and what stands below it is what it prints.

Each page has a folder of its own with the examples in it, and runs its commands there from top to bottom, as a reader would.
What a page shows of another project is run in a project like it; what cannot be run here is named below, with the reason.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from archlint.cli.door import default_analyze
from archlint.cli.main import main
from archlint.model.analysis import Analysis
from archlint.pipeline.request import Request

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *ROOT.glob("*/README.md"),
        *(ROOT / "docs").rglob("*.md"),
    )
)
CUT = "…"
SELF_CARE = "examples/self-care/current"

NOT_RUN = {
    "python3 dev.py": "sets up an environment; the tests run in one that it has set up",
    "pip install": "asks a package registry",
    ".venv/bin/python benchmarks/": "downloads the packages and repositories that it measures",
    "git commit": "run with pre-commit itself, by test_pre_commit.py",
    "archlint check --scheduler": "needs a cluster; tests of the scheduler run one of their own",
    "archlint check --store s3://": "asks a store in a cloud; tests of the store have a folder and a server of their own",
    "export ARCHLINT_STORE_KEY": "sets a variable of a shell for the command below it",
    "archlint transition --revisions 14 --since 2e5c19bf1b": "needs seven years of saleor's history",
}
"""What a command starts with that is not run here, and why."""

CHANGING = re.compile(r"changed \d+ times? in the last year")
"""What depends on the day and on how deep a clone is."""

CART = {
    "shop/__init__.py": "",
    "shop/cart/__init__.py": "",
    "shop/cart/prices.py": "def price(line):\n    return line.units * line.price\n",
    "shop/cart/total.py": "from shop.cart.prices import price\n\n\ndef total(cart):\n    return sum(map(price, cart.lines))\n",
    "shop/pricing/__init__.py": "",
}
CRUISED = {
    ".dependency-cruiser.js": """\
module.exports = {
  extends: "dependency-cruiser/configs/recommended",
  forbidden: [
    { name: "no-circular", from: { pathNot: "^src/generated/" }, to: { circular: true } },
    { name: "not-to-dev-dep", from: { path: "^src" }, to: { dependencyTypes: ["npm-dev"] } },
    { name: "no-ui-in-api", from: { path: "^src/api/" }, to: { path: "^src/ui/" } },
    { name: "no-api-in-model", from: { path: "^src/model/" }, to: { path: "^src/(ui|api)/" } },
  ],
};
""",
    "package.json": '{"name": "shop"}',
    "src/ui/page.ts": 'import { load } from "../api/load";\nexport const page = load;\n',
    "src/api/load.ts": 'import { bill } from "../model/bill";\nexport const load = () => bill;\n',
    "src/model/bill.ts": "export const bill = 1;\n",
}


class Command(NamedTuple):
    """A command of a page, with the stretches of output that stand below it ([] where none does)."""

    line: int
    words: str
    stretches: list[str]


def commands(page: str) -> Iterator[Command]:
    """The commands of the console blocks and indented blocks of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.finditer(r"^```console\n(.*?)^```|^    archlint [^\n]*$", text, re.MULTILINE | re.DOTALL):
        shown = block[1] if block[1] is not None else f"$ {block[0].strip()}\n"
        line = text.count("\n", 0, block.start()) + 1
        for number, piece in enumerate(re.split(r"^\$ ", shown, flags=re.MULTILINE)):
            command, _, output = piece.partition("\n")
            if number:
                stretches = [stretch.strip("\n") for stretch in re.split(rf"^{CUT}\n", output, flags=re.MULTILINE)]
                yield Command(line, command.partition("  #")[0].strip(), [one for one in stretches if one])


def why_not_run(words: str) -> str | None:
    return next((reason for start, reason in NOT_RUN.items() if words.startswith(start)), None)


def run_here(page: str) -> list[Command]:
    return [command for command in commands(page) if why_not_run(command.words) is None]


UNTOUCHED: dict[str, Analysis] = {}
"""Analyses of the examples as they are, shared by all pages."""


class Reader:
    """Runs commands in a folder. Analyses are shared, `known` with others, until a command writes something."""

    def __init__(self, folder: Path, known: dict[str, Analysis] | None = None) -> None:
        self.folder = folder
        self._known: dict[str, Analysis] = {} if known is None else known

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")

    def git(self, *words: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {
            f"GIT_{role}_{what}": "kim@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        subprocess.run(
            ["git", *words],
            cwd=self.folder,
            check=True,
            capture_output=True,
            env={**kept, **who, "GIT_CONFIG_GLOBAL": os.devnull},
        )

    def commit(self, *tags: str) -> None:
        if not (self.folder / ".git").exists():
            self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-q", "--allow-empty", "-m", "As it is")
        for tag in tags:
            self.git("tag", tag)

    def run(self, words: str) -> str:
        """What a command of archlint prints. It may find something, and it must not fail."""
        out, err = io.StringIO(), io.StringIO()
        name, *rest = shlex.split(words)
        assert name == "archlint"
        with contextlib.chdir(self.folder):
            code = main([*rest, "--quiet"], io.StringIO(), out, err, analyze=self._analyzed)
        is_draft = code == 2 and "not judged" in out.getvalue() + err.getvalue()
        assert code in (0, 1) or is_draft, f"{words}: exit code {code}: {err.getvalue()}"
        if rest[0] in ("init", "baseline", "import-config", "move", "facts"):
            self._known = {}
        return out.getvalue()

    def _analyzed(self, root: Path, request: Request) -> Analysis:
        asked = request._replace(progress=None)  # type: ignore[arg-type]
        key = repr((root.resolve().relative_to(self.folder.resolve()), asked))
        if key not in self._known:
            self._known[key] = default_analyze(root, request)
        return self._known[key]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """In a clone of the repository, as far as a reader looks into it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns(".archlint_cache"))
    made = Reader(tmp_path, UNTOUCHED)
    made.commit("v1.0", "v2.0")
    return made


def in_self_care(reader: Reader) -> Reader:
    return Reader(reader.folder / SELF_CARE)


def undeclared(reader: Reader) -> Reader:
    """A project with nothing declared yet."""
    shutil.copytree(reader.folder / SELF_CARE, reader.folder / "shop", dirs_exist_ok=True)
    (reader.folder / "shop" / "archlint.toml").unlink()
    return Reader(reader.folder / "shop")


def above_undeclared(reader: Reader) -> Reader:
    undeclared(reader)
    return Reader(reader.folder)


def carts(reader: Reader) -> Reader:
    """A Python project under git."""
    made = Reader(reader.folder / "carts")
    made.write(CART)
    made.commit()
    return made


def cruised(reader: Reader) -> Reader:
    made = Reader(reader.folder)
    made.write({f"shop/{name}": text for name, text in CRUISED.items()})
    return made


def sharded(reader: Reader) -> Reader:
    """Where three of four machines have read their part."""
    made = in_self_care(reader)
    for number in (2, 3, 4):
        made.run(f"archlint facts --shard {number}/4 --output {number}.facts")
    return made


def remembering(reader: Reader) -> Reader:
    """With what was saved on other days."""
    made = in_self_care(reader)
    (made.folder / "nightly").mkdir(exist_ok=True)
    for name in ("monday.json", "friday.json", "nightly/sunday.json"):
        made.run(f"archlint check --format json --output {name}")
    return made


ELSEWHERE = (
    ("README.md", "archlint check", undeclared),
    ("README.md", "archlint init", None),
    ("README.md", "archlint baseline", None),
    ("docs/guide.md", "archlint check", undeclared),
    ("docs/guide.md", "archlint init", None),
    ("docs/for-architects.md", "archlint check shop", above_undeclared),
    ("docs/moving-in.md", "archlint import-config", cruised),
    ("docs/guide.md", "archlint facts --shard", sharded),
    ("docs/guide.md", "archlint check --facts", None),
    ("docs/guide.md", "archlint move", carts),
    ("docs/guide.md", "archlint show", in_self_care),
    ("docs/guide.md", "archlint report", remembering),
    ("docs/guide.md", "archlint diff", remembering),
    ("docs/agents.md", "archlint context", in_self_care),
)
"""What is run in another project: the page, what a command starts with, and the project; None for the one before."""


@pytest.mark.parametrize("page", [page for page in PAGES if run_here(page)])
def test_what_a_page_shows_is_what_archlint_prints(page: str, reader: Reader) -> None:
    places: dict[object, Reader] = {}
    last = reader
    for command in run_here(page):
        where = reader
        for named, start, project in ELSEWHERE:
            exact = start == "archlint check"  # a bare one; with a path it is about the example
            if named != page or not (command.words == start if exact else command.words.startswith(start)):
                continue
            if project is not None and project not in places:
                places[project] = project(reader)
            where = last if project is None else places[project]
        last = where
        printed = f"\n{CHANGING.sub('', where.run(command.words))}\n"
        shown = [f"\n{CHANGING.sub('', stretch)}\n" for stretch in command.stretches]
        found = [printed.find(stretch) for stretch in shown]
        assert -1 not in found, (
            f"{page}:{command.line}: {command.words}\n{shown[found.index(-1)]}\n---\n{printed[:4000]}"
        )
        assert all(one < other for one, other in pairwise(found)), f"{page}:{command.line}: in another order"


def test_every_reason_not_to_run_is_needed_and_every_place_is_used() -> None:
    every = [(page, command.words) for page in PAGES for command in commands(page)]
    assert [start for start in NOT_RUN if not any(words.startswith(start) for _, words in every)] == []
    unused = [
        (page, start)
        for page, start, _ in ELSEWHERE
        if not any(one == page and words.startswith(start) for one, words in every)
    ]
    assert unused == []


def test_commands_in_the_text_name_commands_and_options_that_exist() -> None:
    from archlint.cli.main import COMMANDS

    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for written in re.findall(r"`archlint ([a-z-]+)(?= |`)[^`]*`", text):
            assert written in {row.name for row in COMMANDS} or written.startswith("-"), f"{page}: archlint {written}"

"""From a first look to a clean run, as a user does it: nothing is put in the pipeline's place."""

import json
from pathlib import Path

import pytest
from at_the_door import process, project, run

FILES = {
    "channels/web/invoice.py": "from bss.billing.ledger import row\n\nrow()\n",
    "channels/web/usage.py": "from enablement.api import usage\n",
    "enablement/api.py": "from bss.billing.ledger import row\n\ndef usage():\n    return row()\n",
    "bss/billing/ledger.py": "\n\ndef row():\n    return 1\n",
    "archlint.toml": (
        '[[layers]]\nname = "ui"\npaths = ["channels/**"]\n\n'
        '[[layers]]\nname = "enablement"\npaths = ["enablement/**"]\nbecause = "Channels are served here."\n\n'
        '[[layers]]\nname = "backend"\npaths = ["bss/**"]\nparts = { billing = "bss/billing/**" }\n'
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, FILES)


def test_check_then_repair(root: Path) -> None:
    answer = run("check", root, "--no-cache")
    assert answer.code == 1
    assert "channels/web/invoice.py:1:6: layer-skip: " in answer.out
    assert "     1 | from bss.billing.ledger import row\n       |      ^^^^^^^^^^^^^^^^^^\n" in answer.out
    assert "why:     Channels are served here." in answer.out
    assert "instead: use enablement/api.py" in answer.out
    project(root, {"channels/web/invoice.py": "from enablement.api import usage\n"})
    assert run("check", root, "--no-cache").code == 0


def test_baseline_then_check_then_prune(root: Path) -> None:
    assert "1 added" in run("baseline", root, "--no-cache").out
    answer = run("check", root, "--no-cache")
    assert answer.code == 0
    assert "1 in the baseline" in answer.out
    project(root, {"channels/web/late.py": "from bss.billing.ledger import row\n"})
    assert run("check", root, "--no-cache").code == 1
    project(root, {"channels/web/invoice.py": ""})
    assert "(0 added, 1 removed, 0 kept)" in run("baseline", root, "--prune", "--no-cache").out
    assert run("check", root, "--no-cache").code == 1


def test_show_and_why(root: Path) -> None:
    nodes = json.loads(run("show", root, "--format", "json", "--no-cache").out)["nodes"]
    assert [node["id"] for node in nodes] == sorted(name for name in FILES if name.endswith(".py"))
    answer = run("why", "channels.web.usage", "backend.billing", root, "--no-cache")
    assert answer.code == 0
    assert answer.out.splitlines()[2] == "channels/web/usage.py:1:6 → enablement/api.py  (ui → enablement)"
    assert run("why", "backend", "ui", root, "--no-cache").code == 1


def test_init_then_check(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "web/pages/start.tsx": 'import React from "react";\n',
            "api/orders.py": "from fastapi import FastAPI\nfrom db.models import Order\n",
            "db/models.py": "import sqlalchemy\n",
        },
    )
    before = run("check", root, "--no-cache")
    assert before.code == 2
    assert "draft" in before.out
    written = run("init", root, "--no-cache")
    assert written.code == 0
    assert run("check", root, "--no-cache").code in (0, 1)
    again = run("init", root, "--force", "--no-cache")
    assert again.code == 0
    assert again.out.splitlines()[1:] == written.out.splitlines()[1:]


def test_every_door_as_a_process(root: Path) -> None:
    assert process("check", root, "--no-cache").returncode == 1
    assert process("check", root, "--no-cache", "--format", "json", "--output", root / "saved.json").returncode == 1
    done = process("render", root / "saved.json", "--format", "mermaid")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("flowchart TD\n")
    assert process("show", root, "--no-cache", "--format", "dot").returncode == 0
    assert process("check", root / "nowhere").returncode == 2

"""What a client of `archlint lsp` may send: nonsense, documents from elsewhere, huge ones, edits while others are answered."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from faulty_projects import ROOT, SOUND, written

pytest.importorskip("pygls")


def framed(message: object) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def asked(number: int, method: str, **params: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def told(method: str, **params: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def talk(root: Path, messages: Sequence[object]) -> list[dict[str, Any]]:
    """What the server answers to some messages, sent at once, until it ends."""
    start = asked(1, "initialize", processId=None, rootUri=root.as_uri(), capabilities={})
    spoken = [start, told("initialized"), *messages, asked(99, "shutdown"), told("exit")]
    done = subprocess.run(
        [sys.executable, "-m", "archlint", "lsp"],
        input=b"".join(map(framed, spoken)),
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    answers = []
    rest = done.stdout
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    assert done.returncode == 0, done.stderr[-2000:]
    assert any(answer.get("id") == 99 for answer in answers), "it did not live to the end"
    return answers


def opened(uri: str, text: str) -> dict[str, object]:
    return told("textDocument/didOpen", textDocument={"uri": uri, "languageId": "python", "version": 1, "text": text})


def test_nonsense_is_refused_and_the_session_goes_on(tmp_path: Path) -> None:
    root = written(tmp_path, SOUND)
    page = (root / "ui/page.py").as_uri()
    nonsense = [
        asked(2, "no/such/method"),
        asked(3, "textDocument/hover", textDocument={"uri": page}, position={"line": -1, "character": 10**9}),
        asked(4, "textDocument/hover", textDocument={}),
        asked(5, "textDocument/definition", textDocument={"uri": page}, position={"line": 10**6, "character": 0}),
        told("textDocument/didChange", textDocument={"uri": page, "version": 9}, contentChanges=[]),
        told("textDocument/didClose", textDocument={"uri": page}),
        {"jsonrpc": "2.0", "id": 6},
        b'{"jsonrpc": "2.0", "id": 7, "method": ',
        b"[]",
        b"\xff\xfe",
        opened(page, "import data.rows\n"),
    ]
    answers = talk(root, nonsense)
    found = {answer["id"]: answer for answer in answers if isinstance(answer.get("id"), int)}
    assert "error" in found[2]
    shown = [answer for answer in answers if answer.get("method") == "textDocument/publishDiagnostics"]
    assert "layer-skip" in json.dumps(shown)


URIS = (
    "file:///etc/passwd",
    "file:///etc/x.py",
    "untitled:Untitled-1",
    "https://example.org/x.py",
    "file://host/share/x.py",
    "ROOT/../outside.py",
    "ROOT/ui/%2e%2e/%2e%2e/outside.py",
    "ROOT/ui/a%00b.py",
    "nonsense",
    "",
)


def test_documents_from_elsewhere_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, {"outside.py": "import ui.page\n"})
    root = written(tmp_path / "root", SOUND)
    messages: list[object] = []
    for number, uri in enumerate(URIS, 2):
        named = uri.replace("ROOT", root.as_uri())
        place = {"textDocument": {"uri": named}, "position": {"line": 0, "character": 8}}
        messages += [opened(named, "import ui.page\n"), asked(number, "textDocument/hover", **place)]
    answers = talk(root, [*messages, opened((root / "data/rows.py").as_uri(), "import ui.page\n")])
    shown = [answer["params"] for answer in answers if answer.get("method") == "textDocument/publishDiagnostics"]
    assert {one["uri"] for one in shown if one["diagnostics"]} == {(root / "data/rows.py").as_uri()}


def test_huge_documents_and_quick_edits_end_with_the_last_text(tmp_path: Path) -> None:
    root = written(tmp_path, SOUND)
    page = (root / "data/rows.py").as_uri()
    huge = "x = 1\n" * 400_000
    texts = [huge, "import ui.page\n", "(" * 50_000, "", "import ui.page\n", "ROWS = []\n", "import ui.page  # last\n"]
    changes = [
        told("textDocument/didChange", textDocument={"uri": page, "version": at}, contentChanges=[{"text": text}])
        for at, text in enumerate(texts, 2)
    ]
    answers = talk(root, [opened(page, "ROWS = []\n"), *changes])
    shown = [answer["params"] for answer in answers if answer.get("method") == "textDocument/publishDiagnostics"]
    last = [one for one in shown if one["uri"] == page][-1]
    assert "upward-dependency" in json.dumps(last)

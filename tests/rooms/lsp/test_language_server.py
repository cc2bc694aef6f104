"""`archlint lsp` over the real protocol, driven by pygls's own client: a small system in three layers and three languages."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from archlint.cli.main import main

FILES = {
    "archlint.toml": """
[project]
connections = true
[[layers]]
name = "ui"
paths = ["web/**"]
[[layers]]
name = "services"
paths = ["services/**"]
because = "What screens need is built here once."
[[layers]]
name = "store"
paths = ["store/**"]
""",
    "services/package.txt": "",
    "services/bills.py": "from fastapi import FastAPI\nimport store.tables\n\napp = FastAPI()\n\n\n"
    '@app.get("/bills")\ndef bills():\n    return store.tables.ROWS\n',
    "store/tables.py": "ROWS = []\n",
    "web/page.ts": 'export const load = () => fetch("/bills");\n',
    "web/script.py": "NAME = 'ünïcode'\n",
}
SHOP = {
    "archlint.toml": """
[[layers]]
name = "ui"
paths = ["web/**"]
[[layers]]
name = "services"
paths = ["services/**"]
public = ["services/api.*"]
[[layers]]
name = "store"
paths = ["store/**"]
[checks.uncovered-module]
severity = "off"
""",
    "services/api.py": "from services.prices import price\n\n\ndef total(bill):\n"
    "    return price(bill) * 2 if bill.kind == 'open' else 0\n",
    "services/prices.py": "import store.tables\n\n\ndef price(line):\n    return store.tables.ROWS[line]\n\n\ndef tax(line):\n"
    "    return price(line) // 5\n",
    "services/api.ts": 'export { price } from "./prices";\n',
    "services/prices.ts": "export const price = 3;\n",
    "store/tables.py": "ROWS = {}\n",
    "libs/reach.py": "'🙂'; from store.tables import ROWS\n",
    "web/page.py": "'ü🙂'; from services.prices import price\n",
    "web/page.ts": 'import {\n  price,\n} from "../services/prices";\n',
    "web/far.py": "import libs.reach\n",
}
WRONG = "NAME = '🙂🙂'; import store.tables\n"


class Editor:
    """A client with one folder open; keeps what it was told about each document."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.client = LanguageClient("test-editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.messages: list[str] = []
        self.commands: dict[str, types.Command] = {}
        self._news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self._news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def _shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            self._news.set()

    async def start(self, encodings: list[str] | None = None) -> None:
        await self.client.start_io(sys.executable, "-m", "archlint", "lsp")
        folder = types.WorkspaceFolder(self.root.as_uri(), "project")
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        asked = types.InitializeParams(
            capabilities=types.ClientCapabilities(general=general),
            root_uri=self.root.as_uri(),
            workspace_folders=[folder],
        )
        await self.client.initialize_async(asked)
        self.client.initialized(types.InitializedParams())

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    async def open(self, path: str, text: str | None = None, language: str = "python") -> list[types.Diagnostic]:
        content = (self.root / path).read_text() if text is None else text
        document = types.TextDocumentItem(self.uri(path), language, 1, content)
        return await self._after(
            path, lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        )

    async def type(self, path: str, text: str) -> list[types.Diagnostic]:
        whole = [types.TextDocumentContentChangeWholeDocument(text)]
        at = types.VersionedTextDocumentIdentifier(version=2, uri=self.uri(path))
        return await self._after(
            path,
            lambda: self.client.text_document_did_change(
                types.DidChangeTextDocumentParams(text_document=at, content_changes=whole)
            ),
        )

    def save(self, path: str) -> None:
        self.client.text_document_did_save(
            types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(self.uri(path)))
        )

    async def until(self, path: str, wanted: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """What the document is told, once it is what is wanted."""
        while not wanted(self.told.get(self.uri(path), [])):
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 60)
        return self.told[self.uri(path)]

    async def actions(self, path: str, found: types.Diagnostic) -> dict[str, types.CodeAction]:
        """What is offered to be written about a finding, by title."""
        at = types.TextDocumentIdentifier(self.uri(path))
        asked = types.CodeActionParams(at, found.range, types.CodeActionContext([found]))
        offered = await self.client.text_document_code_action_async(asked) or ()
        self.commands = {one.title: one for one in offered if isinstance(one, types.Command)}
        return {one.title: one for one in offered if isinstance(one, types.CodeAction)}

    async def hover(self, path: str, line: int) -> str:
        at = types.TextDocumentIdentifier(self.uri(path))
        told = await self.client.text_document_hover_async(types.HoverParams(at, types.Position(line, 0)))
        assert told is not None
        assert isinstance(told.contents, types.MarkupContent)
        return told.contents.value

    async def _after(self, path: str, act: Callable[[], Any]) -> list[types.Diagnostic]:
        self.told.pop(self.uri(path), None)
        act()
        while self.uri(path) not in self.told:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 60)
        return self.told[self.uri(path)]


UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""How Python encodes what an editor counts columns in, and the bytes of one unit."""


def edited(text: str, action: types.CodeAction, uri: str, encoding: str = "utf-16") -> str:
    """The text of a document with the edits that an action makes in it, by Python's own count of columns."""
    assert action.edit is not None
    assert action.edit.changes is not None
    name, size = UNITS[encoding]
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode(name)))
    content = text.encode(name)
    for edit in reversed(action.edit.changes[uri]):
        start, end = (starts[at.line] + at.character * size for at in (edit.range.start, edit.range.end))
        content = content[:start] + edit.new_text.encode(name) + content[end:]
    return content.decode(name)


def in_editor(root: Path, session: Callable[[Editor], Awaitable[None]], encodings: list[str] | None = None) -> None:
    async def run() -> None:
        editor = Editor(root)
        await editor.start(encodings)
        try:
            await session(editor)
        finally:
            await editor.stop()

    asyncio.run(asyncio.wait_for(run(), 180))


def written(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return written(tmp_path, FILES)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return written(tmp_path, SHOP)


def test_unsaved_text_is_judged_with_ranges_in_utf_16_and_a_comment_allows(project: Path) -> None:
    async def session(editor: Editor) -> None:
        assert await editor.open("web/script.py") == []
        (found,) = await editor.type("web/script.py", WRONG)
        assert (found.code, found.source, found.severity) == ("layer-skip", "archlint", types.DiagnosticSeverity.Error)
        assert found.message.splitlines()[:2] == [
            "ui reaches past services into store",
            "Why: What screens need is built here once.",
        ]
        line = WRONG.splitlines()[0].encode("utf-16-le")
        start, end = found.range.start.character * 2, found.range.end.character * 2
        assert line[start:end].decode("utf-16-le") == "store.tables"
        (other,) = found.related_information or ()
        assert other.location.uri == editor.uri("store/tables.py")
        assert await editor.type("web/script.py", "import services.bills\n") == []
        # a new file is judged by its path, and a comment allows once its reason is written
        text = "def f():\n    import store.tables\n"
        (found,) = await editor.open("web/new.py", text)
        action = (await editor.actions("web/new.py", found))["Allow layer-skip here: write why"]
        text = edited(text, action, editor.uri("web/new.py"))
        assert text == "def f():\n    # archlint: allow[layer-skip] say why\n    import store.tables\n"
        (still,) = await editor.type("web/new.py", text)
        assert (still.code, still.range.start.line) == ("layer-skip", 2)
        assert await editor.type("web/new.py", text.replace("say why", "goes in May")) == []

    in_editor(project, session)


def test_what_the_baseline_accepts_is_not_shown_and_an_exception_allows_once_its_reason_is_written(
    project: Path,
) -> None:
    wrong = "import store.tables\n"
    (project / "web" / "known.py").write_text(wrong)
    (project / "store" / "others.py").write_text("")
    assert main(["baseline", str(project)]) == 0
    (project / "web" / "[id].py").write_text(wrong)

    async def session(editor: Editor) -> None:
        assert await editor.open("web/known.py") == []
        (found,) = await editor.type("web/known.py", "import store.tables\nimport store.others\n")
        assert (found.code, found.range.start.line) == ("layer-skip", 1)
        (found,) = await editor.open("web/[id].py")
        action = (await editor.actions("web/[id].py", found))[
            "Allow layer-skip between the two modules, in archlint.toml: write why"
        ]
        declared = edited(FILES["archlint.toml"], action, editor.uri("archlint.toml"))
        assert declared.endswith(
            '[[exceptions]]\ncheck = "layer-skip"\nimporter = "web/?id?.py"\nimported = "store/tables.py"\n'
            'because = "say why"\n'
        )
        (editor.root / "archlint.toml").write_text(declared)
        assert await editor.open("archlint.toml", language="toml") == []
        editor.save("archlint.toml")
        (told,) = await editor.until("archlint.toml", lambda found: [one.code for one in found] == ["unused-exception"])
        assert "has no reason, so it accepts nothing; say why" in told.message
        assert [one.code for one in editor.told[editor.uri("web/[id].py")]] == ["layer-skip"]
        (editor.root / "archlint.toml").write_text(declared.replace("say why", "Goes in May."))
        editor.save("archlint.toml")
        await editor.until("web/[id].py", lambda found: not found)

    in_editor(project, session)


def test_an_import_is_led_to_the_public_module_and_both_ends_are_linked(shop: Path) -> None:
    async def session(editor: Editor) -> None:
        for path, name, after in (
            ("web/page.py", "services.api", "'ü🙂'; from services.api import price\n"),
            ("web/page.ts", "../services/api", 'import {\n  price,\n} from "../services/api";\n'),
        ):
            (found,) = await editor.open(path)
            assert found.code == "private-access"
            action = (await editor.actions(path, found))[f"Import from {name} instead"]
            assert action.is_preferred
            text = edited(SHOP[path], action, editor.uri(path), "utf-8")
            assert text == after
            assert await editor.type(path, text) == []
        (found,) = await editor.type("web/page.py", "from services.prices import price, tax\n")
        offered = await editor.actions("web/page.py", found)
        assert not offered["Import from services.api instead (tax still to be offered there)"].is_preferred
        (found,) = await editor.type("web/page.py", "import services.prices\n")
        assert not any(title.startswith("Import") for title in await editor.actions("web/page.py", found))
        told = await editor.open("services/prices.py", "# new\n" + SHOP["services/prices.py"])
        (hint,) = [one for one in told if one.severity == types.DiagnosticSeverity.Hint]
        assert (hint.code, hint.range.start.line) == ("private-access", 4)
        assert hint.message.startswith("web/page.py must not depend on this: ")
        (back,) = hint.related_information or ()
        assert back.location.uri == editor.uri("web/page.py")

    in_editor(shop, session, ["utf-8", "utf-16"])


def test_a_chain_is_shown_step_by_step_and_hover_tells_layer_role_logic_and_users(shop: Path) -> None:
    async def session(editor: Editor) -> None:
        (found,) = await editor.open("web/far.py")
        steps = [one.location for one in found.related_information or ()]
        assert [one.uri for one in steps] == [editor.uri("web/far.py"), editor.uri("libs/reach.py")]
        line, start = SHOP["libs/reach.py"], steps[1].range.start.character
        assert line.encode("utf-32-le")[start * 4 :].decode("utf-32-le").startswith("store.tables")
        await editor.actions("web/far.py", found)
        shown = editor.commands["Show the chain of 2 steps"]
        asked = types.ExecuteCommandParams(shown.command, shown.arguments)
        await editor.client.workspace_execute_command_async(asked)
        assert editor.messages == [
            "ui reaches past services into store through modules in no layer\n"
            "web/far.py:1 → libs/reach.py\nlibs/reach.py:1 → store/tables.py"
        ]
        await editor.open("services/api.py")
        assert await editor.hover("services/api.py", 4) == (
            "`total` · **decision** (a close call with translation) · 1 decision\n\n"
            "`services/api.py` · layer `services` · 1 decision in 1 function · used by 0 modules"
        )
        await editor.open("services/prices.py")
        assert await editor.hover("services/prices.py", 0) == (
            "`store/tables.py` · import · allowed\n\n"
            "`services/prices.py` · layer `services` · 0 decisions in 2 functions · "
            "used by 2 modules: `services/api.py`, `web/page.py`"
        )
        await editor.type("services/prices.py", "def price(line):\n    return 3 if line.count > 2 else 4\n")
        assert "`price` · **decision**" in await editor.hover("services/prices.py", 1)

    in_editor(shop, session, ["utf-32", "utf-16"])


def test_a_declaration_that_cannot_be_used_is_said_and_the_session_goes_on(project: Path) -> None:
    (project / "archlint.toml").write_text("[[layers]]\nnme = 'ui'\n")

    async def session(editor: Editor) -> None:
        for _ in range(600):
            if editor.messages:
                break
            await asyncio.sleep(0.1)
        assert "archlint.toml:2: layers[0].nme: unknown key" in editor.messages[0] or "nme" in editor.messages[0]
        (editor.root / "archlint.toml").write_text(FILES["archlint.toml"])
        editor.save("archlint.toml")
        (found,) = await editor.open("web/script.py", WRONG)
        assert found.code == "layer-skip"

    in_editor(project, session)


def test_documents_outside_of_the_folder_are_left_alone(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.py"
    elsewhere.write_text("import store.tables\n")

    async def session(editor: Editor) -> None:
        for uri in (elsewhere.as_uri(), "untitled:Untitled-1", "file:///../../etc/passwd"):
            document = types.TextDocumentItem(uri, "python", 1, "import store.tables\n")
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        (found,) = await editor.open("web/script.py", WRONG)
        assert found.code == "layer-skip"
        assert list(editor.told) == [editor.uri("web/script.py")]

    in_editor(project, session)

"""`archlint lsp` over the real protocol, driven by pygls's own client: a small system in three layers and three languages."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

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
WRONG = "NAME = '🙂🙂'; import store.tables\n"


class Editor:
    """A client with one folder open; keeps what it was told about each document."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.client = LanguageClient("test-editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.messages: list[str] = []
        self._news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self._news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def _shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            self._news.set()

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "archlint", "lsp")
        folder = types.WorkspaceFolder(self.root.as_uri(), "project")
        asked = types.InitializeParams(
            capabilities=types.ClientCapabilities(), root_uri=self.root.as_uri(), workspace_folders=[folder]
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

    async def _after(self, path: str, act: Callable[[], Any]) -> list[types.Diagnostic]:
        self.told.pop(self.uri(path), None)
        act()
        while self.uri(path) not in self.told:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 60)
        return self.told[self.uri(path)]


def in_editor(root: Path, session: Callable[[Editor], Awaitable[None]]) -> None:
    async def run() -> None:
        editor = Editor(root)
        await editor.start()
        try:
            await session(editor)
        finally:
            await editor.stop()

    asyncio.run(asyncio.wait_for(run(), 180))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def test_unsaved_text_is_judged_with_ranges_in_utf_16(project: Path) -> None:
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

    in_editor(project, session)


def test_a_new_file_is_judged_by_its_path_and_a_comment_allows(project: Path) -> None:
    async def session(editor: Editor) -> None:
        (found,) = await editor.open("web/new.py", "def f():\n    import store.tables\n")
        at = types.TextDocumentIdentifier(editor.uri("web/new.py"))
        asked = types.CodeActionParams(at, found.range, types.CodeActionContext([found]))
        (action,) = await editor.client.text_document_code_action_async(asked) or ()
        assert isinstance(action, types.CodeAction)
        assert action.title == "Allow layer-skip here, with a reason"
        assert action.edit is not None
        assert action.edit.changes is not None
        (edit,) = action.edit.changes[editor.uri("web/new.py")]
        assert edit.new_text == "    # archlint: allow[layer-skip] say why\n"
        allowed = f"def f():\n{edit.new_text}    import store.tables\n"
        assert await editor.type("web/new.py", allowed) == []

    in_editor(project, session)


def test_goes_from_a_request_to_its_route_and_back_and_tells_on_hover(project: Path) -> None:
    async def session(editor: Editor) -> None:
        await editor.open("web/page.ts", language="typescript")
        await editor.open("services/bills.py")
        at = types.TextDocumentIdentifier(editor.uri("web/page.ts"))
        route = await editor.client.text_document_definition_async(types.DefinitionParams(at, types.Position(0, 30)))
        assert [(one.uri, one.range.start.line) for one in route or ()] == [(editor.uri("services/bills.py"), 6)]
        there = types.TextDocumentIdentifier(editor.uri("services/bills.py"))
        back = await editor.client.text_document_definition_async(types.DefinitionParams(there, types.Position(7, 5)))
        assert [one.uri for one in back or ()] == [editor.uri("web/page.ts")]
        told = await editor.client.text_document_hover_async(types.HoverParams(there, types.Position(1, 9)))
        assert told is not None
        assert isinstance(told.contents, types.MarkupContent)
        assert told.contents.value == (
            "**store/tables.py** · import · allowed\n\nservices/bills.py · layer **services** · used by 1 module"
        )

    in_editor(project, session)


def test_a_declaration_that_cannot_be_used_is_said_and_the_session_goes_on(project: Path) -> None:
    (project / "archlint.toml").write_text("[[layers]]\nnme = 'ui'\n")

    async def session(editor: Editor) -> None:
        for _ in range(600):
            if editor.messages:
                break
            await asyncio.sleep(0.1)
        assert "archlint.toml:2: layers[0].nme: unknown key" in editor.messages[0] or "nme" in editor.messages[0]
        (editor.root / "archlint.toml").write_text(FILES["archlint.toml"])
        saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(editor.uri("archlint.toml")))
        editor.client.text_document_did_save(saved)
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

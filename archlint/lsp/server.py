"""The language server: one Workbench per workspace folder, answers from memory, the disk read again on save."""

import logging
import os
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from archlint.lsp import words
from archlint.lsp.positions import Lines
from archlint.model.connections import Connections
from archlint.model.finding import Place
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.workbench import Judged, Workbench
from archlint.version import __version__

_LARGEST = 2_000_000
_NOTHING = Connections(followed=False)


class ArchlintServer(LanguageServer):
    """State of one editor's session: the project, and what its open documents were last told."""

    def __init__(self) -> None:
        super().__init__("archlint", f"v{__version__}")
        self.root: Path | None = None
        self.bench: Workbench | None = None
        self.judged: dict[str, Judged] = {}

    def start(self) -> None:
        """Find the project of the workspace and read it. What cannot be judged is said to the user."""
        folder = self.workspace.root_path
        if folder is None or not Path(folder).is_dir():
            return
        self.root = Path(folder)
        self.bench = Workbench(self.root)
        self.reload()

    def reload(self) -> None:
        if self.bench is None:
            return
        try:
            self.bench.load()
        except DeclarationError as error:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"archlint: {error}"))
            self.judged.clear()
            return
        for uri in list(self.workspace.text_documents):
            self.tell(uri)

    def path_of(self, uri: str) -> str | None:
        """The path of a document in the project, None for one outside."""
        found = to_fs_path(uri) if uri.startswith("file:") else None
        if found is None or self.root is None:
            return None
        try:
            return Path(os.path.realpath(found)).relative_to(os.path.realpath(self.root)).as_posix()
        except ValueError:
            return None

    def tell(self, uri: str) -> None:
        """Judge a document as it stands in the editor, and publish what is open in it."""
        path = self.path_of(uri)
        if path is None or self.bench is None or not self.bench.analysis.archlint:
            return
        source = self.workspace.get_text_document(uri).source
        content = source.encode("utf-8", "replace")
        if len(content) > _LARGEST:
            return
        judged = self.bench.judged(path, content)
        self.judged[path] = judged
        lines = Lines(content)
        told = [words.diagnostic(one, lines, self.read, self.root or Path()) for one in judged.findings]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told))

    def read(self, path: str) -> Lines:
        """The lines of a file as the editor has it open, else as it is on disk; no lines for one that cannot be read."""
        if self.root is None:
            return Lines(b"")
        uri = (self.root / path).as_uri()
        if uri in self.workspace.text_documents:
            return Lines(self.workspace.get_text_document(uri).source.encode("utf-8", "replace"))
        try:
            with (self.root / path).open("rb") as file:
                return Lines(file.read(_LARGEST))
        except OSError:
            return Lines(b"")

    @property
    def connections(self) -> Connections:
        known = self.bench.analysis.connections if self.bench is not None else None
        return known or _NOTHING

    def users_of(self, path: str) -> int:
        graph = self.bench.analysis.graph if self.bench is not None else None
        return len({one.importer for one in graph.dependencies if one.imported == path}) if graph is not None else 0


def server() -> ArchlintServer:
    """A server with its features registered."""
    made = ArchlintServer()
    logging.getLogger("pygls").setLevel(logging.ERROR)

    @made.feature(types.INITIALIZED)
    def _initialized(ls: ArchlintServer, _: types.InitializedParams) -> None:
        ls.start()

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _opened(ls: ArchlintServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.tell(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(ls: ArchlintServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.tell(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _saved(ls: ArchlintServer, _: types.DidSaveTextDocumentParams) -> None:
        ls.reload()

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(ls: ArchlintServer, params: types.DidCloseTextDocumentParams) -> None:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(ls: ArchlintServer, params: types.HoverParams) -> types.Hover | None:
        path = ls.path_of(params.text_document.uri)
        judged = ls.judged.get(path) if path is not None else None
        if path is None or judged is None or judged.module is None:
            return None
        text = words.hover(judged.module, judged, ls.users_of(path), params.position.line, {})
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))

    @made.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _definition(ls: ArchlintServer, params: types.DefinitionParams) -> list[types.Location] | None:
        path = ls.path_of(params.text_document.uri)
        if path is None or ls.root is None:
            return None
        found = words.answers(ls.connections, path, params.position.line)
        return [words.location(Place(one.file, one.line), ls.read, ls.root) for one in found] or None

    @made.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def _actions(ls: ArchlintServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        path = ls.path_of(uri)
        judged = ls.judged.get(path) if path is not None else None
        if path is None or judged is None or judged.module is None:
            return []
        own = [one for one in params.context.diagnostics if one.source == words.SOURCE]
        return [words.allow(one, uri, ls.read(path), judged.module.language) for one in own]

    return made

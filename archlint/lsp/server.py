"""The language server: one Workbench for the workspace, answers from memory; on save the disk is read again beside it."""

import asyncio
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from archlint.lsp import actions, words
from archlint.lsp.positions import Lines
from archlint.model.connections import Connections
from archlint.model.finding import Place
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.workbench import Judged, Workbench
from archlint.version import __version__

_LARGEST = 2_000_000
_TURN = 0.0005  # seconds: while a thread reads the project, a keystroke waits for its turn this often
_NOTHING = Connections(followed=False)


Remedy = types.Command | types.CodeAction


class ArchlintServer(LanguageServer):
    """State of one editor's session: the project, and what its open documents were last told."""

    def __init__(self) -> None:
        super().__init__("archlint", f"v{__version__}")
        self.root: Path | None = None
        self.bench: Workbench | None = None
        self.judged: dict[str, Judged] = {}
        self._is_reading = False
        self._is_stale = False

    def start(self) -> None:
        """Find the project of the workspace and read it: before that there is nothing to answer. No other thread runs
        meanwhile, so workers can be forked. What cannot be judged is said to the user.
        """
        folder = self.workspace.root_path
        if folder is None or not Path(folder).is_dir():
            return
        self.root = Path(folder)
        bench = Workbench(self.root)
        try:
            bench.load()
        except DeclarationError as error:
            self._refused(error)
        else:
            self._answer_from(bench)

    async def reload(self) -> None:
        """Read the project in a thread: until then, what was read before answers. Once more if it was saved meanwhile."""
        self._is_stale = True
        if self.root is None or self._is_reading:
            return
        self._is_reading = True
        try:
            while self._is_stale:
                self._is_stale = False
                await self._read(Workbench(self.root))
        finally:
            self._is_reading = False

    async def _read(self, bench: Workbench) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(None, partial(bench.load, beside=True))
        except DeclarationError as error:
            self._refused(error)
        else:
            self._answer_from(bench)

    def _refused(self, error: DeclarationError) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"archlint: {error}"))

    def _answer_from(self, bench: Workbench) -> None:
        self.bench = bench
        for document in list(self.workspace.text_documents.values()):
            self.tell(document.uri)

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
        if path is None or self.bench is None:
            return
        content = self.content(uri)
        if len(content) > _LARGEST:
            return
        judged = self.bench.judged(path, content)
        self.judged[path] = judged
        lines, root = self.lines(content), self.root or Path()
        told = [words.diagnostic(one, lines, self.read, root) for one in judged.findings]
        hints = (words.other_end(one, lines, self.read, root) for one in self.bench.violated(path, content))
        told += [one for one in hints if one is not None]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told))

    def content(self, uri: str) -> bytes:
        """An open document as it stands in the editor."""
        return self.workspace.get_text_document(uri).source.encode("utf-8", "replace")

    def lines(self, content: bytes) -> Lines:
        """The lines of a text, with columns counted as agreed with the editor."""
        return Lines(content, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    def read(self, path: str) -> Lines:
        """The lines of a file as the editor has it open, else as it is on disk; no lines for one that cannot be read."""
        if self.root is None:
            return Lines(b"")
        for document in self.workspace.text_documents.values():  # by path: editors spell addresses in several ways
            if self.path_of(document.uri) == path:
                return self.lines(document.source.encode("utf-8", "replace"))
        try:
            with (self.root / path).open("rb") as file:
                return self.lines(file.read(_LARGEST))
        except OSError:
            return Lines(b"")

    @property
    def connections(self) -> Connections:
        known = self.bench.analysis.connections if self.bench is not None else None
        return known or _NOTHING

    def hover(self, uri: str, line: int) -> str:
        """What there is to say about a line of a document, "" for one that is not judged."""
        path = self.path_of(uri)
        judged = self.judged.get(path) if path is not None else None
        if path is None or self.bench is None or judged is None or judged.module is None:
            return ""
        content = self.content(uri)
        units = self.bench.units(path, content)
        return words.hover(words.Hovered(judged, line, units, self.bench.users(path), self.bench.measure))

    def remedies(self, uri: str, told: Sequence[types.Diagnostic]) -> Iterator[Remedy]:
        """What can be done about these diagnostics of a document."""
        path = self.path_of(uri)
        judged = self.judged.get(path) if path is not None else None
        if path is None or self.bench is None or judged is None or judged.module is None:
            return
        known = {one.fingerprint: one for one in judged.findings}
        for diagnostic in told:
            finding = known.get(str(diagnostic.data))
            if diagnostic.source != words.SOURCE or finding is None:
                continue
            about = actions.Offending(diagnostic, finding, uri, self.read(path), judged.module.language)
            found = self.bench.rerouted(path, self.content(uri), finding)
            if found is not None:
                yield actions.use_instead(about, found)
            if finding.chain:
                yield actions.show_chain(about)
            yield actions.allow(about)
            declared = self._declared(about)
            if declared is not None:
                yield declared

    def _declared(self, about: actions.Offending) -> types.CodeAction | None:
        """An exception in the project's declaration, where it has one of its own."""
        for name, (key, sign) in actions.DECLARATIONS.items():
            if self.root is not None and (self.root / name).is_file():
                lines = self.read(name)
                if sign in lines.whole():
                    return actions.declare(about, (self.root / name).as_uri(), key, lines)
        return None

    def show_chain(self, uri: str, fingerprint: str) -> None:
        """Show the steps of a finding of a document, if it still has it."""
        judged = self.judged.get(self.path_of(uri) or "", Judged())
        found = next((one for one in judged.findings if one.fingerprint == fingerprint), None)
        text = words.chain(found) if found is not None else "archlint: this finding is gone"
        self.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


def server() -> ArchlintServer:
    """A server with its features registered."""
    made = ArchlintServer()
    sys.setswitchinterval(_TURN)
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
    async def _saved(ls: ArchlintServer, _: types.DidSaveTextDocumentParams) -> None:
        await ls.reload()

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(ls: ArchlintServer, params: types.DidCloseTextDocumentParams) -> None:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(ls: ArchlintServer, params: types.HoverParams) -> types.Hover | None:
        text = ls.hover(params.text_document.uri, params.position.line)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

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
    def _actions(ls: ArchlintServer, params: types.CodeActionParams) -> list[Remedy]:
        return list(ls.remedies(params.text_document.uri, params.context.diagnostics))

    @made.command(actions.SHOW_CHAIN)
    def _show_chain(ls: ArchlintServer, uri: str, fingerprint: str) -> None:
        ls.show_chain(uri, fingerprint)

    return made

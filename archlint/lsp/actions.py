"""What an editor offers to do about a finding: use what is public, allow it with a reason, show the chain."""

import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from lsprotocol import types

from archlint.lsp.positions import Lines
from archlint.model.finding import Finding
from archlint.model.tables import UNSAID
from archlint.pipeline.reroute import Reroute
from archlint.reports.escape import visible
from archlint.rulebook.toml_text import string

SHOW_CHAIN = "archlint.showChain"
DECLARATIONS = {"archlint.toml": ("exceptions", ""), "pyproject.toml": ("tool.archlint.exceptions", "[tool.archlint")}
"""Where exceptions are declared: under which key, and what stands in a file that declares anything."""
_COMMENTS = {"python": "#"}
_WILDCARDS = str.maketrans(dict.fromkeys("*?[]{}!", "?"))


class Offending(NamedTuple):
    """A finding as the editor knows it and as archlint does, in an open document."""

    told: types.Diagnostic
    finding: Finding
    uri: str
    lines: Lines
    language: str


def use_instead(about: Offending, found: Reroute) -> types.CodeAction:
    """The import rewritten. Preferred where the module offers all that is imported."""
    missing = f" ({', '.join(map(visible, found.missing))} still to be offered there)" if found.missing else ""
    edits = [types.TextEdit(about.lines.span(start, end), found.target) for start, end in found.edits]
    return types.CodeAction(
        title=f"Import from {visible(found.target)} instead{missing}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[about.told],
        edit=types.WorkspaceEdit(changes={about.uri: edits}),
        is_preferred=not found.missing or None,
    )


def allow(about: Offending) -> types.CodeAction:
    """A comment above the line. It accepts the finding once its reason is written."""
    line = about.told.range.start.line
    text = about.lines.text(line)
    indent = text[: len(text) - len(text.lstrip())]
    sign = _COMMENTS.get(about.language, "//")
    comment = f"{indent}{sign} archlint: allow[{about.finding.check}] {UNSAID}\n"
    at = types.Range(types.Position(line, 0), types.Position(line, 0))
    return types.CodeAction(
        title=f"Allow {about.finding.check} here: write why",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[about.told],
        edit=types.WorkspaceEdit(changes={about.uri: [types.TextEdit(at, comment)]}),
    )


def declare(about: Offending, uri: str, key: str, lines: Lines) -> types.CodeAction | None:
    """An exception for both ends in the declaration, whose document is `uri`; None where none can be added at its end."""
    entry = "\n".join(_entry(about.finding, key))
    text = lines.whole()
    try:
        tomllib.loads(f"{text}\n{entry}\n")
    except tomllib.TOMLDecodeError:
        return None
    at = types.Range(lines.end(), lines.end())
    name = PurePosixPath(uri).name
    return types.CodeAction(
        title=f"Allow {about.finding.check} between the two modules, in {name}: write why",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[about.told],
        edit=types.WorkspaceEdit(
            changes={uri: [types.TextEdit(at, f"{'' if text.endswith(chr(10)) else chr(10)}\n{entry}\n")]}
        ),
    )


def _entry(finding: Finding, key: str) -> Iterator[str]:
    yield f"[[{key}]]"
    yield f"check = {string(finding.check)}"
    for name, end in (("importer", finding.importer), ("imported", finding.imported)):
        if end is not None:
            yield f"{name} = {string(end.module.translate(_WILDCARDS))}"
    yield f"because = {string(UNSAID)}"


def show_chain(about: Offending) -> types.Command:
    """The steps from one end to the other, as a message."""
    title = f"Show the chain of {len(about.finding.chain)} steps"
    return types.Command(title, SHOW_CHAIN, arguments=[about.uri, about.finding.fingerprint])

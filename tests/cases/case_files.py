"""Literate cases: the text of a Markdown file in, projects with what is expected of them out.

The format is described in README.md. Whatever is not understood raises CaseError: a case never passes by being overlooked.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

LANGUAGES: Mapping[str, frozenset[str]] = {
    "python": frozenset({".py", ".pyi"}),
    "typescript": frozenset({".ts", ".tsx"}),
    "javascript": frozenset({".js", ".jsx", ".mjs"}),
    "java": frozenset({".java"}),
    "toml": frozenset({".toml"}),
    "json": frozenset({".json"}),
    "xml": frozenset({".xml"}),
    "yaml": frozenset({".yml", ".yaml"}),
    "text": frozenset({".txt"}),
    "dockerfile": frozenset({""}),
    "vue": frozenset({".vue"}),
    "svelte": frozenset({".svelte"}),
    "html": frozenset({".html"}),
    "protobuf": frozenset({".proto"}),
    "sql": frozenset({".sql"}),
    "graphql": frozenset({".graphql", ".graphqls"}),
}
"""The languages of files, with the endings that may carry them."""

CLEAN = "clean"
_FENCE = re.compile(r"(`{3,})(.*)")
_TITLED = re.compile(r'(\w+) title="([^"]+)"')


class CaseError(Exception):
    """A case file that does not follow the format; says where and why."""


class Block(NamedTuple):
    """A fenced block: what stands behind the fence, the text inside, and the line of the fence."""

    head: str
    text: str
    line: int


class Case(NamedTuple):
    """A project by path and text, and what archlint says about it. Either `findings` or `refused` is given: the lines of
    all findings (() where the case says `clean`), or the message of a declaration that cannot be used. `said` are the
    diagnostics, `report` is the whole text report where the case shows it.
    """

    name: str
    line: int
    files: Mapping[str, str]
    findings: tuple[str, ...] | None
    refused: str | None
    said: tuple[str, ...]
    report: str | None


def read_cases(path: Path) -> tuple[Case, ...]:
    """Every case of a file: one per `##` heading, or the file itself where it has none."""
    return cases_of(path.read_text(encoding="utf-8"), path.name)


def cases_of(text: str, label: str) -> tuple[Case, ...]:
    """The cases of a Markdown text; `label` names it in complaints."""
    try:
        sections = list(_sections(text))
        title, prose, shared, _ = sections[0]
        if not title or not prose.strip():
            raise CaseError("line 1: a case file starts with '# Title' and a sentence that says what it shows")
        if len(sections) == 1:
            return (_case(title, 1, {}, shared),)
        early: dict[str, Block] = {}
        files = _files(shared, early)
        if early:
            raise CaseError("an expectation stands before the first case, where only shared files belong")
        found = tuple(_case(name, line, files, blocks) for name, _, blocks, line in sections[1:])
        names = [case.name for case in found]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise CaseError(f"two cases have the name '{twice[0]}'")
    except CaseError as error:
        raise CaseError(f"{label}: {error}") from None
    return found


def _sections(text: str) -> Iterator[tuple[str, str, list[Block], int]]:
    """Title, prose, blocks and line of what stands under `# ` and under each `## `."""
    title, prose, blocks, start = "", "", [], 1
    fence, head, inside, opened = "", "", [], 0
    for number, line in enumerate(text.splitlines(), 1):
        match = _FENCE.fullmatch(line)
        if fence:
            if line == fence:
                blocks.append(Block(head, "".join(f"{one}\n" for one in inside), opened))
                fence = ""
            else:
                inside.append(line)
        elif match:
            fence, head, inside, opened = match[1], match[2], [], number
        elif line.startswith("# ") and number == 1:
            title = line[2:].strip()
        elif line.startswith("## "):
            yield title, prose, blocks, start
            title, prose, blocks, start = line[3:].strip(), "", [], number
        elif line.startswith("#"):
            raise CaseError(f"line {number}: only '# ' on line 1 and '## ' are headings here")
        else:
            prose += line + "\n"
    if fence:
        raise CaseError(f"line {opened}: this block is never closed")
    yield title, prose, blocks, start


def _files(blocks: list[Block], expected: dict[str, Block]) -> dict[str, str]:
    """The files that blocks hold by path; blocks of expectations go to `expected`."""
    files: dict[str, str] = {}
    for block in blocks:
        titled = _TITLED.fullmatch(block.head)
        if titled:
            language, path = titled.groups()
            parts = PurePosixPath(path)
            if parts.suffix not in LANGUAGES.get(language, ()):
                raise CaseError(f"line {block.line}: '{language}' is no language of {path}")
            if parts.is_absolute() or ".." in parts.parts or path in files:
                raise CaseError(f"line {block.line}: {path} leaves the project, or stands here twice")
            files[path] = block.text
        elif block.head in ("findings", "refused", "said", "report") and block.head not in expected:
            expected[block.head] = block
        else:
            raise CaseError(f"line {block.line}: unknown or repeated block '{block.head}'")
    return files


def _case(name: str, line: int, shared: Mapping[str, str], blocks: list[Block]) -> Case:
    expected: dict[str, Block] = {}
    files = {**shared, **_files(blocks, expected)}
    texts = {kind: block.text for kind, block in expected.items()}
    lines = {kind: tuple(filter(None, map(str.strip, text.splitlines()))) for kind, text in texts.items()}
    if ("findings" in expected) == ("refused" in expected):
        raise CaseError(f"line {line}: '{name}' needs a block 'findings' or a block 'refused', and not both")
    if "refused" in expected and ("report" in expected or "said" in expected):
        raise CaseError(f"line {line}: '{name}' is refused, so there is no report and nothing else is said")
    empty = [kind for kind in expected if not lines[kind]]
    if empty:
        raise CaseError(f"line {line}: '{name}' has an empty block '{empty[0]}'; write 'clean' for no findings")
    findings = lines.get("findings")
    if findings is not None and CLEAN in findings and len(findings) > 1:
        raise CaseError(f"line {line}: '{name}' cannot be clean and have findings")
    if not any(PurePosixPath(path).suffix not in (".toml", ".json", ".xml", ".txt") for path in files):
        raise CaseError(f"line {line}: '{name}' has no source file")
    if not any(PurePosixPath(path).name in ("archlint.toml", "pyproject.toml") for path in files):
        raise CaseError(f"line {line}: '{name}' has no declaration")
    return Case(
        name,
        line,
        files,
        () if findings == (CLEAN,) else findings,
        texts["refused"].rstrip("\n") if "refused" in texts else None,
        lines.get("said", ()),
        texts.get("report"),
    )

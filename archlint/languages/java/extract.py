"""Extraction of Java: the bytes of one file in, its FileFacts out. What is wrong with a file is a fact, not an error."""

import re
from functools import cache
from pathlib import Path

from msgspec.structs import replace
from tree_sitter import Node, Query

from archlint.languages.anatomy import Found, anatomy_query, read_anatomy
from archlint.languages.java.grammar import (
    ANNOTATIONS,
    COMMENTS,
    LANGUAGE,
    MODIFIERS,
    NAME_FIELD,
    PARSER,
    TYPE_DECLARATIONS,
)
from archlint.languages.java.imports import Imports, blank_module_imports
from archlint.languages.java.source import read_source, rename_constructor_calls
from archlint.languages.java.suppressions import read_suppressions
from archlint.languages.java.types import DeclaredType, declared_types, read_fields
from archlint.languages.java.visits import table
from archlint.languages.java.walk import Walk
from archlint.languages.parsing import Budget, Lines, OutOfTime, parse, syntax_problem
from archlint.languages.recursion import mark_recursive
from archlint.model.facts import Export, FileFacts, Problem, Span, Suppression, pack_body

_GENERATED = re.compile(r"\bgenerated (?:by|from|with|using)\b|\bdo not (?:edit|modify)\b|@generated\b")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def extract(content: bytes, dialect: str, seconds: float) -> FileFacts:
    """The facts of one Java file, within `seconds`. Never raises for what the file contains."""
    return _extract(content, dialect, seconds, whole=True)


def extract_surface(content: bytes, dialect: str, seconds: float) -> FileFacts:
    """The same without anatomies."""
    return _extract(content, dialect, seconds, whole=False)


def _extract(content: bytes, dialect: str, seconds: float, *, whole: bool) -> FileFacts:
    lines = Lines(content)
    unreadable = _unreadable(content)
    if unreadable is not None:
        return FileFacts(dialect, problems=(unreadable,), complete=False, lines=lines.count)
    problems = _undecodable(content, lines)
    budget = Budget(seconds)
    content, lines = read_source(content, lines)
    parsed, module_imports = blank_module_imports(content)
    walk = Walk(content, lines, Imports(content, lines, module_imports))
    types: list[DeclaredType] = []
    suppressions: tuple[Suppression, ...] = ()
    inside = Found((), ())
    try:
        root = _parsed(parsed, budget)
        problems += syntax_problem(root, lines) + _generated(root, content, lines)
        types = declared_types(root, content, budget)
        _declare(walk, types)
        suppressions = read_suppressions(root, content, lines, budget)
        walk.run(root, table(), budget)
        if whole:
            inside, calls = read_anatomy(_query(), root, lines, walk.units, budget)
            mark_recursive(walk.units, calls, overloads=True)
    except OutOfTime:
        problems.append(Problem("timeout", f"not read to the end within {seconds:g} seconds"))
    return replace(
        _facts(dialect, walk, types, inside),
        suppressions=suppressions,
        problems=tuple(problems),
        complete=all(problem.kind in ("generated", "encoding") for problem in problems),
        whole=whole,
    )


@cache
def _query() -> Query:
    return anatomy_query(LANGUAGE, Path(__file__).with_name("anatomy.scm"))


def _parsed(content: bytes, budget: Budget) -> Node:
    root = parse(PARSER, content, budget).root_node
    if root.has_error:
        repaired = rename_constructor_calls(content)
        if repaired != content:
            again = parse(PARSER, repaired, budget).root_node
            if not again.has_error:
                return again
    return root


def _facts(dialect: str, walk: Walk, types: list[DeclaredType], inside: Found) -> FileFacts:
    lines = walk.lines
    references = [*walk.imports.references, *walk.names.references()]
    references.sort(key=lambda reference: (reference.span.start, reference.span.end, reference.target))
    exports = tuple(Export(declared.name, lines.span(declared.start, declared.end)) for declared in types)
    units = tuple(draft.finish(lines) for draft in walk.units)
    return FileFacts(
        dialect,
        tuple(references),
        package=walk.imports.package,
        types=tuple(dict.fromkeys(declared.name for declared in types)),
        lines=lines.count,
        packed_body=pack_body(units, tuple(walk.calls), exports, *inside),
    )


def _declare(walk: Walk, types: list[DeclaredType]) -> None:
    """Make the file's own types and the texts of their constants known before the walk."""
    for declared in types:
        walk.names.declared.setdefault(declared.name.rpartition(".")[2], declared.name)
    for declared in types:
        if declared.body is None:
            continue
        around = declared.name.split(".")[-1:-9:-1]

        def lookup(name: str, around: list[str] = around) -> str | None:
            owners = ("",) if "." in name else tuple(f"{owner}." for owner in around)
            return next((text for owner in owners if (text := walk.constants.get(owner + name)) is not None), None)

        for name, variable in read_fields(declared.body, walk.content, walk.names.qualify, lookup):
            if variable.text is not None:
                walk.constants[f"{around[0]}.{name}"] = variable.text


def _unreadable(content: bytes) -> Problem | None:
    if content.startswith(_UTF16):
        return Problem("encoding", "UTF-16: save the file as UTF-8")
    if b"\0" in content:
        return Problem("binary", "NUL bytes: not a text file")
    return None


def _undecodable(content: bytes, lines: Lines) -> list[Problem]:
    if lines.ascii:
        return []
    try:
        content.decode()
    except UnicodeDecodeError as error:
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; names with such bytes are read with a replacement"
        return [Problem("encoding", message, lines.span(error.start, error.end))]
    return []


def _generated(root: Node, content: bytes, lines: Lines) -> list[Problem]:
    """A generator's mark: a comment above the package and imports, or `@Generated` on a top-level type."""
    header = True
    for child in root.children:
        if child.kind_id in COMMENTS:
            head = content[child.start_byte : min(child.end_byte, child.start_byte + 4_000)]
            text = head.decode("utf-8", "replace").lower()
            if header and ("generated" in text or "do not" in text) and _GENERATED.search(text):
                return [Problem("generated", "says in its header that it is generated", _span(child, lines))]
            continue
        header = False
        for annotation in _annotations(child) if child.kind_id in TYPE_DECLARATIONS else ():
            name = annotation.child_by_field_id(NAME_FIELD)
            if name is not None and content[name.start_byte : name.end_byte].split(b".")[-1] == b"Generated":
                return [Problem("generated", "annotated as generated", _span(annotation, lines))]
    return []


def _annotations(declaration: Node) -> list[Node]:
    return [
        annotation
        for child in declaration.children[:1]
        if child.kind_id == MODIFIERS
        for annotation in child.children
        if annotation.kind_id in ANNOTATIONS
    ]


def _span(node: Node, lines: Lines) -> Span:
    return lines.span(node.start_byte, node.end_byte)

"""Extraction of Python: the bytes of one file in, its FileFacts out. What is wrong with a file is a fact, not an error.

Spans count bytes of the file as UTF-8: of the file itself, unless a PEP 263 cookie names another encoding.
"""

import re
from functools import cache
from pathlib import Path

from msgspec.structs import replace
from tree_sitter import Query, Tree

from archlint.languages.anatomy import Found, anatomy_query, read_anatomy
from archlint.languages.parsing import Budget, Lines, OutOfTime, parse, syntax_problem
from archlint.languages.python.encoding import to_utf8
from archlint.languages.python.generated import says_generated
from archlint.languages.python.grammar import LANGUAGE, PARSER, REEXPORT, TYPE_ONLY
from archlint.languages.python.indentation import MAX_DEPTH, is_too_deep
from archlint.languages.python.newer_syntax import in_older_words
from archlint.languages.python.suppressions import read_suppressions
from archlint.languages.python.visits import table
from archlint.languages.python.walk import Walk
from archlint.languages.recursion import mark_recursive
from archlint.model.facts import FileFacts, Problem, Reference, Suppression, pack_body

_LONE_CR = re.compile(rb"\r(?!\n)")


def extract(content: bytes, dialect: str, seconds: float) -> FileFacts:
    """The facts of one Python file, within `seconds`. Never raises for what the file contains."""
    return _extract(content, dialect, seconds, whole=True)


def extract_surface(content: bytes, dialect: str, seconds: float) -> FileFacts:
    """The same without units and calls: functions in which nothing is imported are not entered."""
    return _extract(content, dialect, seconds, whole=False)


def _extract(content: bytes, dialect: str, seconds: float, *, whole: bool) -> FileFacts:
    text, found = to_utf8(content)
    if not text:
        return FileFacts(dialect, problems=found, complete=not found, lines=Lines(content).count)
    problems = list(found)
    lines = Lines(text)
    if is_too_deep(text):
        problems.append(
            Problem("syntax", f"indented more than {MAX_DEPTH} blocks deep, which Python does not allow: not read")
        )
        return FileFacts(dialect, problems=tuple(problems), complete=False, lines=lines.count)
    if says_generated(text):
        problems.append(Problem("generated", "says in its header that it is generated"))
    budget = Budget(seconds)
    flags = TYPE_ONLY if dialect == "python-stub" else 0
    walk = Walk(text, lines, flags, whole=whole)
    suppressions: tuple[Suppression, ...] = ()
    found_inside = Found((), ())
    try:
        # The grammar does not know that a lone CR ends a line, so that a comment would go on to the end of the file.
        code = _LONE_CR.sub(b"\n", text) if b"\r" in text else text
        tree = parse(PARSER, code, budget)
        if tree.root_node.has_error:
            tree = _parse_newer(tree, code, walk, budget)
            problems += syntax_problem(tree.root_node, lines)
        suppressions = read_suppressions(tree.root_node, text, lines, budget)
        walk.run(tree.root_node, table(whole=walk.whole), budget)
        if whole:
            found_inside, calls = read_anatomy(_query(), tree.root_node, lines, walk.units, budget)
            mark_recursive(walk.units, calls)
    except OutOfTime:
        problems.append(Problem("timeout", f"not read to the end within {seconds:g} seconds"))
    return FileFacts(
        dialect,
        _references(walk),
        suppressions,
        tuple(problems),
        complete=all(problem.kind in ("generated", "encoding") for problem in problems),
        lines=lines.count,
        packed_body=_packed(walk, found_inside),
        whole=whole,
    )


def _parse_newer(tree: Tree, content: bytes, walk: Walk, budget: Budget) -> Tree:
    """The tree of a file that the grammar does not understand as it stands."""
    walk.code, walk.lazy_starts = in_older_words(content)
    return tree if walk.code == content else parse(PARSER, walk.code, budget)


def _references(walk: Walk) -> tuple[Reference, ...]:
    references = walk.references
    if walk.public:
        public = walk.public
        references = [
            replace(reference, flags=reference.flags | REEXPORT) if public.intersection(names) else reference
            for reference, names in zip(references, walk.local_names, strict=True)
        ]
    return tuple(sorted(references, key=lambda reference: (reference.span.start, reference.span.end, reference.target)))


@cache
def _query() -> Query:
    return anatomy_query(LANGUAGE, Path(__file__).with_name("anatomy.scm"))


def _packed(walk: Walk, inside: Found) -> bytes:
    lines = walk.lines
    exports = tuple(sorted(walk.exports.values(), key=lambda export: export.span.start))
    if not walk.whole:
        return pack_body((), (), exports)
    units = tuple([draft.finish(lines) for draft in walk.units])
    calls = sorted(walk.calls, key=lambda call: call.span.start)
    return pack_body(units, tuple(calls), exports, *inside)

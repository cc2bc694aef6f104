"""Extraction of TypeScript, JavaScript, components and templates: the bytes of one file in, its FileFacts out. What is wrong
with a file is a fact, not an error.
"""

from msgspec.structs import replace
from tree_sitter import Node

from archlint.languages.anatomy import Found, read_anatomy
from archlint.languages.parsing import Budget, Lines, OutOfTime, syntax_problem
from archlint.languages.recursion import mark_recursive
from archlint.languages.typescript.grammar import anatomy, grammar
from archlint.languages.typescript.markup_units import apart_templates, templates
from archlint.languages.typescript.modules import read_directives, refer_by_type
from archlint.languages.typescript.suppressions import read_suppressions
from archlint.languages.typescript.text import is_bundled, is_minified, readable, says_generated
from archlint.languages.typescript.understanding import understand
from archlint.languages.typescript.visits import table
from archlint.languages.typescript.vue import COMPONENTS, Scripts, scripts
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import FileFacts, Problem, Suppression, pack_body

_HARMLESS = ("generated", "encoding", "template")


def extract(content: bytes, dialect: str, seconds: float) -> FileFacts:
    """The facts of one file, within `seconds`. Never raises for what the file contains."""
    return _extract(content, dialect, seconds, whole=True)


def extract_surface(content: bytes, dialect: str, seconds: float) -> FileFacts:
    """The same without anatomies."""
    return _extract(content, dialect, seconds, whole=False)


def _extract(content: bytes, dialect: str, seconds: float, *, whole: bool) -> FileFacts:
    text, problems, parseable = readable(content)
    lines = Lines(text)
    if not parseable:
        return FileFacts(dialect, problems=tuple(problems), complete=False, lines=lines.count)
    component = _component(text, dialect)
    minified = is_minified(component.text)
    if minified:
        problems.append(Problem("generated", "minified: only its imports and exports were read"))
    elif says_generated(text):
        problems.append(Problem("generated", "says in its header that it is generated"))
    elif is_bundled(text):
        problems.append(Problem("generated", "begins as a bundler begins what it puts together"))
    walk = Walk(component.text, lines, b"import(" in component.text)
    suppressions: tuple[Suppression, ...] = ()
    inside = Found((), ())
    budget = Budget(seconds)
    try:
        for target, start, end in component.sources:
            walk.refer(target, (), start, end, 0)
        tree, _, name, types = understand(component.text, component.grammar, budget)
        for target, start, end in types:
            refer_by_type(walk, target, start, end)
        root = tree.root_node
        problems += syntax_problem(root, lines)
        _visit(walk, root, name, budget, only_modules=minified)
        if not minified:
            problems += apart_templates(component.text, lines)
            suppressions = read_suppressions(root, component.file, lines, budget, component.comments)
            if whole:
                inside, calls = read_anatomy(anatomy(name), root, lines, walk.units, budget)
                mark_recursive(walk.units, calls)
                inside = _with_templates(walk, inside, text, dialect, budget)
    except OutOfTime:
        problems.append(Problem("timeout", f"not read to the end within {seconds:g} seconds"))
    return replace(_facts(dialect, walk, suppressions, tuple(problems), inside), whole=whole)


def _component(text: bytes, dialect: str) -> Scripts:
    """What of a file is code."""
    if dialect in COMPONENTS:
        return scripts(text)
    if dialect == "angular":
        return Scripts(text, b"", "typescript", (), ())
    return Scripts(text, text, dialect, (), ())


def _with_templates(walk: Walk, inside: Found, text: bytes, dialect: str, budget: Budget) -> Found:
    """What units do, those with them that the file's templates are."""
    anatomies, clauses = [*inside.anatomies], [*inside.clauses]
    for template in templates(text, dialect, walk.lines, budget):
        clauses += [replace(clause, unit=len(walk.units)) for clause in template.clauses]
        anatomies.append(template.anatomy)
        walk.units.append(template.draft)
    clauses.sort(key=lambda clause: (clause.span.start, clause.span.end))
    return Found(tuple(anatomies), tuple(clauses))


def _visit(walk: Walk, root: Node, name: str, budget: Budget, *, only_modules: bool) -> None:
    """Visit the tree that the grammar `name` made, or nothing but its imports and re-exports."""
    read_directives(walk)
    visits = table(name, walk.look_into_types)
    walk.fields = grammar(name).fields
    if not only_modules:
        walk.run(root, visits, budget)
        return
    for statement in root.named_children:
        if statement.type in ("import_statement", "export_statement") and statement.child_by_field_name("source"):
            walk.run(statement, visits, budget)


def _facts(
    dialect: str,
    walk: Walk,
    suppressions: tuple[Suppression, ...],
    problems: tuple[Problem, ...],
    inside: Found,
) -> FileFacts:
    references = sorted(walk.references, key=lambda found: (found.span.start, found.span.end, found.target))
    return FileFacts(
        dialect,
        tuple(references),
        suppressions,
        problems,
        complete=all(problem.kind in _HARMLESS for problem in problems),
        lines=walk.lines.count,
        packed_body=pack_body(
            tuple(draft.finish(walk.lines) for draft in walk.units), tuple(walk.calls), tuple(walk.exports), *inside
        ),
    )

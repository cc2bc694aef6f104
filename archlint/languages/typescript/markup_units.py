"""Templates as units: the bytes of a file and where its templates stand in, a unit with its anatomy and clauses each out."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from archlint.languages.anatomy import read_anatomy
from archlint.languages.parsing import Budget, Lines, parse
from archlint.languages.typescript.grammar import anatomy, grammar
from archlint.languages.typescript.markup import Markup, read_markup
from archlint.languages.typescript.visits import table
from archlint.languages.typescript.walk import Walk
from archlint.languages.unit_draft import UnitDraft
from archlint.model.facts import Anatomy, Clause, Problem

NAME = "template"
"""What a template is called as a unit. The further ones of a file have a number behind."""
_MOST = 50
"""Templates that are read of one file: more stand only in files that nobody wrote by hand."""
_GRAMMAR = "typescript"
_INLINE = re.compile(rb"\btemplate\s{0,9}:\s{0,9}([`'\"])")
_APART = re.compile(rb"\btemplateUrl\s{0,9}:\s{0,9}([`'\"])([^`'\"\n]{1,500})\1")
_OPENS = re.compile(rb"^[ \t]{0,99}<template\b[^>]{0,1000}>", re.MULTILINE)


class Template(NamedTuple):
    """A template that asks something. It has decisions and no statements: a binding is not one."""

    draft: UnitDraft
    anatomy: Anatomy
    clauses: tuple[Clause, ...]
    """Their unit is 0."""


def templates(content: bytes, dialect: str, lines: Lines, budget: Budget) -> Iterator[Template]:
    """The templates of a component in a file of a dialect. Raises OutOfTime."""
    number = 0
    for start, end in islice(stretches(content, dialect), _MOST):
        flavour = dialect if dialect in ("vue", "svelte") else "angular"
        found = read_markup(content, start, end, flavour)
        if found.code.strip():
            number += 1
            yield _unit(found, f"{NAME}{number}" if number > 1 else NAME, lines, budget)


def apart_templates(content: bytes, lines: Lines) -> list[Problem]:
    """The templates that components of Angular have in other files: problems, unless these are read."""
    component = content.find(b"@Component")
    if component < 0:
        return []
    found = []
    for match in islice(_APART.finditer(content, component), _MOST):
        name = match[2].decode("utf-8", "replace")
        message = f"its template {name} is not read"
        found.append(Problem("template", message, lines.span(match.start(), match.end()), name))
    return found


def _unit(markup: Markup, name: str, lines: Lines, budget: Budget) -> Template:
    walk = Walk(markup.code, lines, look_into_types=False)
    walk.fields = grammar(_GRAMMAR).fields
    tree = parse(grammar(_GRAMMAR).parser, markup.code, budget)
    walk.run(tree.root_node, table(_GRAMMAR, types=False), budget)
    draft = UnitDraft(name, "function", (markup.start, markup.end), 0, 0)
    for unit in walk.units:
        draft.decisions += unit.decisions
        draft.logical += unit.logical
        draft.cognitive += unit.cognitive
    found = read_anatomy(anatomy(_GRAMMAR), tree.root_node, lines, walk.units[:1], budget).found
    elements = replace(found.anatomies[0], markup=max(1, markup.elements))
    return Template(draft, elements, tuple(replace(clause, text=unescape(clause.text)) for clause in found.clauses))


def stretches(content: bytes, dialect: str) -> Iterator[tuple[int, int]]:
    """Where the templates of a component stand in a file of a dialect: start and end of each."""
    if dialect == "angular":
        yield 0, len(content)
    elif dialect == "svelte":
        yield from _around(content, (b"script", b"style"))
    elif dialect == "vue":
        match = _OPENS.search(content)
        if match is not None and not match[0].endswith(b"/>"):
            closing = content.rfind(b"</template>")
            yield match.end(), closing if closing > match.end() else len(content)
    elif b"@Component" in content:
        for match in _INLINE.finditer(content, content.find(b"@Component")):
            closing = content.find(match[1], match.end())
            if closing > 0 and content.find(b"<", match.end(), closing) >= 0:
                yield match.end(), closing


def _around(content: bytes, names: tuple[bytes, ...]) -> Iterator[tuple[int, int]]:
    """What lies between the blocks of a file."""
    lower = content.lower()
    position = 0
    opens = re.compile(rb"<(" + b"|".join(names) + rb")\b")
    while match := opens.search(lower, position):
        yield position, match.start()
        closing = lower.find(b"</" + match[1], match.end())
        position = len(content) if closing < 0 else closing + len(match[1]) + 3
    yield position, len(content)

"""The sketch of a TypeScript or JavaScript file: its bytes in, a Sketch out."""

import re

from archlint.languages.parsing import Budget, OutOfTime, parse
from archlint.languages.typescript.grammar import grammar
from archlint.languages.typescript.markup import read_markup
from archlint.languages.typescript.markup_units import stretches
from archlint.languages.typescript.sketch import TemplateCode, read_sketch
from archlint.languages.typescript.text import is_minified, readable
from archlint.languages.typescript.understanding import understand
from archlint.languages.typescript.vue import COMPONENTS, scripts
from archlint.model.sketch import Sketch


def draw(content: bytes, dialect: str, seconds: float) -> Sketch:
    """The sketch of a file; an empty one where it cannot be read within `seconds`, or where a program wrote it small."""
    text, _, parseable = readable(content)
    if not parseable:
        return Sketch()
    name = dialect
    if dialect == "angular":
        return Sketch()
    written = text
    if dialect in COMPONENTS:
        component = scripts(text)
        text, name = component.text, component.grammar
    if is_minified(text):
        return Sketch()
    budget = Budget(seconds)
    try:
        understood = understand(text, name, budget)
        template = _template(written, dialect, budget) if dialect in COMPONENTS else None
        return read_sketch(understood.tree.root_node, understood.text, budget, template)
    except OutOfTime:
        return Sketch()


def _template(content: bytes, dialect: str, budget: Budget) -> TemplateCode | None:
    """What the template of a component asks, as code; None where nothing is called in it."""
    code = bytearray(re.sub(rb"\S", b" ", content))
    for start, end in stretches(content, dialect):
        code[start:end] = read_markup(content, start, end, dialect).code[start:end]
    if b"(" not in code:
        return None
    return TemplateCode(parse(grammar("typescript").parser, bytes(code), budget).root_node, bytes(code))

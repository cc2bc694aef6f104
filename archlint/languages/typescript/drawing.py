"""The sketch of a TypeScript or JavaScript file: its bytes in, a Sketch out."""

from archlint.languages.parsing import Budget, OutOfTime
from archlint.languages.typescript.sketch import read_sketch
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
    if dialect in COMPONENTS:
        component = scripts(text)
        text, name = component.text, component.grammar
    if is_minified(text):
        return Sketch()
    budget = Budget(seconds)
    try:
        understood = understand(text, name, budget)
        return read_sketch(understood.tree.root_node, understood.text, budget)
    except OutOfTime:
        return Sketch()

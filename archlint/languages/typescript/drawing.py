"""The sketch of a TypeScript or JavaScript file: its bytes in, a Sketch out."""

from tree_sitter import Tree

from archlint.languages.parsing import Budget, OutOfTime, parse
from archlint.languages.typescript.grammar import grammar
from archlint.languages.typescript.repairs import repaired
from archlint.languages.typescript.sketch import read_sketch
from archlint.languages.typescript.text import is_minified, readable
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
        tree, text = _parsed(text, name, budget)
        return read_sketch(tree.root_node, text, budget)
    except OutOfTime:
        return Sketch()


def _parsed(text: bytes, name: str, budget: Budget) -> tuple[Tree, bytes]:
    tree = parse(grammar(name).parser, text, budget)
    if not tree.root_node.has_error:
        return tree, text
    if name == "javascript":
        second = parse(grammar("tsx").parser, text, budget)
        if not second.root_node.has_error:
            return second, text
    other, _ = repaired(text)
    if other != text:
        second = parse(grammar(name).parser, other, budget)
        if not second.root_node.has_error:
            return second, other
    return tree, text

"""The sketch of a Python file: its bytes in, a Sketch out."""

from archlint.languages.parsing import Budget, OutOfTime, parse
from archlint.languages.python.encoding import to_utf8
from archlint.languages.python.grammar import PARSER
from archlint.languages.python.indentation import is_too_deep
from archlint.languages.python.newer_syntax import in_older_words
from archlint.languages.python.sketch import read_sketch
from archlint.model.sketch import Sketch


def draw(content: bytes, _dialect: str, seconds: float) -> Sketch:
    """The sketch of a file; an empty one where it cannot be read within `seconds`."""
    text, _ = to_utf8(content)
    if not text or is_too_deep(text):
        return Sketch()
    budget = Budget(seconds)
    try:
        tree = parse(PARSER, text, budget)
        if tree.root_node.has_error:
            older, _ = in_older_words(text)
            text = older
            tree = parse(PARSER, text, budget)
        return read_sketch(tree.root_node, text, budget)
    except OutOfTime:
        return Sketch()

"""The sketch of a Java file: its bytes in, a Sketch out."""

from archlint.languages.java.grammar import PARSER
from archlint.languages.java.imports import blank_module_imports
from archlint.languages.java.sketch import read_sketch
from archlint.languages.java.source import read_source, rename_constructor_calls
from archlint.languages.parsing import Budget, Lines, OutOfTime, parse
from archlint.model.sketch import Sketch


def draw(content: bytes, _dialect: str, seconds: float) -> Sketch:
    """The sketch of a file; an empty one where it cannot be read within `seconds`."""
    budget = Budget(seconds)
    content, _ = read_source(content, Lines(content))
    parsed, _ = blank_module_imports(content)
    try:
        root = parse(PARSER, parsed, budget).root_node
        if root.has_error:
            repaired = rename_constructor_calls(parsed)
            again = parse(PARSER, repaired, budget).root_node
            root = root if again.has_error else again
        return read_sketch(root, content, budget)
    except OutOfTime:
        return Sketch()

"""What people call modules on a command line: an analysis with its graph and a word in, the modules out."""

from archlint.cli.usage import UsageError, nearest
from archlint.graph.naming import known_names, modules_called
from archlint.model.analysis import Analysis
from archlint.model.graph import Graph


def modules_named(analysis: Analysis, word: str) -> tuple[str, ...]:
    """The modules that a word names. Raises UsageError where it names none."""
    graph = analysis.graph or Graph()
    layers = [layer.name for layer in analysis.layers]
    name = word.removeprefix("./").rstrip("/") or word
    found = modules_called(graph, layers, name)
    if found:
        return found
    if not graph.modules:
        raise UsageError("nothing to search: no source file was found")
    if name in layers:
        raise UsageError(f"the layer '{word}' has no module")
    raise UsageError(
        f"'{word}' names no module, layer or part{nearest(name, known_names(graph, layers))}\n"
        "'archlint show --level module' lists what there is."
    )

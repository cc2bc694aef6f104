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
    found = modules_called(graph, layers, name) or _keeping(analysis, name)
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


def _keeping(analysis: Analysis, name: str) -> tuple[str, ...]:
    """The modules whose models are kept in a table of that name, or those that touch it where no model is seen."""
    known = {module.id for module in analysis.graph.modules} if analysis.graph else set()
    stores = analysis.connections.stores if analysis.connections else ()
    named = [use for use in stores if use.name.casefold() == name.casefold() and not use.migrated]
    uses = [use for use in named if use.module in known]
    owners = [use.module for use in uses if use.access == "owns"]
    return tuple(sorted({*(owners or (use.module for use in uses))}))

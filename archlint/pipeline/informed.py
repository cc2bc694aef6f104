"""What the shipped rules add to a declaration: a Rulebook and the graph in, the Rulebook by which the run judges out."""

import msgspec

from archlint.model.graph import Graph
from archlint.model.rulebook import Rulebook
from archlint.pipeline.maturity import with_maturity
from archlint.pipeline.request import Request
from archlint.pipeline.standards import with_standards
from archlint.pipeline.wanted import Wanted
from archlint.pipeline.weigh import with_entries, with_role_knowledge
from archlint.rulebook.technologies import load_technologies


def informed(rulebook: Rulebook, request: Request, wants: Wanted) -> Rulebook:
    """The declaration with what this run needs to know besides technologies."""
    rulebook = with_role_knowledge(rulebook) if wants.measured else rulebook
    rulebook = with_entries(rulebook, wants.checks, planned=request.plan is not None)
    rulebook = with_standards(rulebook, every=request.need_standards)
    return with_maturity(rulebook) if request.need_assessment else rulebook


def with_technologies(rulebook: Rulebook, graph: Graph) -> Rulebook:
    """The declaration with what is known about the libraries of the languages that the project is written in."""
    languages = {module.language for module in graph.modules}
    return msgspec.structs.replace(rulebook, technologies=load_technologies(rulebook.technologies, languages))

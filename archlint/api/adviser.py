"""An Adviser for a project's folder: analyzed once, and again when its files have changed."""

from pathlib import Path

from archlint.checks.advice import Adviser
from archlint.checks.catalogue import CHECKS
from archlint.graph.system import System
from archlint.model.analysis import Analysis
from archlint.model.graph import Graph
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.rulebook.load import load_rulebook


def adviser_for(root: Path, config: Path | None = None) -> tuple[Adviser, Analysis]:
    """The Adviser and the analysis that it stands on. Raises DeclarationError."""
    analysis = analyze(root, Request(config=config, need_graph=True, need_connections=True))
    return adviser_of(root, analysis, config), analysis


def adviser_of(root: Path, analysis: Analysis, config: Path | None = None) -> Adviser:
    """The Adviser of an analysis with its graph; of drafted layers where nothing is declared."""
    rulebook = load_rulebook(root, config) or Rulebook(
        layers=tuple(Layer(name=layer.name, open=layer.open) for layer in analysis.layers), draft=analysis.draft
    )
    connections = {"connections": analysis.connections} if analysis.connections is not None else {}
    system = System(analysis.graph or Graph(), rulebook, **connections)  # type: ignore[arg-type]
    return Adviser(system, CHECKS, analysis.findings)

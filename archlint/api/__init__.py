"""The door for Python: a folder in, an Analysis out, and questions to it. Nothing is printed."""

from archlint.api.analyzing import analyze
from archlint.api.architecture import Architecture
from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Module
from archlint.model.rulebook import DeclarationError

__all__ = ["Analysis", "Architecture", "DeclarationError", "Dependency", "Finding", "Module", "analyze"]

"""archlint: an architecture layering linter and analyzer for polyglot codebases.

From Python: `archlint.analyze(folder)` gives an Analysis, `archlint.Architecture(analysis)` answers questions about it.
Importing this package loads nothing else; what it offers stands in docs/python.md and stays compatible.
"""

from typing import TYPE_CHECKING, Any

from archlint.version import __version__

if TYPE_CHECKING:
    from archlint.api import Analysis, Architecture, DeclarationError, Dependency, Finding, Module, analyze

__all__ = ["Analysis", "Architecture", "DeclarationError", "Dependency", "Finding", "Module", "__version__", "analyze"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from archlint import api

        return getattr(api, name)
    raise AttributeError(f"module 'archlint' has no attribute '{name}'")

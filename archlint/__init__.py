"""archlint: an architecture layering linter and analyzer for polyglot codebases."""

__version__ = "0.1.0"

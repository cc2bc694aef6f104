"""Declarations of other tools: their documents, parsed to plain values, in; what archlint.toml says instead, out."""

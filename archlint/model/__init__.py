"""The nouns of archlint: one immutable type per hand-over. Imports the standard library and msgspec only."""

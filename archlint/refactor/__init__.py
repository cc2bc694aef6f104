"""Edits of source text that keep every byte they do not mean: bytes and a wish in, bytes out. libcst lives here."""

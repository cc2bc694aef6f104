"""A file's UTF-8 text as a str with one character per byte, so that offsets of nodes fit and nothing need be decoded to
be searched: searching and slicing a str costs a third of what it costs on bytes.
"""


def view(content: bytes) -> str:
    """The text of a file, byte for byte."""
    return content.decode("latin-1")


def decoded(piece: str) -> str:
    """A piece of such a text as people wrote it; bytes that are not UTF-8 are replaced."""
    return piece if piece.isascii() else piece.encode("latin-1").decode("utf-8", "replace")

"""What the languages' own ways of naming files share: a path in, the pieces of a name out."""


def segments(path: str, indexes: tuple[str, ...]) -> list[str]:
    """The segments of a path without its ending; of a file that stands for its folder those of the folder."""
    pieces = path.rpartition(".")[0].split("/")
    return pieces[:-1] if pieces[-1] in indexes and len(pieces) > 1 else pieces

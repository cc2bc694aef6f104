"""A module's move: what is asked for (Rename), what it does to each file (Edit), and what people have to look at (Told)."""

from msgspec import Struct


class Rename(Struct, frozen=True, array_like=True):
    """A Python module that gets another place. `old` and `new` are paths without ending, relative to the project; `root` is
    the folder in which its topmost package lies, and `others` are further folders from which it may be named absolutely, by
    the modules below them. `hidden` says that its package gives the module's name to something else.
    """

    old: str
    new: str
    root: str = ""
    others: tuple[str, ...] = ()
    hidden: bool = False


class Rewritten(Struct, frozen=True, array_like=True):
    """What became of one file: its bytes, or why it cannot be rewritten."""

    content: bytes = b""
    why: str = ""


class Edit(Struct, frozen=True):
    """A file with other content: `path` and `place` differ for what moves; `before` is None for a file that is made."""

    path: str
    place: str
    before: bytes | None
    after: bytes


class Told(Struct, frozen=True, order=True):
    """A line that names the module and is left as it is: whether it means it is for people to say."""

    file: str
    line: int
    text: str


class Move(Struct, frozen=True):
    """A move that can be carried out: `source` and `target` are dotted names, `edits` the files in the order of their paths,
    `told` what is left to people, sorted, `circles` the modules that import the moved one while they are being imported
    for it.
    """

    source: str
    target: str
    edits: tuple[Edit, ...]
    told: tuple[Told, ...] = ()
    circles: tuple[str, ...] = ()

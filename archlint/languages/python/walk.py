"""One pass over a syntax tree: the state that visits share, and the loop that calls them. Nothing recurses."""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.parsing import Budget, Lines
from archlint.languages.python.grammar import KINDS
from archlint.model.facts import Flag, Reference

NODES_PER_CHECK = 4_000
RESTORE_KIND = 60_001
"""Far above the kinds of any grammar, below ERROR."""


class Restore:
    """Stands on the stack between nodes and is dispatched like one: what held before a block holds again after it."""

    __slots__ = ("flags", "kind_id", "unit")

    def __init__(self, flags: int, unit: int) -> None:
        self.kind_id = RESTORE_KIND
        self.flags = flags
        self.unit = unit


class Enter(Restore):
    """The start of a block that is visited under other flags."""

    __slots__ = ()


Visit = Callable[["Walk", Node], None]
Table = list[Visit | bool]
"""What to do with a node by its kind id: call a visit, True: go on to its children, False: leave it."""


class Walk:
    """Everything that the visits of one file read and write."""

    __slots__ = (
        "_decoded",
        "content",
        "flags",
        "lazy_starts",
        "lines",
        "local_names",
        "names",
        "public",
        "references",
        "stack",
        "unit_index",
    )

    def __init__(self, content: bytes, lines: Lines, flags: int, lazy_starts: frozenset[int]) -> None:
        self.content = content
        self.lines = lines
        self.flags = flags
        self.lazy_starts = lazy_starts
        self.stack: list[Node | Restore] = []
        self.unit_index = 0
        self.references: list[Reference] = []
        self.local_names: list[tuple[str, ...]] = []
        """What each reference is called in this file: what `__all__` may list."""
        self.public: set[str] = set()
        self.names: dict[str, str] = {}
        self._decoded: dict[bytes, str] = {}

    def run(self, root: Node, table: Table, budget: Budget) -> None:
        """Visit the whole tree. Raises OutOfTime; what was found until then stays."""
        stack = self.stack
        stack.append(root)
        countdown = NODES_PER_CHECK
        while stack:
            node = stack.pop()
            visit = table[node.kind_id]
            if visit is True:
                stack += node.children[::-1]  # type: ignore[union-attr]
            elif visit is not False:
                visit(self, node)  # type: ignore[arg-type]
            countdown -= 1
            if not countdown:
                budget.check()
                countdown = NODES_PER_CHECK

    def text(self, node: Node) -> str:
        raw = self.content[node.start_byte : node.end_byte]
        text = self._decoded.get(raw)
        if text is None:
            text = self._decoded[raw] = raw.decode("utf-8", "replace")
        return text

    def dotted(self, node: Node) -> str:
        """A dotted or relative name without white space, comments and line continuations."""
        text = self.text(node)
        if text.isidentifier():
            return text
        if "\\" in text or "#" in text:
            text = "".join(line.partition("#")[0].replace("\\", "") for line in text.splitlines())
        return "".join(text.split())

    def follow(self, node: Node) -> None:
        self.stack += node.children[::-1]

    @property
    def reference_unit(self) -> int:
        return self.unit_index or -1

    def reference_flags(self, node: Node) -> int:
        return self.flags | (Flag.LAZY if node.start_byte in self.lazy_starts else 0)

    def refer(self, reference: Reference, local_names: tuple[str, ...]) -> None:
        self.references.append(reference)
        self.local_names.append(local_names)

    def bind(self, name: str, meaning: str) -> None:
        self.names[name] = meaning

    def restore(self) -> None:
        """After what is pushed next, flags and unit are again what they are now."""
        self.stack.append(Restore(self.flags, self.unit_index))


def build_table(visits: dict[int, Visit], leaves: frozenset[int]) -> Table:
    """The dispatch table: kinds without a visit are passed through, leaves are left."""
    table: Table = [True] * KINDS
    for number in leaves:
        table[number] = False
    for number, visit in visits.items():
        table[number] = visit
    return table

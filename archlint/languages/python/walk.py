"""One pass over a syntax tree: the state that visits share, and the loop that calls them. Nothing recurses."""

from collections.abc import Callable, Sequence

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.parsing import Budget, Lines
from archlint.languages.python.grammar import CONDITIONAL, LAZY
from archlint.languages.python.scope import Scope
from archlint.languages.python.source import decoded, view
from archlint.languages.unit_draft import NODES_PER_CHECK, UnitDraft, module_draft
from archlint.model.facts import Call, Export, Reference

MAX_NAME = 1_000
"""Characters of the names around a unit that its own name repeats: 1,000 nested classes must not cost megabytes."""


INDENT = Mark(60_001)
"""From here on code is nested one deeper, and happens on one branch only."""
DEDENT = Mark(60_002)
CONDITION = Mark(60_003)
"""From here on code happens on one branch only."""
END_CONDITION = Mark(60_004)
STATE_KIND = 60_005
OWNER_KIND = 60_006


class Owner(Mark):
    """From here on calls and imports are this unit's."""

    __slots__ = ("unit_index",)

    def __init__(self, unit_index: int) -> None:
        self.kind_id = OWNER_KIND
        self.unit_index = unit_index


class State(Mark):
    """From here on all of this holds."""

    __slots__ = ("conditions", "flags", "nesting", "scope", "unit", "unit_index")

    def __init__(self, walk: "Walk") -> None:
        self.kind_id = STATE_KIND
        self.flags = walk.flags
        self.conditions = walk.conditions
        self.nesting = walk.nesting
        self.scope = walk.scope
        self.unit = walk.unit
        self.unit_index = walk.unit_index


Visit = Callable[["Walk", Node], object]
Table = list[Visit | bool]
"""What to do with a node by its kind id: call a visit, True: go on to its children, False: leave it."""


class Walk:
    """Everything that the visits of one file read and write."""

    __slots__ = (
        "calls",
        "code",
        "conditions",
        "exports",
        "flags",
        "later",
        "lazy_starts",
        "lines",
        "local_names",
        "nesting",
        "public",
        "references",
        "scope",
        "source",
        "stack",
        "unit",
        "unit_index",
        "units",
        "watches_type_checking",
        "whole",
    )

    def __init__(self, content: bytes, lines: Lines, flags: int, *, whole: bool) -> None:
        self.source = view(content)
        """The file; a str whose characters are its bytes."""
        self.code = content
        """What was parsed: the file, or the same in words that the grammar knows."""
        self.lines = lines
        self.flags = flags
        self.conditions = 0
        """How many statements around may skip what is visited."""
        self.lazy_starts: frozenset[int] = frozenset()
        self.whole = whole or b"importlib" in content or b"__import__" in content
        """Whether to enter classes and functions in which nothing is imported: where loaders may go by other names, all."""
        self.watches_type_checking = b"TYPE_CHECKING" in content
        self.stack: list[Node | Mark] = []
        self.later: list[tuple[State, Node]] = []
        """Bodies of functions: they run when the names of the module are known."""
        self.scope = Scope(None, None)
        self.units = [module_draft(content)]
        self.unit = self.units[0]
        self.unit_index = 0
        """Whose calls and imports these are: a decorator's calls belong to what it decorates, its logic does not."""
        self.nesting = 0
        self.references: list[Reference] = []
        self.local_names: list[Sequence[str]] = []
        """What each reference's names are called in this file: what `__all__` may list."""
        self.public: set[str] = set()
        self.calls: list[Call] = []
        self.exports: dict[str, Export] = {}

    def run(self, root: Node, table: Table, budget: Budget) -> None:
        """Visit the whole tree. Raises OutOfTime; what was found until then stays."""
        stack = self.stack
        pop = stack.pop
        stack.append(root)
        later = self.later
        started = 0
        countdown = NODES_PER_CHECK
        while True:
            while stack:
                node = pop()
                visit = table[node.kind_id]
                if visit is False:
                    continue
                if visit is True:
                    stack += node.children[::-1]  # type: ignore[union-attr]
                else:
                    visit(self, node)  # type: ignore[arg-type]
                countdown -= 1
                if not countdown:
                    budget.check()
                    countdown = NODES_PER_CHECK
            if started == len(later):
                return
            state, node = later[started]
            started += 1
            state.scope.enter()
            visit_state(self, state)
            stack.append(node)

    def passes_over(self, node: Node) -> bool:
        """Whether a class or function may be left out: one without any `import`, in a file that only wants its surface."""
        return not self.whole and self.source.find("import", node.start_byte, node.end_byte) < 0

    def text(self, node: Node) -> str:
        return decoded(self.source[node.start_byte : node.end_byte])

    def follow(self, node: Node) -> None:
        self.stack += node.children[::-1]

    def reference_flags(self, start: int) -> int:
        """The flags of an import statement that starts at `start`."""
        flags = self.flags
        if self.conditions:
            flags |= CONDITIONAL
        return flags | LAZY if start in self.lazy_starts else flags

    def add_unit(self, name: str, kind: str, node: Node) -> UnitDraft:
        around = self.unit.name[:MAX_NAME]
        draft = UnitDraft(
            f"{around}.{name}" if around else name,
            kind,
            (node.start_byte, node.end_byte),
            len(self.units),
            self.unit.index,
        )
        self.units.append(draft)
        return draft

    def export(self, name: str, start: int, end: int) -> None:
        """A name bound at module level, which other files can import. The first definition counts."""
        if name not in self.exports:
            self.exports[name] = Export(name, self.lines.span(start, end))


def visit_state(walk: Walk, state: State) -> None:
    walk.flags = state.flags
    walk.conditions = state.conditions
    walk.nesting = state.nesting
    walk.scope = state.scope
    walk.unit = state.unit
    walk.unit_index = state.unit_index


def visit_owner(walk: Walk, owner: Owner) -> None:
    walk.unit_index = owner.unit_index


def indent(walk: Walk, _mark: Mark) -> None:
    walk.nesting += 1
    walk.conditions += 1


def dedent(walk: Walk, _mark: Mark) -> None:
    walk.nesting -= 1
    walk.conditions -= 1


def begin_condition(walk: Walk, _mark: Mark) -> None:
    walk.conditions += 1


def end_condition(walk: Walk, _mark: Mark) -> None:
    walk.conditions -= 1

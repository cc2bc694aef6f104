"""One pass over a syntax tree: the state that visits share, and the loop that calls them. Nothing recurses."""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.java.imports import Imports
from archlint.languages.java.names import Names
from archlint.languages.java.scope import Scope
from archlint.languages.parsing import Budget, Lines
from archlint.languages.unit_draft import CALLABLE, NODES_PER_CHECK, UnitDraft, module_draft
from archlint.model.facts import Call

MAX_NAME = 1_000
"""Characters of the names around a unit that its own name repeats: 100,000 nested classes must not cost gigabytes."""
MAX_REPETITION = 10
"""How many times the size of a file the texts of its arguments may take."""


CLOSE_SCOPE = Mark(60_001)
LEAVE_UNIT = Mark(60_002)
NEST = Mark(60_003)
UNNEST = Mark(60_004)
LEAVE_TYPE = Mark(60_005)

Visit = Callable[["Walk", Node], None]
Table = list[Visit | bool]
"""What to do with a node by its kind id: call a visit, True: go on to its children, False: leave it."""


class Walk:
    """Everything that the visits of one file read and write."""

    __slots__ = (
        "_switch_statements",
        "_units_around",
        "calls",
        "constants",
        "content",
        "imports",
        "lines",
        "names",
        "nesting",
        "scope",
        "stack",
        "text_left",
        "types_around",
        "unit",
        "unit_index",
        "units",
        "value_rules",
    )

    def __init__(self, content: bytes, lines: Lines, imports: Imports) -> None:
        self.content = content
        self.lines = lines
        self.imports = imports
        self.scope = Scope()
        self.names = Names(imports, self.scope, lines)
        self.stack: list[Node | Mark] = []
        self.units = [module_draft(content)]
        self.unit = self.units[0]
        self.unit_index = 0
        self.nesting = 0
        self.calls: list[Call] = []
        self.types_around: list[str] = []
        """Simple names of the types that the walk is in, outermost first."""
        self.constants: dict[str, str] = {}
        """Texts of constants by `Type.NAME`."""
        self.text_left = MAX_REPETITION * (len(content) + 1_000)
        """Characters that the arguments of calls may still take: constants must not multiply a file's size."""
        self._units_around: list[tuple[int, int]] = []
        self.value_rules: set[int] = set()
        """Where the `case … ->` of switches begin that give a value."""
        self._switch_statements: set[int] = set()

    def run(self, root: Node, table: Table, budget: Budget) -> None:
        """Visit the whole tree. Raises OutOfTime; what was found until then stays."""
        stack = self.stack
        stack.append(root)
        countdown = NODES_PER_CHECK
        while stack:
            node = stack.pop()
            visit = table[node.kind_id]
            if visit is True:
                stack += node.named_children[::-1]  # type: ignore[union-attr]
            elif visit is not False:
                visit(self, node)  # type: ignore[arg-type]
            countdown -= 1
            if not countdown:
                budget.check()
                countdown = NODES_PER_CHECK

    def text(self, node: Node) -> str:
        return self.content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def follow(self, node: Node) -> None:
        """Visit the named children of a node next; keywords and punctuation say nothing by themselves."""
        self.stack += node.named_children[::-1]

    def state_switch(self, node: Node) -> None:
        """A switch is an expression to the grammar; this one stands where a statement does."""
        self.unit.statements += 1
        self._switch_statements.add(node.start_byte)

    def is_switch_statement(self, node: Node) -> bool:
        return node.start_byte in self._switch_statements

    def enter_unit(self, name: str, kind: str, node: Node, parameters: int = 0) -> None:
        """From here on, until LEAVE_UNIT, everything belongs to a new unit with a scope of its own."""
        around = self.unit.name[:MAX_NAME]
        self._units_around.append((self.unit_index, self.nesting))
        # What a local or anonymous class declares stands one deeper than the code around the class.
        self.nesting += self.unit.kind in CALLABLE
        stretch = (node.start_byte, node.end_byte)
        draft = UnitDraft(f"{around}.{name}" if around else name, kind, stretch, len(self.units), self.unit_index)
        draft.parameters = parameters
        self.unit = draft
        self.unit_index = len(self.units)
        self.units.append(draft)
        self.scope.open()

    def leave_unit(self) -> None:
        self.unit_index, self.nesting = self._units_around.pop()
        self.unit = self.units[self.unit_index]
        self.scope.close()

    def lookup(self, name: str) -> str | None:
        """The text of a variable or constant by its name as written."""
        variable = self.scope.variables.get(name)
        if variable is not None:
            return variable.text
        if "." not in name:
            return None
        owner, _, constant = name.rpartition(".")
        if owner == "this":
            return self.lookup(constant)
        return self.constants.get(f"{owner.rpartition('.')[2]}.{constant}")

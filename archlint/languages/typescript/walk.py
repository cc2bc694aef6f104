"""One pass over a syntax tree: the state that visits share, and the loop that calls them. Nothing recurses."""

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.parsing import Budget, Lines
from archlint.languages.typescript.grammar import HOT, Fields, Table
from archlint.languages.typescript.scope import Scope
from archlint.languages.unit_draft import NODES_PER_CHECK, UnitDraft, module_draft
from archlint.model.facts import Argument, Call, Export, Flag, Reference

MAX_NAME = 200
"""Characters of the names around a unit that its own name repeats: 100,000 nested classes must not cost gigabytes."""


CLOSE_SCOPE = Mark(60_001)
LEAVE_UNIT = Mark(60_002)
LEAVE_FUNCTION = Mark(60_003)
NEST = Mark(60_004)
UNNEST = Mark(60_005)
BRANCH = Mark(60_006)
UNBRANCH = Mark(60_007)
LEAVE_TYPE = Mark(60_008)
LEAVE_CALLBACK = Mark(60_009)


class Walk:
    """Everything that the visits of one file read and write."""

    __slots__ = (
        "_breaks_around",
        "_nested_breaks",
        "_units_around",
        "branches",
        "breaks",
        "calls",
        "content",
        "decorations",
        "destructured",
        "exported",
        "exports",
        "fields",
        "functions",
        "lines",
        "look_into_types",
        "namings",
        "nesting",
        "references",
        "scope",
        "stack",
        "types",
        "unit",
        "unit_index",
        "units",
    )

    def __init__(self, content: bytes, lines: Lines, look_into_types: bool) -> None:
        self.fields: Fields
        """The field ids of the grammar that read the file."""
        self.content = content
        self.lines = lines
        self.scope = Scope()
        self.stack: list[Node | Mark] = []
        self.references: list[Reference] = []
        self.calls: list[Call] = []
        self.exports: list[Export] = []
        self.units = [module_draft(content)]
        self.unit = self.units[0]
        self.unit_index = 0
        self.nesting = 0
        self.destructured: dict[int, tuple[str, ...]] = {}
        """Names that a declaration takes out of the call that starts at an offset."""
        self.namings: dict[int, tuple[str, str, int]] = {}
        """Name, kind and start of the unit that the function at an offset becomes."""
        self.decorations: dict[int, list[Node]] = {}
        """Decorators of the class or method at an offset, last first."""
        self.exported: frozenset[str] = frozenset()
        """The file's own names that an `export {…}` hands on."""
        self.look_into_types = look_into_types
        """Whether there may be an `import()` in a type."""
        self.branches = 0
        """How many branches (if, try, loop …) the walk is in."""
        self.functions = 0
        """How many functions, named or not, the walk is in."""
        self.types = 0
        """How many type annotations the walk is in: an `import()` there is no call."""
        self._units_around: list[tuple[int, int]] = []
        self.breaks = 0
        """How many structures broke the flow of the innermost function so far, functions in it left out."""
        self._breaks_around: list[int] = []
        """The breaks of each function around."""
        self._nested_breaks: list[int] = []
        """The units of the structures in functions that stand in functions."""

    def run(self, root: Node, table: Table, budget: Budget) -> None:
        """Visit the whole tree. Raises OutOfTime; what was found until then stays."""
        stack = self.stack
        content = self.content
        stack.append(root)
        countdown = NODES_PER_CHECK
        searched, hot = 0, -1
        while stack:
            node = stack.pop()
            visit = table[node.kind_id]
            if visit is True:
                start = node.start_byte  # type: ignore[union-attr]
                if not searched <= start <= hot:
                    searched = start
                    match = HOT.search(content, start)
                    hot = match.start() if match is not None else len(content)
                if hot < node.end_byte:  # type: ignore[union-attr]
                    stack += node.named_children[::-1]  # type: ignore[union-attr]
            elif visit is not False:
                visit(self, node)
            countdown -= 1
            if not countdown:
                budget.check()
                countdown = NODES_PER_CHECK

    def text(self, node: Node) -> str:
        return self.content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def follow(self, node: Node) -> None:
        """Visit the named children of a node next; keywords and punctuation say nothing by themselves."""
        self.stack += node.named_children[::-1]

    def refer(self, target: str, names: tuple[str, ...], start: int, end: int, flags: int) -> None:
        """Record a reference of the unit that the walk is in."""
        unit = self.unit_index or -1
        self.references.append(Reference(target, names, self.lines.span(start, end), flags, unit))

    def place(self) -> int:
        """LAZY and CONDITIONAL as they hold for an expression here."""
        return (Flag.LAZY if self.functions else 0) | (Flag.CONDITIONAL if self.branches else 0)

    def add_call(self, callee: str, start: int, end: int, arguments: tuple[Argument, ...]) -> None:
        self.calls.append(Call(callee, self.lines.span(start, end), self.unit_index, arguments))

    def export(self, name: str, start: int, end: int) -> None:
        """Record a name that the module hands on; what a namespace exports stays in it."""
        if not self.scope.nested:
            self.exports.append(Export(name, self.lines.span(start, end)))

    def enter_unit(self, name: str, kind: str, stretch: tuple[int, int]) -> None:
        """From here on, until LEAVE_UNIT, everything belongs to a new unit with a scope of its own."""
        around = self.unit.name[:MAX_NAME]
        self._units_around.append((self.unit_index, self.nesting))
        if not self.functions:
            self.nesting = 0
        draft = UnitDraft(f"{around}.{name}" if around else name, kind, stretch, len(self.units), self.unit_index)
        self.unit = draft
        self.unit_index = len(self.units)
        self.units.append(draft)
        self.scope.open()

    def leave_unit(self) -> None:
        self.unit_index, self.nesting = self._units_around.pop()
        self.unit = self.units[self.unit_index]
        self.scope.close()

    def add_break(self) -> None:
        """Count a structure that breaks the flow: it costs people the more the deeper it stands."""
        self.unit.cognitive += 1 + self.nesting
        self.breaks += 1
        if self.functions > 1:
            self._nested_breaks.append(self.unit_index)

    def enter_function(self) -> None:
        """A function in a function stands one deeper."""
        self.nesting += self.functions > 0
        self.functions += 1
        self._breaks_around.append(self.breaks)
        self.breaks = 0

    def leave_function(self) -> None:
        """What is in an outermost function that breaks no flow itself, but only declares, does not stand deeper for it."""
        self.nesting -= self.functions > 1
        self.functions -= 1
        if not self.functions:
            if not self.breaks:
                for index in self._nested_breaks:
                    self.units[index].cognitive -= 1
            self._nested_breaks.clear()
        self.breaks = self._breaks_around.pop()

"""What extraction says about one file: `bytes in, FileFacts out`, independent of the file's path, the machine and the run.

A FileFacts is split in two so that judging layers stays cheap: the *surface* (references, suppressions, problems) is
decoded for every file of every run, the *body* (units, calls, exports) only where somebody asks for it. Where nobody does,
a language may leave units and calls out from the start (`whole` is False then).
"""

from enum import IntFlag

import msgspec
from msgspec import Struct

FACTS_VERSION = 17
"""Raised whenever extraction may answer differently for the same bytes; part of every cache key."""


class Span(Struct, frozen=True, array_like=True, gc=False):
    """A stretch of a file. `start` and `end` are byte offsets (end exclusive); `line` and `column` say where `start`
    is for people: both 1-based, lines by the file's own line ends (LF, CRLF or lone CR), columns in code points.
    """

    start: int
    end: int
    line: int
    column: int


class Flag(IntFlag):
    """How a reference was written. A reference without flags is an unconditional import at the top of a module."""

    TYPE_ONLY = 1
    """Seen by the type checker only: `if TYPE_CHECKING:`, `import type`, a `.pyi` stub."""
    LAZY = 2
    """Happens when a function runs: a function-local import, `lazy import`, `import()` inside a function."""
    CONDITIONAL = 4
    """Happens on one branch only: under `if`, `try`, `match`."""
    REEXPORT = 8
    """Hands the imported names on: `export … from`, `from x import y as y`, a name listed in `__all__`."""
    WILDCARD = 16
    """Brings in everything: `from x import *`, `export * from`, `import a.b.*;`."""
    DYNAMIC = 32
    """Written as a string: `importlib.import_module("x")`, `__import__("x")`, `import("x")`, `require("x")`."""
    STATIC = 64
    """Java's `import static`."""
    IMPLICIT = 128
    """A type used without an import of its own: same package or wildcard (Java), or a fully qualified name in code."""


class Reference(Struct, frozen=True, array_like=True, gc=False):
    """One use of something outside the file, as the code wrote it.

    `target` is a dotted module with leading dots kept where relative (Python), a module specifier (TypeScript and
    JavaScript) or a fully qualified or simple type name (Java). `names` are what is taken out of it, () for the module
    as a whole. A statement that spreads its names over several lines gives one reference per line, so that a finding
    points at the guilty name. `unit` indexes `Body.units`, -1 at module level.
    """

    target: str
    names: tuple[str, ...]
    span: Span
    flags: int = 0
    unit: int = -1


class Suppression(Struct, frozen=True, array_like=True):
    """An inline `archlint: allow[check, …] reason` comment. It covers the lines `first` to `last` (1-based, inclusive):
    its own line, the whole statement that it trails, or the next line of code when it stands alone.
    """

    checks: tuple[str, ...]
    reason: str
    span: Span
    first: int
    last: int


class Problem(Struct, frozen=True, array_like=True):
    """Why a file could not be read whole. `kind` is one of PROBLEM_KINDS; `span` is where, when that is known. `needs` is a
    file, named as from the folder of this one, with which there is no problem: it is read by itself.
    """

    kind: str
    message: str
    span: Span | None = None
    needs: str = ""


PROBLEM_KINDS = (
    "syntax",
    "encoding",
    "binary",
    "too-large",
    "timeout",
    "crash",
    "unreadable",
    "generated",
    "minified",
    "template",
)


class Unit(Struct, frozen=True, array_like=True):
    """A function, method, class body or the module itself, with its measures.

    `cyclomatic` is McCabe's (1976): decision points + 1, short-circuit operators counted; 0 for class and module.
    `cognitive` is SonarSource's (Campbell 2018). `decisions` counts branching constructs without short-circuit
    operators. `statements` counts the unit's own statements without those of units nested in it. `parent` indexes
    the enclosing unit, -1 for none.
    """

    name: str
    kind: str  # "function" | "method" | "class" | "module"
    span: Span
    parent: int = -1
    parameters: int = 0
    decisions: int = 0
    cyclomatic: int = 0
    cognitive: int = 0
    statements: int = 0


class Anatomy(Struct, frozen=True, array_like=True, gc=False):
    """What a unit does, counted; what units nested in it do is theirs.

    `called` are the names of what it calls, `marks` its decorators or annotations, `bases` the types that a class extends
    or implements, `types` those of its parameters: all as written, each once, in the order of the file.
    """

    called: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    calls: int = 0
    loops: int = 0
    returns: int = 0
    """Statements that return a value; a function whose body is an expression returns it."""
    handed: int = 0
    """How many of them return what a call returned."""
    shaped: int = 0
    """How many of them return a value that they build: an object, a list, a new instance."""
    raises: int = 0
    fields: int = 0
    """Values that get a name: keyword arguments, entries of objects and dictionaries, attributes of other objects."""
    stores: int = 0
    """Assignments to attributes of the unit's own object."""
    markup: int = 0
    """Elements of a markup language, in code or in strings."""
    numbers: int = 0
    """Numbers in the code, 0 and 1 left out."""
    answers: tuple[str, ...] = ()
    """The type that a function is declared to return, as written."""
    given: tuple[str, ...] = ()
    """The names of the calls whose answers it returns as they are, each once."""
    returned: tuple[str, ...] = ()
    """What kinds of values it returns, each once, by the words of languages/values.py; a name as `=name`."""
    raised: tuple[str, ...] = ()
    """The names of what it raises."""
    chained: tuple[str, ...] = ()
    """Calls on what other calls answer, with the name of the inner one: of `owners().find(1)` `owners.find`."""
    held: tuple[str, ...] = ()
    """Names that keep what calls answer, or something new or blank: `owner=owners.find`, `view=new View`, `rows={}`."""
    entries: int = 0
    """Assignments to entries of lists, dictionaries and objects."""
    read: int = 0
    """Of the values that get a name those that are read off a name, a field or a call."""
    blank: int = 0
    """Of the values that get a name those that are empty."""


class Clause(Struct, frozen=True, array_like=True, gc=False):
    """An expression that decides or computes. `kind` is one of CLAUSE_KINDS; `text` as written, white space single and
    comments kept, cut after MAX_CLAUSE characters; `unit` indexes `Body.units`.
    """

    kind: str
    text: str
    span: Span
    unit: int


CLAUSE_KINDS = ("condition", "subject", "case", "comparison", "computation")
"""What an `if`, loop, filter or `?:` asks; what a switch looks at; a value it looks for; a comparison anywhere else;
arithmetic on anything but text. A clause within another is part of it.
"""
MAX_CLAUSE = 200


class Argument(Struct, frozen=True, array_like=True, gc=False):
    """One argument of a call: its keyword ("" when positional) and its text. A literal string is given without quotes,
    templates with `{}` for what cannot be known (`/customerBill/{}`); `literal` is False where `text` is a dotted name.
    """

    keyword: str
    text: str
    literal: bool


class Call(Struct, frozen=True, array_like=True):
    """A call whose callee resolves through the file's own imports and simple assignments, or that has a literal string
    argument. `callee` is the dotted name with import aliases undone: `requests.get`, `self.session.get`, `axios.post`.
    """

    callee: str
    span: Span
    unit: int
    arguments: tuple[Argument, ...] = ()


class Export(Struct, frozen=True, array_like=True, gc=False):
    """A name that other files can refer to, and where the file defines it."""

    name: str
    span: Span


class Body(Struct, frozen=True, array_like=True):
    """The part of the facts that only some questions need."""

    units: tuple[Unit, ...] = ()
    calls: tuple[Call, ...] = ()
    exports: tuple[Export, ...] = ()
    anatomies: tuple[Anatomy, ...] = ()
    """One for each of `units`."""
    clauses: tuple[Clause, ...] = ()
    """In the order of the file."""


_EMPTY_BODY = msgspec.msgpack.encode(Body())
_BODY = msgspec.msgpack.Decoder(Body)


class FileFacts(Struct, frozen=True, array_like=True):
    """Everything archlint knows from one file's bytes. Same bytes and dialect, same facts.

    `package` and `types` are what a Java file declares (`org.acme.billing`; `Invoice`, `Invoice.Line`), "" and () in
    languages that name modules by path. `complete` is False when a problem left part of the file unread.
    """

    dialect: str
    references: tuple[Reference, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    package: str = ""
    types: tuple[str, ...] = ()
    complete: bool = True
    lines: int = 0
    packed_body: bytes = _EMPTY_BODY
    whole: bool = True
    """False when only references were wanted: the body then has exports and no anatomies, and need not have units and calls."""

    @property
    def body(self) -> Body:
        """Units, calls and exports, decoded at each access: keep it if you need it twice."""
        return _BODY.decode(self.packed_body)


def pack_body(
    units: tuple[Unit, ...],
    calls: tuple[Call, ...],
    exports: tuple[Export, ...],
    anatomies: tuple[Anatomy, ...] = (),
    clauses: tuple[Clause, ...] = (),
) -> bytes:
    """The `packed_body` of a FileFacts."""
    return msgspec.msgpack.encode(Body(units, calls, exports, anatomies, clauses))

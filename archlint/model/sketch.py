"""What a file says about values: a Sketch per file, in the same few words for every language.

A Sketch is enough to work out, over files, what a name, a call or a text stands for: an address put together from constants,
a router that is mounted elsewhere, a client made from a base address. It is made only for the files that somebody asks for.
"""

import msgspec
from msgspec import Struct


class Text(Struct, frozen=True, array_like=True, gc=False, tag="t"):
    """A literal text (escapes undone), number or boolean (`true`, `false`)."""

    value: str


class Name(Struct, frozen=True, array_like=True, gc=False, tag="n"):
    """A bare name; `self`, `cls`, `this` and `super` too."""

    name: str


class Member(Struct, frozen=True, array_like=True, tag="m"):
    """`of.name`, however it was written (`?.`, `::`, `!.`)."""

    of: "Expression"
    name: str


class Index(Struct, frozen=True, array_like=True, tag="i"):
    """`of[key]`."""

    of: "Expression"
    key: "Expression"


class Invocation(Struct, frozen=True, array_like=True, tag="c"):
    """A call, the making of an instance (`new X()`), a decorator or an annotation.

    `positional` has arguments in order, `named` those with a keyword (Java: the elements of an annotation). `start` is
    the byte where the whole expression begins, `line` the 1-based line where the callee's last name stands.
    """

    callee: "Expression"
    positional: tuple["Expression", ...]
    named: tuple[tuple[str, "Expression"], ...]
    start: int
    line: int


class Joined(Struct, frozen=True, array_like=True, tag="+"):
    """Texts put one after the other: `a + b`, f-strings, template literals."""

    parts: tuple["Expression", ...]


IF_MISSING, IF_EMPTY = "missing", "empty"


class Choice(Struct, frozen=True, array_like=True, tag="?"):
    """One of several: `a if b else c`, `a ? b : c`, `a or b`, `a ?? b`.

    `otherwise` says when a later one counts: "" without those before it being anything, "missing" only where these are not
    there (`a ?? b`, a default), "empty" also where they are empty (`a or b`).
    """

    options: tuple["Expression", ...]
    otherwise: str = ""


class Record(Struct, frozen=True, array_like=True, tag="r"):
    """An object or dictionary literal, in order; the key of a spread is `...`, that of a computed key ``. `line` is 1-based, 0
    where nobody wrote it down. `keys` are what the computed keys are computed of, in order, where that is known.
    """

    entries: tuple[tuple[str, "Expression"], ...]
    line: int = 0
    keys: tuple["Expression", ...] = ()


class Items(Struct, frozen=True, array_like=True, tag="l"):
    """A list, tuple, set or array literal; `spread` are the positions of those whose items are its own (`...paths`)."""

    items: tuple["Expression", ...]
    spread: tuple[int, ...] = ()


class Closure(Struct, frozen=True, array_like=True, gc=False, tag="f"):
    """A function or class written as an expression: an index into `Sketch.scopes`."""

    scope: int


class Opaque(Struct, frozen=True, array_like=True, tag="_"):
    """A value that nobody works out, with the expressions in it (they may hold calls)."""

    parts: tuple["Expression", ...] = ()


Expression = Text | Name | Member | Index | Invocation | Joined | Choice | Record | Items | Closure | Opaque

NOTHING = Opaque()


class Parameter(Struct, frozen=True, array_like=True):
    """`type` as written, without what it is generic in; `rest` for `*args`, `...rest`, and the keywords of `**kwargs`.

    `marks` are its decorators or annotations.
    """

    name: str
    type: Expression | None = None
    default: Expression | None = None
    marks: tuple[Expression, ...] = ()
    rest: bool = False


class Binding(Struct, frozen=True, array_like=True):
    """A name gets a value. `target` is a name or a dotted one (`app`, `self.url`, `this.http`, `axios.defaults.baseURL`).

    `value` is None for a declaration without one (a field in Java, an annotated attribute); `type` as in Parameter, and
    `of_type` what it is generic in. `certain` is False where the code around may skip it: a branch, a loop, a `try`. `until` is
    the byte where that ends, 0 where nobody says: up to there it is certain after all.
    """

    target: str
    value: Expression | None
    type: Expression | None
    line: int
    start: int
    certain: bool = True
    marks: tuple[Expression, ...] = ()
    of_type: tuple[Expression, ...] = ()
    until: int = 0


HIDDEN = "·"
"""What names begin with that nobody can write: those of what a pattern takes apart."""
READ_LIKE_A_FIELD = Name("property")
"""The mark of a method that is read without being called: Python's decorator, and what `get url() { … }` has here."""
TAGGED = (("`", NOTHING),)
"""What a call has for keywords that is a function before a template: its one argument is the whole text."""
ABSTRACT = Name("abstract")
"""The mark of a class or interface in Java of which no objects are made but those of its heirs."""


class Scope(Struct, frozen=True, array_like=True):
    """A module, class or function. `Sketch.scopes[0]` is the module; `parent` indexes the scope around it, -1 for none.

    An interface of TypeScript stands for those who implement it: it has a name and bases, and is no value. The
    template of a component has the expressions in it.

    `name` is the last part of its name, "" for what has none. `marks` are decorators or annotations, READ_LIKE_A_FIELD and
    ABSTRACT, `bases` what a class extends and implements, without what they are generic in: that is in `of_bases`
    (`JpaRepository<Owner, Integer>` gives `Owner`, `Integer`). `bindings` are in the order of the file; a class has its
    fields, what a method does to `self.x` or `this.x` is the method's. `expressions` are all others that hold a call, each
    once. `type` is what a function is declared to return. `start`, `end`: bytes; `line`: 1-based, where its name stands.
    """

    name: str
    kind: str  # "module" | "class" | "function" | "interface" | "template"
    parent: int
    start: int
    end: int
    line: int
    parameters: tuple[Parameter, ...] = ()
    marks: tuple[Expression, ...] = ()
    bases: tuple[Expression, ...] = ()
    of_bases: tuple[Expression, ...] = ()
    bindings: tuple[Binding, ...] = ()
    returns: tuple[Expression, ...] = ()
    expressions: tuple[Expression, ...] = ()
    type: Expression | None = None
    of_type: tuple[Expression, ...] = ()


class Imported(Struct, frozen=True, array_like=True, gc=False):
    """`local` is a name in this file, `target` the module as the reference writes it, `name` what is taken out of it: ""
    for the module itself, `default`, or `*` (then `local` is "" unless the names come under one).

    `scope` is where it is imported. Re-exports (`export { a as b } from "./c"`) have `exported` set and bind nothing here.
    """

    local: str
    target: str
    name: str
    scope: int = 0
    exported: bool = False


class Sketch(Struct, frozen=True, array_like=True):
    """All of one file. `exports` names what other files see by another name than this file (`default`, `export { a as b }`,
    `module.exports` as `=`); what is not listed is seen by its own name.
    """

    scopes: tuple[Scope, ...] = ()
    imports: tuple[Imported, ...] = ()
    exports: tuple[tuple[str, Expression], ...] = ()
    package: str = ""


_SKETCH = msgspec.msgpack.Decoder(Sketch)


def pack_sketch(sketch: Sketch) -> bytes:
    """The `packed_sketch` of a FileFacts."""
    return msgspec.msgpack.encode(sketch)


def unpack_sketch(packed: bytes) -> Sketch:
    """The inverse of pack_sketch; of b"" an empty one."""
    return _SKETCH.decode(packed) if packed else Sketch()

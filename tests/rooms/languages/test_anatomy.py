"""What units do, in every language: calls, shapes, marks and clauses, each given to the innermost unit."""

from collections.abc import Callable

import pytest

from archlint.languages.catalogue import DIALECTS
from archlint.model.facts import CLAUSE_KINDS, MAX_CLAUSE, Anatomy, Clause


def read(dialect: str, source: str) -> tuple[dict[str, Anatomy], dict[str, list[tuple[str, str]]]]:
    """Anatomies and clauses by the names of the units."""
    facts = DIALECTS[dialect].extract()(source.encode(), dialect, 20.0)
    assert facts.whole
    body = facts.body
    assert len(body.anatomies) == len(body.units)
    clauses: dict[str, list[tuple[str, str]]] = {}
    for clause in body.clauses:
        clauses.setdefault(body.units[clause.unit].name, []).append((clause.kind, clause.text))
    return {unit.name: anatomy for unit, anatomy in zip(body.units, body.anatomies, strict=True)}, clauses


SAME = {
    "python": """
class Invoices(Base):
    def total(self, lines, customer):
        amount = 0
        for line in lines:
            amount += line.price * line.count
        if customer.segment == "GOLD":
            raise Refused(amount)
        self.last = amount
        return Result(amount, 25)
""",
    "typescript": """
class Invoices extends Base {
  total(lines: Line[], customer: Customer) {
    let amount = 0;
    for (const line of lines) {
      amount += line.price * line.count;
    }
    if (customer.segment === "GOLD") {
      throw Refused(amount);
    }
    this.last = amount;
    return Result(amount, 25);
  }
}
""",
    "javascript": """
class Invoices extends Base {
  total(lines, customer) {
    let amount = 0;
    for (const line of lines) {
      amount += line.price * line.count;
    }
    if (customer.segment === "GOLD") {
      throw Refused(amount);
    }
    this.last = amount;
    return Result(amount, 25);
  }
}
""",
    "java": """
class Invoices extends Base {
  Result total(List<Line> lines, Customer customer) {
    long amount = 0;
    for (Line line : lines) {
      amount += line.price * line.count;
    }
    if (customer.segment == "GOLD") {
      throw Refused(amount);
    }
    this.last = amount;
    return Result(amount, 25);
  }
}
""",
}


@pytest.mark.parametrize("dialect", SAME)
def test_the_same_program_does_the_same_in_every_language(dialect: str) -> None:
    anatomies, clauses = read(dialect, SAME[dialect])
    total = anatomies["Invoices.total"]
    assert total.called == ("Refused", "Result")
    counts = (total.calls, total.loops, total.returns, total.handed, total.raises, total.stores, total.numbers)
    assert counts == (2, 1, 1, 1, 1, 1, 1)
    assert anatomies["Invoices"].bases == ("Base",)
    found = clauses["Invoices.total"]
    assert [kind for kind, _ in found] == ["computation", "condition"]
    assert found[0][1] == "amount += line.price * line.count"
    assert found[1][1].replace("===", "==") == 'customer.segment == "GOLD"'


@pytest.mark.parametrize(
    ("dialect", "source", "unit", "marks"),
    [
        ("python", "@app.get('/x')\n@login_required\ndef f(): ...\n", "f", ("app.get", "login_required")),
        ("python", "class A:\n    @property\n    def f(self): ...\n    def g(self): ...\n", "A.f", ("property",)),
        ("python", "@dataclass(frozen=True)\nclass A:\n    x: int\n", "A", ("dataclass",)),
        ("java", '@RestController\nclass A { @GetMapping("/x") void f() {} }', "A.f", ("GetMapping",)),
        ("java", '@RestController\nclass A { @GetMapping("/x") void f() {} }', "A", ("RestController",)),
        ("java", "record A(int x) { @Override public int x() { return x; } }", "A.x", ("Override",)),
        ("typescript", "@Component({a: 1})\nexport class A { @Input() x; f() {} }", "A", ("Component",)),
        ("typescript", "@Component({a: 1})\nclass A { f() {} }", "A", ("Component",)),
        ("typescript", "class A {\n @Get('/x')\n @Auth() f() {}\n g() {} }", "A.f", ("Get", "Auth")),
        ("typescript", "class A {\n @Get('/x')\n f() {}\n g() {} }", "A.g", ()),
        ("javascript", "class A { @Get('/x') f() {} }", "A.f", ("Get",)),
    ],
)
def test_marks_belong_to_what_they_mark(dialect: str, source: str, unit: str, marks: tuple[str, ...]) -> None:
    assert read(dialect, source)[0][unit].marks == marks


@pytest.mark.parametrize(
    ("dialect", "source", "bases"),
    [
        ("python", "class A(models.Model, metaclass=Meta): ...\n", ("models.Model",)),
        ("python", "class A(Repository[Invoice]): ...\n", ("Repository[Invoice]",)),
        ("java", "class A extends B implements C, D {}", ("B", "C", "D")),
        ("java", "interface A extends JpaRepository<Invoice, Long> {}", ("JpaRepository<Invoice, Long>",)),
        ("typescript", "class A extends B implements C, D {}", ("B", "C", "D")),
        ("javascript", "class A extends B {}", ("B",)),
    ],
)
def test_bases_of_classes(dialect: str, source: str, bases: tuple[str, ...]) -> None:
    assert read(dialect, source)[0]["A"].bases == bases


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("python", "def f(a: Session, b: 'Invoice' = None, *, c: list[int]): ...\n"),
        ("typescript", "function f(a: Session, b?: Invoice, c: number[] = []) {}"),
        ("java", "class A { void f(Session a, Invoice b, List<Integer> c) {} }"),
    ],
)
def test_types_of_parameters(dialect: str, source: str) -> None:
    anatomies, _ = read(dialect, source)
    found = anatomies["A.f" if dialect == "java" else "f"].types
    assert found[0] == "Session"
    assert found[1].strip("'") == "Invoice"
    assert len(found) == 3


def test_called_names_are_as_written_without_arguments() -> None:
    source = "def f(a):\n    a.b(c.d(1)).e()\n    self.x.y()\n    [g][0]()\n    await h(2)\n"
    found = read("python", source)[0]["f"]
    assert found.called == ("e", "a.b", "c.d", "self.x.y", "h")
    assert found.calls == 6
    source = "class A { void f() { a.b(c.d(1)).e(); new Foo<Bar>(2); this.x.y(); } }"
    assert set(read("java", source)[0]["A.f"].called) == {"e", "a.b", "c.d", "this.x.y", "new Foo<Bar>"}
    source = "async function f(a) { a?.b(c.d(1)).e(); new Foo(2); await this.x.y(); }"
    assert set(read("typescript", source)[0]["f"].called) == {"e", "a.b", "c.d", "this.x.y", "new Foo"}


@pytest.mark.parametrize(
    ("dialect", "source", "unit"),
    [
        ("python", "def f(a):\n    {}\n", "f"),
        ("typescript", "function f(a) {{ {}; }}", "f"),
        ("java", "class A {{ void f() {{ {}; }} }}", "A.f"),
    ],
)
def test_calls_that_start_at_one_byte_have_an_order(dialect: str, source: str, unit: str) -> None:
    """Found by fuzzing: the query hands its captures over in no order, so a long chain had other facts every time."""
    names = [f"m{number}" for number in range(40)]
    chain = "a" + "".join(f".{name}()" for name in names)
    assert read(dialect, source.format(chain))[0][unit].called == ("a.m0", *names[1:])[::-1]


def test_nested_units_keep_what_is_theirs() -> None:
    source = "def outer(a):\n    def inner(b):\n        if b > 2:\n            call(b)\n    return inner(a)\n"
    anatomies, clauses = read("python", source)
    assert (anatomies["outer"].called, anatomies["outer.inner"].called) == (("inner",), ("call",))
    assert list(clauses) == ["outer.inner"]


SHAPES: list[tuple[str, str, Callable[[Anatomy], object], object]] = [
    ("python", "def f(a):\n    return {'x': a.x, 'y': a.y}\n", lambda a: (a.fields, a.shaped, a.returns), (2, 1, 1)),
    ("python", "def f(a):\n    g(x=1, y=2)\n    a.z = 3\n", lambda a: (a.fields, a.stores), (3, 0)),
    ("python", "def f(self):\n    self.z = 3\n", lambda a: (a.fields, a.stores), (0, 1)),
    ("typescript", "function f(a) { return { x: a.x, y, ...a }; }", lambda a: (a.fields, a.shaped), (2, 1)),
    ("typescript", "const f = (a) => ({ x: a.x });", lambda a: (a.fields, a.shaped, a.returns), (1, 1, 1)),
    ("typescript", "const f = (a) => g(a);", lambda a: (a.handed, a.returns), (1, 1)),
    ("typescript", "const f = async (a) => await g(a);", lambda a: (a.handed, a.returns), (1, 1)),
    ("python", "async def f(a):\n    return await g(a)\n", lambda a: (a.handed, a.returns), (1, 1)),
    ("python", "def f(a):\n    return\n", lambda a: a.returns, 0),
    ("tsx", "const f = (p) => <div><B x={1}/>{p.y}</div>;", lambda a: a.markup, 2),
    ("javascript", "const f = (p) => <div><B x={1}/></div>;", lambda a: a.markup, 2),
    ("python", "def f(a):\n    return '<table><tr>' + a + '</tr></table>'\n", lambda a: a.markup, 4),
    ("python", 'def f(a):\n    """Gives <b>bold</b> text."""\n    return a\n', lambda a: a.markup, 0),
    ("python", "def f(a):\n    # <b>bold</b>\n    return a\n", lambda a: a.markup, 0),
    ("python", "def f(a):\n    return [0, 1, 2, 0.25]\n", lambda a: a.numbers, 2),
]


@pytest.mark.parametrize(("dialect", "source", "look", "expected"), SHAPES)
def test_shapes(dialect: str, source: str, look: Callable[[Anatomy], object], expected: object) -> None:
    assert look(read(dialect, source)[0]["f"]) == expected


CLAUSES = [
    (
        "python",
        "def f(a):\n    while a.b:\n        x = 1 if a.c else 2\n",
        [("condition", "a.b"), ("condition", "a.c")],
    ),
    ("python", "def f(a):\n    return [x for x in a if x.y]\n", [("condition", "x.y")]),
    ("python", "def f(a):\n    assert a.b, 'no'\n", [("condition", "a.b")]),
    ("python", "def f(a):\n    return a.b > 2 or a.c\n", [("comparison", "a.b > 2 or a.c")]),
    ("python", "def f(a):\n    if a.b * 2 > a.c:\n        pass\n", [("condition", "a.b * 2 > a.c")]),
    ("python", "def f(a):\n    return 'x' + a + 'y'\n", []),
    ("python", "def f(a):\n    return '%s: %s' % a\n", []),
    ("python", "def f(a):\n    return a.b - a.c * 2\n", [("computation", "a.b - a.c * 2")]),
    (
        "python",
        "def f(a):\n    match a.b:\n        case 'X' if a.c: pass\n        case _: pass\n",
        [("subject", "a.b"), ("case", "'X'"), ("condition", "a.c")],
    ),
    (
        "typescript",
        "function f(a) { switch (a.b) { case 'X': break; default: } }",
        [("subject", "a.b"), ("case", "'X'")],
    ),
    ("typescript", "function f(a) { do { g(); } while (a.b); }", [("condition", "a.b")]),
    ("typescript", "function f(a) { return a.b ? 1 : 2; }", [("condition", "a.b")]),
    ("typescript", "function f(a) { return `${a}x` + 'y'; }", []),
    (
        "java",
        "class f { int f(A a) { switch (a.b) { case X: return 1; } return a.c ? 1 : 2; } }",
        [("subject", "a.b"), ("case", "X"), ("condition", "a.c")],
    ),
    ("java", "class f { boolean f(A a) { return a instanceof B; } }", [("comparison", "a instanceof B")]),
    ("java", 'class f { String f(A a) { return "x" + a; } }', []),
]


@pytest.mark.parametrize(("dialect", "source", "expected"), CLAUSES)
def test_clauses(dialect: str, source: str, expected: list[tuple[str, str]]) -> None:
    clauses = read(dialect, source)[1]
    assert clauses.get("f", clauses.get("f.f", [])) == expected


def test_a_clause_is_one_line_and_not_too_long() -> None:
    source = "def f(a):\n    if (a.b\n            and   a.c == {}):\n        pass\n".format(
        " + ".join(["a.long_name"] * 100)
    )
    ((kind, text),) = read("python", source)[1]["f"]
    assert kind in CLAUSE_KINDS
    assert text.startswith("(a.b and a.c == a.long_name")
    assert len(text) == MAX_CLAUSE


def test_spans_of_clauses_are_those_of_the_file() -> None:
    source = 'name = "ü"\ndef f(a):\n    if a.b == "ß" and a.c:\n        pass\n'.encode()
    facts = DIALECTS["python"].extract()(source, "python", 20.0)
    (clause,) = facts.body.clauses
    assert isinstance(clause, Clause)
    assert source[clause.span.start : clause.span.end].decode() == clause.text == 'a.b == "ß" and a.c'
    assert (clause.span.line, clause.span.column) == (3, 8)


GIVEN = {
    "python": """
class Invoices:
    def pay(self, id):
        invoice = self.store.find(id)
        rows = {}
        rows[id] = invoice
        self.lines().add(rows)
        if invoice is None:
            raise NotFound(id)
        if invoice.paid:
            return self
        if invoice.open:
            return State.OPEN
        if invoice.late:
            return invoice.total * 2
        return Invoice(id=invoice.id, lines=[], total=3)
""",
    "typescript": """
class Invoices {
  pay(id: string) {
    const invoice = this.store.find(id);
    const rows = {};
    rows[id] = invoice;
    this.lines().add(rows);
    if (invoice === null) {
      throw new NotFound(id);
    }
    if (invoice.paid) {
      return this;
    }
    if (invoice.open) {
      return State.OPEN;
    }
    if (invoice.late) {
      return invoice.total * 2;
    }
    return { id: invoice.id, lines: [], total: 3 };
  }
}
""",
    "java": """
class Invoices {
  Object pay(String id) {
    Invoice invoice = store.find(id);
    Map rows = new HashMap();
    row[0] = invoice;
    lines().add(rows);
    if (invoice == null) {
      throw new NotFound(id);
    }
    if (invoice.paid()) {
      return this;
    }
    if (invoice.open()) {
      return State.OPEN;
    }
    if (invoice.late()) {
      return invoice.total() * 2;
    }
    return (Object) invoice;
  }
}
""",
}


@pytest.mark.parametrize(
    ("dialect", "held", "last"),
    [
        ("python", ("invoice=self.store.find", "rows={}"), "call"),
        ("typescript", ("invoice=this.store.find", "rows={}"), "built"),
        ("java", ("invoice=store.find", "rows=new HashMap"), "=invoice"),
    ],
)
def test_what_is_given_back_kept_raised_and_named(dialect: str, held: tuple[str, ...], last: str) -> None:
    anatomy = read(dialect, GIVEN[dialect])[0]["Invoices.pay"]
    assert anatomy.returned == ("own", "constant", "computed", last)
    assert anatomy.held == held
    assert anatomy.raised == ("NotFound",)
    assert anatomy.entries == 1
    assert [name.rpartition(".lines")[2] or name for name in anatomy.chained] in ([".add"], ["lines.add"])
    assert (anatomy.read, anatomy.blank) == ((0, 0) if dialect == "java" else (1, 1))


def test_scripts_of_components_have_anatomies() -> None:
    source = "<template><p>x</p></template>\n<script>\nexport default { methods: { f(a) { if (a.b > 2) g(a) } } }\n</script>\n"
    anatomies, clauses = read("vue", source)
    (name,) = [name for name, anatomy in anatomies.items() if anatomy.called == ("g",)]
    assert clauses[name] == [("condition", "a.b > 2")]


@pytest.mark.parametrize("dialect", SAME)
def test_a_surface_has_no_anatomies(dialect: str) -> None:
    surface = DIALECTS[dialect].surface
    assert surface is not None
    facts = surface()(SAME[dialect].encode(), dialect, 20.0)
    assert not facts.whole
    assert facts.body.anatomies == facts.body.clauses == ()


HOSTILE = {
    "python": [
        "x = " + "f(" * 9000 + ")" * 9000,
        "x = " + "a+" * 90000 + "a",
        "x = a" + ".b()" * 50000,
        "@a\n" * 20000 + "def f(): ...\n",
    ],
    "tsx": [  # on many lines: a file of one long line counts as minified
        "x = " + "f(\n" * 50000 + ")" * 500 + "\n" + ")" * 49500,
        "x = " + "a +\n" * 90000 + "a",
        "x = " + "(a =\n" * 3000 + "1" + ") =>\n1" * 3000,
        "x = " + "<a>\n" * 5000 + "</a>\n" * 5000,
        "x = " + "a ? b :\n" * 50000 + "c",
    ],
    "java": [
        "class A{void f(){x=" + "a+" * 90000 + "a;}}",
        "class A{void f(){x=a" + ".b()" * 50000 + ";}}",
        "class A{" + "@X " * 20000 + "void f(){}}",
        "class A{void f(){" + "if(a>2)" * 20000 + "g();}}",
    ],
}


@pytest.mark.parametrize(
    ("dialect", "source"), [(dialect, source) for dialect in HOSTILE for source in HOSTILE[dialect]]
)
def test_hostile_code_is_read_within_its_budget_or_said_not_to_be(dialect: str, source: str) -> None:
    facts = DIALECTS[dialect].extract()(source.encode(), dialect, 10.0)
    body = facts.body
    assert body.units or facts.problems
    if not body.anatomies:
        assert [problem.kind for problem in facts.problems if problem.kind in ("timeout", "syntax", "generated")]

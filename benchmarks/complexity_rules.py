"""A second count of Python's measures over `ast`, and what a peer leaves out of it: function in, numbers by rule out.

Each difference between archlint and its peer is explained only when this count equals archlint's and the parts that the
peer leaves out, which are named by the rule that decides, add up to exactly the difference.
"""

import ast
from collections import Counter
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

OPERAND = "operands of `and`, `or` and unary operators: the paper counts what stands in them, complexipy does not look"
PASSED = (
    "keyword and starred arguments, callees, subscripts, attributes, arithmetic, awaits, yields, f-strings, defaults and "
    "targets: the paper counts what stands in them, complexipy does not look"
)
HEAD = "decorators and defaults of nested functions: the paper counts what stands in them, complexipy does not look"
CASES = "subject, patterns and guards of `match`: the paper counts what stands in them, complexipy does not look"
MEMBERS = "statements of a class in a function: the paper counts them, complexipy looks at its methods only"
SEQUENCE = "operators in turns: the paper counts each new sequence of like operators, complexipy each group"
PLACED = (
    "functions in a block or a local class: to the paper one deeper, in a class afresh as SonarSource's analyser counts; "
    "complexipy nests only direct ones"
)
IDIOM = "what a decorator returns: the paper exempts the nested function from nesting, complexipy drops the rest"
NAMESAKE = "a method that calls a function of its own name: no recursion by the paper, one to complexipy"
CYCLE = (
    "recursion by way of others, of nested functions or through `self`: the paper counts every function in a cycle of calls, "
    "complexipy one that calls its plain name"
)
SHADOWED = "recursion that only a lambda holds: counted by the paper, not by complexipy"
ASSERTED = "conditions in an `assert`: decisions to McCabe, radon does not look"
DEFAULTS = "decorators and defaults of nested functions: decisions to McCabe, radon does not look"
MENDED = frozenset((OPERAND, PASSED, HEAD, CASES, NAMESAKE, ASSERTED, DEFAULTS))
"""Where peers do not look for no reason that a definition gives, so that code is prepared for them."""


@dataclass
class Count:
    """A measure, and by rule how much of it the peer does not have (negative: has in addition)."""

    score: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, amount: int, theirs: int, rule: str) -> None:
        self.score += amount
        if amount != theirs:
            self.missing[rule] += amount - theirs


def is_decorator(function: Function) -> bool:
    """The paper's exception: nothing in it but a nested function and a return."""
    return (
        len(function.body) == 2 and isinstance(function.body[0], FUNCTIONS) and isinstance(function.body[1], ast.Return)
    )


class Cognitive:
    """SonarSource's cognitive complexity (Campbell, version 1.7) of one function with all that is nested in it.

    `depth` is the nesting as the paper has it, `seen` as complexipy; `blind` is why complexipy does not look, if so.
    With `mended`, it looks wherever code is prepared for it.
    """

    def __init__(self, function: Function, is_method: bool, cycles: frozenset[int], *, mended: bool) -> None:
        self.count = Count()
        self.mended = mended
        self.in_class = False
        self.cycles = cycles
        in_cycle = id(function) in cycles
        through_self = mended and is_method
        calls = _calls_itself(function, lambdas=False, through_self=through_self)
        if calls and not through_self and (is_method or not in_cycle):
            self.count.add(0, 1, NAMESAKE)
            self.count.add(int(in_cycle), 0, CYCLE)
        elif in_cycle:
            in_lambda = not calls and _calls_itself(function, lambdas=True, through_self=through_self)
            self.count.add(1, int(calls or mended), SHADOWED if in_lambda else CYCLE)
        self.body(function, 0, 0, "")

    def body(self, function: Function, depth: int, seen: int, blind: str) -> None:
        around, self.in_class = self.in_class, False
        idiom = is_decorator(function)
        for statement in function.body:
            if isinstance(statement, FUNCTIONS):
                self.nested(statement, depth + (not idiom), seen + (not idiom), blind)
            else:
                self.visit(statement, depth, seen, blind or (IDIOM if idiom else ""))
        self.in_class = around

    def nested(self, function: Function, depth: int, seen: int, blind: str) -> None:
        self.count.add(int(id(function) in self.cycles), 0, CYCLE)
        self.visit(function.args, depth, seen, blind or HEAD)
        for decorator in function.decorator_list:
            self.visit(decorator, depth, seen, blind or HEAD)
        self.body(function, depth, seen, blind)

    def structure(self, depth: int, seen: int, blind: str) -> None:
        self.count.add(1 + depth, 0 if blind else 1 + seen, blind or PLACED)

    def hybrid(self, blind: str) -> None:
        self.count.add(1, 0 if blind else 1, blind)

    def all(self, nodes: list[ast.stmt] | list[ast.expr], depth: int, seen: int, blind: str) -> None:
        for node in nodes:
            self.visit(node, depth, seen, blind)

    def visit(self, node: ast.AST, depth: int, seen: int, blind: str) -> None:  # noqa: C901 - one case per kind of node
        blind = "" if self.mended and blind in MENDED else blind
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.nested(node, 0 if self.in_class else depth + 1, seen, blind)
            case ast.ClassDef():
                around, self.in_class = self.in_class, True
                for child in ast.iter_child_nodes(node):
                    self.visit(child, 0, seen, blind or ("" if isinstance(child, FUNCTIONS) else MEMBERS))
                self.in_class = around
            case ast.If():
                self.if_chain(node, depth, seen, blind)
            case ast.For() | ast.AsyncFor() | ast.While():
                self.structure(depth, seen, blind)
                if isinstance(node, ast.While):
                    self.visit(node.test, depth, seen, blind)
                else:
                    self.visit(node.target, depth, seen, blind or PASSED)
                    self.visit(node.iter, depth, seen, blind)
                self.all(node.body, depth + 1, seen + 1, blind)
                self.all(node.orelse, depth, seen, blind)
            case ast.ExceptHandler():
                self.structure(depth, seen, blind)
                if node.type is not None:
                    self.visit(node.type, depth + 1, seen + 1, blind or PASSED)
                self.all(node.body, depth + 1, seen + 1, blind)
            case ast.Match():
                self.structure(depth, seen, blind)
                self.visit(node.subject, depth, seen, blind or CASES)
                for case in node.cases:
                    if case.guard is not None:
                        self.visit(case.guard, depth + 1, seen + 1, blind or CASES)
                    self.all(case.body, depth + 1, seen + 1, blind)
            case ast.expr():
                self.expression(node, depth, seen, blind)
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                for child in ast.iter_child_nodes(node):
                    self.visit(child, depth, seen, blind if child is node.value else blind or PASSED)
            case ast.Delete():
                self.all(node.targets, depth, seen, blind or PASSED)
            case ast.withitem():
                self.visit(node.context_expr, depth, seen, blind)
                if node.optional_vars is not None:
                    self.visit(node.optional_vars, depth, seen, blind or PASSED)
            case _:
                for child in ast.iter_child_nodes(node):
                    self.visit(child, depth, seen, blind)

    def if_chain(self, node: ast.If, depth: int, seen: int, blind: str) -> None:
        self.structure(depth, seen, blind)
        current = node
        while True:
            self.visit(current.test, depth, seen, blind)
            self.all(current.body, depth + 1, seen + 1, blind)
            rest = current.orelse
            if not rest:
                return
            self.hybrid(blind)
            if len(rest) > 1 or not isinstance(rest[0], ast.If) or rest[0].col_offset != current.col_offset:
                self.all(rest, depth + 1, seen + 1, blind)
                return
            current = rest[0]

    def expression(self, node: ast.expr, depth: int, seen: int, blind: str) -> None:
        match node:
            case ast.BoolOp():
                operators = _in_reading_order(node)
                runs = sum(index == 0 or operators[index - 1] != each for index, each in enumerate(operators))
                self.count.add(runs, 0 if blind else _groups(node, None), blind or SEQUENCE)
                self.operands(node, depth, seen, blind)
            case ast.UnaryOp():
                self.operands(node, depth, seen, blind)
            case ast.IfExp():
                self.structure(depth, seen, blind)
                self.visit(node.test, depth, seen, blind)
                self.visit(node.body, depth + 1, seen + 1, blind)
                self.visit(node.orelse, depth + 1, seen + 1, blind)
            case ast.Lambda():
                self.visit(node.args, depth + 1, seen + 1, blind or PASSED)
                self.visit(node.body, depth + 1, seen + 1, blind)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                self.comprehension(node, depth, seen, blind)
            case ast.Compare() | ast.Tuple() | ast.List() | ast.Set():
                for child in ast.iter_child_nodes(node):
                    self.visit(child, depth, seen, blind)
            case ast.Call():
                self.visit(node.func, depth, seen, blind or PASSED)
                self.all(node.args, depth, seen, blind)
                for keyword in node.keywords:
                    self.visit(keyword.value, depth, seen, blind or PASSED)
            case ast.Dict():
                self.all(node.values, depth, seen, blind)
                self.all([key for key in node.keys if key is not None], depth, seen, blind or PASSED)
            case _:
                for child in ast.iter_child_nodes(node):
                    self.visit(child, depth, seen, blind or PASSED)

    def operands(self, node: ast.expr, depth: int, seen: int, blind: str) -> None:
        """What stands in a logical expression; complexipy sees only further operators there."""
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.BoolOp) and isinstance(child, ast.BoolOp):
                self.operands(child, depth, seen, blind)
            elif isinstance(child, ast.BoolOp | ast.UnaryOp):
                self.expression(child, depth, seen, blind)
            else:
                self.visit(child, depth, seen, blind or OPERAND)

    def comprehension(self, node: ast.expr, depth: int, seen: int, blind: str) -> None:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.comprehension):
                self.visit(child, depth + 1, seen + 1, blind)
                continue
            self.structure(depth, seen, blind)
            self.visit(child.target, depth, seen, blind or PASSED)
            self.visit(child.iter, depth, seen, blind)
            for condition in child.ifs:
                self.hybrid(blind)
                self.visit(condition, depth + 1, seen + 1, blind)


def _in_reading_order(node: ast.expr) -> list[str]:
    if not isinstance(node, ast.BoolOp):
        return []
    operators = _in_reading_order(node.values[0])
    for value in node.values[1:]:
        operators += [type(node.op).__name__, *_in_reading_order(value)]
    return operators


def _groups(node: ast.expr, around: type[ast.boolop] | None) -> int:
    if not isinstance(node, ast.BoolOp):
        return 0
    return (type(node.op) is not around) + sum(_groups(value, type(node.op)) for value in node.values)


def _calls_itself(function: Function, *, lambdas: bool, through_self: bool) -> bool:
    """Whether a function calls its plain name, or a method its name through `self` or `cls`, outside of what is nested."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) or (isinstance(node, ast.Lambda) and not lambdas):
            continue
        match node:
            case ast.Call(func=ast.Name(id=name)) if name == function.name and not through_self:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name)):
                if name == function.name and through_self:
                    return True
        waiting += ast.iter_child_nodes(node)
    return False


def in_cycles(tree: ast.Module) -> frozenset[int]:
    """The functions of a module (by `id`) from which calls lead back to themselves, followed by name: to functions that can
    be seen, and through `self`, `cls` and the name of the class to methods of the class around.
    """
    inside: dict[int, dict[str, Function]] = {}
    around: dict[int, ast.AST] = {}
    calls: dict[int, list[ast.expr]] = {}
    functions: list[Function] = []
    waiting: list[tuple[ast.AST, ast.AST]] = [(child, tree) for child in reversed(tree.body)]
    while waiting:
        node, owner = waiting.pop()
        if isinstance(node, ast.Call):
            calls.setdefault(id(owner), []).append(node.func)
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            around[id(node)] = owner
            if isinstance(node, FUNCTIONS):
                functions.append(node)
                inside.setdefault(id(owner), {})[node.name] = node
            waiting += [(child, node) for child in reversed(list(ast.iter_child_nodes(node)))]
        else:
            waiting += [(child, owner) for child in reversed(list(ast.iter_child_nodes(node)))]

    def called(function: Function, callee: ast.expr) -> Function | None:
        owner: ast.AST | None = function
        if isinstance(callee, ast.Name):
            while owner is not None:
                if not isinstance(owner, ast.ClassDef) and callee.id in inside.get(id(owner), {}):
                    return inside[id(owner)][callee.id]
                owner = around.get(id(owner))
        elif isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Name):
            while owner is not None and not isinstance(owner, ast.ClassDef):
                owner = around.get(id(owner))
            if owner is not None and callee.value.id in ("self", "cls", owner.name):
                return inside.get(id(owner), {}).get(callee.attr)
        return None

    edges = {
        id(function): {id(other) for callee in calls.get(id(function), ()) if (other := called(function, callee))}
        for function in functions
    }
    return frozenset(node for node in edges if node in _reached(edges, node))


def _reached(edges: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = [*edges[start]]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges[node]
    return found


def cyclomatic(function: Function) -> Count:
    """McCabe's complexity of a function without what is nested in it, and what radon leaves out of it."""
    count = Count(1)
    waiting: list[tuple[ast.AST, str]] = [(statement, "") for statement in function.body]
    while waiting:
        node, blind = waiting.pop()
        if isinstance(node, FUNCTIONS):
            waiting += [(part, DEFAULTS) for part in (node.args, *node.decorator_list)]
            continue
        if isinstance(node, ast.ClassDef):
            continue
        decisions = _decisions(node)
        count.add(decisions, 0 if blind else decisions, blind)
        inside = blind or (ASSERTED if isinstance(node, ast.Assert) else "")
        waiting += [(child, inside) for child in ast.iter_child_nodes(node)]
    return count


def _decisions(node: ast.AST) -> int:
    match node:
        case ast.If() | ast.IfExp() | ast.Assert():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Try() | ast.TryStar():
            return len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            default = any(isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None for case in node.cases)
            return len(node.cases) - default
    return 0

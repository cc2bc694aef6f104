"""Python in which everything stands where a peer looks: a syntax tree in, the source of a like one out.

complexipy looks into positional arguments, tuples and branches, and into nothing else; radon not into `assert`. Neither is
a definition, only a list of node types that somebody forgot. So each expression that is not itself counted by the paper is
written as a call of its operands, what an `assert` asks stands in a statement before it, and methods get names that no
function has, since a method that calls a function of its own name is no recursion; `self.method()` is written as a call of
that name, which is. A function in a cycle of calls (found by complexity_rules, over `ast`) calls itself, too, since the peer
follows no cycle by way of others. The peer then counts by its own rules: nothing here knows what a construct costs.
"""

import ast
from collections.abc import Iterable
from typing import TypeVar

from complexity_rules import FUNCTIONS, Function, in_cycles

APPLIED = "applied_to"
METHOD = "method_"
Statement = TypeVar("Statement", bound=ast.stmt)
Loop = TypeVar("Loop", ast.For, ast.AsyncFor)
Try = TypeVar("Try", ast.Try, ast.TryStar)
With = TypeVar("With", ast.With, ast.AsyncWith)


def prepared(tree: ast.Module) -> str:
    """The source of the same functions in the same order and nesting."""
    return ast.unparse(ast.fix_missing_locations(_Prepared(in_cycles(tree)).visit(tree)))


class _Prepared(ast.NodeTransformer):
    def __init__(self, cycles: frozenset[int]) -> None:
        self._cycles = cycles
        self._in_class = False
        self._in_function = False

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = self._block(node.body)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        around, self._in_class = self._in_class, True
        node.body = self._block(node.body)
        self._in_class = around
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> list[ast.stmt]:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> list[ast.stmt]:
        return self._function(node)

    def _function(self, node: Function) -> list[ast.stmt]:
        before: list[ast.stmt] = []
        if self._in_class:
            node.name = METHOD + node.name
        elif self._in_function:
            defaults = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default is not None]
            before = _said([*node.decorator_list, *defaults])
        node.decorator_list = []
        node.args.defaults = []
        node.args.kw_defaults = [None] * len(node.args.kwonlyargs)
        around = self._in_class, self._in_function
        self._in_class, self._in_function = False, True
        again = [ast.Expr(ast.Call(ast.Name(node.name, ast.Load()), [], []))] if id(node) in self._cycles else []
        node.body = [*again, *self._block(node.body)]
        self._in_class, self._in_function = around
        return [*before, node]

    def _block(self, statements: Iterable[ast.stmt]) -> list[ast.stmt]:
        """Statements, prepared. In a function that holds but a function and a return, nothing may be added."""
        held = list(statements)
        idiom = len(held) == 2 and isinstance(held[0], FUNCTIONS) and isinstance(held[1], ast.Return)
        found: list[ast.stmt] = []
        for statement in held:
            made = self.visit(statement)
            found += made if isinstance(made, list) else [made]
        return found[-2:] if idiom else found

    def visit_If(self, node: ast.If) -> ast.If:
        nested = len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)
        apart = nested and node.orelse[0].col_offset != node.col_offset
        node.test = _seen(node.test)
        node.body = self._block(node.body)
        node.orelse = self._block(node.orelse)
        if apart:  # `else:` with an `if` in it would be written as `elif`
            node.orelse.insert(0, ast.Pass())
        return node

    def visit_While(self, node: ast.While) -> ast.While:
        node.test = _seen(node.test)
        return self._with_blocks(node)

    def visit_For(self, node: ast.For) -> ast.For:
        return self._loop(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AsyncFor:
        return self._loop(node)

    def _loop(self, node: Loop) -> Loop:
        node.iter = ast.Tuple([_seen(node.iter), _seen(node.target)], ast.Load())
        node.target = ast.Name("each", ast.Store())
        return self._with_blocks(node)

    def _with_blocks(self, node: Statement) -> Statement:
        for name in ("body", "orelse", "finalbody"):
            if getattr(node, name, None):
                setattr(node, name, self._block(getattr(node, name)))
        return node

    def visit_Try(self, node: ast.Try) -> ast.Try:
        return self._try(node)

    def visit_TryStar(self, node: ast.TryStar) -> ast.TryStar:
        return self._try(node)

    def _try(self, node: Try) -> Try:
        for handler in node.handlers:
            caught = _said([handler.type] if handler.type is not None else [])
            handler.body = [*caught, *self._block(handler.body)]
        return self._with_blocks(node)

    def visit_With(self, node: ast.With) -> ast.With:
        return self._with(node)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AsyncWith:
        return self._with(node)

    def _with(self, node: With) -> With:
        for item in node.items:
            parts = [item.context_expr, *([item.optional_vars] if item.optional_vars else [])]
            item.context_expr, item.optional_vars = ast.Tuple([_seen(part) for part in parts], ast.Load()), None
        return self._with_blocks(node)

    def visit_Match(self, node: ast.Match) -> list[ast.stmt]:
        before = _said([node.subject])
        node.subject = ast.Name("subject", ast.Load())
        for case in node.cases:
            guard = _said([case.guard] if case.guard is not None else [])
            case.guard = ast.Name("guard", ast.Load()) if case.guard is not None else None
            case.body = [*guard, *self._block(case.body)]
        return [*before, node]

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        asked = _said([node.test, *([node.msg] if node.msg is not None else [])])
        return [*asked, ast.Assert(ast.Constant(True), None)]

    def visit_Return(self, node: ast.Return) -> ast.Return:
        node.value = None if node.value is None else _seen(node.value)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        node.value = _seen(node.value)
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:  # type: ignore[override]
        """A statement without a block: what stands in it."""
        parts = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete | ast.Raise) and parts:
            return _said(parts) or [ast.Pass()]
        return node


def _said(parts: list[ast.expr]) -> list[ast.stmt]:
    """A statement that says what some expressions say; none where they say nothing that anybody counts."""
    return [ast.Expr(ast.Tuple([_seen(part) for part in parts], ast.Load()))] if parts else []


def _seen(node: ast.expr) -> ast.expr:
    match node:
        case ast.Name():
            return ast.Name(node.id, ast.Load())
        case ast.Constant():
            return node
        case ast.BoolOp():
            beside: list[ast.expr] = []
            asked = _operators(node, beside)
            return ast.Tuple([asked, *beside], ast.Load()) if beside else asked
        case ast.IfExp():
            return ast.IfExp(_seen(node.test), _seen(node.body), _seen(node.orelse))
        case ast.Lambda():
            defaults = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default is not None]
            parts = [_seen(part) for part in (*defaults, node.body)]
            return ast.Lambda(_no_arguments(), parts[0] if len(parts) == 1 else ast.Tuple(parts, ast.Load()))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return type(node)(_seen(node.elt), _comprehensions(node.generators))
        case ast.DictComp():
            return ast.DictComp(_seen(node.key), _seen(node.value), _comprehensions(node.generators))
        case ast.Call(func=ast.Name(id=name)):
            return _applied([*node.args, *[keyword.value for keyword in node.keywords]], name)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name)):
            return _applied([*node.args, *[keyword.value for keyword in node.keywords]], METHOD + name)
        case _:
            return _applied(_parts(node), APPLIED)


def _operators(node: ast.expr, beside: list[ast.expr]) -> ast.expr:
    """The `and` and `or` of an expression over plain names; what else stands in it is added to `beside`."""
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(node.op, [_operators(value, beside) for value in node.values])
    if not isinstance(node, ast.Name | ast.Constant):
        beside.append(_seen(node))
    return ast.Name("operand", ast.Load())


def _comprehensions(generators: list[ast.comprehension]) -> list[ast.comprehension]:
    return [
        ast.comprehension(
            ast.Name("each", ast.Store()),
            _seen(each.iter)
            if isinstance(each.target, ast.Name)
            else ast.Tuple([_seen(each.iter), _seen(each.target)], ast.Load()),
            [_seen(asked) for asked in each.ifs],
            0,
        )
        for each in generators
    ]


def _applied(parts: list[ast.expr], name: str) -> ast.expr:
    """A call of what some expressions hold; operations in operations become one, Python reads no more than 200 brackets."""
    arguments: list[ast.expr] = []
    for part in map(_seen, parts):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == APPLIED:
            arguments += part.args
        else:
            arguments.append(part)
    return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _parts(node: ast.AST) -> list[ast.expr]:
    """The expressions right below, through what is none itself: keywords, slices, parts of an f-string."""
    found: list[ast.expr] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            found.append(child)
        else:
            found += _parts(child)
    return found


def _no_arguments() -> ast.arguments:
    return ast.arguments([], [], None, [], [], None, [])

"""Python's measures beside radon's and complexipy's: a package in, the exit code out, the report on stdout.

Each is compared twice: on the files as they are, and on the same functions written so that the peer looks into all of them
(complexity_prepared). The second one decides.
"""

import ast
from pathlib import Path
from typing import NamedTuple

from complexity_comparison import Comparison, files
from complexity_prepared import prepared
from complexity_rules import FUNCTIONS, Cognitive, Count, Function, cyclomatic, in_cycles
from witness import WHEELS, unpacked

from archlint.model.facts import Unit

AIM = 0.99
PEERS = (("cyclomatic", "radon"), ("cognitive", "complexipy"))


class Definition(NamedTuple):
    """A function, whether it stands directly in a class, and whether it stands in no other function."""

    function: Function
    in_class: bool
    outermost: bool


class Rows(NamedTuple):
    """The comparisons of one peer: on files as they are, and prepared."""

    raw: Comparison
    prepared: Comparison


def python(package: str) -> int:
    root = unpacked(package) if package in WHEELS else Path(package)
    radon, complexipy = (
        Rows(
            Comparison(f"{package}: {measure}, archlint and {peer} on the files as they are"),
            Comparison(f"{package}: {measure}, archlint and {peer} on prepared files"),
        )
        for measure, peer in PEERS
    )
    for path, content, facts in files(root, "python"):
        try:
            tree = ast.parse(content)
        except (SyntaxError, ValueError):
            radon.raw.left_out["files that Python itself cannot parse"] += 1
            continue
        place = path.relative_to(root).as_posix()
        text = prepared(ast.parse(content))
        again = ast.parse(text)
        theirs = (by_radon(tree), by_radon(again)), (by_complexipy(content.decode("utf-8-sig")), by_complexipy(text))
        units = facts.body.units
        totals = _totals(units)
        cycles = in_cycles(tree)
        of_line = {(unit.span.line, unit.name.rpartition(".")[2]): index for index, unit in enumerate(units)}
        for here, there in zip(_definitions(tree), _definitions(again), strict=True):
            index = of_line.get((here.function.lineno, here.function.name))
            if index is None:
                radon.raw.left_out["functions that archlint does not list"] += 1
                continue
            shown = f"{place}:{here.function.lineno} {here.function.name}"
            count = cyclomatic(here.function)
            _add(radon, shown, units[index].cyclomatic, _found(theirs[0], here, there), count, Count(count.score))
            if here.outermost:  # complexipy counts nested functions as a part of the one around, and so do the totals
                counts = (
                    Cognitive(here.function, here.in_class, cycles, mended=mended).count for mended in (False, True)
                )
                _add(complexipy, shown, totals[index], _found(theirs[1], here, there), *counts)
    for rows in (radon, complexipy):
        rows.raw.report(0.0)
    return max(rows.prepared.report(AIM) for rows in (radon, complexipy))


Scores = dict[tuple[int, str], int]
"""By line and name."""


def _found(theirs: tuple[Scores, Scores], here: Definition, there: Definition) -> tuple[int | None, int | None]:
    first = min([here.function.lineno, *[decorator.lineno for decorator in here.function.decorator_list]])
    raw = theirs[0].get((here.function.lineno, here.function.name), theirs[0].get((first, here.function.name)))
    return raw, theirs[1].get((there.function.lineno, there.function.name))


def _add(rows: Rows, shown: str, ours: int, theirs: tuple[int | None, int | None], count: Count, mended: Count) -> None:
    for comparison, number, why in ((rows.raw, theirs[0], count), (rows.prepared, theirs[1], mended)):
        if number is None:
            comparison.left_out["functions that the peer does not list"] += 1
        else:
            comparison.add(shown, ours, number, why)


def _definitions(tree: ast.Module) -> list[Definition]:
    """Every function, in an order that preparing does not change."""
    found: list[Definition] = []
    waiting: list[tuple[ast.AST, bool, bool]] = [(tree, False, True)]
    while waiting:
        node, in_class, outermost = waiting.pop()
        if isinstance(node, FUNCTIONS):
            found.append(Definition(node, in_class, outermost))
            in_class, outermost = False, False
        elif isinstance(node, ast.ClassDef):
            in_class = True
        waiting += [(child, in_class, outermost) for child in ast.iter_child_nodes(node)]
    return found


def _totals(units: tuple[Unit, ...]) -> list[int]:
    """The cognitive complexity of each unit with all that is nested in it."""
    totals = [unit.cognitive for unit in units]
    for index in range(len(units) - 1, 0, -1):
        if units[index].parent >= 0:
            totals[units[index].parent] += totals[index]
    return totals


def by_radon(tree: ast.Module) -> Scores:
    from radon.visitors import ComplexityVisitor

    visitor = ComplexityVisitor.from_ast(tree)
    waiting = [*visitor.functions]
    classes = [*visitor.classes]
    while classes:
        current = classes.pop()
        waiting += current.methods
        classes += current.inner_classes
    theirs = {}
    while waiting:
        block = waiting.pop()
        waiting += block.closures
        theirs[block.lineno, block.name] = block.complexity
    return theirs


def by_complexipy(text: str) -> Scores:
    from complexipy import code_complexity

    try:
        found = code_complexity(text, no_ignore=True).functions
    except ValueError:
        return {}
    return {(block.line_start, block.name.rpartition("::")[2]): block.complexity for block in found}

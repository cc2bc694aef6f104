"""Compare archlint's measures with other tools', function by function; every difference is explained or an error.

`python benchmarks/complexity.py python [PACKAGE ...]` compares cyclomatic complexity with radon's and cognitive
complexity with complexipy's on wheels from PyPI (default: Django and SymPy); `… typescript FOLDER` and `… java FOLDER`
compare cyclomatic complexity with lizard's. The exit code is 1 when fewer functions agree than is aimed for.
"""

import ast
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from complexity_lizard import Place, by_lizard, callables, matched, with_open_templates, without_types
from complexity_rules import FUNCTIONS, Cognitive, Count, Function, cyclomatic
from witness import WHEELS, unpacked

from archlint.languages.catalogue import SUFFIXES
from archlint.model.facts import FileFacts, Unit
from archlint.pipeline.discover import discover

PACKAGES = ("django", "sympy")
AIM_PYTHON = 0.99
AIM_LIZARD = 0.97
SECONDS = 60.0
TEMPLATES = "conditions in template literals: decisions to McCabe, lizard does not look"


@dataclass
class Comparison:
    """One measure of many functions, ours and theirs."""

    title: str
    agree: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    explained: int = 0

    def add(self, place: str, ours: int, theirs: int, count: Count) -> None:
        shown = f"{place}: {ours} here, {theirs} there"
        if ours == theirs:
            self.agree += 1
        elif ours == count.score and ours - theirs == sum(count.missing.values()):
            self.explain(shown, *[rule for rule, amount in count.missing.items() if amount])
        else:
            self.open.append(f"{shown}, {count.score} by the second count" if count.score else shown)

    def explain(self, shown: str, *rules: str) -> None:
        self.explained += 1
        for rule in rules:
            self.reasons[rule] += 1
            self.examples.setdefault(rule, shown)

    def report(self, aim: float, details: bool = True) -> int:
        total = self.agree + self.explained + len(self.open)
        share = self.agree / total if total else 0.0
        with_reasons = (self.agree + self.explained) / total if total else 0.0
        print(f"{self.title}: {self.agree:,} of {total:,} functions agree ({share:.2%})")
        if self.explained:
            print(f"  {self.explained:,} more differ by a rule, together {with_reasons:.2%}; functions by rule:")
        for rule, number in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {number:6,} × {rule}\n           {self.examples[rule]}")
        if details:
            print(f"  {len(self.open):6,} × NOT EXPLAINED")
            for place in self.open[:20]:
                print(f"           {place}")
        for reason, number in sorted(self.left_out.items()):
            print(f"  {number:6,} not compared: {reason}")
        return int(with_reasons < aim)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["python"]:
        return max(python(package) for package in arguments[1:] or PACKAGES)
    if len(arguments) == 2 and arguments[0] in ("typescript", "java"):
        return with_lizard(arguments[0], Path(arguments[1]).resolve())
    print(__doc__)
    return 2


def python(package: str) -> int:
    root = unpacked(package) if package in WHEELS else Path(package)
    radon = Comparison(f"{package}: cyclomatic, archlint and radon")
    complexipy = Comparison(f"{package}: cognitive, archlint and complexipy")
    for path, content, facts in files(root, "python"):
        try:
            tree = ast.parse(content)
        except (SyntaxError, ValueError):
            radon.left_out["files that Python itself cannot parse"] += 1
            continue
        place = path.relative_to(root).as_posix()
        functions = list(_functions(tree))
        units = facts.body.units
        of_line = {(unit.span.line, unit.name.rpartition(".")[2]): index for index, unit in enumerate(units)}
        _with_radon(radon, place, tree, functions, units, of_line)
        _with_complexipy(complexipy, place, content, functions, _totals(units), of_line)
    return max(radon.report(AIM_PYTHON), complexipy.report(AIM_PYTHON))


def with_lizard(language: str, root: Path) -> int:
    raw = Comparison(f"{root.name}: cyclomatic, archlint and lizard on the files as they are")
    clean = Comparison(f"{root.name}: cyclomatic, archlint and lizard without types, annotations and comments")
    for path, content, facts in files(root, language):
        place = path.relative_to(root).as_posix()
        if not facts.complete or facts.dialect == "vue":
            clean.left_out["files that archlint cannot read whole, and Vue components"] += 1
            continue
        ours = callables(content, facts)
        _add_lizard(raw, place, ours, by_lizard(path, content), [])
        opened = by_lizard(path, with_open_templates(language, facts.dialect, content))
        _add_lizard(clean, place, ours, by_lizard(path, without_types(language, facts.dialect, content)), opened or [])
    raw.report(0.0, details=False)
    return clean.report(AIM_LIZARD)


def _add_lizard(
    comparison: Comparison, place: str, ours: list[Place], theirs: list[Place] | None, opened: list[Place]
) -> None:
    if theirs is None:
        comparison.left_out["functions in files that lizard cannot read"] += len(ours)
        return
    pairs = matched(ours, theirs)
    with_templates = {(unit.line, unit.name): number for unit, _, number in matched(ours, opened)}
    comparison.left_out["functions that lizard does not list, or ends elsewhere"] += len(ours) - len(pairs)
    for unit, here, there in pairs:
        rest = with_templates.get((unit.line, unit.name), 0) - there
        count = Count(here if rest else 0, Counter({TEMPLATES: rest}))
        comparison.add(f"{place}:{unit.line} {unit.name}", here, there, count)


def files(root: Path, language: str) -> Iterator[tuple[Path, bytes, FileFacts]]:
    """The files of a language with their facts."""
    for entry in discover(root).files:
        path = root / entry.path
        known = SUFFIXES.get(path.suffix)
        if known is not None and known[0].name == language:
            content = path.read_bytes()
            yield path, content, known[0].extract()(content, known[1], SECONDS)


def _functions(tree: ast.Module) -> Iterator[tuple[Function, bool, bool]]:
    """Every function, whether it stands directly in a class, and whether it stands in no other function."""
    waiting: list[tuple[ast.AST, bool, bool]] = [(tree, False, True)]
    while waiting:
        node, in_class, outermost = waiting.pop()
        if isinstance(node, FUNCTIONS):
            yield node, in_class, outermost
            in_class, outermost = False, False
        elif isinstance(node, ast.ClassDef):
            in_class = True
        waiting += [(child, in_class, outermost) for child in ast.iter_child_nodes(node)]


def _totals(units: tuple[Unit, ...]) -> list[int]:
    """The cognitive complexity of each unit with all that is nested in it."""
    totals = [unit.cognitive for unit in units]
    for index in range(len(units) - 1, 0, -1):
        if units[index].parent >= 0:
            totals[units[index].parent] += totals[index]
    return totals


Places = dict[tuple[int, str], int]


def _with_radon(
    comparison: Comparison,
    place: str,
    tree: ast.Module,
    functions: list[tuple[Function, bool, bool]],
    units: tuple[Unit, ...],
    of_line: Places,
) -> None:
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
    for function, _in_class, _outermost in functions:
        key = (function.lineno, function.name)
        if key not in of_line:
            comparison.left_out["functions that archlint does not list"] += 1
        elif key not in theirs:
            comparison.left_out["functions that radon does not list: in a class in a function"] += 1
        else:
            shown = f"{place}:{function.lineno} {function.name}"
            comparison.add(shown, units[of_line[key]].cyclomatic, theirs[key], cyclomatic(function))


def _with_complexipy(
    comparison: Comparison,
    place: str,
    content: bytes,
    functions: list[tuple[Function, bool, bool]],
    totals: list[int],
    of_line: Places,
) -> None:
    from complexipy import code_complexity

    try:
        found = code_complexity(content.decode("utf-8-sig"), no_ignore=True).functions
    except (ValueError, UnicodeDecodeError):
        comparison.left_out["files that complexipy cannot parse"] += 1
        return
    theirs = {(block.line_start, block.name.rpartition("::")[2]): block.complexity for block in found}
    for function, in_class, outermost in functions:
        if not outermost:
            continue  # complexipy counts nested functions as a part of the one around, and so do the totals
        first = min([function.lineno, *[decorator.lineno for decorator in function.decorator_list]])
        key = (first, function.name)
        ours = of_line.get((function.lineno, function.name))
        if ours is None:
            comparison.left_out["functions that archlint does not list"] += 1
        elif key not in theirs:
            comparison.left_out["functions that complexipy does not list"] += 1
        else:
            shown = f"{place}:{function.lineno} {function.name}"
            comparison.add(shown, totals[ours], theirs[key], Cognitive(function, in_class).count)


def _with_room(work: Callable[[list[str]], int], arguments: list[str]) -> int:
    """What `work` answers, where deep recursion is safe: radon and the second count recurse over syntax trees."""
    sys.setrecursionlimit(100_000)
    threading.stack_size(512 * 1024 * 1024)
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(work(arguments)))
    thread.start()
    thread.join()
    return answers[0] if answers else 3


if __name__ == "__main__":
    sys.exit(_with_room(main, sys.argv[1:]))

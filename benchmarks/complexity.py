"""Compare archlint's measures with other tools', function by function; every difference is explained or an error.

`python benchmarks/complexity.py python [PACKAGE ...]` compares cyclomatic complexity with radon's and cognitive
complexity with complexipy's on wheels from PyPI (default: Django and SymPy); `… typescript FOLDER` and `… java FOLDER`
compare cyclomatic complexity with lizard's, `… pmd FOLDER` Java's cognitive complexity with PMD's. The exit code is 1 when
fewer functions agree than is aimed for.
"""

import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from complexity_comparison import Comparison, files
from complexity_lizard import Place, by_lizard, callables, matched, with_open_templates, without_types
from complexity_pmd import pmd
from complexity_python import python
from complexity_rules import Count
from complexity_sonarjs import sonarjs

PACKAGES = ("django", "sympy")
AIM_LIZARD = 0.97
MEASURES = {"java": ("cyclomatic", "cognitive"), "typescript": ("cyclomatic",)}
TEMPLATES = "conditions in template literals: decisions to McCabe, lizard does not look"


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["python"]:
        return max(python(package) for package in arguments[1:] or PACKAGES)
    if len(arguments) == 2 and arguments[0] in ("typescript", "java"):
        return max(
            with_lizard(arguments[0], Path(arguments[1]).resolve(), measure) for measure in MEASURES[arguments[0]]
        )
    if len(arguments) == 2 and arguments[0] == "sonarjs":
        return sonarjs(Path(arguments[1]).resolve())
    if len(arguments) == 2 and arguments[0] == "pmd":
        return pmd(Path(arguments[1]).resolve())
    print(__doc__)
    return 2


def with_lizard(language: str, root: Path, measure: str) -> int:
    raw = Comparison(f"{root.name}: {measure}, archlint and lizard on the files as they are")
    clean = Comparison(f"{root.name}: {measure}, archlint and lizard without types, annotations and comments")
    for path, content, facts in files(root, language):
        place = path.relative_to(root).as_posix()
        if not facts.complete or facts.dialect == "vue":
            clean.left_out["files that archlint cannot read whole, and Vue components"] += 1
            continue
        ours = callables(content, facts, measure)
        least = int(measure == "cyclomatic")
        _add_lizard(raw, place, ours, by_lizard(path, content, measure), [], least)
        opened = by_lizard(path, with_open_templates(language, facts.dialect, content), measure)
        plain = by_lizard(path, without_types(language, facts.dialect, content), measure)
        _add_lizard(clean, place, ours, plain, opened or [], least)
    raw.report(0.0, details=False)
    return clean.report(AIM_LIZARD if measure == "cyclomatic" else 0.0)


def _add_lizard(
    comparison: Comparison,
    place: str,
    ours: list[Place],
    theirs: list[Place] | None,
    opened: list[Place],
    least: int,
) -> None:
    if theirs is None:
        comparison.left_out["functions in files that lizard cannot read"] += len(ours)
        return
    pairs = matched(ours, theirs, least)
    with_templates = {(unit.line, unit.name): number for unit, _, number in matched(ours, opened, least)}
    comparison.left_out["functions that lizard does not list, or ends elsewhere"] += len(ours) - len(pairs)
    for unit, here, there in pairs:
        rest = with_templates.get((unit.line, unit.name), 0) - there
        count = Count(here if rest else 0, Counter({TEMPLATES: rest}))
        comparison.add(f"{place}:{unit.line} {unit.name}", here, there, count)


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

"""Moves modules chosen at random and asks two witnesses whether the import graph is the old one with the names changed:
grimp, and archlint itself. `python benchmarks/move.py FOLDER PACKAGE [--moves 10] [--seed 1]` works on a copy of FOLDER.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archlint.pipeline.analyze import analyze
from archlint.pipeline.apply import apply
from archlint.pipeline.meanings import MoveRefused
from archlint.pipeline.move import plan_move
from archlint.pipeline.request import Request

Edges = set[tuple[str, str]]

_GRIMP = """
import json, sys
sys.path.insert(0, sys.argv[1])
import grimp
graph = grimp.build_graph(sys.argv[2], cache_dir=None)
edges = [(one, two) for one in sorted(graph.modules) for two in sorted(graph.find_modules_directly_imported_by(one))]
print(json.dumps([sorted(graph.modules), edges]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("package")
    parser.add_argument("--moves", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="archlint-move-") as place:
        root = Path(place) / "project"
        shutil.copytree(options.folder, root, symlinks=True, ignore=shutil.ignore_patterns(".git", ".archlint_cache"))
        return measure(root, options.package, options.moves, random.Random(options.seed))


def measure(root: Path, package: str, moves: int, chance: random.Random) -> int:
    """Moves, compares and prints; 0 where both witnesses agree."""
    modules, before = by_grimp(root, package)
    own = by_archlint(root)
    names: dict[str, str] = {}
    refused = done = files = 0
    began = time.monotonic()
    while done < moves:
        source, target = pick(root, modules, names, chance)
        try:
            move = plan_move(root, source, target, workers=2)
        except MoveRefused as why:
            refused += 1
            print(f"refused  {source} -> {target}: {str(why).splitlines()[0]}")
            continue
        apply(root, move.edits)
        done += 1
        names = {old: (move.target if new == move.source else new) for old, new in names.items()}
        if move.source not in names.values() and move.target not in names.values():
            names[move.source] = move.target
        rewritten = [edit for edit in move.edits if edit.before is not None and edit.path == edit.place]
        files += len(rewritten)
        for edit in move.edits:
            if edit.place.endswith(".py"):
                compile(edit.after, edit.place, "exec", dont_inherit=True)
        print(
            f"moved    {move.source} -> {move.target}: {len(rewritten)} importers, {len(move.told)} lines left to people"
        )
    seconds = time.monotonic() - began
    _, after = by_grimp(root, package)
    agree = compare("grimp", before, after, lambda name: names.get(name, name))
    paths = {old.replace(".", "/") + ".py": new.replace(".", "/") + ".py" for old, new in names.items()}
    prefix = "" if (root / package).is_dir() else "src/"
    agree &= compare(
        "archlint",
        own,
        by_archlint(root),
        lambda path: (
            prefix + paths.get(path.removeprefix(prefix), path.removeprefix(prefix))
            if path.startswith(prefix)
            else path
        ),
    )
    print(f"{done} moves, {refused} refused, {files} files rewritten, {seconds:.1f} s")
    return 0 if agree else 1


def pick(root: Path, modules: list[str], names: dict[str, str], chance: random.Random) -> tuple[str, str]:
    """A module that is there, and a package that is there, at random."""
    now = [names.get(one, one) for one in modules]
    paths = [one for one in now if (root / (one.replace(".", "/") + ".py")).is_file()]
    packages = [one for one in now if (root / one.replace(".", "/") / "__init__.py").is_file()]
    source = chance.choice([one for one in paths if not one.endswith("__main__")])
    package = chance.choice(packages)
    return source.replace(".", "/") + ".py", f"{package}.moved_{source.rpartition('.')[2]}"


def by_grimp(root: Path, package: str) -> tuple[list[str], Edges]:
    done = subprocess.run(
        [sys.executable, "-c", _GRIMP, str(root), package], capture_output=True, text=True, check=True
    )
    modules, edges = json.loads(done.stdout)
    return modules, {(one, two) for one, two in edges}


def by_archlint(root: Path) -> Edges:
    declared = root / "judged-as-a-whole.toml"
    declared.write_text("[project]\ninclude_tests = true\n", encoding="utf-8")
    graph = analyze(root, Request(need_graph=True, cache=False, config=declared)).graph
    declared.unlink()
    assert graph is not None
    return {
        (one.importer, one.imported)
        for one in graph.dependencies
        if one.kind == "import" and one.importer.endswith(".py")
    }


def compare(witness: str, before: Edges, after: Edges, renamed: Callable[[str], str]) -> bool:
    wanted = {(renamed(one), renamed(two)) for one, two in before}
    print(
        f"{witness}: {len(before)} imports before, {len(after)} after, {len(wanted - after)} lost, {len(after - wanted)} gained"
    )
    for sign, edges in (("lost", wanted - after), ("gained", after - wanted)):
        for one, two in sorted(edges)[:10]:
            print(f"  {sign}: {one} -> {two}")
    return wanted == after


if __name__ == "__main__":
    sys.exit(main())

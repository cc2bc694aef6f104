"""What crosses processes in a project: its files, facts and graph in, Connections out. Reads what sketches and deployment
files it needs.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from archlint.graph.connections.following import follow
from archlint.graph.connections.matching import Rules
from archlint.graph.values.program import Program
from archlint.languages.catalogue import DIALECTS
from archlint.model.api_rules import ApiRule
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.facts import FileFacts
from archlint.model.graph import Graph
from archlint.model.layout import Layout, Resolved
from archlint.model.sketch import Sketch
from archlint.rulebook.connections import load_api_rules


def connect(  # noqa: PLR0913 - a stage between stages
    root: Path,
    layout: Layout,
    resolved: Mapping[str, tuple[Resolved, ...]],
    graph: Graph,
    rules: Mapping[str, tuple[ApiRule, ...]],
    deployment: Deployment,
) -> Connections:
    modules = {module.id: module for module in graph.modules if not module.test}
    languages = {name: module.language for name, module in modules.items()}
    known = {language: Rules(entries) for language, entries in rules.items()}
    importing: dict[str, set[str]] = {}
    for dependency in graph.dependencies:
        importing.setdefault(dependency.imported, set()).add(dependency.importer)
    types = {
        f"{facts.package}.{name}" if facts.package else name: path
        for path, facts in layout.modules.items()
        for name in facts.types
        if path in modules
    }
    sketches: dict[str, Sketch] = {}

    def sketch_of(module: str) -> Sketch:
        if module not in sketches:
            sketches[module] = _read(root, module, layout.modules[module])
        return sketches[module]

    program = Program(languages, sketch_of, lambda module: _answers(module, layout, resolved), types)
    first = _touched(root, graph, known, modules)
    generated = frozenset(problem.file for problem in graph.problems if problem.kind == "generated")
    users = {module: sorted(names) for module, names in importing.items()}
    return follow(program, known, deployment, modules, first, lambda module: users.get(module, ()), generated)


def rules_for(graph: Graph, own: Iterable[ApiRule] = ()) -> dict[str, tuple[ApiRule, ...]]:
    """The rules of the languages that a project is written in."""
    return load_api_rules(own, {module.language for module in graph.modules})


def _answers(
    module: str, layout: Layout, resolved: Mapping[str, tuple[Resolved, ...]]
) -> Iterable[tuple[str, Resolved]]:
    """What the references of a module lead to, by the module as written; a submodule that was imported by its name has it."""
    references = layout.modules[module].references
    for answer in resolved.get(module, ()):
        reference = references[answer.reference]
        if answer.status == "module" and not answer.name and reference.names:
            stem = answer.target.removesuffix("/__init__.py").rpartition("/")[2].partition(".")[0]
            if stem in reference.names:
                yield reference.target, Resolved(answer.reference, "module", answer.target, f"{stem}\0")
                continue
        yield reference.target, answer
        if answer.name in reference.names:  # one answer may speak for several names
            for name in reference.names:
                yield reference.target, Resolved(answer.reference, answer.status, answer.target, name)


def _touched(root: Path, graph: Graph, rules: Mapping[str, Rules], modules: Mapping[str, object]) -> list[str]:
    """The modules that use something outside which rules are about."""
    found: set[str] = set()
    for use in graph.external:
        known = rules.get(use.language)
        if known is None or use.importer not in modules:
            continue
        if any(known.knows(use.name, site.name) for site in use.sites):
            found.add(use.importer)
    for module in graph.modules:
        words = rules[module.language].words if module.language in rules else ()
        if words and module.id in modules and module.id not in found:
            content = _content(root, module.id)
            if any(word in content for word in words):
                found.add(module.id)
    return sorted(found)


def _read(root: Path, path: str, facts: FileFacts) -> Sketch:
    language = DIALECTS[facts.dialect]
    if language.sketch is None or not facts.complete:
        return Sketch()
    read: Callable[[bytes, str, float], Sketch] = language.sketch()
    return read(_content(root, path), facts.dialect, 10.0)


def _content(root: Path, path: str) -> bytes:
    try:
        with open(os.path.join(root, path), "rb") as file:  # noqa: PTH118, PTH123
            return file.read(2_000_000)
    except OSError:
        return b""

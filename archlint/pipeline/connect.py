"""What crosses processes in a project: its files, facts and graph in, Connections and a graph that has them too out."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from archlint.graph.connections.exposing import Exposed
from archlint.graph.connections.files import filed_saying
from archlint.graph.connections.following import follow
from archlint.graph.connections.idle_entries import Declared
from archlint.graph.connections.matching import Rules
from archlint.graph.values.program import Program
from archlint.model.api_rules import ApiRule, IdleEntry
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.facts import FileFacts
from archlint.model.graph import Graph, Module
from archlint.model.layout import Layout, Resolved
from archlint.pipeline.ahead import Ahead, content_of
from archlint.pipeline.connection_dependencies import with_connections
from archlint.pipeline.connection_styles import with_flow_styles, with_styles
from archlint.pipeline.glance import Glances
from archlint.pipeline.joined import Joined
from archlint.pipeline.sketches import Sketches
from archlint.rulebook.authentication import load_authentication_words
from archlint.rulebook.integration import load_styles
from archlint.rulebook.owasp import load_exposure_knowledge


def join(  # noqa: PLR0913, PLR0917 - a stage between stages
    root: Path,
    layout: Layout,
    resolved: Mapping[str, tuple[Resolved, ...]],
    graph: Graph,
    ahead: Ahead,
    sketches: Sketches,
    glances: Glances,
    *,
    recovers: bool,
    order: Mapping[str, int],
    declared: tuple[ApiRule, ...] = (),
) -> Joined:
    """All that crosses processes, as dependencies of the graph too; with `recovers` the architecture of components. `order`
    gives the places of layers, 0 at the top, `declared` the project's own entries.
    """
    connections, deployment, exposures, idle = connect(
        root, layout, resolved, graph, ahead, sketches, glances, declared
    )
    architecture = None
    if recovers:
        from archlint.graph.components.recover import recover
        from archlint.rulebook.components import load_component_knowledge

        architecture = recover(deployment, graph, connections, load_component_knowledge())
        architecture = with_flow_styles(architecture, connections, load_styles())
    return Joined(
        with_connections(root, graph, connections, order), connections, deployment, architecture, exposures, idle
    )


def connect(  # noqa: PLR0913, PLR0917 - a stage between stages
    root: Path,
    layout: Layout,
    resolved: Mapping[str, tuple[Resolved, ...]],
    graph: Graph,
    ahead: Ahead,
    sketches: Sketches,
    glances: Glances,
    declared: tuple[ApiRule, ...] = (),
) -> tuple[Connections, Deployment, tuple[Exposure, ...], tuple[IdleEntry, ...]]:
    """What crosses processes, what deployment files say, what is given away, and what of the project's own entries matches
    nothing. `graph` has its layers assigned.
    """
    deployment = ahead.deployment()
    modules = {module.id: module for module in graph.modules if not module.test}
    languages = {name: module.language for name, module in modules.items()}
    known = ahead.rules(set(languages.values()))
    resolved = _with_libraries(resolved, graph, known, languages)
    users: dict[str, set[str]] = {}
    for dependency in graph.dependencies:
        users.setdefault(dependency.imported, set()).add(dependency.importer)
    types = {
        f"{facts.package}.{name}" if facts.package else name: path
        for path, facts in layout.modules.items()
        for name in facts.types
        if path in modules
    }

    def content(module: str) -> bytes:
        sketches.pass_over((module,))  # what stands in it counts, whether it is drawn or not
        return content_of(root, module)

    def mentioning(word: str, language: str) -> list[str]:
        sketches.words.add(word.encode())
        return [name for name in languages if languages[name] == language and word.encode() in content_of(root, name)]

    program = Program(
        languages,
        sketches.of,
        sketches.ask,
        lambda module: _answers(module, layout, resolved),
        types,
        content,
        mentioning,
    )
    documents = frozenset(page.name for page in deployment.pages if page.name)
    losing = _losing(graph, known, languages)
    lost = {name for name, said in losing.items() if said.search(content_of(root, name))}
    sketches.pass_over(losing.keys() - lost)
    first = sorted(lost.union(_touched(content, layout, resolved, graph, known, modules, documents, glances)))
    generated = frozenset(problem.file for problem in graph.problems if problem.kind == "generated")
    try:
        suspects = [
            name
            for name in sorted(modules)
            if name not in generated and glances.of(name, languages[name]).may_give_away
        ]
        sketches.ask(suspects)
        found, exposures, idle = follow(
            program,
            known,
            deployment,
            modules,
            first,
            lambda module: sorted(users.get(module, ())),
            generated,
            Exposed(load_exposure_knowledge(), tuple(suspects)),
            load_authentication_words(),
            lambda module, names: _extends(module, content(module), names),
            Declared(declared, lambda language: _taken_out(layout, resolved, languages, language)),
        )
    finally:
        sketches.close()
    return with_styles(found, load_styles()), deployment, exposures, idle


def _taken_out(
    layout: Layout, resolved: Mapping[str, tuple[Resolved, ...]], languages: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    """What the files in a language take out of libraries: the full name, and the file."""
    for module, answers in resolved.items():
        if languages.get(module) == language:
            for library, name in _outside(layout.modules[module], answers):
                yield (library if name in ("", "*", "=", "default") else f"{library}.{name}"), module


def _extends(module: str, content: bytes, names: Collection[str]) -> tuple[bool, bool]:
    """Whether a class in a file may inherit from one of some names, and whether the file may hand one of them on."""
    either = b"|".join(re.escape(name.encode()) for name in names)
    inherits = re.search(rb"(?:\b(?:extends|implements)\s|\bclass\s+\w+\s*\()[^{:]{0,300}\b(?:%s)\b" % either, content)
    hands_on = re.search(rb"\bexport\s+(?:\*|\{[^}]{0,3000}\b(?:%s)\b)" % either, content) is not None
    return inherits is not None, hands_on or module.endswith("/__init__.py")


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


def _with_libraries(
    resolved: Mapping[str, tuple[Resolved, ...]],
    graph: Graph,
    rules: Mapping[str, Rules],
    languages: Mapping[str, str],
) -> Mapping[str, tuple[Resolved, ...]]:
    """What references lead to, where rules know the library that no manifest names: it comes with another, or was forgotten."""
    found: dict[str, tuple[Resolved, ...]] = {}
    for module in {one.importer for one in graph.unresolved}:
        about = rules.get(languages.get(module, ""))
        if about is not None:
            found[module] = tuple(
                Resolved(one.reference, "third-party", one.target)
                if one.status == "unresolved" and one.target in about.symbols
                else one
                for one in resolved.get(module, ())
            )
    return {**resolved, **found}


def _losing(graph: Graph, rules: Mapping[str, Rules], languages: Mapping[str, str]) -> dict[str, re.Pattern[bytes]]:
    """The modules that import what is not there, with what stands in them where rules are about that."""
    found: dict[str, re.Pattern[bytes]] = {}
    for one in graph.unresolved:
        about = rules.get(languages.get(one.importer, ""))
        if about is not None and about.first_looks.of_missing is not None:
            found[one.importer] = about.first_looks.of_missing
    return found


def _touched(  # noqa: PLR0913, PLR0917 - all that tells it
    content: Callable[[str], bytes],
    layout: Layout,
    resolved: Mapping[str, tuple[Resolved, ...]],
    graph: Graph,
    rules: Mapping[str, Rules],
    modules: Mapping[str, Module],
    documents: frozenset[str],
    glances: Glances,
) -> list[str]:
    """The modules that use something outside which rules are about, or what is made from `documents`."""
    found: set[str] = set()
    for language, known_rules in rules.items():
        own = [one.id for one in graph.modules if one.language == language and one.id in modules]
        found |= filed_saying(own, known_rules.rules, content)
    for name, answers in resolved.items():
        about = rules.get(modules[name].language) if name in modules and name not in found else None
        if about is not None:
            said = partial(content, name)
            if any(about.first_looks.known.knows(*one, said) for one in _outside(layout.modules[name], answers)):
                found.add(name)
    for module in graph.modules:
        known = rules[module.language].first_looks.known if module.language in rules else None
        wanted = known is not None and known.words and module.id in modules and module.id not in found
        if wanted and glances.of(module.id, module.language).is_said:
            found.add(module.id)
        may_ask = documents and module.id in modules and module.id not in found and module.language in rules
        if may_ask and rules[module.language].speaks_of(documents, content(module.id)):
            found.add(module.id)
    return sorted(found)


def _outside(facts: FileFacts, answers: Iterable[Resolved]) -> Iterator[tuple[str, str]]:
    """What a file takes out of libraries: the library's module and the name; one answer may speak for several names."""
    for answer in answers:
        if answer.status in ("third-party", "standard"):
            names = facts.references[answer.reference].names
            for name in names if answer.name in names else (answer.name,):
                yield answer.target, name

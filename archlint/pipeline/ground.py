"""The ground on which connections are looked for: layout, graph and rules of a project in, a Program of its modules out, and
which of them are looked into first.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from archlint.graph.connections.files import filed_saying
from archlint.graph.connections.matching import Rules
from archlint.graph.values.program import Program
from archlint.languages.catalogue import SERVING
from archlint.model.facts import FileFacts
from archlint.model.graph import Graph, Module
from archlint.model.layout import Layout, Resolved
from archlint.pipeline.ahead import content_of
from archlint.pipeline.glance import Glances
from archlint.pipeline.sketches import Sketches

_FEWEST = 5
"""So many files of a language are no script beside others."""
Answers = Mapping[str, tuple[Resolved, ...]]
"""By module what its references lead to."""


class Ground:
    """`modules` are those that are no tests, `rules` those of each of their languages. `sketches` remembers what of the files
    was looked at.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that is known of a project by then
        self,
        root: Path,
        layout: Layout,
        resolved: Answers,
        graph: Graph,
        rules: Callable[[Iterable[str]], Mapping[str, Rules]],
        sketches: Sketches,
        glances: Glances,
    ) -> None:
        self.modules = {module.id: module for module in graph.modules if not module.test}
        self._languages = {name: module.language for name, module in self.modules.items()}
        self.rules = rules(set(self._languages.values()))
        self.sketches = sketches
        self._root, self._layout, self._graph, self._glances = root, layout, graph, glances
        self._resolved = _with_libraries(resolved, graph, self.rules, self._languages)

    def program(self) -> Program:
        """The modules as values are looked for in them."""
        types = {
            f"{facts.package}.{name}" if facts.package else name: path
            for path, facts in self._layout.modules.items()
            for name in facts.types
            if path in self.modules
        }
        return Program(
            self._languages,
            self.sketches.of,
            self.sketches.ask,
            self._answers,
            types,
            self._content,
            self._mentioning,
        )

    def first(self, documents: Collection[str]) -> list[str]:
        """The modules that use something outside which rules are about, miss something that may be it, or use what is made
        from `documents`; in their order.
        """
        losing = _losing(self._graph, self.rules, self._languages)
        lost = {name for name, said in losing.items() if said.search(content_of(self._root, name))}
        self.sketches.pass_over(losing.keys() - lost)
        return sorted(lost | self._touched(frozenset(documents)))

    def generated(self) -> frozenset[str]:
        """The modules that a program wrote."""
        return frozenset(problem.file for problem in self._graph.problems if problem.kind == "generated")

    def suspects(self) -> list[str]:
        """The modules that may give something away, in their order; what a program wrote is not asked."""
        generated = self.generated()
        return [
            name
            for name in sorted(self.modules)
            if name not in generated and self._glances.of(name, self._languages[name]).may_give_away
        ]

    def users(self) -> Callable[[str], list[str]]:
        """What tells who depends on a module."""
        users: dict[str, set[str]] = {}
        for dependency in self._graph.dependencies:
            users.setdefault(dependency.imported, set()).add(dependency.importer)
        return lambda module: sorted(users.get(module, ()))

    def extends(self, module: str, names: Collection[str]) -> tuple[bool, bool]:
        """Whether a class in a file may inherit from one of some names, and whether the file may hand one of them on."""
        content = self._content(module)
        any_of = b"|".join(re.escape(name.encode()) for name in names)
        heads = rb"(?:\b(?:extends|implements)\s|\bclass\s+\w+\s*\()[^{:]{0,300}\b(?:%s)\b" % any_of
        inherits = re.search(heads, content) is not None
        hands_on = re.search(rb"\bexport\s+(?:\*|\{[^}]{0,3000}\b(?:%s)\b)" % any_of, content) is not None
        return inherits, hands_on or module.endswith("/__init__.py")

    def unread(self) -> list[str]:
        """The languages that are not read in which servers may be written here, the one with most files first."""
        found = Counter(SERVING.get(path[path.rfind(".") :], "") for path in self._layout.assets)
        return [name for name, count in found.most_common() if name and count >= _FEWEST]

    def taken_out(self, language: str) -> Iterator[tuple[str, str]]:
        """What the files in a language take out of libraries: the full name, and the file."""
        for module, answers in self._resolved.items():
            if self._languages.get(module) == language:
                for library, name in _outside(self._layout.modules[module], answers):
                    yield (library if name in ("", "*", "=", "default") else f"{library}.{name}"), module

    def _content(self, module: str) -> bytes:
        self.sketches.pass_over((module,))  # what stands in it counts, whether it is drawn or not
        return content_of(self._root, module)

    def _mentioning(self, word: str, language: str) -> list[str]:
        said = word.encode()
        self.sketches.words.add(said)
        spoken = (name for name, other in self._languages.items() if other == language)
        return [name for name in spoken if said in content_of(self._root, name)]

    def _answers(self, module: str) -> Iterable[tuple[str, Resolved]]:
        """What the references of a module lead to, by the module as written; a submodule that was imported by its name has
        it.
        """
        references = self._layout.modules[module].references
        for answer in self._resolved.get(module, ()):
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

    def _touched(self, documents: frozenset[str]) -> set[str]:
        """The modules that use something outside which rules are about, or what is made from `documents`."""
        found: set[str] = set()
        for language, about in self.rules.items():
            own = [name for name, spoken in self._languages.items() if spoken == language]
            found |= filed_saying(own, about.rules, self._content)
        for name, answers in self._resolved.items():
            if name in self.modules and name not in found and self._uses(name, answers):
                found.add(name)
        return found.union(
            name for name, module in self.modules.items() if name not in found and self._says(module, documents)
        )

    def _uses(self, name: str, answers: Iterable[Resolved]) -> bool:
        """Whether a module takes something out of a library that rules are about."""
        about = self.rules.get(self._languages[name])
        said = partial(self._content, name)
        return about is not None and any(
            about.first_looks.known.knows(*one, said) for one in _outside(self._layout.modules[name], answers)
        )

    def _says(self, module: Module, documents: frozenset[str]) -> bool:
        """Whether something stands in a module that rules go by, or that is made from documents."""
        about = self.rules.get(module.language)
        if about is None:
            return False
        if about.first_looks.known.words and self._glances.of(module.id, module.language).is_said:
            return True
        return bool(documents) and about.speaks_of(documents, self._content(module.id))


def _with_libraries(
    resolved: Answers, graph: Graph, rules: Mapping[str, Rules], languages: Mapping[str, str]
) -> Answers:
    """What references lead to, where rules know the library that no manifest names: it comes with another, or was forgotten."""
    found: dict[str, tuple[Resolved, ...]] = {}
    for module in {one.importer for one in graph.unresolved}:
        about = rules.get(languages.get(module, ""))
        if about is not None:
            found[module] = tuple(
                Resolved(one.reference, "third-party", one.target)
                if one.status == "unresolved" and one.target in about.modules
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


def _outside(facts: FileFacts, answers: Iterable[Resolved]) -> Iterator[tuple[str, str]]:
    """What a file takes out of libraries: the library's module and the name; one answer may speak for several names."""
    for answer in answers:
        if answer.status in ("third-party", "standard"):
            names = facts.references[answer.reference].names
            for name in names if answer.name in names else (answer.name,):
                yield answer.target, name

"""Example projects: source files by path in, the System that archlint makes of them out, in one layer and with all words."""

from collections.abc import Mapping

from archlint.graph.assign import assign
from archlint.graph.link import link
from archlint.graph.system import System
from archlint.graph.taken import taken
from archlint.languages.catalogue import DIALECTS, SUFFIXES
from archlint.languages.resolve import resolve
from archlint.model.facts import FileFacts
from archlint.model.layout import Layout
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer
from archlint.pipeline.informed import with_technologies
from archlint.pipeline.weigh import with_role_knowledge


def facts_of(path: str, text: str) -> FileFacts:
    language, dialect = SUFFIXES[path[path.rfind(".") :]]
    return language.extract()(text.encode(), dialect, 60.0)


def system_of(files: Mapping[str, str]) -> System:
    facts = {path: facts_of(path, text) for path, text in sorted(files.items())}
    layout = Layout(facts, {})
    resolved, _ = resolve(layout)
    graph = link(layout, resolved, lambda dialect: DIALECTS[dialect].name, lambda _path: False, ())
    rulebook = with_role_knowledge(with_technologies(Rulebook(layers=(Layer(name="all", paths=("**",)),)), graph))
    return System(
        assign(graph, rulebook),
        rulebook,
        lambda module: facts[module].body,
        taken=lambda module: taken(facts[module].references, resolved.get(module, ())),
    )

"""What libraries serve that a system is built with: rules, manifests and finds in, the paths behind which nobody's code is read
out. They are answers to requests, not routes of the system: there is no line that serves them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from archlint.graph.connections.addresses import address, normal_path, texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.connections.served import Unread, joined
from archlint.graph.connections.serving import Serving
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.terms import UNKNOWN, Symbol
from archlint.model.api_rules import ApiRule
from archlint.model.deployment import Deployment, Setting


class LibraryRoutes:
    """Knows which libraries components are built with."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that says what is used
        self,
        rules: Mapping[str, Rules],
        deployment: Deployment,
        hosts: Hosts,
        places: Places,
        discovery: Discovery,
        settings: KnownSettings,
    ) -> None:
        self._rules = [rule for known in rules.values() for rule in known.rules if rule.kind == "served"]
        self._deployment = deployment
        self._hosts = hosts
        self._places = places
        self._discovery = discovery
        self._settings = settings
        self.used: set[int] = set()
        """The rules, by their identity, about libraries that some component is built with."""

    def served(self, finds: Sequence[Find], serving: Serving) -> Iterator[Unread]:
        """All that libraries serve, by what manifests and imports name, and by what calls say."""
        for component, rule in self._used():
            if rule.passes_on:
                continue
            context = serving.context_of(rule.language, component)
            begun = self._begun(rule, component)
            if begun == "/":  # among the component's own paths: that everything may be there says nothing
                continue
            for path in rule.path:
                whole = joined(begun, path.lstrip("/").partition("/")[2]) if begun else path
                yield from (
                    Unread(normal_path(one), rule.technology, component)
                    for one in dict.fromkeys((whole, joined(context, whole) if context else whole))
                )
        for find in finds:
            if find.rule.kind == "served":
                component = self._places.of(find).component
                for path in self._said(find):
                    yield Unread(normal_path(path), find.rule.technology, component)

    def pass_on(self) -> bool:
        """Whether something passes requests on to services by the names that their paths begin with."""
        return any(rule.passes_on and self._is_set_up(rule, component) for component, rule in self._used())

    def _is_set_up(self, rule: ApiRule, component: str) -> bool:
        own = list(self._settings_of(component))
        if any(one.key in rule.without for one in own):
            return False
        return not rule.settings or any(one.key in rule.settings and one.value == "true" for one in own)

    def _settings_of(self, component: str) -> Iterator[Setting]:
        """What deployment files set a component to: its own, and what is kept for it elsewhere."""
        names = self._hosts.names.get(component, ())
        for setting in self._deployment.settings:
            own = self._places.component_of(setting.file)
            if (setting.for_name in names) if setting.for_name else own == component:
                yield setting

    def _said(self, find: Find) -> Iterator[str]:
        """The paths that a call names."""
        value = select(self._discovery.evaluator, self._discovery.call(find), find.rule.path)
        for one in texts(value if value is not None else UNKNOWN, find.module, self._settings):
            path = address(one).path
            if path.startswith("/") and not path.startswith("/{"):
                yield path

    def _used(self) -> Iterator[tuple[str, ApiRule]]:
        """The components that are built with a library, each with the rule about that."""
        rules = [rule for rule in self._rules if rule.libraries or rule.uses]
        if not rules:
            return
        declared: dict[str, set[str]] = {}
        for deployable in self._deployment.deployables:
            if deployable.libraries:
                folder = deployable.folder or deployable.file.rpartition("/")[0] or "."
                declared.setdefault(folder, set()).update(deployable.libraries)
        imported = self._imported() if any(rule.uses for rule in rules) else {}
        for component in sorted({*declared, *imported}):
            libraries = {one for folder in _around(component) for one in declared.get(folder, ())}
            for rule in rules:
                if _any_of(libraries, rule.libraries) or _begins_any(imported.get(component, ()), rule.uses):
                    self.used.add(id(rule))
                    yield component, rule

    def _imported(self) -> dict[str, set[str]]:
        """By component what its modules that were looked into take out of libraries."""
        found: dict[str, set[str]] = {}
        for module in self._discovery.modules:
            names = {
                one.name for one in self._discovery.program.file(module).targets.values() if isinstance(one, Symbol)
            }
            found.setdefault(self._places.component_of(module), set()).update(names)
        return found

    def _begun(self, rule: ApiRule, component: str) -> str:
        """What settings of a component put in the place of the first segment, "" where they say nothing."""
        for setting in self._settings_of(component):
            if setting.key in rule.settings and "${" not in setting.value:
                return "/" + setting.value.strip("/")
        return ""


def _around(folder: str) -> Iterator[str]:
    """A folder and those it lies in: a build file says things for all below it."""
    while folder and folder != ".":
        yield folder
        folder = folder.rpartition("/")[0]
    yield "."


def _any_of(libraries: Collection[str], patterns: Sequence[str]) -> bool:
    return any(
        any(fnmatchcase(one, pattern) for one in libraries) if "*" in pattern else pattern in libraries
        for pattern in patterns
    )


def _begins_any(names: Iterable[str], libraries: Sequence[str]) -> bool:
    return any(name == one or name.startswith((f"{one}.", f"{one}/")) for one in libraries for name in names)

"""What each component says: parts, settings and libraries in, by component the settings it gets and what it uses out."""

from collections.abc import Mapping, Sequence

from archlint.graph.components.addresses import filled
from archlint.graph.components.parts import Part, Seen
from archlint.graph.components.signs import fits, fits_any, plain_key
from archlint.model.architecture import Component, ComponentKnowledge
from archlint.model.deployment import Setting


class Said:
    """All that is known of one component: its settings by their plain keys, its libraries and the names that it uses."""

    def __init__(
        self,
        part: Part,
        settings: Sequence[Setting],
        shared: Sequence[Setting],
        libraries: Sequence[Seen],
        names: Sequence[Seen],
    ) -> None:
        self.part = part
        self.shared = frozenset(shared)
        """Those of the settings that everybody gets, also who has no use for them."""
        self.libraries = libraries
        self.names = names
        self.settings: dict[str, list[Setting]] = {}
        for one in (*settings, *shared):
            self.settings.setdefault(plain_key(one.key), []).append(one)

    def of_key(self, pattern: str) -> list[Setting]:
        """The settings of a key; the key may have stars."""
        wanted = plain_key(pattern)
        if "*" not in wanted:
            return self.settings.get(wanted, [])
        return [one for key, several in self.settings.items() if fits(wanted, key) for one in several]

    def value(self, setting: Setting) -> str:
        """The value of a setting, placeholders filled in from the others."""
        return filled(setting.value, self._known)

    def filled(self, text: str) -> str:
        """A text with its placeholders filled in from the settings."""
        return filled(text, self._known)

    def _known(self, name: str) -> str | None:
        several = self.settings.get(plain_key(name), ())
        return several[0].value if several else None


def listen(
    parts: Sequence[Part],
    components: Sequence[Component],
    settings: Sequence[Setting],
    owners: Mapping[str, int],
    knowledge: ComponentKnowledge,
) -> list[Said]:
    """What every part says. `owners` gives by file whose settings it holds; those that a configuration server keeps for
    everybody are those of all that ask it, and what a library uses and is set to, its users use and are set to.
    """
    given: list[list[Setting]] = [list(part.settings) for part in parts]
    shared: list[Setting] = []
    for setting in settings:
        owner = owners.get(setting.file)
        if owner is None:
            continue
        is_shared = components[owner].kind == "configuration-server" and _is_for_all(setting.file)
        (shared if is_shared and not setting.for_name else given[owner]).append(setting)
    artifacts = {part.artifact: part for part in parts if part.artifact}
    places = {part.artifact: index for index, part in enumerate(parts) if part.artifact and part.folder != "."}
    said = []
    for index, part in enumerate(parts):
        built_with = _reached(part, artifacts)
        libraries = [seen for one in (part, *built_with) for seen in one.libraries]
        names = [seen for one in (part, *built_with) for seen in one.names]
        common = [setting for one in built_with for setting in given[places.get(one.artifact, index)]]
        one = Said(part, given[index], common, libraries, names)
        asks = bool(shared) and part.has_code and not part.is_library and _is_configured(one, knowledge)
        said.append(Said(part, given[index], [*common, *shared], libraries, names) if asks else one)
    return said


def _is_configured(one: Said, knowledge: ComponentKnowledge) -> bool:
    """Whether something gets its settings from a configuration server."""
    return any(
        any(fits_any(rule.libraries, seen.name) for seen in one.libraries) or any(map(one.of_key, rule.settings))
        for rule in knowledge.flows
        if "configuration-server" in rule.toward
    )


def _is_for_all(file: str) -> bool:
    """Whether a configuration server keeps a file for everybody: `application` in a folder inside of its resources."""
    _, found, after = file.rpartition("/resources/")
    folders, _, name = after.rpartition("/")
    return bool(found and folders) and name.startswith("application")


def _reached(part: Part, artifacts: Mapping[str, Part]) -> list[Part]:
    """The project's own libraries that a part is built with."""
    found: list[Part] = []
    seen = {part.artifact}
    pending = [part]
    while pending:
        for library in pending.pop().libraries:
            other = artifacts.get(library.name.rpartition(":")[2])
            if other is not None and other.artifact not in seen and other.is_library:
                seen.add(other.artifact)
                pending.append(other)
                found.append(other)
    return found

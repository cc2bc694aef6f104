"""What Java's names mean in a project: a Layout in, modules, libraries and dead ends out. No build tool is run.

Java names types, not files. So an index of all declared types answers imports, and the rules of scope (JLS 6.5.5: same
package, then imports on demand, then java.lang) answer the types that code names without importing them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archlint.languages.java.jdk import platform
from archlint.languages.java.type_index import TypeIndex
from archlint.model.facts import FileFacts, Flag, Reference
from archlint.model.layout import Layout, Resolved, Status

_MANIFESTS = frozenset({"pom.xml", "build.gradle", "build.gradle.kts"})
_IMPLICIT, _WILDCARD = int(Flag.IMPLICIT), int(Flag.WILDCARD)  # plain numbers: this is asked of every reference
_FEWEST_SEGMENTS = 3
"""From so many segments on, what lies below a project's package counts as the project's: com.acme.shop, not com.acme."""


class _Meaning(NamedTuple):
    """As in layout.Resolved; `name` is a type of the module, "" for what is not the project's."""

    status: Status
    target: str
    name: str = ""
    why: str = ""


class JavaResolver:
    """Implements layout.Resolver. `notes` tells of types that several modules declare, where an import could mean any."""

    def __init__(self, layout: Layout) -> None:
        homes = {path.rpartition("/")[0] for path in layout.manifests if path.rpartition("/")[2] in _MANIFESTS}
        self._index = TypeIndex(layout.modules, layout.assets, frozenset(homes))
        self._platform = platform()

    @property
    def notes(self) -> tuple[str, ...]:
        return self._index.notes

    def resolve(self, path: str, facts: FileFacts) -> Iterable[Resolved]:
        scope = _Scope.of(facts)
        meanings: dict[str, _Meaning | None] = {}
        found: list[Resolved] = []
        for position, reference in enumerate(facts.references):
            if reference.flags & _IMPLICIT:
                if reference.target not in meanings:
                    meanings[reference.target] = self._named(path, scope, reference)
                meaning = meanings[reference.target]
            elif reference.flags & _WILDCARD:
                meaning = self._on_demand(path, reference.target)
            else:
                meaning = self._qualified(path, reference.target)
            if meaning is not None:
                name = ".".join(filter(None, (meaning.name, *reference.names[:1])))
                found.append(Resolved(position, meaning.status, meaning.target, name, meaning.why))
        return found

    def _qualified(self, path: str, name: str) -> _Meaning:
        """A qualified type name: the project's, the platform's, or a library's."""
        return self._ours(path, name) or self._elsewhere(name)

    def _ours(self, path: str, name: str) -> _Meaning | None:
        declared = self._index.find(path, name)
        return _Meaning("module", *declared) if declared else None

    def _elsewhere(self, name: str) -> _Meaning:
        if self._platform.offers(name):
            return _Meaning("standard", name)
        asset = self._index.asset(name)
        if asset:
            return _Meaning("asset", asset)
        package = self._index.package_of(name)
        rest = name[len(package) + 1 :].partition(".")[0]
        if package and (rest[:1].isupper() or package.count(".") + 1 >= _FEWEST_SEGMENTS):
            why = f"no file declares {rest} in {package}, a package of this project; does the build generate it?"
            return _Meaning("unresolved", name, why=why)
        return _Meaning("third-party", name)

    def _on_demand(self, path: str, name: str) -> _Meaning | None:
        """`a.b.*`. A package of the project gives no answer of its own: the types that the code names from it do."""
        if self._index.is_package(name):
            return None
        return self._qualified(path, name)

    def _named(self, path: str, scope: "_Scope", reference: Reference) -> _Meaning | None:
        """A type that the code names without importing it, None where that cannot be told from here."""
        name = reference.target
        for home, candidate in scope.candidates(name):
            declared = self._index.find(path, candidate, below=home)
            if declared is not None:
                return _Meaning("module", *declared)
        first = name.partition(".")[0]
        if first in self._platform.lang:
            return _Meaning("standard", f"java.lang.{name}")
        if "." in name and not first[:1].isupper():
            return None if reference.names else self._elsewhere(name)
        foreign = [package for package in scope.on_demand if not self._index.knows(package)]
        if foreign:
            return self._elsewhere(f"{foreign[0]}.{name}") if len(foreign) == 1 else None
        if reference.names or self._index.is_nested_somewhere(
            first
        ):  # a constant, or a type that a supertype hands down
            return None
        asset = next(filter(None, (self._index.asset(candidate) for _, candidate in scope.candidates(name))), "")
        if asset:
            return _Meaning("asset", asset)
        where = scope.package or "the unnamed package"
        why = (
            f"{where} declares no {first} and nothing imports it; generated by the build, or inherited from a library?"
        )
        return _Meaning("unresolved", name, why=why)


class _Scope(NamedTuple):
    """What decides the meaning of simple names in one file: its package and its imports on demand."""

    package: str
    on_demand: tuple[str, ...]

    @staticmethod
    def of(facts: FileFacts) -> "_Scope":
        stars = (item.target for item in facts.references if item.flags & _WILDCARD)
        return _Scope(facts.package, tuple(dict.fromkeys(stars)))

    def candidates(self, name: str) -> Iterator[tuple[str, str]]:
        """The qualified names that a name may stand for, in the order in which Java looks, each with the package or type
        that would declare it.
        """
        yield self.package, f"{self.package}.{name}" if self.package else name
        for home in self.on_demand:
            yield home, f"{home}.{name}"
        if self.package and "." in name:
            yield "", name

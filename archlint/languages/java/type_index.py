"""Which file declares a type: the facts of all Java files in, paths by qualified name out."""

from collections.abc import Mapping
from typing import NamedTuple

from archlint.model.facts import FileFacts

_MOST_NOTES = 10
_SIBLINGS = (".kt", ".groovy", ".scala")
"""Languages of the same platform whose types Java may import, though archlint does not read them."""


class Declared(NamedTuple):
    """A type of the project: its file, and its name there (`Invoice`, `Invoice.Line`)."""

    path: str
    name: str


class TypeIndex:
    """`homes` are the folders of Maven and Gradle modules. Asking changes nothing but `notes`, which is sorted."""

    def __init__(self, modules: Mapping[str, FileFacts], assets: frozenset[str], homes: frozenset[str]) -> None:
        self._homes = homes
        self._paths: dict[str, tuple[str, ...]] = {}
        self._packages: dict[str, str] = {}
        self._nested: set[str] = set()
        self._arbitrary: dict[str, str] = {}
        for path in sorted(modules):
            facts = modules[path]
            if facts.dialect == "java":
                self._packages[path] = facts.package
                self._add(path, facts)
        self._named = frozenset(self._packages.values()) - {""}
        self._siblings: dict[str, list[str]] = {}
        for path in sorted(assets):
            if path.endswith(_SIBLINGS):
                self._siblings.setdefault(path.rpartition("/")[2].rpartition(".")[0], []).append(path)

    def _add(self, path: str, facts: FileFacts) -> None:
        for name in facts.types:
            qualified = f"{facts.package}.{name}" if facts.package else name
            self._paths[qualified] = (*self._paths.get(qualified, ()), path)
            if "." in name:
                self._nested.add(name.rpartition(".")[2])

    @property
    def notes(self) -> tuple[str, ...]:
        """One line per type that several modules declare and that something outside of them names."""
        notes = sorted(self._arbitrary.values())
        more = len(notes) - _MOST_NOTES
        return (*notes[:_MOST_NOTES], *((f"{more} more types are declared more than once",) if more > 0 else ()))

    def find(self, importer: str, name: str, below: str = "") -> Declared | None:
        """The type of a qualified name, or the type around it as far as that lies in `below` (`import static a.Paths.*`
        brings in what lies in `a.Paths`, not the type itself); None when no file declares it.
        """
        while name and name != below:
            paths = self._paths.get(name)
            if paths:
                path = paths[0] if len(paths) == 1 else self._nearest(importer, name, paths)
                return Declared(path, name.removeprefix(f"{self._packages[path]}."))
            name = name.rpartition(".")[0]
        return None

    def is_package(self, name: str) -> bool:
        """Whether a file of the project lies in this very package."""
        return name in self._named

    def knows(self, name: str) -> bool:
        """Whether the project declares this package or type."""
        return name in self._named or name in self._paths

    def package_of(self, name: str) -> str:
        """The longest package of the project that a qualified name starts with, "" for none."""
        while name:
            if name in self._named:
                return name
            name = name.rpartition(".")[0]
        return ""

    def is_nested_somewhere(self, name: str) -> bool:
        """Whether any type of the project holds a type of this simple name: subtypes inherit it."""
        return name in self._nested

    def asset(self, name: str) -> str:
        """The file of a type in Kotlin, Groovy or Scala, found by its place; "" for none."""
        segments = name.split(".")
        for length in range(len(segments), 0, -1):
            place = "/" + "/".join(segments[:length])
            for path in self._siblings.get(segments[length - 1], ()):
                if f"/{path}".rpartition(".")[0].endswith(place):
                    return path
        return ""

    def _nearest(self, importer: str, name: str, paths: tuple[str, ...]) -> str:
        """Of several files with the same type the one in the importer's source root, then in its build module, then any."""
        if importer in paths:
            return importer
        root, home = self._root(importer), self._home(importer)
        for place, key in ((root, self._root), (home, self._home)):
            near = [path for path in paths if key(path) == place]
            if near:
                return near[0]
        first, second, *others = paths
        count = f" and {len(others)} more" if others else ""
        self._arbitrary[name] = (
            f"{name} is declared in {first}, {second}{count}; elsewhere it is taken to mean the first"
        )
        return first

    def _root(self, path: str) -> str:
        """The source root: the folder above the folders of the package."""
        folder = path.rpartition("/")[0]
        package = self._packages.get(path, "").replace(".", "/")
        return folder.removesuffix(package).rstrip("/") if f"/{folder}".endswith(f"/{package}") else folder

    def _home(self, path: str) -> str:
        """The folder of the Maven or Gradle module."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self._homes:
            folder = folder.rpartition("/")[0]
        return folder

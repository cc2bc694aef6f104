"""What a language's resolver needs to know about the project, and what it answers: Layout in, Resolved out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from archlint.model.facts import FileFacts, Span

Status = Literal["module", "third-party", "standard", "asset", "unresolved"]


class Layout(Struct, frozen=True):
    """The files of a project as resolvers see them. All paths are POSIX and relative to the project root.

    `modules` maps every source file (of every language, tests included) to its facts; `manifests` holds the bytes of
    the small files that say how names resolve (pyproject.toml, package.json, tsconfig.json, pom.xml, …); `assets` are
    the other files that a source may import (styles, images, JSON); `roots` are the source roots that the user
    declared, () when they are to be found.
    """

    modules: Mapping[str, FileFacts]
    manifests: Mapping[str, bytes]
    assets: frozenset[str] = frozenset()
    roots: tuple[str, ...] = ()


class Resolved(Struct, frozen=True, array_like=True, gc=False):
    """What one reference (or one of its names) turned out to mean.

    `reference` indexes the importer's `FileFacts.references`. With status "module", `target` is the path of the
    imported module and `name` what is taken from it ("" for the module itself); "third-party" and "standard" give the
    dotted or slashed name of the library's module; "unresolved" repeats what was written, `why` says what is missing.
    """

    reference: int
    status: Status
    target: str
    name: str = ""
    why: str = ""


class Resolver(Protocol):
    """Built once per run from a Layout; pure, so the order of calls changes nothing."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know once all is resolved: a missing `extends`, a broken manifest, a type declared twice."""
        ...

    def resolve(self, path: str, facts: FileFacts) -> Iterable[Resolved]:
        """Every reference of one module, in order; a reference may give several answers (one per imported module)."""
        ...


class Naming(NamedTuple):
    """How imports of a language name files, so that one can be led elsewhere.

    `targets` gives spellings for a path, the likeliest first: (as written now, importer, path). Which of them lead there is for
    the resolver to say. `place` finds in a file where the import at a span names its target: (content, target, span), as byte
    offsets, None where it binds the dotted name itself or cannot be found. `hands_on` says that whatever a module imports can
    be imported from it.
    """

    targets: Callable[[str, str, str], Iterator[str]]
    place: Callable[[bytes, str, Span], tuple[int, int] | None]
    hands_on: bool

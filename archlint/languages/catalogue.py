"""The languages archlint reads: one literal table. Importing it loads no grammar; a row's functions do, when called."""

from collections.abc import Callable, Container, Mapping
from typing import NamedTuple

from archlint.model.facts import FileFacts
from archlint.model.layout import Layout, Naming, Resolver
from archlint.model.sketch import Sketch

Extract = Callable[[bytes, str, float], FileFacts]
"""(content, dialect, seconds) -> facts. Never raises for what a file contains: problems are facts."""


Draw = Callable[[bytes, str, float], Sketch]
"""(content, dialect, seconds) -> sketch; an empty one where the file cannot be read in time. Never raises either."""


class Language(NamedTuple):
    """`suffixes` maps file endings to dialects (what the extractor has to know to parse), `manifests` are the globs (on
    file names, or on a folder's name and one in it) of the small files its resolver reads, `vendored` are names of folders
    that hold other people's code, `outputs` those that hold what a build wrote when they lie beside a manifest.
    `names_inside` says that a file's content names what others refer to, not its path. `surface` extracts faster and says
    nothing about what units do; None where a language has no faster way. `naming` is None where imports cannot be led elsewhere
    by their target alone. `namesakes` are manifests that are none but modules where another file, named here, lies beside them.
    `beside` maps endings of files that are read only next to one of the same name to their dialect and the endings of that one.
    `minified` tells by the beginning of a file that a program wrote it small; None where none does.
    """

    name: str
    suffixes: dict[str, str]
    manifests: tuple[str, ...]
    vendored: tuple[str, ...]
    outputs: tuple[str, ...]
    extract: Callable[[], Extract]
    resolver: Callable[[Layout], Resolver]
    names_inside: bool = False
    surface: Callable[[], Extract] | None = None
    sketch: Callable[[], Draw] | None = None
    naming: Callable[[], Naming] | None = None
    namesakes: Mapping[str, str] = {}
    beside: Mapping[str, tuple[str, tuple[str, ...]]] = {}
    minified: Callable[[], Callable[[bytes], bool]] | None = None


def _python_extract() -> Extract:
    from archlint.languages.python.extract import extract

    return extract


def _python_surface() -> Extract:
    from archlint.languages.python.extract import extract_surface

    return extract_surface


def _python_sketch() -> Draw:
    from archlint.languages.python.drawing import draw

    return draw


def _python_naming() -> Naming:
    from archlint.languages.python.naming import NAMING

    return NAMING


def _python_resolver(layout: Layout) -> Resolver:
    from archlint.languages.python.resolver import PythonResolver

    return PythonResolver(layout)


def _typescript_extract() -> Extract:
    from archlint.languages.typescript.extract import extract

    return extract


def _typescript_surface() -> Extract:
    from archlint.languages.typescript.extract import extract_surface

    return extract_surface


def _typescript_sketch() -> Draw:
    from archlint.languages.typescript.drawing import draw

    return draw


def _typescript_minified() -> Callable[[bytes], bool]:
    from archlint.languages.typescript.text import is_minified

    return is_minified


def _typescript_naming() -> Naming:
    from archlint.languages.typescript.naming import NAMING

    return NAMING


def _typescript_resolver(layout: Layout) -> Resolver:
    from archlint.languages.typescript.resolver import TypeScriptResolver

    return TypeScriptResolver(layout)


def _java_extract() -> Extract:
    from archlint.languages.java.extract import extract

    return extract


def _java_surface() -> Extract:
    from archlint.languages.java.extract import extract_surface

    return extract_surface


def _java_sketch() -> Draw:
    from archlint.languages.java.drawing import draw

    return draw


def _java_resolver(layout: Layout) -> Resolver:
    from archlint.languages.java.resolver import JavaResolver

    return JavaResolver(layout)


LANGUAGES = (
    Language(
        name="python",
        suffixes={".py": "python", ".pyi": "python-stub", ".pyw": "python"},
        manifests=("pyproject.toml", "setup.py", "setup.cfg", "requirements*.txt", "requirements/*.txt", "manage.py"),
        namesakes={"setup.py": "__init__.py"},
        vendored=("site-packages", ".venv", "venv", "__pycache__", ".tox", ".nox", ".eggs"),
        outputs=("build", "dist"),
        extract=_python_extract,
        resolver=_python_resolver,
        surface=_python_surface,
        sketch=_python_sketch,
        naming=_python_naming,
    ),
    Language(
        name="typescript",
        suffixes={
            ".ts": "typescript",
            ".mts": "typescript",
            ".cts": "typescript",
            ".tsx": "tsx",
            ".js": "javascript",
            ".jsx": "javascript",
            ".mjs": "javascript",
            ".cjs": "javascript",
            ".vue": "vue",
            ".svelte": "svelte",
            ".component.html": "angular",
        },
        beside={".html": ("angular", (".ts", ".component.ts"))},
        minified=_typescript_minified,
        manifests=(
            "package.json",
            "tsconfig*.json",
            "jsconfig*.json",
            "pnpm-workspace.yaml",
            "*tsconfig*/*.json",
            "*typescript-config*/*.json",
        ),
        vendored=("node_modules", "bower_components", ".next", ".nuxt", ".yarn"),
        outputs=("build", "dist", "out", "coverage"),
        extract=_typescript_extract,
        surface=_typescript_surface,
        sketch=_typescript_sketch,
        naming=_typescript_naming,
        resolver=_typescript_resolver,
    ),
    Language(
        name="java",
        suffixes={".java": "java"},
        manifests=("pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"),
        vendored=(".gradle",),
        outputs=("target", "build", "bin", "out"),
        extract=_java_extract,
        surface=_java_surface,
        sketch=_java_sketch,
        resolver=_java_resolver,
        names_inside=True,
    ),
)

_OTHER_LANGUAGES = (
    "kt kts scala groovy clj go rs rb php cs fs vb swift m mm dart ex erl hs ml c cc cpp cxx h hpp "
    "astro coffee elm pyx pxd ipynb r jl lua pl sql cob cbl"
)
UNREAD = frozenset(f".{ending}" for ending in _OTHER_LANGUAGES.split())
"""Endings of source code in languages that archlint does not read: counted, so that nobody takes silence for a verdict."""
SERVING = {
    ".go": "Go",
    ".kt": "Kotlin",
    ".scala": "Scala",
    ".groovy": "Groovy",
    ".clj": "Clojure",
    ".rs": "Rust",
    ".cs": "C#",
    ".fs": "F#",
    ".php": "PHP",
    ".rb": "Ruby",
    ".ex": "Elixir",
}
"""Those of them that what answers requests is often written in, with their names."""

BESIDE = {
    suffix: (language, dialect, endings)
    for language in LANGUAGES
    for suffix, (dialect, endings) in language.beside.items()
}
"""Endings of files that are read only beside a file of the same name with another ending."""

SUFFIXES = {suffix: (language, dialect) for language in LANGUAGES for suffix, dialect in language.suffixes.items()}


def suffix_of(path: str) -> str:
    """The ending of a path by which SUFFIXES knows it: the last one, or a compound one like `.component.html`."""
    name = path[path.rfind("/") + 1 :]
    last = name.rfind(".")
    compound = name[name.rfind(".", 0, last) :] if last > 0 else ""
    return compound if compound in SUFFIXES else name[last:]


def reader_of(path: str, siblings: Container[str] = ()) -> tuple[Language, str] | None:
    """The language and dialect by which a file is read, None where it is not; `siblings` are the names in its folder."""
    known = SUFFIXES.get(suffix_of(path))
    if known is not None:
        return known
    name = path[path.rfind("/") + 1 :]
    stem, dot, ending = name.rpartition(".")
    found = BESIDE.get(dot + ending)
    if found is None or not any(stem + other in siblings for other in found[2]):
        return None
    return found[:2]


DIALECTS = {dialect: language for language in LANGUAGES for dialect in language.suffixes.values()}
"""Which language a dialect belongs to."""

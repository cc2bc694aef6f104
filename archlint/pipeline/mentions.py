"""Where a module is named by something else than an import: a tree and a Rename in, the lines left to people out."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from archlint.model.move import Rename, Told
from archlint.pipeline.discover import Tree
from archlint.refactor.spelling import dotted, folder_of, stem_of

_TEXTS = (
    ".toml",
    ".cfg",
    ".ini",
    ".yml",
    ".yaml",
    ".json",
    ".md",
    ".rst",
    ".txt",
    ".sh",
    ".in",
    ".conf",
    ".xml",
    ".html",
)
_NAMES = frozenset({"Dockerfile", "Makefile", "Procfile", "Justfile"})
_LARGEST = 1_000_000
_WHERE_IT_LIES = re.compile(rb"\b__(?:file|path|package|spec)__\b")


def mentions(root: Path, tree: Tree, rename: Rename, sources: Mapping[str, bytes]) -> Iterator[Told]:
    """Strings that are the module's name or begin with it, uses by way of its package, other files that name it, and what the
    module itself makes of the place it lies in. `sources` are the Python files to look into, as they will be.
    """
    names = [name for one in (rename.root, *rename.others) if "." in (name := dotted(rename.old, one))]
    own = tuple(f"{rename.old}{ending}" for ending in (".py", ".pyi"))
    for path, content in sources.items():
        yield from _in_python(path, content, rename, names)
        if path in own:
            yield from _lines(path, content, _WHERE_IT_LIES)
    written = [*names, *own]
    anywhere = re.compile(rb"(?<![\w.])(?:%s)(?![\w])" % b"|".join(re.escape(one.encode()) for one in written))
    others = [path for path, _ in (*tree.manifests, *tree.deployment)]
    for path in sorted({*others, *(one for one in tree.assets if _is_text(one))} - set(sources)):
        try:
            if (root / path).is_symlink() or (root / path).stat().st_size > _LARGEST:
                continue
            content = (root / path).read_bytes()
        except OSError:
            continue  # discovery has said what cannot be read
        yield from _lines(path, content, anywhere)


def _in_python(path: str, content: bytes, rename: Rename, names: list[str]) -> Iterator[Told]:
    if names:
        dotted_names = b"|".join(re.escape(one.encode()) for one in names)
        yield from _lines(path, content, re.compile(rb"""(["'])(?:%s)(?:[.:]\w+)*\1""" % dotted_names))
    package, stem = stem_of(folder_of(rename.old)), stem_of(rename.old)
    if not package:
        return
    imported = rb"(?m)^[ \t]*(?:from\b.*\bimport\b|import\b).*\b%s\b(?:\s+as\s+(\w+))?" % re.escape(package.encode())
    aliases = {found.group(1) or package.encode() for found in re.finditer(imported, content)}
    if aliases:
        either = b"|".join(map(re.escape, sorted(aliases)))
        yield from _lines(
            path, content, re.compile(rb"(?<![\"'/])\b(?:%s)\.%s\b(?![\"'/])" % (either, re.escape(stem.encode())))
        )


def _lines(path: str, content: bytes, pattern: re.Pattern[bytes]) -> Iterator[Told]:
    for found in pattern.finditer(content):
        start = content.rfind(b"\n", 0, found.start()) + 1
        end = content.find(b"\n", found.end())
        line = content[start : end if end >= 0 else len(content)]
        if not line.lstrip().startswith((b"import ", b"from ")):
            number = content.count(b"\n", 0, found.start()) + 1
            yield Told(path, number, line.decode("utf-8", "replace").strip()[:160])


def _is_text(path: str) -> bool:
    return path.endswith(_TEXTS) or path.rpartition("/")[2] in _NAMES

"""What resolvers are given: a Tree and its facts in, a Layout (manifests read, source roots found) out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from archlint.model.analysis import Diagnostic
from archlint.model.facts import FileFacts
from archlint.model.layout import Layout
from archlint.model.patterns import PatternSet
from archlint.model.rulebook import Rulebook
from archlint.pipeline.discover import Tree

_LARGEST_MANIFEST = 4_000_000


class Laid(NamedTuple):
    """The layout, and what the user should know about manifests, roots and exclusions."""

    layout: Layout
    diagnostics: tuple[Diagnostic, ...]


def lay_out(root: Path, tree: Tree, facts: Mapping[str, FileFacts], rulebook: Rulebook) -> Laid:
    manifests: dict[str, bytes] = {}
    said: list[Diagnostic] = list(tree.diagnostics)
    for path, signature in tree.manifests:
        if signature[0] > _LARGEST_MANIFEST:
            said.append(Diagnostic(path, 0, "warning", f"this manifest was not read: {signature[0]:,} bytes"))
            continue
        try:
            manifests[path] = _read(root, path)
        except OSError as error:
            said.append(Diagnostic(path, 0, "warning", f"this manifest was not read: {error.strerror}"))
    project = rulebook.project
    roots = []
    for pattern in project.roots:
        found = sorted(_folders_named(facts, pattern))
        roots += found
        if not found:
            said.append(_idle(rulebook, "roots", pattern, "names no folder with sources"))
    idle: tuple[str, ...] = ()
    if project.exclude:  # what a `!` pattern brought back is among the facts
        idle = PatternSet(project.exclude).unmatched([*tree.excluded, *facts, *tree.assets])
    said += [_idle(rulebook, "exclude", pattern, "matches nothing") for pattern in idle]
    said += _idle_kinds(rulebook, list(facts))
    layout = Layout(
        modules=facts, manifests=manifests, assets=frozenset(tree.assets), roots=tuple(dict.fromkeys(roots))
    )
    return Laid(layout, tuple(said))


def _read(root: Path, path: str) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(root / path, flags), "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        return file.read(_LARGEST_MANIFEST)


def _folders_named(facts: Mapping[str, FileFacts], pattern: str) -> set[str]:
    """The outermost folders with sources that a pattern names; "." is the project itself."""
    if pattern in (".", "./"):
        return {"."}
    matches = PatternSet([pattern]).matches
    found: set[str] = set()
    seen: set[str] = set()
    for path in facts:
        for folder in _folders(path):
            if folder in seen:
                continue
            seen.add(folder)
            if matches(folder):
                found.add(folder)
    return {folder for folder in found if not any(outer in found for outer in _folders(folder))}


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _idle_kinds(rulebook: Rulebook, paths: Sequence[str]) -> list[Diagnostic]:
    """Patterns of tests and of generated files that somebody wrote (not the built-in ones) and that match nothing."""
    kinds = {"tests": rulebook.project.tests, "generated": rulebook.project.generated}
    return [
        _idle(rulebook, key, pattern, "matches nothing")
        for key, patterns in kinds.items()
        if f"project.{key}" in rulebook.origins
        for pattern in PatternSet(patterns).unmatched(paths)
    ]


def _idle(rulebook: Rulebook, key: str, pattern: str, why: str) -> Diagnostic:
    origin = rulebook.origin(f"project.{key}")
    return Diagnostic(origin.file, origin.line, "warning", f"[project] {key}: '{pattern}' {why}; correct or remove it")

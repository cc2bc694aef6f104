"""What speaks for a layer: a module and the libraries it imports in, its votes by rules/draft.toml out."""

import fnmatch
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from archlint.graph.technologies import Technologies
from archlint.model.graph import Graph, Module
from archlint.model.patterns import PatternSet
from archlint.model.tables import Technology
from archlint.rulebook.packs import rules_folder

_IMPORT_WEIGHT, _FILE_TYPE_WEIGHT, _NAME_WEIGHT = 3, 2, 3


class Vote(NamedTuple):
    """What one module says. `within` is the folder whose name says it, "" for what the module itself says: a name speaks
    for that folder and those around it, not against what lies inside.
    """

    layer: str
    weight: int
    reason: str
    one: str
    within: str = ""

    def told(self, count: int) -> str:
        return f"{count:,} {self.one if count == 1 else self.reason}"


def technologies_used(graph: Graph, technologies: Sequence[Technology]) -> dict[str, list[Technology]]:
    """Per module, the known technologies it imports."""
    known = Technologies(technologies)
    found: dict[str, list[Technology]] = {}
    for use in graph.external:
        found.setdefault(use.importer, []).extend(known.of(use))
    return found


def cast_votes(module: Module, technologies: Iterable[Technology]) -> list[Vote]:
    """The votes of one module: by its imports, its file's type and name, and the folders around it."""
    signs = _signs()
    votes = [
        Vote(signs["roles"][used.role], _IMPORT_WEIGHT, f"import {used.name}", f"imports {used.name}")
        for used in technologies
        if used.role in signs["roles"]
    ]
    folder, _, name = module.id.rpartition("/")
    suffix = name[name.rfind(".") :]
    if suffix in signs["suffixes"]:
        votes.append(Vote(signs["suffixes"][suffix], _FILE_TYPE_WEIGHT, f"are {suffix} files", f"is a {suffix} file"))
    is_script = module.language == "typescript"
    for place in sorted(signs["served_folders"].keys() & folder.split("/"))[:1] if is_script else ():
        where = f"in a folder named {place}"
        layer = signs["served_folders"][place]
        votes.append(Vote(layer, _FILE_TYPE_WEIGHT, f"are scripts {where}", f"is a script {where}"))
    for layer, places in _route_files().items() if is_script else ():
        if places.matches(module.id):
            votes.append(Vote(layer, _IMPORT_WEIGHT, "are routes by where they lie", "is a route by where it lies"))
    votes += _by_folders(folder, module.language)
    glob = file_glob(name)
    if glob:
        votes.append(Vote(file_layer(glob), _FILE_TYPE_WEIGHT, f"are named {glob}", f"is named {glob}"))
    return votes


def _by_folders(folder: str, language: str) -> Iterable[Vote]:
    signs = _signs()
    own = signs.get(f"{language}_folders", {})
    while folder:
        segment = folder.rpartition("/")[2].lower()
        layer = signs["folders"].get(segment) or own.get(segment)
        if layer:
            reason = f"in a folder named {segment}"
            yield Vote(layer, _NAME_WEIGHT, f"lie {reason}", f"lies {reason}", folder)
        folder = folder.rpartition("/")[0]


def file_globs() -> tuple[str, ...]:
    """The names of files that say what they are."""
    return tuple(_signs()["files"])


def file_layer(glob: str) -> str:
    """The layer that such a name speaks for."""
    return _signs()["files"][glob]


def file_glob(name: str) -> str:
    """The first of them that a file's name fits, "" for none."""
    match = _any_name().match(name)
    return file_globs()[int((match.lastgroup or "g0")[1:])] if match else ""


def is_start(name: str) -> bool:
    """Whether a program is started by files of this name."""
    return any(fnmatch.fnmatchcase(name, glob) for glob in _signs()["starts"])


@cache
def _any_name() -> re.Pattern[str]:
    """All of `file_globs` in one expression; the name of the group is the place of the glob."""
    return re.compile("|".join(f"(?P<g{place}>{fnmatch.translate(glob)})" for place, glob in enumerate(file_globs())))


@cache
def _route_files() -> Mapping[str, PatternSet]:
    """By layer, the files that are routes by where they lie."""
    globs: dict[str, list[str]] = {}
    for glob, layer in _signs()["route_files"].items():
        globs.setdefault(layer, []).append(glob)
    return {layer: PatternSet(held) for layer, held in globs.items()}


@cache
def _signs() -> Mapping[str, dict[str, str]]:
    """The tables of rules/draft.toml, each from what speaks to the layer it speaks for."""
    table = tomllib.loads((rules_folder() / "draft.toml").read_text(encoding="utf-8"))
    return {key: {sign: layer for layer, signs in layers.items() for sign in signs} for key, layers in table.items()}

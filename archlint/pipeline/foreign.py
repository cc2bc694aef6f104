"""Declarations of other tools on disk: a project's folder in, the Translation of the one that is there out."""

import configparser
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from archlint.manifests import yaml_tree
from archlint.manifests.reading import Unreadable
from archlint.manifests.tree import Tree as Value
from archlint.model import sketch
from archlint.model.patterns import PatternError
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.discover import discover
from archlint.pipeline.sketches import packed_sketch
from archlint.rulebook.foreign.catalogue import FOREIGN, Foreign
from archlint.rulebook.foreign.translation import Document, ForeignError, Translation, Unequal
from archlint.rulebook.sources import is_file, parse, read

_LARGEST = 1_000_000
_SECONDS = 5.0
_TOLD = 3


def find(root: Path, tool: str = "", file: str = "") -> tuple[Foreign, str] | None:
    """The first declaration of `tool` (of any tool where that is "") in the folder, or `file` where it is named."""
    for foreign in FOREIGN:
        if tool and foreign.tool != tool:
            continue
        for name in (file,) if file else foreign.files:
            if is_file(root / name) and (file or _is_meant(root / name, name, foreign)):
                return foreign, name
    return None


def translated(root: Path, foreign: Foreign, name: str) -> Translation:
    """Raises ForeignError or DeclarationError where a file cannot be used."""
    tree = discover(root)
    documents = {name: document(root / name, name)}
    if foreign.pieces:
        there = [*tree.assets, *(path for path, _ in tree.manifests)]
        pieces = sorted({path for path in there if path.rpartition("/")[2] == foreign.pieces})
        documents |= {path: document(root / path, path) for path in pieces}
    paths = [file.path for file in tree.files]
    try:
        made = foreign.translate(documents, paths)
    except PatternError as error:  # a name with characters that no glob may hold
        raise ForeignError(f"{name}: {error}") from None
    return made._replace(unequal=(*made.unequal, *_spared(root, foreign, paths)))


def document(path: Path, label: str) -> Document:
    """A file as plain values, within bounds: TOML, YAML, JSON and literals of JavaScript, INI; any other as its text."""
    content = read(path, label)
    ending = label.rpartition(".")[2].lower()
    if ending == "toml":
        return parse(label, content)
    if ending in ("yaml", "yml"):
        return _yaml(label, content)
    if ending in ("json", "js", "cjs", "mjs", "ts"):
        return _script(label, content if ending != "json" else b"module.exports = " + content)
    if ending in ("puml", "plantuml", "uml"):
        return {"text": content.decode("utf-8", "replace")}
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(content.decode("utf-8-sig"), label)
    except (configparser.Error, UnicodeDecodeError) as error:
        raise ForeignError(f"{label}: {str(error).splitlines()[0]}") from None
    return {section: dict(parser.items(section)) for section in parser.sections()}


def _is_meant(path: Path, name: str, foreign: Foreign) -> bool:
    """Whether a file that tools share speaks about this one."""
    if name not in ("pyproject.toml", "setup.cfg"):
        return True
    try:
        found = document(path, name)
    except (DeclarationError, ForeignError):
        return False
    tool = found.get("tool", found)
    return isinstance(tool, Mapping) and foreign.section in tool


def _spared(root: Path, foreign: Foreign, paths: Iterable[str]) -> Iterator[Unequal]:
    """What comments in the code spare, which archlint does not read as such."""
    found = []
    for path in paths if foreign.mark else ():
        try:
            with (root / path).open("rb") as file:
                content = file.read(_LARGEST)
        except OSError:
            continue
        if foreign.mark.encode() in content:
            lines = content.split(b"\n")
            found += [f"{path}:{number}" for number, line in enumerate(lines, 1) if foreign.mark.encode() in line]
    if found:
        more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        why = "lines with this comment are judged here; write [[exceptions]], or run 'archlint baseline'"
        yield Unequal(f"# {foreign.mark} ({', '.join(found[:_TOLD])}{more})", why)


def _yaml(label: str, content: bytes) -> Document:
    try:
        documents = yaml_tree.documents(content)
    except Unreadable as error:
        raise ForeignError(f"{label}: {error}") from None
    value = _plain(documents[0]) if documents else {}
    if not isinstance(value, dict):
        raise ForeignError(f"{label}: holds no table")
    return value


def _plain(tree: Value) -> Any:
    """A YAML tree as plain values; its depth is bounded by the reader."""
    if isinstance(tree.value, str):
        return tree.value
    if isinstance(tree.value, list):
        return [_plain(one) for one in tree.value]
    return {key: _plain(one) for key, one in tree.value.items()}


def _script(label: str, content: bytes) -> Document:
    """What a script exports, as far as it is written out: nothing is run."""
    drawn = sketch.unpack_sketch(packed_sketch(content, "javascript", _SECONDS))
    known = {binding.target: binding.value for binding in drawn.scopes[0].bindings} if drawn.scopes else {}
    exported = next((value for name, value in drawn.exports if name in ("=", "default")), None)
    value = _worked_out(exported, known, 0)
    if not isinstance(value, dict):
        raise ForeignError(f"{label}: exports no object that is written out; what it computes is not run")
    return value


def _worked_out(value: Any, known: Mapping[str, Any], depth: int) -> Any:
    """An expression as plain values, None for what is computed."""
    if depth > 40:
        return None
    if isinstance(value, sketch.Text):
        return {"true": True, "false": False}.get(value.value, value.value)
    if isinstance(value, sketch.Name):
        return _worked_out(known.get(value.name), known, depth + 1)
    if isinstance(value, sketch.Items):
        found = [_worked_out(one, known, depth + 1) for one in value.items]
        return [item for one in found for item in (one if isinstance(one, list) else [one]) if item is not None]
    if isinstance(value, sketch.Record):
        return {key: found for key, one in value.entries if (found := _worked_out(one, known, depth + 1)) is not None}
    if isinstance(value, sketch.Joined):
        parts = [_worked_out(one, known, depth + 1) for one in value.parts]
        return "".join(parts) if all(isinstance(part, str) for part in parts) else None
    return None

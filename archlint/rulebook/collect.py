"""Every file that a declaration is made of: a project root in, the parsed files and the digest of their bytes out.

Both the full load and the digest of a warm run go through `collect`, so the digest sees exactly the files that a load
would read: which packs and included files there are is read from the same bytes that are hashed.
"""

import fnmatch
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archlint import version
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.complaints import Complaints, shown
from archlint.rulebook.locate import KeyPath
from archlint.rulebook.own_files import OwnFile, opened
from archlint.rulebook.packs import extended_packs, rules_folder
from archlint.rulebook.sources import Source, is_file, lies_inside, parse, read

FILE = "archlint.toml"
_TABLE = ("tool", "archlint")
_MENTIONS_TABLE = re.compile(rb"""tool["'\s]*\.["'\s]*archlint""")


class Files(NamedTuple):
    """The parsed files of one declaration. `packs` come bases first, `fragments` in the order of their paths."""

    main: Source
    packs: tuple[Source, ...]
    fragments: tuple[Source, ...]
    target: Source | None = None
    """`[transition.target]` of the first file, and the packs that it extends."""
    target_packs: tuple[Source, ...] = ()
    own: tuple[OwnFile, ...] = ()
    """Models, standards and catalogues that the project brings along."""


def collect(root: Path, config: Path | None, complaints: Complaints) -> Files | None:
    """The files of the declaration, None when there is none. What is missing or broken goes to `complaints`, except
    for the first file: it raises DeclarationError when it cannot be read.
    """
    main = _main(root, config)
    if main is None:
        return None
    target = _target(main, complaints)
    return Files(
        main,
        extended_packs(root, main, complaints),
        _fragments(root, main, complaints),
        target,
        extended_packs(root, target, complaints) if target is not None else (),
        opened(root, main, complaints),
    )


def _target(main: Source, complaints: Complaints) -> Source | None:
    transition = main.table.get("transition")
    table = transition.get("target") if isinstance(transition, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        complaints.add(main, ("transition", "target"), "expected a table [transition.target]")
        return None
    return Source(main.label, main.content, table, main.folder, (*main.within, "transition", "target"))


def digest(files: Files | None) -> str:
    """Identifies the version of archlint, its tables of technologies and standards, and every byte of the declaration."""
    hashed = hashlib.blake2b(digest_size=20)
    sources = (files.main, *files.packs, *files.target_packs, *files.fragments) if files else ()
    own = tuple(one.source for one in files.own) if files else ()
    shipped = [(str(path), path.read_bytes()) for path in _shipped()]
    named = [("version", version.__version__.encode()), *shipped]
    named += [(source.label, source.content) for source in (*sources, *own)]
    for label, content in named:
        for piece in (label.encode("utf-8", "surrogatepass"), content):
            hashed.update(len(piece).to_bytes(8, "big"))
            hashed.update(piece)
    return hashed.hexdigest()


def _shipped() -> tuple[Path, ...]:
    return (jobs_file(), *technology_files(), *standard_files(), *criteria_files(), *maturity_files())


def technology_files() -> list[Path]:
    """The shipped tables of technologies, sorted."""
    return sorted(rules_folder().glob("technologies/*/*.toml"))


def standard_files() -> list[Path]:
    """The shipped catalogues of standard interfaces, sorted."""
    return sorted(rules_folder().glob("standards/*-apis.toml"))


def criteria_files() -> list[Path]:
    """The shipped criteria of standards, sorted."""
    return sorted(rules_folder().glob("standards/criteria/*.toml"))


def maturity_files() -> list[Path]:
    """The shipped maturity models, sorted."""
    return sorted(rules_folder().glob("maturity/*.toml"))


def jobs_file() -> Path:
    """The shipped table of the roles for which one library is enough."""
    return rules_folder() / "technologies" / "jobs.toml"


def _main(root: Path, config: Path | None) -> Source | None:
    if config is not None:
        home, resolved = (Path(os.path.realpath(path)) for path in (root, config))
        label = resolved.relative_to(home).as_posix() if resolved.is_relative_to(home) else str(config)
        if config.name == "pyproject.toml":
            found = _in_pyproject(config, label)
            if found is None:
                raise DeclarationError(f"{label}: has no [tool.archlint]", label)
            return found
        return _source(config, label)
    own = _source(root / FILE, FILE) if os.path.lexists(root / FILE) else None
    embedded = _in_pyproject(root / "pyproject.toml", "pyproject.toml")
    if own is not None and embedded is not None:
        line = embedded.line(())
        raise DeclarationError(
            f"pyproject.toml:{line}: [tool.archlint] and archlint.toml both declare this project; keep one of the two",
            "pyproject.toml",
            line,
        )
    return own or embedded


def _source(path: Path, label: str, folder: str = "") -> Source:
    content = read(path, label)
    return Source(label, content, parse(label, content), folder)


def _in_pyproject(path: Path, label: str) -> Source | None:
    """`[tool.archlint]` of a pyproject.toml. A file without it is other people's business, broken or not."""
    if not is_file(path):
        return None
    content = read(path, label)
    if b"archlint" not in content:
        return None
    try:
        tool = parse(label, content).get("tool")
    except DeclarationError:
        if _MENTIONS_TABLE.search(content):
            raise
        return None
    table = tool.get("archlint") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise DeclarationError(f"{label}: tool.archlint must be a table", label)
    return Source(label, content, table, within=_TABLE)


def _fragments(root: Path, main: Source, complaints: Complaints) -> tuple[Source, ...]:
    """The files that `[project] include` names."""
    found: dict[str, Source] = {}
    for path, pattern in _includes(main):
        reason = _unusable(pattern)
        if reason:
            complaints.add(main, path, f"'{shown(pattern)}' {reason}")
            continue
        matches = _matching(root, pattern)
        if not matches:
            complaints.add(main, path, f"'{shown(pattern)}' matches no file")
        for label in matches:
            folder = label.rpartition("/")[0]
            if not folder or not lies_inside(root, root / label):
                complaints.add(main, path, f"'{shown(label)}' does not lie in a folder of the project below its root")
            elif label not in found:
                try:
                    found[label] = _source(root / label, label, folder)
                except DeclarationError as error:
                    complaints.add_error(error)
    return tuple(found[label] for label in sorted(found))


def _includes(main: Source) -> Iterator[tuple[KeyPath, str]]:
    project = main.table.get("project")
    raw = project.get("include") if isinstance(project, dict) else None
    if isinstance(raw, str):
        yield ("project", "include"), raw
    elif isinstance(raw, list):
        for index, pattern in enumerate(raw):
            if isinstance(pattern, str):
                yield ("project", "include", index), pattern


def _unusable(pattern: str) -> str:
    segments = pattern.split("/")
    if "**" in segments:
        return "must not use '**': say how deep the files lie, for instance 'services/*/archlint.toml'"
    if pattern.startswith(("/", "!")) or ".." in segments or "\\" in pattern or not pattern.endswith(".toml"):
        return "must be a relative glob of .toml files, with forward slashes and without '..' and '!'"
    return ""


def _matching(root: Path, pattern: str) -> list[str]:
    """The files that a glob without `**` names, sorted: lists one level of folders per segment with a wildcard."""
    places = [""]
    for segment in (part for part in pattern.split("/") if part not in ("", ".")):
        matches = re.compile(fnmatch.translate(segment)).match
        is_literal = not any(char in segment for char in "*?[")
        following = []
        for place in places:
            names = [segment] if is_literal else [name for name in _names(root / place) if matches(name)]
            following += [f"{place}/{name}" if place else name for name in names]
        places = following
    return sorted(place for place in places if is_file(root / place))


def _names(folder: Path) -> list[str]:
    """What is in a folder; hidden entries do not match a wildcard."""
    try:
        return [entry.name for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except (OSError, ValueError):  # ValueError: a null character in the pattern
        return []

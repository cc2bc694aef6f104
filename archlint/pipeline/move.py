"""What a module's move takes: a project's folder and two names in, a Move out (every edit, and what is left to people), or
MoveRefused. Nothing is written; what the project would import afterwards is resolved again, and compared, before it is offered.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from archlint.model.move import Edit, Move, Rename, Rewritten
from archlint.pipeline.meanings import SECONDS, Meanings, MoveRefused, read_project
from archlint.pipeline.mentions import mentions
from archlint.pipeline.module_places import (
    INIT,
    checked,
    folders_above,
    home_of,
    module_called,
    package_file,
    place_called,
)
from archlint.pipeline.workers import Lost, Task, run
from archlint.refactor.spelling import dotted, folder_of


def plan_move(root: Path, source: str, target: str, *, roots: Sequence[str] = (), workers: int = 1) -> Move:
    """Everything the move of `source` (a file or a dotted name) to `target` (a file, a folder or a dotted name) takes."""
    project = read_project(root, tuple("" if one == "." else one for one in roots))
    old = module_called(project, source)
    home = home_of(project, old)
    new = place_called(project, target, old, home)
    rename = Rename(old, new, home, folders_above(home))
    made = checked(project, rename)
    before = Meanings(project, {})
    package = package_file(project, folder_of(old))
    rename = msgspec.structs.replace(rename, hidden=bool(package) and before.binds(package, rename))
    importers = before.importers(rename)
    own = [path for path in project.dialects if path.rpartition(".")[0] == old]
    edits = dict(_rewritten(before, rename, [*importers, *own], workers))
    moved = {path: new + path[len(old) :] for path in own}
    after = Meanings(project, moved, edits, made)
    _same_graph(before, after, rename, [*importers, *own])
    found = [
        Edit(path, moved.get(path, path), before.content(path), edits[path])
        for path in sorted(edits)
        if path in moved or edits[path] != before.content(path)
    ]
    found += [Edit(path, path, None, b"") for path in made]
    names = (dotted(old, home), dotted(new, home))
    told = mentions(
        root, project.tree, rename, {path: edits.get(path) or before.content(path) for path in before.near(rename)}
    )
    return Move(*names, tuple(found), tuple(sorted(set(told))), _circles(after, rename, moved))


def _rewritten(before: Meanings, rename: Rename, paths: Sequence[str], workers: int) -> Iterator[tuple[str, bytes]]:
    """The files with their imports rewritten. Raises MoveRefused where one cannot be."""
    tasks = [Task((str(before.root), path, rename), len(before.content(path)), SECONDS) for path in paths]
    for index, answer in run(_rewrite, tasks, workers):
        if isinstance(answer, Lost):
            raise MoveRefused(f"{paths[index]} imports the module and cannot be rewritten: {answer.message}")
        found = msgspec.msgpack.decode(answer, type=Rewritten)
        if found.why:
            raise MoveRefused(f"{paths[index]} imports the module: {found.why}")
        yield paths[index], found.content


def _rewrite(argument: tuple[str, str, Rename]) -> bytes:
    """The work of a process that may crash: libcst recurses in C. It reads the file itself: both ends of a pipe would wait for
    each other if tasks and answers were large.
    """
    from archlint.refactor.imports import rewrite

    root, path, rename = argument
    try:
        content = (Path(root) / path).read_bytes()
    except OSError as error:
        return msgspec.msgpack.encode(Rewritten(why=f"it cannot be read: {error.strerror}"))
    return msgspec.msgpack.encode(rewrite(path, content, rename))


def _same_graph(before: Meanings, after: Meanings, rename: Rename, paths: Sequence[str]) -> None:
    """Raises MoveRefused where a file would not import what it imports now. Packages above the module may come in addition:
    `import a.b.c` has made `a` and `a.b` known, too.
    """
    above = set(_packages(before, rename.old))
    for path in sorted(paths):
        wanted = {after.place[target] for target in before.targets(path)}
        found = after.targets(after.place[path])
        lost, gained = sorted(wanted - found), sorted(found - wanted - above)
        if lost or gained:
            what = f"would not import {lost[0]} any more" if lost else f"would import {gained[0]}"
            raise MoveRefused(
                f"{path} {what} after the move\nIt depends on the folder it is in, or names the module in a way that "
                "cannot be followed; write that import out in full first."
            )


def _circles(after: Meanings, rename: Rename, moved: dict[str, str]) -> tuple[str, ...]:
    """The packages that are run first for the module from now on, and that import it while they are."""
    own = set(moved.values())
    was = set(_packages(after, rename.old))
    found = []
    for package in _packages(after, rename.new):
        if package in was:
            continue
        seen, waiting = {package}, [package]
        while waiting and not seen & own:
            for target in after.targets(waiting.pop(), at_import=True):
                fresh = {target, *_packages(after, target.rpartition(".")[0])} - seen
                seen |= fresh
                waiting += sorted(fresh)
        if seen & own:
            found.append(package)
    return tuple(found)


def _packages(meanings: Meanings, place: str) -> list[str]:
    """The `__init__.py` of the packages that a module lies in, outermost first."""
    folders = place.split("/")[:-1]
    paths = ["/".join((*folders[: end + 1], f"{INIT}.py")) for end in range(len(folders))]
    return [path for path in paths if meanings.exists(path)]

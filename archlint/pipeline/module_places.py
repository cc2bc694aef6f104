"""Which module somebody means, and where it may go: words of a command line in, places out, or MoveRefused."""

import keyword

from archlint.model.move import Rename
from archlint.pipeline.meanings import Meanings, MoveRefused, Project
from archlint.refactor.spelling import dotted, folder_of, stem_of

INIT = "__init__"


def module_called(project: Project, word: str) -> str:
    """The place of the module that a path or a dotted name means."""
    path = word.removeprefix("./")
    if path in project.dialects:
        place = path.rpartition(".")[0]
    else:
        ending = path.replace(".", "/")
        places = sorted({one.rpartition(".")[0] for one in project.dialects})
        found = [one for one in places if one == ending or one.endswith(f"/{ending}")]
        if len(found) > 1:
            raise MoveRefused(f"'{word}' may be {', '.join(f'{one}.py' for one in found[:3])}: name the file")
        if not found:
            package = [one for one in places if f"/{one}".endswith(f"/{ending}/{INIT}")]
            if package:
                raise MoveRefused(f"{package[0]}.py is a package; 'archlint move' moves its modules, one at a time")
            raise MoveRefused(f"there is no Python module '{word}' here")
        place = found[0]
    if stem_of(place) == INIT:
        raise MoveRefused(f"{place}.py is a package; 'archlint move' moves its modules, one at a time")
    if stem_of(place) == "__main__":
        raise MoveRefused(f"{place}.py is what 'python -m' runs: by its name, so it cannot have another one")
    return place


def home_of(project: Project, place: str) -> str:
    """The folder in which the topmost package of a module lies, or the declared source root above it."""
    declared = [one for one in project.roots if not one or f"{place}/".startswith(f"{one}/")]
    folder = folder_of(place)
    while folder and package_file(project, folder):
        folder = folder_of(folder)
    return max((one for one in declared if len(one) <= len(folder)), key=len, default=folder)


def folders_above(home: str) -> tuple[str, ...]:
    """The folders above the home: names may begin there, too."""
    found = []
    while home:
        home = folder_of(home)
        found.append(home)
    return tuple(found)


def place_called(project: Project, word: str, old: str, home: str) -> str:
    path = word.removeprefix("./")
    if path.endswith((".py", ".pyi")):
        place = path.rpartition(".")[0]
    elif path.endswith("/") or (project.root / path).is_dir():
        place = f"{path.rstrip('/')}/{stem_of(old)}".removeprefix("./")
    elif "/" in path:
        raise MoveRefused(f"'{word}' is neither a folder nor a Python file; end it with '/' or '.py'")
    else:
        place = "/".join(filter(None, (home, *path.split("."))))
    if any(part in ("", ".", "..") for part in place.split("/")):
        raise MoveRefused(f"'{word}' does not lie in the project")
    return place


def checked(project: Project, rename: Rename) -> list[str]:
    """The `__init__.py` files that the move has to make. Raises MoveRefused where the new place cannot be."""
    old, new, home = rename.old, rename.new, rename.root
    if new == old:
        raise MoveRefused(f"{old}.py is there already")
    if home and not new.startswith(f"{home}/"):
        raise MoveRefused(
            f"{new}.py lies outside of {home}/, where the package of {old}.py is found: nobody could import it"
        )
    for part in dotted(new, home).split("."):
        if not part.isidentifier() or keyword.iskeyword(part):
            raise MoveRefused(f"'{part}' in {new}.py is no name that an import can spell")
    for taken in (f"{new}.py", f"{new}.pyi", new):
        if (project.root / taken).exists():
            raise MoveRefused(f"{taken} exists already")
    made = _missing_packages(project, rename)
    package = package_file(project, folder_of(new))
    if package and Meanings(project, {}).binds(package, Rename(new, new, home)):
        raise MoveRefused(f"{package} gives the name '{stem_of(new)}' to something else")
    return made


def _missing_packages(project: Project, rename: Rename) -> list[str]:
    """What has to be made so that the new place is a package where the old one is. Raises MoveRefused where one is a regular
    package and the other is none: the module would be found by another search.
    """
    old_folder = folder_of(rename.old)
    regular = bool(package_file(project, old_folder))
    made = []
    folder = folder_of(rename.new)
    while folder != rename.root:
        if (project.root / f"{folder}.py").exists():
            raise MoveRefused(f"{folder}.py is a module: nothing can lie below it")
        if package_file(project, folder):
            if not regular and old_folder != folder:
                raise MoveRefused(
                    f"{folder}/ is a package and {old_folder or 'the folder of the module'} is none; make "
                    f"{old_folder or '.'}/{INIT}.py first, or choose a folder that is no package"
                )
        elif regular:
            if (project.root / folder).is_dir():
                raise MoveRefused(
                    f"{folder}/ has no {INIT}.py, while {old_folder}/ has one; make {folder}/{INIT}.py first"
                )
            made.append(f"{folder}/{INIT}.py")
        folder = folder_of(folder)
    return sorted(made)


def package_file(project: Project, folder: str) -> str:
    """The `__init__.py` (or stub) of a folder, "" where there is none."""
    prefix = f"{folder}/" if folder else ""
    names = (f"{prefix}{INIT}.py", f"{prefix}{INIT}.pyi")
    return next((name for name in names if name in project.dialects), "")

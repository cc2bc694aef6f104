"""Dotted names of Python modules as globs: the files of a project and its source roots in, globs for a name out."""

from collections.abc import Iterable, Sequence

from archlint.model.patterns import PatternSet

_PACKAGE = "__init__.py"


class PythonNames:
    """`paths` are relative to the project and POSIX, `roots` are the folders that imports start from ("" for the project)."""

    def __init__(self, paths: Iterable[str], roots: Sequence[str]) -> None:
        self._paths = [path for path in paths if path.endswith((".py", ".pyi"))]
        self._known = set(self._paths)
        self._folders = {folder for path in self._paths for folder in _folders(path)}
        self.roots = tuple(roots)

    def names(self) -> tuple[str, ...]:
        """The dotted names of all modules and packages below the roots, sorted."""
        found = set()
        for path in (*self._known, *self._folders):
            for root in self.roots:
                if not root or path.startswith(f"{root}/"):
                    name = path[len(root) :].strip("/").removesuffix(".py").removesuffix("/__init__")
                    found.add(name.replace("/", "."))
        return tuple(sorted(found))

    def package(self, name: str) -> tuple[str, ...]:
        """Globs for a module and everything below it. `*` stands for one segment of the name, `**` for any number; () when
        nothing has that name.
        """
        return self._globs(name, deep=True)

    def module(self, name: str) -> tuple[str, ...]:
        """Globs for a module alone, without what lies below it."""
        return self._globs(name, deep=False)

    def _globs(self, name: str, *, deep: bool) -> tuple[str, ...]:
        found = []
        for root in self.roots:
            stem = "/".join((*filter(None, (root,)), *(part for part in name.split(".") if part)))
            file, package = f"{stem}.py", f"{stem}/{_PACKAGE}"
            if "*" in stem:
                inner = [f"{stem}/**"] if deep else [package]
                globs = [f"{stem}"] if name.endswith("**") else [file, *inner]
                found += [glob for glob in globs if any(map(PatternSet((glob,)).matches, self._paths))]
            elif stem in self._folders:
                found += [f"{stem}/**"] if deep else [package] if package in self._known else []
            elif file in self._known:
                found.append(as_selector(file))
        return tuple(found)


def as_selector(path: str) -> str:
    """A path as a selector: without a slash it would be taken for the name of a layer."""
    return path if "/" in path else f"./{path}"


def roots_of(names: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """The folders from which the packages `names` can be imported: for each name those where it lies nearest to the project,
    those with an `__init__.py` first. Sorted.
    """
    files = [path for path in paths if path.endswith((".py", ".pyi"))]
    known = set(files)
    folders = {folder for path in files for folder in _folders(path)}
    found: set[str] = set()
    for name in names:
        tail = name.replace(".", "/")
        homes = [folder for folder in folders if folder == tail or folder.endswith(f"/{tail}")]
        homes = [home for home in homes if f"{home}/{_PACKAGE}" in known] or homes
        if homes:
            nearest = min(home.count("/") for home in homes)
            found |= {home.removesuffix(tail).rstrip("/") for home in homes if home.count("/") == nearest}
        else:
            files_named = [path for path in files if path in (f"{tail}.py",) or path.endswith(f"/{tail}.py")]
            found |= {path.removesuffix(f"{tail}.py").rstrip("/") for path in files_named[:1]}
    return tuple(sorted(found))


def _folders(path: str) -> Iterable[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]

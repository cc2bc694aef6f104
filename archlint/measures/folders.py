"""What stands beside a module: a System in, the modules that stand among screens out."""

from collections import Counter
from collections.abc import Iterator

from archlint.graph.system import System

_SCREENS = (".tsx", ".jsx", ".vue", ".svelte", ".component.ts", ".html")
"""Endings of files that hold markup."""
_SCRIPTS = (*_SCREENS, ".ts", ".js", ".mts", ".mjs")
_TELLING = frozenset(
    ("src", "app", "client", "server", "api", "backend", "frontend", "web", "webapp", "ui", "common", "shared", "core")
)
"""Names of folders that hold one side of a system."""
_ENOUGH = 10
"""Modules of the smallest folder that says what its modules are for, whatever it is called."""
_SHARE = 4
"""One in so many of its modules is a screen, at least."""


def among_screens(system: System) -> frozenset[str]:
    """The scripts of which the folder around holds many screens: the nearest one that is called like a side of a system, or
    that holds enough. Get it by `System.view(among_screens)`.
    """
    every: Counter[str] = Counter()
    screens: Counter[str] = Counter()
    scripts = [module for module in system.modules if module.endswith(_SCRIPTS)]
    for module in scripts:
        folders = list(_folders(module))
        every.update(folders)
        if module.endswith(_SCREENS):
            screens.update(folders)
    telling = {folder for folder in every if folder.rpartition("/")[2].lower() in _TELLING}
    many = {folder for folder, number in screens.items() if number * _SHARE >= every[folder]}
    found = set()
    for module in scripts:
        around = list(_folders(module))
        named = next((folder for folder in around if folder in telling), "")
        large = next((folder for folder in around if every[folder] >= _ENOUGH), "")
        if named in many or large in many:
            found.add(module)
    return frozenset(found)


def _folders(module: str) -> Iterator[str]:
    """The folders around a module, the innermost first."""
    folder = module.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]

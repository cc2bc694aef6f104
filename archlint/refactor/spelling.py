"""How Python names a place: a folder and what an import says in, a path without ending out, and the way back."""

from archlint.model.move import Rename


def folder_of(place: str) -> str:
    return place.rpartition("/")[0]


def stem_of(place: str) -> str:
    return place.rpartition("/")[2]


def dotted(place: str, root: str) -> str:
    """The absolute name of a place seen from a root above it, "" for the root itself and for what lies elsewhere."""
    if root and not f"{place}/".startswith(f"{root}/"):
        return ""
    return place[len(root) :].strip("/").replace("/", ".")


def climbed(folder: str, level: int, rest: str) -> str | None:
    """The place that `from ..rest` (level 2) means to the modules of a folder; None where it leads out of the project."""
    segments = folder.split("/") if folder else []
    if level - 1 > len(segments):
        return None
    kept = segments[: len(segments) - (level - 1)]
    return "/".join((*kept, *filter(None, rest.split("."))))


def relative(folder: str, place: str, root: str) -> tuple[int, str] | None:
    """Level and rest by which the modules of a folder name a place of their own topmost package, None for another one."""
    here, there = _below(folder, root), _below(place, root)
    if not here or not there or here[0] != there[0]:
        return None
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    return len(here) - common + 1, ".".join(there[common:])


def absolute_names(rename: Rename, folder: str) -> dict[str, str]:
    """The absolute names by which the modules of a folder may mean the module, each with the one it has afterwards."""
    found: dict[str, str] = {}
    for root in (rename.root, *rename.others):
        old, new = dotted(rename.old, root), dotted(rename.new, root)
        below = not root or f"{folder}/".startswith(f"{root}/")
        everywhere = root == rename.root and "." in old
        if old and new and (everywhere or below):
            found.setdefault(old, new)
    return found


def _below(place: str, root: str) -> list[str]:
    name = dotted(place, root)
    return name.split(".") if name else []

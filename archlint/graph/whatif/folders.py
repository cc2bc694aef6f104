"""Where something new would lie: a place (`layer.part`) in, a path in one of its folders out."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from archlint.graph.assign import Claim
from archlint.graph.whatif.places import Place

_WILD = re.compile(r"[*?\[{]")


def path_in(
    place: Place, file: str, taken: Collection[str], like: str = "", alike: Callable[[str], bool] = lambda _: False
) -> str:
    """A free path for a file of this name in a place, "" where none is that the place would claim. Where modules of its kind
    lie, those first that are `alike`, else where the place's patterns begin; a `*` in one stands for the folder in which
    `like` lies there. Never in a folder whose files are loaded by name, generated or tests, unless the patterns spell it.
    """
    ending = file.rpartition(".")[2]
    claim = Claim(place.layer)
    for folder in dict.fromkeys(_folders(place, file, like, alike)):
        for name in (file, *(f"{file.rpartition('.')[0]}_{number}.{ending}" for number in range(2, 10))):
            path = f"{folder}/{name}" if folder else name
            claimed = claim.takes(path) and (
                claim.parts(path) == [place.part] if place.part else len(claim.parts(path)) < 2
            )
            if path not in taken and claimed:
                return path
    return ""


def has_folder(place: Place) -> bool:
    """Whether people may put something where the modules of a place lie; also where nothing lies there yet."""
    beginnings = _beginnings(place)
    return not place.members or any(
        not _is_closed(place, one.id.rpartition("/")[0], beginnings) for one in place.members
    )


def _folders(place: Place, file: str, like: str, alike: Callable[[str], bool]) -> Iterator[str]:
    """The folders to try, best first."""
    beginnings = _beginnings(place)
    filled = [_filled(pattern, like) for pattern in _patterns(place) if like and _has_star(pattern)]
    lying = [*filled, *_lying(place, file, alike)]
    yield from (path.rpartition("/")[0] for path in place.written if path.rpartition("/")[2] == file)
    inhabited = {"", *beginnings, *(module.id.rpartition("/")[0] for module in place.members)}
    for folder in lying:
        around = folder
        while around and _is_closed(place, around, beginnings):
            around = around.rpartition("/")[0]
        while around != folder and around not in inhabited:  # `management/`, around `management/commands/`
            around = around.rpartition("/")[0]
        yield around
    yield from beginnings
    yield from filled


def _lying(place: Place, file: str, alike: Callable[[str], bool]) -> list[str]:
    """The folders in which modules of a place lie: with the ending of `file`, then any."""
    ending = file.rpartition(".")[2]
    kin = [module.id for module in place.members if module.id.endswith(f".{ending}") and "/" in module.id]
    folders = Counter(module.rpartition("/")[0] for module in kin)
    related = Counter(module.rpartition("/")[0] for module in kin if alike(module))
    best = sorted(folders, key=lambda folder: (-related[folder], -folders[folder], folder.count("/"), folder))
    return [*best, *(module.id.rpartition("/")[0] for module in place.members[:1])]


def _is_closed(place: Place, folder: str, beginnings: Collection[str]) -> bool:
    """Whether no new code is put into a folder, beyond what the patterns of the place spell."""
    spelt = max((one for one in beginnings if f"{folder}/".startswith(f"{one}/" if one else "")), key=len, default="")
    rest = folder[len(spelt) :].strip("/")
    return bool(rest) and place.closed.matches(f"{rest}/any")


def _patterns(place: Place) -> tuple[str, ...]:
    if place.part:
        return tuple(place.layer.parts[place.part])
    return (*place.layer.paths, *(one for patterns in place.layer.parts.values() for one in patterns))


def _beginnings(place: Place) -> list[str]:
    """The folders with which the patterns of a place begin, up to the first wildcard."""
    found = []
    for pattern in _patterns(place):
        wild = _WILD.search(pattern)
        if not pattern.startswith("!"):
            found.append((pattern[: wild.start()] if wild else pattern).rpartition("/")[0])
    return found


def _has_star(pattern: str) -> bool:
    """Whether a pattern names a folder in each of several folders."""
    return not pattern.startswith("!") and "*" in pattern.partition("**")[0].split("/")[:-1]


def _filled(pattern: str, like: str) -> str:
    """The folder that a pattern names where `apps/*/services/**` is about the app in which a module lies."""
    here = like.split("/")[:-1]
    folders = []
    for position, folder in enumerate(pattern.split("/")[:-1]):
        if folder == "**":
            break
        folders.append(here[position] if folder == "*" and position < len(here) else folder)
    return "/".join(folders)

"""Which part a container runs: containers and the parts that are built in; the place of the part out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from archlint.graph.components.kinds import FRONTS, kind_of
from archlint.graph.components.parts import Part, folder_around
from archlint.graph.components.signs import fits_any, plain, words_of
from archlint.model.architecture import ComponentKnowledge
from archlint.model.deployment import Deployable
from archlint.model.images import image_name, in_family
from archlint.model.paths import is_application_of_workspace


class Running:
    """`images` are the folders that images are built in, `whole` are names of the project as a whole."""

    def __init__(
        self,
        containers: Iterable[Deployable],
        images: Collection[str],
        whole: Iterable[str],
        knowledge: ComponentKnowledge,
    ) -> None:
        self._images = images
        self._whole = frozenset(map(plain, whole))
        self._knowledge = knowledge
        containers = list(containers)
        self._started = Counter(one.file for one in containers)
        self._short = in_family({image_name(one.image) for one in containers if one.image})

    def part_of(self, one: Deployable, parts: Sequence[Part]) -> int | None:
        """The part that a container runs: by a container of the same name, by its folder, its image, its names."""
        for index, part in enumerate(parts):
            if part.container and (plain(part.container) == plain(one.name) or _is_elsewhere(part, one)):
                return index
        free = [(index, part) for index, part in enumerate(parts) if not part.container]
        for found in (_built_from(one, free) if one.folder else None, self._named_like(one, free)):
            if found is not None:
                return found
        beside = self._beside(one, free)
        return self._of_workspace(one, free) if beside is None else beside

    def _beside(self, one: Deployable, free: Sequence[tuple[int, Part]]) -> int | None:
        """The part in whose folder a manifest of a cluster lies that starts one container only, which is of nothing bought."""
        homes = {part.folder: index for index, part in free if part.has_code and part.folder not in ("", ".")}
        home = folder_around(one.file, homes)
        is_alone = one.origin == "kubernetes" and self._started[one.file] == 1
        return homes[home] if home is not None and is_alone and not self._is_bought(one.image) else None

    def _is_bought(self, image: str) -> bool:
        return bool(image) and any(fits_any(one.images, image_name(image)) for one in self._knowledge.technologies)

    def _of_workspace(self, one: Deployable, free: Sequence[tuple[int, Part]]) -> int | None:
        """The only application of a workspace that serves what others show, if a container runs the project as a whole."""
        if one.folder != "." and plain(one.name) not in self._whole:
            return None
        inside = [(index, part) for index, part in free if is_application_of_workspace(part.file)]
        serving = [index for index, part in inside if kind_of(part, self._knowledge)[0] not in FRONTS]
        return serving[0] if len(serving) == 1 else None

    def _named_like(self, one: Deployable, free: Sequence[tuple[int, Part]]) -> int | None:
        """The only part that is called as the image or the names of a container; of several the one that an image is built
        of.
        """
        image = image_name(one.image)
        short = "" if self._is_bought(one.image) else self._short.get(image, "")
        names = [image.rpartition("/")[2], short, one.name, *one.hosts]
        for wanted in dict.fromkeys(plain(name) for name in names if name):
            for called in (_built_as, _called, _called_in_short):
                found = [index for index, part in free if part.has_code and wanted in called(part)]
                if len(found) > 1:
                    found = [index for index, part in free if index in found and part.folder in self._images]
                if len(found) == 1:
                    return found[0]
        for name in names:
            whole = "".join(words_of(name, self._knowledge.short))
            found = [index for index, part in free if part.has_code and whole in self._in_full(part)]
            if whole and len(found) == 1:
                return found[0]
        return None

    def _in_full(self, part: Part) -> set[str]:
        names = (part.application, part.artifact, part.folder.rpartition("/")[2])
        return {"".join(words_of(name, self._knowledge.short)) for name in names if name}


def _built_from(one: Deployable, free: Sequence[tuple[int, Part]]) -> int | None:
    """Which part lies in the folder that a container is built of; of a folder around several the Dockerfile says which."""
    home = one.dockerfile.rpartition("/")[0]
    same = [index for index, part in free if part.folder == one.folder]
    nearer = [index for index, part in free if home and home != one.folder and part.folder == home]
    around = [index for index, part in free if part.folder != "." and one.folder.startswith(f"{part.folder}/")]
    inside = [index for index, part in free if part.has_code and part.folder.startswith(f"{one.folder}/")]
    found = nearer or same or around or (inside if len(inside) == 1 else [])
    return found[0] if found else None


def _is_elsewhere(part: Part, one: Deployable) -> bool:
    """Whether another file starts what a part is: for another place, not one more of it."""
    if not part.has_code or part.started_in == one.file:
        return False
    is_same_image = bool(one.image and part.image) and image_name(one.image) == image_name(part.image)
    return is_same_image or bool(one.folder and part.folder == one.folder)


def _built_as(part: Part) -> set[str]:
    return {plain(name) for name in (part.artifact, part.folder.rpartition("/")[2]) if name}


def _called(part: Part) -> set[str]:
    return {plain(name) for name in (part.application, part.artifact, part.folder.rpartition("/")[2]) if name}


def _called_in_short(part: Part) -> set[str]:
    """The ends of its names: `shop-order-service` is `order-service` in short."""
    pieces = [name.split("-") for name in (part.artifact, part.folder.rpartition("/")[2]) if name]
    return {plain("".join(piece[start:])) for piece in pieces for start in range(1, len(piece))}

"""The picture: what every drawn format is written from. Boxes in bands, arrows between them, and what has to be said."""

from typing import Literal

from msgspec import Struct

from archlint.model.connections import IntegrationStyle
from archlint.model.graph import Verdict

Shape = Literal["box", "store", "queue", "gateway", "person", "outside", "page"]
AROUND: frozenset[Shape] = frozenset({"person", "outside"})
Change = Literal["", "added", "removed"]
"""Whether it is only there now or only was there, where two analyses are drawn together."""


class Box(Struct, frozen=True):
    """`name` is what it is called in the analysis, `title` and `note` what is read in it. `band` is a place in
    Picture.bands, None outside of all; `frame` the title of the frame around it inside the band, "" for none. `told` is
    what a pointer that rests on it is told.
    """

    name: str
    title: str
    note: str = ""
    band: int | None = None
    frame: str = ""
    shape: Shape = "box"
    change: Change = ""
    told: str = ""


class Arrow(Struct, frozen=True):
    """From the box `source` to the box `target`, by name. `kind` is that of the dependencies it stands for (`import`,
    `http`, ...), `label` what is read at it; `count` says for how many it stands,
    `style` how the two are joined where they are different processes.
    """

    source: str
    target: str
    kind: str
    label: str = ""
    verdict: Verdict = "allowed"
    count: int = 1
    change: Change = ""
    told: str = ""
    style: IntegrationStyle | None = None

    @property
    def means(self) -> tuple[str, str]:
        """What is read at it and by what means (the description and the technology of a relationship in the C4 model), the
        second "" where the first says it.
        """
        read = self.label or self.kind
        return read, "" if read.casefold().startswith(self.kind.casefold()) else self.kind


class Band(Struct, frozen=True):
    """A layer, drawn from edge to edge. `place` is that among the declared layers, whichever are drawn, so that a layer has
    one colour in all pictures; `outside`: no layer at all, but what lies in none.
    """

    title: str
    note: str = ""
    outside: bool = False
    place: int = 0


class Picture(Struct, frozen=True):
    """Bands from top to bottom; boxes in the order of bands, frames and names; arrows by source, target and kind. `notes`
    say what is not drawn. `across` says that ways lead from left to right.
    """

    title: str
    note: str
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[str, ...] = ()
    across: bool = False

    @property
    def plain(self) -> bool:
        """Every box is a band, and tells its title."""
        return bool(self.bands) and not any(band.title for band in self.bands)

    def names(self) -> dict[str, str]:
        """An identifier for every box that is safe in any format."""
        return {box.name: f"n{index}" for index, box in enumerate(self.boxes)}

    def places(self) -> dict[str, int]:
        """The band of every box, from 0 at the top; those in no band come last."""
        return {box.name: len(self.bands) if box.band is None else box.band for box in self.boxes}

    def framed(self) -> list[tuple[int | None, dict[str, list[Box]]]]:
        """The boxes by band and, within it, by frame ("" for no frame)."""
        found: dict[int | None, dict[str, list[Box]]] = {}
        for box in self.boxes:
            found.setdefault(box.band, {}).setdefault(box.frame, []).append(box)
        return list(found.items())

    def inside(self) -> list[tuple[str, list[Box]]]:
        """The boxes of the system by the title of their band ("" for none), without the people and systems around it: the C4
        model draws those outside.
        """
        whole = [
            (
                self.bands[band].title if band is not None else "",
                [box for boxes in frames.values() for box in boxes if box.shape not in AROUND],
            )
            for band, frames in self.framed()
        ]
        return [(title, boxes) for title, boxes in whole if boxes]

    def around(self) -> list[Box]:
        """The people and systems around it, in order."""
        return [box for box in self.boxes if box.shape in AROUND]

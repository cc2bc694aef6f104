"""Where everything stands in a picture: what `dot -Tjson0` says in, a Layout out. Places are in points, sizes in inches."""

import msgspec


class Placed(msgspec.Struct):
    """A box, or a frame (`bb`, from the lower left corner to the upper right one)."""

    name: str = ""
    pos: str = ""
    width: str = "0"
    height: str = "0"
    bb: str = ""


class Way(msgspec.Struct):
    """An arrow, `a0`, `a1`, ...: its spline and the place of its label, "" for none."""

    id: str = ""
    pos: str = ""
    lp: str = ""


class Layout(msgspec.Struct):
    """`bb` is the area of all."""

    bb: str = "0,0,0,0"
    objects: list[Placed] = []
    edges: list[Way] = []


def read_layout(data: bytes) -> Layout:
    """The layout that Graphviz wrote."""
    return msgspec.json.decode(data, type=Layout)

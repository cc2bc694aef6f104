"""The operations that an enablement layer offers, and the patterns they follow towards backends and channels."""

from typing import Literal

from msgspec import Struct

BackendPattern = Literal["no logic", "single backend with logic", "several backends", "own logic", "not classified"]
"""Nothing is decided and at most one backend asked; one is asked, with logic; several are; logic without any backend; what
stands at a route without a name of its own.
"""

BACKEND_PATTERNS: tuple[BackendPattern, ...] = (
    "several backends",
    "single backend with logic",
    "own logic",
    "no logic",
    "not classified",
)

FrontendPattern = Literal[
    "no consumer seen",
    "one channel",
    "several channels",
    "several channels, limited difference",
    "several channels, extensive difference",
]
"""Who uses an operation, and how far the channels differ in what they decide about its answer."""

LIMITED = 3
"""How much the logic of two channels may differ before the difference is extensive."""


class Consumer(Struct, frozen=True):
    """A channel that uses an operation: a part of a user interface, or a whole one without parts. `logic` is how
    often the functions that call the operation ask something of data or compute.
    """

    channel: str
    functions: int
    logic: int


class Operation(Struct, frozen=True, kw_only=True):
    """A function that an enablement layer offers: to other layers, or at a route.

    `logic` is how often it and the enablement functions that it reaches ask something of data or compute;
    looking whether something is there is no logic. `backends` are the parts of backend
    layers that it reaches, and libraries by which it reaches others (`via HTTPX`). `restricted` are the layers in which
    somebody asks who may use it.
    """

    module: str
    name: str
    line: int
    layer: str
    part: str = ""
    route: str = ""
    logic: int = 0
    backends: tuple[str, ...] = ()
    consumers: tuple[Consumer, ...] = ()
    restricted: tuple[str, ...] = ()
    backend_pattern: BackendPattern
    frontend_pattern: FrontendPattern

"""What a door asks for: a Request; and where a run keeps what it has read."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archlint.model.balance import Measure
from archlint.pipeline.discover import CACHE_FOLDER

if TYPE_CHECKING:
    from archlint.model.plan import PlanRequest


def silent(_stage: str, _done: int = 0, _total: int = 0) -> None:
    """The progress of a run that nobody watches."""


class Request(NamedTuple):
    """What to analyze by, and what the Analysis is to hold besides findings and statistics."""

    config: Path | None = None
    """The declaration, where it is not that of the folder."""
    select: tuple[str, ...] = ()
    """Judge by these checks only."""
    ignore: tuple[str, ...] = ()
    """Leave these checks out."""
    since: str | None = None
    """A git revision: report what changed since then."""
    workers: int | None = None
    """Processes that read files; None: one per processor."""
    cache: bool = True
    cache_dir: Path | None = None
    need_graph: bool = False
    """`Analysis.graph` and `Analysis.verdicts`."""
    progress: Callable[[str, int, int], None] = silent
    today: datetime.date | None = None
    """In UTC: decides which exceptions have ended; None: the day of the run."""
    draft: bool = False
    """Propose layers even where some are declared."""
    need_balance: bool = False
    measure: Measure | None = None
    """What the balance counts; None: what is declared."""
    units_of: str | None = None
    """`Analysis.units` of this module, "" of all."""
    need_operations: bool = False
    need_connections: bool = False
    need_architecture: bool = False
    need_journeys: bool = False
    count_journeys: bool = False
    """`Analysis.on_journeys`, also where no baseline keeps such numbers."""
    need_standards: bool = False
    need_assessment: bool = False
    """`Analysis.assessment`, and with it the six before."""
    passing: bool = False
    """The folder will not be there again: its answer is not stored."""
    facts: tuple[Path, ...] = ()
    """Files with facts that were extracted elsewhere."""
    scheduler: str = ""
    """The address of a Dask cluster that reads files."""
    store: str = ""
    """The URL of a store of facts that machines share."""
    plan: "PlanRequest | None" = None

    def whole(self) -> "Request":
        """The request with all that an assessment is made of, where one is asked for."""
        if not self.need_assessment:
            return self
        return self._replace(
            need_balance=True,
            need_operations=True,
            need_connections=True,
            need_architecture=True,
            need_journeys=True,
            need_standards=True,
        )

    def spelt(self, root: Path) -> str:
        """What tells apart requests whose answers may differ."""
        alike = self._replace(workers=None, cache_dir=None, scheduler="", store="")
        alike = alike._replace(progress=silent.__name__)  # type: ignore[arg-type]
        return f"{root.resolve()} {alike!r}"


def cache_folder(root: Path, request: Request) -> Path | None:
    """Where facts and answers are kept, None to keep none. A project may have come with a link instead of that folder:
    only a folder that the user names may lie elsewhere.
    """
    if not request.cache:
        return None
    if request.cache_dir is not None:
        return request.cache_dir
    folder = root / CACHE_FOLDER
    return None if folder.is_symlink() else folder

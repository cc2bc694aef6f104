"""How a transition went: a project's folder and how many moments of its past in, a BurnPoint for each out.

Every revision is judged by the declaration of today, so that like is compared with like. What is known about a commit is
kept beside the facts: a commit never changes.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

import msgspec

from archlint.measures.transition import burn_point
from archlint.model.rulebook import DeclarationError
from archlint.model.transition import BurnPoint
from archlint.pipeline import stored
from archlint.pipeline.git import commit_of, history
from archlint.pipeline.request import Request, cache_folder
from archlint.pipeline.revision import analyze_revision
from archlint.rulebook.collect import FILE
from archlint.rulebook.digest import declaration_digest

ASKED = "--revisions"
_KEPT = "burn-down"
_MOST_KEPT = 1_000
_POINTS = msgspec.msgpack.Decoder(dict[str, BurnPoint])


def burn_down(root: Path, request: Request, number: int, since: str = "") -> tuple[BurnPoint, ...]:
    """`number` commits of the line that leads to HEAD, evenly spread over the time from the first one (or from `since`) on,
    oldest first. A commit that cannot be judged has its reason. Raises RevisionError where there is no history.
    """
    start = commit_of(root, since, "--since") if since else ""
    chosen = evenly(history(root, start, ASKED), number)
    config = request.config or _declaration(root)
    request = request._replace(config=config)
    cache = cache_folder(root, request)
    key = stored.key_of(declaration_digest(root, config).encode())
    kept = _known(cache, key)
    points = []
    for done, (commit, day) in enumerate(chosen):
        request.progress("looking back", done, len(chosen))
        if commit not in kept:
            kept[commit] = _point(root, commit, day, request)
            if cache is not None:  # at once: a long look back may be cut short
                stored.save_part(cache, _KEPT, key, msgspec.msgpack.encode(dict(list(kept.items())[-_MOST_KEPT:])))
        points.append(kept[commit])
    return tuple(points)


def evenly(commits: Sequence[tuple[str, str]], number: int) -> list[tuple[str, str]]:
    """Of commits with their days, oldest first, at most `number`: the first, the last, and the last ones before evenly
    spread days between them.
    """
    if len(commits) <= number:
        return list(commits)
    days = [datetime.date.fromisoformat(day).toordinal() for _, day in commits]
    first, span = days[0], max(1, days[-1] - days[0])
    picked = {len(commits) - 1}
    at = 0
    for step in range(number - 1):
        wanted = first + span * step / (number - 1)
        while at + 1 < len(commits) - 1 and days[at + 1] <= wanted:
            at += 1
        picked.add(at)
    return [commits[index] for index in sorted(picked)]


def _point(root: Path, commit: str, day: str, request: Request) -> BurnPoint:
    quiet = request._replace(progress=Request().progress)  # one of many: the many have a progress of their own
    try:
        short, analysis = analyze_revision(root, commit, quiet, ASKED, fork=False)
    except DeclarationError as error:
        return BurnPoint(label=commit[:10], day=day, why=str(error).splitlines()[0])
    if analysis.transition is None:
        return BurnPoint(label=short, day=day, why="no transition is declared")
    return burn_point(short, day, analysis.transition)


def _declaration(root: Path) -> Path:
    own = root / FILE
    return own if own.is_file() else root / "pyproject.toml"


def _known(cache: Path | None, key: bytes) -> dict[str, BurnPoint]:
    body = stored.load_part(cache, _KEPT, key) if cache is not None else None
    if body is None:
        return {}
    try:
        return _POINTS.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}

"""Score endpoints on systems that nobody tuned on: a folder of checkouts in, a table of precision and recall out.

    python benchmarks/endpoints.py FOLDER [NAME ...] [-v] [--found FOLDER2]

FOLDER holds a checkout NAME for each benchmarks/endpoints/NAME.txt, at the commit in its first line; `--found` reads what
`archlint endpoints --format json` wrote there as NAME.json instead of running it. A file of truth names files, chosen at
random, and below each all that it holds, read by hand: `R METHOD path line` a route, `Q METHOD path line` a request, with
`-> path` of the route that answers it or `external`, `P topic line` and `S topic line` what is published and subscribed to.
`~ METHODS` are methods of the routes of that file that were left out of the list and count on neither side. Lines may be off
by three; the names of parameters do not count. `-v` lists what is missed and what is wrong.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TRUTH = Path(__file__).resolve().parent / "endpoints"
KINDS = {"R": "routes", "Q": "requests", "L": "links", "E": "events"}
SLACK = 3


class Row(NamedTuple):
    """One line of truth: `to` is the path of the route that answers a request."""

    kind: str
    method: str
    path: str
    file: str
    line: int
    to: str = ""


class Score(NamedTuple):
    right: int = 0
    claimed: int = 0
    found: int = 0
    true: int = 0

    def __str__(self) -> str:
        precision = f"{self.right / self.claimed:.2f}" if self.claimed else "–"
        recall = f"{self.found / self.true:.2f}" if self.true else "–"
        return f"{precision} / {recall} ({self.true})"


def main(arguments: Sequence[str]) -> int:
    verbose = "-v" in arguments
    given = [one for one in arguments if one != "-v"]
    found_in = None
    if "--found" in given:
        at = given.index("--found")
        found_in = Path(given[at + 1])
        given[at : at + 2] = []
    if not given:
        print(__doc__)
        return 2
    folder, names = Path(given[0]), given[1:]
    totals = {kind: Score() for kind in KINDS}
    print("| system | " + " | ".join(KINDS.values()) + " |\n|---|" + "---:|" * len(KINDS))
    for truth in sorted(TRUTH.glob("*.txt")):
        if names and truth.stem not in names:
            continue
        ready = found_in / f"{truth.stem}.json" if found_in else None
        if not (ready.is_file() if ready else (folder / truth.stem).is_dir()):
            print(f"| {truth.stem} | not there |")
            continue
        found = json.loads(ready.read_text()) if ready else asked(folder / truth.stem)
        scores = {kind: Score(*score) for kind, score in scored(truth, found, verbose)}
        totals = {kind: Score(*(a + b for a, b in zip(totals[kind], scores[kind], strict=True))) for kind in KINDS}
        print(f"| {truth.stem} | " + " | ".join(str(scores[kind]) for kind in KINDS) + " |")
    print("| all | " + " | ".join(str(totals[kind]) for kind in KINDS) + " |")
    return 0


def asked(checkout: Path) -> Any:
    command = [sys.executable, "-m", "archlint", "endpoints", "--no-cache", "--format", "json", str(checkout)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def scored(truth: Path, found: Any, verbose: bool) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    rows, files, ignored = read(truth)
    links: list[tuple[Row, list[str]]] = []
    claimed = [
        Row("R", one["method"], one["path"], one["file"], one["line"])
        for one in found["routes"]
        if one["method"] not in ignored.get(one["file"], ())
    ]
    for one in found["requests"]:
        row = Row("Q", one["method"], one["path"], one["file"], one["line"])
        claimed.append(row)
        if one["status"] in ("linked", "ambiguous"):
            links.append((row, [found["routes"][index]["path"] for index in one["routes"]]))
    for sign, key in (("P", "publications"), ("S", "subscriptions")):
        claimed += [Row(sign, "", one["topic"], one["file"], one["line"]) for one in found[key]]
    claimed = [one for one in claimed if one.file in files]
    for kind, signs in (("R", "R"), ("Q", "Q"), ("E", "PS")):
        true = [one for one in rows if one.kind in signs]
        mine = [one for one in claimed if one.kind in signs]
        wrong = [one for one in mine if not any(same(one, other) for other in true)]
        missed = [one for one in true if not any(same(other, one) for other in mine)]
        told(truth.stem, missed, wrong, verbose)
        yield kind, (len(mine) - len(wrong), len(mine), len(true) - len(missed), len(true))
    wanted = [one for one in rows if one.kind == "Q" and one.to not in ("", "external")]
    asked_for = [one for one in rows if one.kind == "Q"]
    links = [(row, paths) for row, paths in links if row.file in files]
    bad = [row for row, paths in links if not any(same(row, one) and answers(paths, one) for one in asked_for)]
    unlinked = [one for one in wanted if not any(same(row, one) and answers(paths, one) for row, paths in links)]
    told(f"{truth.stem} links", unlinked, bad, verbose)
    yield "L", (len(links) - len(bad), len(links), len(wanted) - len(unlinked), len(wanted))


def answers(paths: Sequence[str], one: Row) -> bool:
    """Whether one of some routes is the one that answers; where truth names none, it is not known and any may be."""
    return one.to == "" or any(plain(path) == plain(one.to) for path in paths)


def same(claimed: Row, true: Row) -> bool:
    if claimed.file != true.file or claimed.kind != true.kind or abs(claimed.line - true.line) > SLACK:
        return False
    if true.kind in "PS":
        return True
    if claimed.method != true.method and "ANY" not in (claimed.method, true.method):
        return False
    return true.kind == "Q" or plain(claimed.path) == plain(true.path)


def plain(path: str) -> str:
    return "/" + re.sub(r"\{[^}]*\}", "{}", path).strip("/")


def told(name: str, missed: Sequence[Row], wrong: Sequence[Row], verbose: bool) -> None:
    for what, rows in (("missed", missed), ("wrong", wrong)) if verbose else ():
        for one in rows:
            print(
                f"    {name}: {what} {one.kind} {one.method} {one.path} {one.file}:{one.line} {one.to}", file=sys.stderr
            )


def read(truth: Path) -> tuple[list[Row], set[str], dict[str, set[str]]]:
    """The rows of a file, the files that it is about, and by file the methods that it leaves out."""
    rows: list[Row] = []
    files: set[str] = set()
    ignored: dict[str, set[str]] = {}
    file = ""
    for line in truth.read_text().splitlines()[1:]:
        words = line.split()
        if words and words[0] == "~":
            ignored[file] = set(words[1:])
        elif words and words[0] in ("R", "Q"):
            rows.append(Row(words[0], words[1], words[2], file, int(words[3]), words[-1] if len(words) > 4 else ""))
        elif words and words[0] in ("P", "S"):
            rows.append(Row(words[0], "", words[1], file, int(words[2])))
        elif words:
            file = line
            files.add(file)
    return rows, files, ignored


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

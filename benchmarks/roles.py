"""How often archlint's roles are right: the labels of tests/labelled and checkouts of their repositories in, precision and
recall per role out.

    python benchmarks/roles.py FOLDER           # on the half that was set aside
    python benchmarks/roles.py FOLDER --open    # on the other half, each repository by points fitted without it
    python benchmarks/roles.py FOLDER --fit     # writes the points of rules/roles.toml anew, from the other half alone

FOLDER holds one checkout per file of tests/labelled, at the commit that the file names and in a folder of the file's name.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import exp, inf, sqrt
from pathlib import Path
from typing import NamedTuple

from archlint.model.roles import ROLES, Role
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests" / "labelled"
POINTS = ROOT / "rules" / "roles.toml"
DECAY = 0.02  # the stronger, the less a sign that few units show can say
STEPS = 300
SURE = 1.0
SHORT, LONG = 5, 10
EXPECTED: dict[tuple[str, Role], float] = {
    ("asks", "decision"): 0.7,
    ("asks-checker", "decision"): 0.3,
    ("asks-much", "decision"): 0.7,
    ("computes", "decision"): 0.5,
    ("computes-much", "decision"): 1.0,
    ("no-clauses", "decision"): -0.7,
    ("only-guards", "decision"): -0.4,
    ("place-decides", "decision"): 0.5,
    ("reckons", "decision"): 0.7,
    ("refuses", "decision"): 0.7,
    ("rules-fill", "decision"): 1.0,
    ("rules-fill-more", "decision"): 0.7,
    ("rules-little", "decision"): 0.2,
    ("verb-decides", "decision"): 0.5,
    ("answers-truth", "decision"): 0.4,
    ("meets-0", "composition"): -1.0,
    ("meets-1", "composition"): -0.5,
    ("meets-2", "composition"): 1.0,
    ("meets-3", "composition"): 1.5,
    ("meets-4", "composition"): 1.5,
    ("reaches-more-data", "composition"): 1.0,
    ("near-many", "composition"): 1.0,
    ("bodyless", "data access"): 0.7,
    ("gives-accesses", "data access"): 0.3,
    ("declared", "data access"): 3.0,
    ("in-remote", "data access"): 0.2,
    ("in-store", "data access"): 0.3,
    ("meets-0", "data access"): -0.7,
    ("near-bodies", "data access"): -0.7,
    ("near-last", "data access"): 1.5,
    ("near-perhaps", "data access"): 0.5,
    ("only-last", "data access"): 1.0,
    ("place-accesses", "data access"): 0.5,
    ("reaches-data", "data access"): 0.1,
    ("touches-remote", "data access"): 1.0,
    ("touches-store", "data access"): 1.0,
    ("verb-accesses", "data access"): 0.5,
    ("asks-view", "presentation"): 0.5,
    ("builds-view", "presentation"): 2.0,
    ("among-screens", "presentation"): 0.7,
    ("answers-shows", "presentation"): 0.7,
    ("gives-shows", "presentation"): 0.5,
    ("takes-shows", "presentation"): 0.5,
    ("call-shows", "presentation"): 0.3,
    ("in-screen", "presentation"): 1.0,
    ("makes-markup", "presentation"): 1.0,
    ("makes-markup", "translation"): -0.5,
    ("markup", "presentation"): 2.5,
    ("place-shows", "presentation"): 0.7,
    ("touches-screen", "presentation"): 0.7,
    ("verb-formats", "presentation"): 0.5,
    ("verb-shows", "presentation"): 0.7,
    ("within-markup", "presentation"): 0.7,
    ("asks-type", "translation"): 0.4,
    ("answers-shapes", "translation"): 0.2,
    ("gives-new", "translation"): 0.3,
    ("gives-translates", "translation"): 0.4,
    ("makes", "translation"): 1.5,
    ("returns-own", "pass-through"): 1.0,
    ("returns-field", "pass-through"): 0.7,
    ("returns-computed", "decision"): 0.7,
    ("returns-compared", "decision"): 0.3,
    ("returns-text", "translation"): 0.3,
    ("returns-function", "wiring"): 0.2,
    ("returns-fixed", "translation"): 0.3,
    ("returns-filled", "translation"): 0.7,
    ("returns-answer", "pass-through"): 0.3,
    ("raises-leave", "decision"): 1.0,
    ("raises-invalid", "decision"): 0.3,
    ("reads-values", "translation"): 0.7,
    ("blank-values", "wiring"): 0.3,
    ("sets-entries", "translation"): 0.3,
    ("builds-text", "translation"): 0.7,
    ("collects", "translation"): 0.3,
    ("changes-own", "pass-through"): 0.5,
    ("makes-of", "translation"): 1.5,
    ("makes-bare", "wiring"): 0.7,
    ("lives", "wiring"): 0.7,
    ("lets-go", "wiring"): 0.3,
    ("takes-arguments", "wiring"): 2.5,
    ("builds-blank", "wiring"): 1.0,
    ("registers", "wiring"): 2.0,
    ("mark-makes", "wiring"): 2.0,
    ("within-wiring", "wiring"): 1.5,
    ("refuses-leave", "decision"): 0.5,
    ("only-translates", "translation"): 0.5,
    ("only-settings", "wiring"): 1.0,
    ("checker-chooses", "decision"): 0.5,
    ("noun-connects", "wiring"): 0.5,
    ("asks-texts", "presentation"): 0.5,
    ("asks-many-texts", "presentation"): 1.0,
    ("names-template", "presentation"): 2.0,
    ("tells-event", "composition"): 0.3,
    ("tells-others", "composition"): 0.3,
    ("passes-up", "pass-through"): 0.5,
    ("asks-form", "translation"): 0.7,
    ("asks-setting", "wiring"): 0.3,
    ("judges-much", "decision"): 0.7,
    ("asks-fields", "decision"): 0.7,
    ("asks-order", "decision"): 0.5,
    ("asks-leave", "decision"): 0.4,
    ("asks-same", "translation"): 0.3,
    ("names-values", "translation"): 0.5,
    ("place-translates", "translation"): 0.5,
    ("returns-new", "translation"): 0.5,
    ("sets-fields", "translation"): 1.0,
    ("tells-itself", "translation"): 2.0,
    ("tests-form", "translation"): 0.7,
    ("verb-formats", "translation"): 0.5,
    ("verb-translates", "translation"): 0.7,
    ("accessor", "pass-through"): 1.5,
    ("asks-type", "pass-through"): 0.2,
    ("compares-itself", "pass-through"): 2.5,
    ("hands-on", "pass-through"): 1.5,
    ("near-bodies", "pass-through"): 0.5,
    ("only-bodies", "pass-through"): 1.0,
    ("asks-settings", "wiring"): 0.5,
    ("entry", "wiring"): 1.5,
    ("entry", "pass-through"): -0.5,
    ("answers-wired", "wiring"): 0.4,
    ("keeps-arguments", "wiring"): 0.7,
    ("only-logs", "wiring"): 2.0,
    ("constructor", "wiring"): 1.5,
    ("mark-wires", "wiring"): 0.7,
    ("place-wires", "wiring"): 0.5,
    ("touches-wiring", "wiring"): 0.5,
    ("verb-wires", "wiring"): 0.5,
}
"""What one would say before seeing any label: the fit starts from it and is drawn to it where labels say little."""


class Labelled(NamedTuple):
    """A unit with the role that a reader gave it, the one that archlint gives it, and the signs that archlint sees."""

    place: str
    role: str
    verdict: str
    signs: frozenset[str]
    held_out: bool
    language: str
    arguable: bool
    lead: float = 0.0
    runner_up: str | None = None
    sure: bool = False
    statements: int = 0
    read_twice: bool = False

    @property
    def repository(self) -> str:
        return self.place.partition("/")[0]


Points = tuple[dict[Role, dict[str, float]], dict[Role, float]]
"""Points by role and sign, and those that each role starts with."""


def labelled(folder: Path) -> list[Labelled]:
    """The labelled units whose repositories are in `folder`. Exits when a checkout or a unit is missing."""
    found: list[Labelled] = []
    for file in sorted(LABELS.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        checkout = folder / file.stem
        head = subprocess.run(["git", "-C", checkout, "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
        if head.stdout.strip() != table["commit"]:
            sys.exit(f"{checkout}: not a checkout of {table['repository']} at {table['commit']}")
        cache = folder / ".archlint-roles" / file.stem
        analysis = analyze(checkout, Request(units_of="", draft=True, measure="statements", cache_dir=cache))
        by_name = defaultdict(list)
        for unit in analysis.units:
            by_name[unit.module, unit.name].append(unit)
        for label in table["units"]:
            candidates = [unit for unit in by_name[label["file"], label["unit"]] if unit.line <= label["line"]]
            if not candidates:
                print(f"not found: {file.stem} {label['file']}:{label['line']} {label['unit']}", file=sys.stderr)
                continue
            unit = max(candidates, key=lambda unit: unit.line)
            signs = frozenset(item.sign for item in unit.role.evidence)
            place = f"{file.stem}/{label['file']}:{label['line']} {label['unit']}"
            language = {"py": "Python", "java": "Java"}.get(label["file"].rpartition(".")[2], "TypeScript/JavaScript")
            found.append(
                Labelled(
                    place,
                    label["role"],
                    unit.role.role,
                    signs,
                    label["held_out"],
                    language,
                    label["reason"].startswith("Arguable"),
                    unit.role.lead,
                    unit.role.runner_up,
                    unit.role.sure,
                    unit.logic,
                    "second" in label,
                )
            )
    return found


def fit(units: Sequence[Labelled]) -> Points:
    """Multinomial logistic regression by gradient ascent; roles count by the root of how rare they are."""
    points: dict[Role, dict[str, float]] = {role: defaultdict(float) for role in ROLES}
    for (sign, role), expected in EXPECTED.items():
        points[role][sign] = expected
    start = dict.fromkeys(ROLES, 0.0)
    number = Counter(unit.role for unit in units)
    weight = {role: sqrt(len(units) / (len(ROLES) * number[role])) for role in number}
    signs = sorted({sign for unit in units for sign in unit.signs})
    for _ in range(STEPS):
        slope: dict[Role, dict[str, float]] = {role: defaultdict(float) for role in ROLES}
        rise = dict.fromkeys(ROLES, 0.0)
        for unit in units:
            likely = {role: exp(total) for role, total in totals((points, start), unit.signs).items()}
            scale = sum(likely.values())
            for role in ROLES:
                miss = ((role == unit.role) - likely[role] / scale) * weight[unit.role]
                rise[role] += miss
                for sign in unit.signs:
                    slope[role][sign] += miss
        for role in ROLES:
            start[role] += rise[role] / len(units)
            for sign in signs:
                points[role][sign] += slope[role][sign] / len(units) - DECAY * (
                    points[role][sign] - EXPECTED.get((sign, role), 0.0)
                )
    return points, start


def totals(points: Points, signs: Iterable[str]) -> dict[Role, float]:
    by_role, start = points
    return {role: start[role] + sum(by_role[role].get(sign, 0.0) for sign in signs) for role in ROLES}


def crossed(units: Sequence[Labelled]) -> list[Labelled]:
    """Each unit with the verdict of points that were fitted without its repository."""
    answered = []
    needed = tomllib.loads(POINTS.read_text(encoding="utf-8"))["sure"]
    for repository in sorted({unit.repository for unit in units}):
        points = fit([unit for unit in units if unit.repository != repository])
        for unit in [unit for unit in units if unit.repository == repository]:
            sums = totals(points, unit.signs)
            first, second = sorted(ROLES, key=lambda role: -sums[role])[:2]
            lead = sums[first] - sums[second]
            sure = lead >= needed.get(first, inf)
            answered.append(unit._replace(verdict=first, lead=lead, runner_up=second, sure=sure))
    return answered


def report(units: Sequence[Labelled]) -> str:
    """Precision and recall per role, how many are right, and which roles are taken for which."""
    lines = [f"{'role':14}{'units':>7}{'precision':>11}{'recall':>8}    taken for"]
    for role in ROLES:
        meant = [unit for unit in units if unit.role == role]
        given = [unit for unit in units if unit.verdict == role]
        right = sum(unit.verdict == role for unit in meant)
        wrong = Counter(unit.verdict for unit in meant if unit.verdict != role)
        others = ", ".join(f"{other} {count}" for other, count in wrong.most_common())
        lines.append(
            f"{role:14}{len(meant):7}{_share(right, len(given)):>11}{_share(right, len(meant)):>8}    {others}"
        )
    right = sum(unit.verdict == unit.role for unit in units)
    lines.append(f"{'all':14}{len(units):7}{_share(right, len(units)):>11}")
    groups = {unit.language: [other for other in units if other.language == unit.language] for unit in units}
    groups["where the reader was sure"] = [unit for unit in units if not unit.arguable]
    groups["where the reader found it arguable"] = [unit for unit in units if unit.arguable]
    groups[f"where archlint leads by {SURE} points"] = [unit for unit in units if unit.lead >= SURE]
    groups["where archlint is sure"] = [unit for unit in units if unit.sure]
    groups["of up to five statements"] = [unit for unit in units if unit.statements <= SHORT]
    groups["of ten statements and more"] = [unit for unit in units if unit.statements >= LONG]
    close = [unit for unit in units if unit.lead < SURE]
    for name, of_it in ((f"where archlint leads by less than {SURE}", close), ("all", units)):
        among = sum(unit.role in (unit.verdict, unit.runner_up) for unit in of_it)
        lines.append(f"  {name}, right or named as close: {_share(among, len(of_it))} of {len(of_it)}")
    for name, of_it in sorted(groups.items()):
        share = _share(sum(unit.verdict == unit.role for unit in of_it), len(of_it))
        lines.append(f"  {name}: {share} of {len(of_it)}")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def write(points: Points, path: Path) -> None:
    """Put the points into the table of signs, rounded to two digits; what is nearer to nothing than 0.05 is left out."""
    by_role, start = points
    text = path.read_text(encoding="utf-8")
    inside = ", ".join(f"{_key(role)} = {start[role]:.2f}" for role in ROLES)
    text = re.sub(r"(?m)^\[start\]\n(?:[\"\w].*\n)*", "[start]\n" + inside.replace(", ", "\n") + "\n", text)

    def points_of(match: re.Match[str]) -> str:
        given = {role: by_role[role].get(match[2], 0.0) for role in ROLES}
        shown = ", ".join(f"{_key(role)} = {value:.2f}" for role, value in given.items() if abs(value) >= 0.05)
        return f"{match[1]}points = {{{f' {shown} ' if shown else ''}}}"

    text = re.sub(r'(name = "([\w-]+)"\nsays = ".*"\n)points = \{.*\}', points_of, text)
    path.write_text(text, encoding="utf-8")


def _key(role: str) -> str:
    return role if role.isalpha() else f'"{role}"'


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--open", action="store_true")
    mode.add_argument("--fit", action="store_true")
    parser.add_argument("--twice", action="store_true", help="only the units that two readers read")
    parser.add_argument("--wrong", action="store_true", help="list the units that are not right")
    chosen = parser.parse_args(arguments)
    units = labelled(chosen.folder)
    if chosen.fit:
        open_half = [unit for unit in units if not unit.held_out]
        write(fit(open_half), POINTS)
        print(f"fitted on {len(open_half)} units; {POINTS.relative_to(ROOT)} is written")
        return
    judged = crossed([unit for unit in units if not unit.held_out]) if chosen.open else [u for u in units if u.held_out]
    judged = [unit for unit in judged if unit.read_twice or not chosen.twice]
    print(report(judged))
    if chosen.wrong:
        for unit in sorted(judged, key=lambda unit: (unit.role, unit.verdict, unit.place)):
            if unit.role != unit.verdict:
                print(f"{unit.role} -> {unit.verdict}: {unit.place} [{', '.join(sorted(unit.signs))}]")


if __name__ == "__main__":
    main(sys.argv[1:])

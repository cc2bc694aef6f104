"""How often archlint's roles are right: the labels of tests/labelled and checkouts of their repositories in, precision and
recall per role out.

    python benchmarks/roles.py FOLDER           # on the half that was set aside
    python benchmarks/roles.py FOLDER --open    # on the other half, by cross-validation
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
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from archlint.model.roles import ROLES
from archlint.pipeline.analyze import Request, analyze

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests" / "labelled"
POINTS = ROOT / "rules" / "roles.toml"
FOLDS = 6
DECAY = 0.02  # the stronger, the less a sign that few units show can say
STEPS = 300
SURE = 1.0
EXPECTED = {
    ("constructor", "wiring"): 1.5,
    ("accessor", "pass-through"): 1.5,
    ("hands-on", "pass-through"): 1.5,
    ("hands-on-data", "data access"): 1.5,
    ("hands-on-data", "pass-through"): 0.7,
    ("sets-fields", "translation"): 1.0,
    ("names-values", "translation"): 0.5,
    ("returns-new", "translation"): 0.5,
    ("markup", "presentation"): 2.5,
    ("asks", "decision"): 0.7,
    ("asks-much", "decision"): 0.7,
    ("refuses", "decision"): 0.7,
    ("computes", "decision"): 0.5,
    ("computes-much", "decision"): 1.0,
    ("several-sources", "composition"): 1.5,
    ("several-accesses", "composition"): 0.7,
    ("reaches-several-data-access", "composition"): 1.0,
    ("reaches-data-access", "data access"): 0.3,
    ("drives", "composition"): 0.5,
    ("drives-many", "composition"): 0.8,
    ("one-source", "data access"): 0.5,
    ("mark-wires", "wiring"): 0.7,
    ("place-shows", "presentation"): 0.7,
    ("call-shows", "presentation"): 0.3,
    ("verb-shows", "presentation"): 0.7,
    ("verb-translates", "translation"): 0.7,
    ("verb-accesses", "data access"): 0.5,
    ("verb-decides", "decision"): 0.5,
    ("verb-wires", "wiring"): 0.5,
    ("touches-store", "data access"): 1.0,
    ("touches-remote", "data access"): 1.0,
    ("touches-screen", "presentation"): 0.7,
    ("touches-wiring", "wiring"): 0.5,
    ("place-translates", "translation"): 0.5,
    ("place-wires", "wiring"): 0.5,
    ("place-decides", "decision"): 0.5,
    ("place-accesses", "data access"): 0.5,
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


Points = tuple[dict[str, dict[str, float]], dict[str, float]]
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
        analysis = analyze(checkout, Request(units_of="", draft=True, cache_dir=folder / ".archlint-roles" / file.stem))
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
                )
            )
    return found


def fit(units: Sequence[Labelled]) -> Points:
    """Multinomial logistic regression by gradient ascent; roles count by the root of how rare they are."""
    points: dict[str, dict[str, float]] = {role: defaultdict(float) for role in ROLES}
    for (sign, role), expected in EXPECTED.items():
        points[role][sign] = expected
    start = dict.fromkeys(ROLES, 0.0)
    number = Counter(unit.role for unit in units)
    weight = {role: sqrt(len(units) / (len(ROLES) * number[role])) for role in number}
    signs = sorted({sign for unit in units for sign in unit.signs})
    for _ in range(STEPS):
        slope: dict[str, dict[str, float]] = {role: defaultdict(float) for role in ROLES}
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


def totals(points: Points, signs: Iterable[str]) -> dict[str, float]:
    by_role, start = points
    return {role: start[role] + sum(by_role[role].get(sign, 0.0) for sign in signs) for role in ROLES}


def crossed(units: Sequence[Labelled]) -> list[Labelled]:
    """Each unit with the verdict of points that were fitted without it."""
    answered = []
    for fold in range(FOLDS):
        points = fit([unit for index, unit in enumerate(units) if index % FOLDS != fold])
        for unit in units[fold::FOLDS]:
            sums = totals(points, unit.signs)
            first, second = sorted(ROLES, key=lambda role: -sums[role])[:2]
            answered.append(unit._replace(verdict=first, lead=sums[first] - sums[second]))
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
    parser.add_argument("--wrong", action="store_true", help="list the units that are not right")
    chosen = parser.parse_args(arguments)
    units = labelled(chosen.folder)
    if chosen.fit:
        open_half = [unit for unit in units if not unit.held_out]
        write(fit(open_half), POINTS)
        print(f"fitted on {len(open_half)} units; {POINTS.relative_to(ROOT)} is written")
        return
    judged = crossed([unit for unit in units if not unit.held_out]) if chosen.open else [u for u in units if u.held_out]
    print(report(judged))
    if chosen.wrong:
        for unit in sorted(judged, key=lambda unit: (unit.role, unit.verdict, unit.place)):
            if unit.role != unit.verdict:
                print(f"{unit.role} -> {unit.verdict}: {unit.place} [{', '.join(sorted(unit.signs))}]")


if __name__ == "__main__":
    main(sys.argv[1:])

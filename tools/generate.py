"""`python -m tools.generate` writes docs/schemas/, docs/checks/ and docs/pictures/ from the code.

`--check` only says what is stale.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from archlint.checks.catalogue import CHECKS
from archlint.checks.check import Check
from tools.configuration import configuration_page
from tools.pictures import pictures
from tools.schemas import (
    analysis_schema,
    architecture_schema,
    as_text,
    assessment_schema,
    balance_schema,
    config_schema,
    difference_schema,
    endpoints_schema,
    graph_schema,
    journeys_schema,
    patterns_schema,
    plan_schema,
    standards_schema,
    transition_schema,
    units_schema,
)

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("docs/schemas", "docs/checks", "docs/pictures")
"""Folders that hold generated files only: what is in them and is not generated (any more) is stale."""

_GROUPS = {
    "layering": "Is it layered?",
    "balance": "Is it balanced?",
    "connections": "Do its processes fit together?",
    "transition": "Is it moving?",
    "structure": "Is it in good shape inside?",
    "housekeeping": "Does the declaration still hold?",
}


def generated() -> dict[str, str]:
    """Every generated file, by its path from the root of the repository, with its text."""
    files = {
        "docs/configuration.md": configuration_page(),
        "docs/schemas/config.schema.json": as_text(config_schema()),
        "docs/schemas/analysis.schema.json": as_text(analysis_schema()),
        "docs/schemas/assessment.schema.json": as_text(assessment_schema()),
        "docs/schemas/balance.schema.json": as_text(balance_schema()),
        "docs/schemas/difference.schema.json": as_text(difference_schema()),
        "docs/schemas/architecture.schema.json": as_text(architecture_schema()),
        "docs/schemas/endpoints.schema.json": as_text(endpoints_schema()),
        "docs/schemas/journeys.schema.json": as_text(journeys_schema()),
        "docs/schemas/patterns.schema.json": as_text(patterns_schema()),
        "docs/schemas/standards.schema.json": as_text(standards_schema()),
        "docs/schemas/transition.schema.json": as_text(transition_schema()),
        "docs/schemas/plan.schema.json": as_text(plan_schema()),
        "docs/schemas/units.schema.json": as_text(units_schema()),
        "docs/schemas/graph.schema.json": as_text(graph_schema()),
        "docs/checks/README.md": _overview(CHECKS),
        **pictures(ROOT),
    }
    files.update({f"docs/checks/{check.name}.md": _page(check) for check in CHECKS})
    return dict(sorted(files.items()))


def stale(root: Path, files: dict[str, str]) -> list[str]:
    """The files that are missing, differ or should not be there, sorted."""
    differing = {name for name, text in files.items() if _text(root / name) != text}
    left_over = {
        path.relative_to(root).as_posix()
        for folder in FOLDERS
        for path in (root / folder).glob("**/*")
        if path.is_file()
    } - files.keys()
    return sorted(differing | left_over)


def main(arguments: Sequence[str]) -> int:
    """Write, or with `--check` compare. 0 when nothing is stale (any more), 1 when `--check` found something."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 and name the files that are stale")
    only_check = parser.parse_args(arguments).check
    files = generated()
    names = stale(ROOT, files)
    for name in names:
        sys.stdout.write(f"{name}\n")
        if only_check:
            continue
        path = ROOT / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    if only_check and names:
        sys.stderr.write("stale: run `python -m tools.generate`\n")
    return int(only_check and bool(names))


def _page(check: Check) -> str:
    return (
        f"# {check.name}\n\n{_sentence(check.summary)} Group: [{check.group}](README.md#{check.group}).\n\n{check.page}"
    )


def _overview(checks: Sequence[Check]) -> str:
    lines = [
        "# Checks",
        "",
        "`archlint explain CHECK` shows the same pages. Set severity and options in archlint.toml:",
        "",
    ]
    lines += ["```toml", "[checks.layer-skip]", 'severity = "warning"   # error, warning, off', "```"]
    for group, question in _GROUPS.items():
        members = [check for check in checks if check.group == group]
        if members:
            lines += ["", f"## {group}", "", question, "", "| check | finds |", "|---|---|"]
            lines += [f"| [{check.name}]({check.name}.md) | {check.summary} |" for check in members]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

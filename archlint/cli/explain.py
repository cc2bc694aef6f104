"""`archlint explain [CHECK]`: a check's page, or the list of all checks by group."""

import argparse
import re

from archlint.checks.catalogue import CHECKS
from archlint.cli.door import Door
from archlint.cli.usage import UsageError, nearest
from archlint.reports.paint import paint

DESCRIPTION = "Explain a check: what it finds, why it matters, what to do instead. Without CHECK, list all of them."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("check", nargs="?", metavar="CHECK", help="the name of a check, as findings give it")


def run(arguments: argparse.Namespace, door: Door) -> int:
    color = door.terminal.color
    if arguments.check is None:
        door.terminal.out(_listed(color=color))
        return 0
    check = next((check for check in CHECKS if check.name == arguments.check), None)
    if check is None:
        known = [check.name for check in CHECKS]
        raise UsageError(
            f"unknown check '{arguments.check}'{nearest(arguments.check.lower(), known)}\n"
            "'archlint explain' lists the checks."
        )
    page = re.sub(r"(?m)^## .*$", lambda heading: paint(heading[0], "bold", on=color), check.page.strip())
    title = f"# {check.name}: {check.summary}"
    door.terminal.out(f"{paint(title, 'bold', on=color)}\n\n{page}\n")
    return 0


def _listed(*, color: bool) -> str:
    """Groups in the order of the catalogue."""
    width = max(len(check.name) for check in CHECKS)
    lines = []
    for group in dict.fromkeys(check.group for check in CHECKS):
        lines.append(paint(group, "bold", on=color))
        lines += [f"  {check.name:{width}}  {check.summary}" for check in CHECKS if check.group == group]
        lines.append("")
    lines.append("'archlint explain CHECK' tells more about one of them.")
    return "\n".join(lines) + "\n"

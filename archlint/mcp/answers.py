"""Answers to agents: a project's folder and names in, a few lines of text out, for the files as they are at each call."""

from collections.abc import Iterable
from pathlib import Path

from archlint.api.adviser import adviser_for
from archlint.checks.advice import Adviser
from archlint.graph.naming import known_names, modules_called
from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.graph import Graph
from archlint.model.rulebook import DeclarationError
from archlint.reports import context_text
from archlint.reports.escape import visible
from archlint.reports.view import View

_FEW = 8


class AskedWronglyError(Exception):
    """A question that names nothing, or a declaration that cannot be used. `str()` is the whole message."""


class Answers:
    """Answers about the project in one folder. What did not change since the last question is not read again."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def where_may_code_live(self, uses: list[str], used_by: list[str]) -> str:
        adviser, analysis = self._adviser()
        used = [module for name in uses for module in self._modules(analysis, name)]
        users = [module for name in used_by for module in self._modules(analysis, name)]
        lines = []
        for place in adviser.places(used, users):
            home = ".".join(filter(None, (place.layer, place.part)))
            folder = f" ({place.folder}/)" if place.folder else ""
            told = f"no: {'; '.join(place.wrong)}" if place.wrong else "yes"
            lines.append(f"{home}{folder}: {told}")
        return _said(lines, "No layer is declared, so code may live anywhere.")

    def may_use(self, importer: str, imported: str) -> str:
        adviser, analysis = self._adviser()
        one, other = self._module(analysis, importer), self._module(analysis, imported)
        wrong = adviser.may_use(one, other)
        if not wrong:
            return visible(f"Yes: {one} may depend on {other}.")
        way = adviser.legal_way(one, other)
        lines = [f"No: {line}" for line in _sentences(wrong)]
        if way:
            lines.append(f"Legal way: {' → '.join(way)}")
        return _said(lines)

    def what_would_break(self, file: str) -> str:
        adviser, analysis = self._adviser()
        reach = adviser.reach(self._module(analysis, file))
        if not reach.direct:
            return visible(f"Nobody depends on {reach.module}.")
        lines = [f"{one.module}:{one.line} depends on it directly ({', '.join(one.kinds)})" for one in reach.direct]
        counts = ", ".join(f"{number} in {layer}" for layer, number in reach.by_layer.items())
        lines.append(f"With those behind them: {counts}.")
        lines += [f"end: {one}" for one in reach.ends[:_FEW]]
        return _said(lines)

    def legal_way(self, importer: str, imported: str) -> str:
        adviser, analysis = self._adviser()
        way = adviser.legal_way(self._module(analysis, importer), self._module(analysis, imported))
        if not way:
            return (
                "There is no legal way over modules that exist: something in the layer between has to offer it first."
            )
        first = "exists" if way[1] in self._uses(analysis, way[0]) else "to be added"
        return visible(f"{' → '.join(way)} (the first step: {first})")

    def context(self, file: str) -> str:
        adviser, analysis = self._adviser()
        return context_text.render(adviser.context(self._module(analysis, file)), View(limit=_FEW))

    def findings(self, file: str) -> str:
        adviser, analysis = self._adviser()
        if file:
            return _said(_sentences(adviser.context(self._module(analysis, file)).findings), "No findings.")
        return _said(_sentences(analysis.open_findings[:20]), "No findings.")

    def _adviser(self) -> tuple[Adviser, Analysis]:
        try:
            return adviser_for(self._root)
        except DeclarationError as error:
            raise AskedWronglyError(str(error)) from None

    @staticmethod
    def _uses(analysis: Analysis, module: str) -> set[str]:
        graph = analysis.graph or Graph()
        return {one.imported for one in graph.dependencies if one.importer == module}

    def _module(self, analysis: Analysis, name: str) -> str:
        found = self._modules(analysis, name)
        if len(found) > 1:
            raise AskedWronglyError(f"'{name}' names {len(found)} modules; name one: {', '.join(found[:5])}, …")
        return found[0]

    @staticmethod
    def _modules(analysis: Analysis, name: str) -> tuple[str, ...]:
        graph = analysis.graph or Graph()
        layers = [layer.name for layer in analysis.layers]
        found = modules_called(graph, layers, name.removeprefix("./").rstrip("/") or name)
        if not found:
            from difflib import get_close_matches

            near = get_close_matches(name, known_names(graph, layers), n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise AskedWronglyError(f"'{name}' names no module, layer or part{hint}")
        return found


def _sentences(findings: Iterable[Finding]) -> list[str]:
    """Findings as sentences: where, what is wrong, why, what to do instead."""
    lines = []
    for one in findings:
        place = one.importer.place if one.importer else None
        at = f"{place.file}:{place.line}: " if place and place.line else ""
        why = f" Why: {one.because}" if one.because else ""
        instead = f" Instead: {one.instead}." if one.instead else ""
        lines.append(f"{at}{one.check}: {one.message}.{why}{instead}")
    return lines


def _said(lines: Iterable[str], nothing: str = "") -> str:
    return "\n".join(map(visible, lines)) or nothing

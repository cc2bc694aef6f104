"""The table of report formats: `FORMATS[name].render(analysis, view)`. Importing it loads none of them."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from archlint.model.analysis import Analysis
from archlint.reports.view import View


class Format(NamedTuple):
    """`module` renders it by `function`, `graph` says whether the analysis must hold its graph, `human` whether it may be
    coloured, wrapped and put into the terminal's encoding (everything else is UTF-8, whatever the locale), `checks` whether
    it lists the catalogue, `binary` whether it is no text.
    """

    module: str
    summary: str
    graph: bool = False
    human: bool = False
    checks: bool = False
    binary: bool = False
    function: str = "render"

    def render(self, analysis: Analysis, view: View) -> str:
        """The report, where it is text. Pure: equal analyses and views give equal text."""
        render: Callable[[Analysis, View], str] = self._loaded()
        return render(analysis, view)

    def encode(self, analysis: Analysis, view: View) -> bytes:
        """The report as it stands in a file: UTF-8 where it is text."""
        if not self.binary:
            return self.render(analysis, view).encode("utf-8", "backslashreplace")
        render: Callable[[Analysis, View], bytes] = self._loaded()
        return render(analysis, view)

    def _loaded(self) -> Any:
        return getattr(import_module(f"archlint.reports.{self.module}"), self.function)


FORMATS: dict[str, Format] = {
    "text": Format("text", "for people at a terminal", human=True),
    "json": Format("analysis_json", "everything, by the published schema; `archlint render` reads it", graph=True),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning", checks=True),
    "github": Format("github", "annotations in a GitHub workflow"),
    "gitlab": Format("gitlab", "GitLab's code quality report"),
    "junit": Format("junit", "JUnit XML, one test case per check", checks=True),
    "markdown": Format("markdown", "for a comment on a pull request"),
    "html": Format("page.render", "one page with map, balance, matrix and findings", graph=True, checks=True),
}
"""What `archlint check` and `archlint render` can write."""

DRAWN: dict[str, Format] = {
    "svg": Format("pictures.image", "a picture, for pages and pull requests", graph=True, function="svg"),
    "png": Format("pictures.image", "a picture, for slides and chats", graph=True, binary=True, function="png"),
    "pdf": Format("pictures.image", "a picture, for print", graph=True, binary=True, function="pdf"),
    "dot": Format("pictures.dot", "Graphviz", graph=True),
    "mermaid": Format("pictures.mermaid", "a Mermaid flowchart, at most 400 arrows", graph=True),
    "plantuml": Format("pictures.plantuml", "a PlantUML component diagram", graph=True),
    "c4": Format("pictures.c4", "C4-PlantUML", graph=True),
    "d2": Format("pictures.d2", "D2", graph=True),
    "structurizr": Format("pictures.structurizr", "a Structurizr workspace", graph=True),
    "graphml": Format("pictures.graphml", "GraphML, for yEd, Gephi and networkx", graph=True),
}
"""What is written from a Picture, of the graph and of the service architecture alike."""

GRAPH_FORMATS: dict[str, Format] = {
    "text": Format("graph_text", "a tree of layers, parts and what they depend on", graph=True, human=True),
    **DRAWN,
    "json": Format("graph_json", "the graph, by the schema archlint-graph/1", graph=True),
    "csv": Format("pictures.matrix", "a dependency structure matrix, for a spreadsheet", graph=True),
}
"""What `archlint show` can write."""

ARCHITECTURE_FORMATS: dict[str, Format] = {
    "text": Format("architecture_text", "components and whom they ask", human=True),
    **DRAWN,
    "json": Format("architecture_json", "components and flows, by the schema archlint-architecture/1"),
    "csv": Format("pictures.matrix", "a matrix of who asks whom, for a spreadsheet"),
}
"""What `archlint show --level component` can write: the formats of a graph."""

SHARED_NAMES = {"text": "graph-text", "json": "graph-json"}
"""Where both tables are offered at once: the names of the graph formats that would otherwise be taken."""

BALANCE_FORMATS: dict[str, Format] = {
    "text": Format("balance_text", "bars and lists", human=True),
    "json": Format("balance_json", "everything, by the schema archlint-balance/1"),
    "markdown": Format("balance_markdown", "tables, for a comment or a page"),
    "csv": Format("balance_csv", "a row per layer and part, for a spreadsheet"),
}
"""What `archlint balance` can write."""

PATTERN_FORMATS: dict[str, Format] = {
    "text": Format("patterns_text", "operations by pattern", human=True),
    "json": Format("patterns_json", "everything, by the schema archlint-patterns/1"),
    "markdown": Format("patterns_markdown", "a table, for a comment or a page"),
    "csv": Format("patterns_csv", "a row per operation, for a spreadsheet"),
}
"""What `archlint patterns` can write."""

STANDARD_FORMATS: dict[str, Format] = {
    "text": Format("standards_text", "who offers and uses which interface, and what has drifted", human=True),
    "json": Format("standards_json", "everything, by the schema archlint-standards/1"),
    "markdown": Format("standards_markdown", "a table, for a comment or a page"),
    "csv": Format("standards_csv", "a row per route, request and operation, for a spreadsheet"),
}
"""What `archlint standards` can write."""

ASSESSMENT_FORMATS: dict[str, Format] = {
    "text": Format("assessment_text", "levels, what is missing and what to do next", human=True),
    "markdown": Format("assessment_markdown", "for those who steer: where and how to start, with the evidence"),
    "json": Format("assessment_json", "everything, by the schema archlint-assessment/1"),
}
"""What `archlint assess` can write."""

REPORT_FORMATS: dict[str, Format] = {
    "html": FORMATS["html"],
    "markdown": Format(
        "report_markdown", "the summary, where and how to start, and the maturity, for a wiki or a mail"
    ),
}
"""What `archlint report` can write."""

ENDPOINT_FORMATS: dict[str, Format] = {
    "text": Format("endpoints_text", "what needs attention first, then routes, requests and messages", human=True),
    "json": Format("endpoints_json", "everything, by the schema archlint-endpoints/1"),
    "markdown": Format("endpoints_markdown", "tables, for a comment or a page"),
    "csv": Format("endpoints_csv", "a row per endpoint, for a spreadsheet"),
}
"""What `archlint endpoints` can write."""

DIFFERENCE_FORMATS: dict[str, Format] = {
    "text": Format("difference.text", "what is new and what is fixed", graph=True, human=True),
    "markdown": Format("difference.markdown", "for a comment on a pull request", graph=True),
    "json": Format("difference.document", "everything, by the schema archlint-difference/1", graph=True),
    **DRAWN,
}
"""What `archlint diff` can write: all of them need View.before."""

JOURNEY_FORMATS: dict[str, Format] = {
    "text": Format("journeys_text", "what to move first, then every journey end to end", human=True),
    "json": Format("journeys_json", "everything, by the schema archlint-journeys/1"),
    "markdown": Format("journeys_markdown", "tables and ways, for a comment or a page"),
}
"""What `archlint journeys` can write."""

TRANSITION_FORMATS: dict[str, Format] = {
    "text": Format("transition_text", "the distance to the target, goals and the burn-down", human=True),
    "json": Format("transition_json", "everything, by the schema archlint-transition/1"),
    "markdown": Format("transition_markdown", "tables, for a comment or a page"),
}
"""What `archlint transition` can write."""

PLAN_FORMATS: dict[str, Format] = {
    "text": Format("plan_text", "the next moves and what each does", human=True),
    "json": Format("plan_json", "everything, by the schema archlint-plan/1"),
    "markdown": Format("plan_markdown", "a table and details, for a comment or a page"),
}
"""What `archlint plan` can write."""

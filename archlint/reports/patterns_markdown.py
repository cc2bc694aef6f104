"""Operations in Markdown: an Analysis in, a table out. Whatever comes from the project is escaped."""

from archlint.model.analysis import Analysis
from archlint.model.operations import Operation
from archlint.reports.escape import markdown
from archlint.reports.patterns_text import notes, summary
from archlint.reports.view import View


def render(analysis: Analysis, _view: View) -> str:
    """One row per operation."""
    head = (
        "| operation | route | backend pattern | backends | logic | frontend pattern | channels | restricted in |\n"
        "|---|---|---|---|--:|---|---|---|"
    )
    blocks = [f"### {markdown(analysis.project)}: {summary(analysis.operations)}"]
    if analysis.operations:
        blocks.append("\n".join([head, *map(_row, analysis.operations)]))
    return "\n\n".join([*blocks, *notes(analysis.operations)]) + "\n"


def _row(operation: Operation) -> str:
    cells = (
        f"{markdown(operation.name or '(unnamed)')} ({markdown(operation.module)}:{operation.line})",
        markdown(operation.route),
        operation.backend_pattern,
        ", ".join(map(markdown, operation.backends)),
        f"{operation.logic:,}",
        operation.frontend_pattern,
        ", ".join(f"{markdown(one.channel)} ({one.logic:,})" for one in operation.consumers),
        ", ".join(map(markdown, operation.restricted)),
    )
    return f"| {' | '.join(cells)} |"

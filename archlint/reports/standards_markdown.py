"""Standard interfaces in Markdown: an Analysis in, tables out. Whatever comes from the project is escaped."""

from archlint.model.analysis import Analysis
from archlint.model.standards import StandardUse
from archlint.reports import standards_words as words
from archlint.reports.escape import markdown
from archlint.reports.view import View

_HEAD = (
    "| interface | domain | versions | offered by | used by | documented by | drifted |\n|---|---|---|---|---|---|--:|"
)
_DRIFTED = "| drifted | interface | path | component | where |\n|---|---|---|---|---|"


def render(analysis: Analysis, _view: View) -> str:
    """One row per interface, then one per place that has drifted. Nothing is cut."""
    uses = analysis.standards
    blocks = [f"### {markdown(analysis.project)}: {words.summary(uses)}"]
    found = words.interfaces(uses)
    if found:
        blocks.append("\n".join([_HEAD, *map(_interface, found)]))
    drifted = [use for use in uses if words.is_drifted(use)]
    if drifted:
        blocks.append("\n".join([_DRIFTED, *map(_drift, drifted)]))
    return "\n\n".join(blocks) + "\n"


def _interface(one: words.Interface) -> str:
    sides = [", ".join(markdown(words.party(party)) for party in one.parties(side)) or "-" for side in words.SIDES]
    cells = (markdown(words.title(one)), one.domain or "-", words.versions(one), *sides, f"{one.drifted:,}")
    return f"| {' | '.join(cells)} |"


def _drift(use: StandardUse) -> str:
    cells = (
        markdown(words.drift(use)),
        markdown(words.title(use)),
        markdown(f"{use.method} {use.path}"),
        markdown(use.component),
        f"{markdown(use.file)}:{use.line}",
    )
    return f"| {' | '.join(cells)} |"

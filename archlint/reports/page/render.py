"""The report as one HTML file: an Analysis and a View in, a page with its data, styles and scripts inside out."""

from importlib.resources import files

import msgspec

from archlint.model.analysis import Analysis
from archlint.reports.escape import visible, xml
from archlint.reports.page.document import document
from archlint.reports.view import View

_SCRIPTS = (
    "elements",
    "model",
    "summary",
    "arrows",
    "panel",
    "map",
    "balance",
    "matrix",
    "findings",
    "operations",
    "journeys",
    "steering",
    "maturity",
    "trend",
    "page",
)
_INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""JSON inside a page: nothing in it can end the element around it."""


def render(analysis: Analysis, view: View) -> str:
    """It asks for nothing else: no script, style, font or picture from anywhere. Every name is shown as text."""
    folder = files("archlint.reports.page") / "assets"
    checks = {check.name: check.summary for check in view.checks}
    told = _seen(msgspec.to_builtins(document(analysis, view.history, checks)))
    data = msgspec.json.encode(told).decode().translate(_INERT)
    scripts = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    pieces = {
        "title": xml(analysis.project),
        "style": (folder / "style.css").read_text(encoding="utf-8"),
        "data": data,
        "script": f'"use strict";\n(() => {{\n{scripts}\n}})();',
    }
    page = (folder / "page.html").read_text(encoding="utf-8")
    head, *rest = page.split("{{")
    written = [head]
    for piece in rest:
        name, _, after = piece.partition("}}")
        written += [pieces[name], after]
    return "".join(written)


def _seen(value: object) -> object:
    """The same plain values with every text visible. The nesting is that of the document, so recursion is bounded."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {_seen(key): _seen(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(inner) for inner in value]
    return value

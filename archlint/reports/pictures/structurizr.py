"""A picture as a Structurizr workspace (https://docs.structurizr.com/dsl): an Analysis in, DSL text out; layers are groups."""

from archlint.model.analysis import Analysis
from archlint.reports.escape import structurizr
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import Box, Shape
from archlint.reports.view import View

_TAGS: dict[Shape, str] = {
    "store": "Store",
    "queue": "Queue",
    "gateway": "Gateway",
    "person": "Person",
    "outside": "Outside",
}

_LINES = {"violation": ("#c62828", "solid"), "excepted": ("#a15c00", "dashed"), "uncovered": ("#757575", "dotted")}


def render(analysis: Analysis, view: View) -> str:
    """One software system; its containers are the boxes. Verdicts and kinds are tags of relationships."""
    drawn = picture(analysis, view)
    names = drawn.names()
    lines = [
        f"workspace {structurizr(drawn.title)} {structurizr(' · '.join((drawn.note, *drawn.notes)))} {{",
        "  model {",
    ]
    lines.append(f"    system = softwareSystem {structurizr(drawn.title)} {{")
    for band, frames in drawn.framed():
        title = drawn.bands[band].title if band is not None else ""
        inner = [_box(box, names[box.name]) for boxes in frames.values() for box in boxes]
        around = [f"group {structurizr(title)} {{", *(f"  {line}" for line in inner), "}"] if title else inner
        lines += [f"      {line}" for line in around]
    lines.append("    }")
    for arrow in drawn.arrows:
        told = f"{structurizr(arrow.label or arrow.kind)} {structurizr(arrow.kind)}"
        lines.append(f'    {names[arrow.source]} -> {names[arrow.target]} {told} "{arrow.verdict}"')
    lines += [
        "  }",
        "  views {",
        "    container system {",
        "      include *",
        "      autolayout tb",
        "    }",
        "    styles {",
    ]
    lines += ['      relationship "Relationship" {', "        style solid", "      }"]
    for tag, (color, style) in _LINES.items():
        lines += [f'      relationship "{tag}" {{', f"        color {color}", f"        style {style}", "      }"]
    lines += ['      element "Store" {', "        shape cylinder", "      }", "    }", "  }", "}"]
    return "\n".join(lines) + "\n"


def _box(box: Box, name: str) -> str:
    """Names must differ within a system, so a box is called as it is called in the analysis."""
    tag = _TAGS.get(box.shape, "")
    return f'{name} = container {structurizr(box.name)} {structurizr(box.note)} ""' + (f' "{tag}"' if tag else "")

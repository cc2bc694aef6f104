"""A picture as a Structurizr workspace (https://docs.structurizr.com/dsl): an Analysis in, DSL text out; layers are groups."""

from archlint.model.analysis import Analysis
from archlint.reports.escape import structurizr
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import AROUND, Box, Shape
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
    lines += [f"    {_box(box, names[box.name])}" for box in drawn.around()]
    lines.append(f"    system = softwareSystem {structurizr(drawn.title)} {{")
    for title, members in drawn.inside():
        inner = [_box(box, names[box.name]) for box in members]
        grouped = [f"group {structurizr(title)} {{", *(f"  {line}" for line in inner), "}"] if title else inner
        lines += [f"      {line}" for line in grouped]
    lines.append("    }")
    for arrow in drawn.arrows:
        told = " ".join(structurizr(text) for text in arrow.means)
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
    """Names must differ within a system, so a box is called as it is called in the analysis. What it is made of is the
    technology of a container; people and systems around it have none.
    """
    called, note = structurizr(box.name), structurizr(box.note)
    tag = f' "{_TAGS[box.shape]}"' if box.shape in _TAGS else ""
    if box.shape in AROUND:
        return f"{name} = {'person' if box.shape == 'person' else 'softwareSystem'} {called} {note}{tag}"
    return f'{name} = container {called} "" {note}{tag}'

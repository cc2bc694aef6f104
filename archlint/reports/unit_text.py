"""Roles of units for people: UnitVerdicts in, each with what it is for and what speaks for that out."""

from collections.abc import Sequence

from archlint.model.balance import MEASURE_WORDS, Measure
from archlint.model.roles import CLOSE, Evidence, UnitVerdict
from archlint.reports.escape import visible
from archlint.reports.paint import paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count

_SHOWN = 6


def render(units: Sequence[UnitVerdict], measure: Measure, view: View) -> str:
    """One block per unit: the role, how sure it is, and the evidence for and against it with its points."""
    return "\n\n".join("\n".join(_block(unit, measure, view)) for unit in units) + "\n"


def _block(unit: UnitVerdict, measure: Measure, view: View) -> list[str]:
    role = unit.role
    where = f"layer {unit.layer}" + (f", part {unit.part}" if unit.part else "") if unit.layer else "in no layer"
    close = role.runner_up is not None and role.lead < CLOSE
    ahead = f"{'sure, ' if role.sure else ''}{role.lead:.1f} points ahead of {role.runner_up}"
    sure = f"a close call with {role.runner_up}" if close else ahead
    head = f"{visible(unit.name or '(unnamed)')}  {paint(role.role, 'bold', on=view.color)}  ({sure})"
    place = paint(f"{visible(unit.module)}:{unit.line}", "dim", on=view.color)
    lines = [head, f"  {place}  {visible(where)}, {count(unit.logic, *MEASURE_WORDS[measure])}"]
    speaking = [item for item in role.evidence if item.points]
    shown = speaking if view.limit is None else speaking[:_SHOWN]
    for item in shown:
        label = f"  {item.points:+5.1f}  "
        lines += paragraph(visible(_said(item)), indent="", label=label, width=view.width)
    hidden = len(speaking) - len(shown)
    return [*lines, f"         +{hidden} more (--all shows them)"] if hidden else lines


def _said(item: Evidence) -> str:
    return f"{item.says}: {item.detail}" if item.detail else item.says

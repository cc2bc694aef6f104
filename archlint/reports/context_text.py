"""Where a module stands, for people and agents: a Context in, a few lines out."""

from collections.abc import Iterator

from archlint.model.advice import Context, Neighbour
from archlint.model.finding import Finding
from archlint.reports.escape import visible
from archlint.reports.paint import paint
from archlint.reports.view import View

_FEW = 10


def render(context: Context, view: View) -> str:
    """Text; at most `view.limit` neighbours and findings each."""
    return "\n".join(_lines(context, view)) + "\n"


def _lines(context: Context, view: View) -> Iterator[str]:
    home = ".".join(filter(None, (context.layer, context.part))) or "no layer"
    yield f"{paint(visible(context.module), 'bold', on=view.color)}  ({visible(home)})"
    if context.layer:
        yield f"  may use       {_listed((context.layer, *context.may_use))}"
        if context.must_not_use:
            yield f"  must not use  {_listed(context.must_not_use)}"
    if context.doors:
        yield f"  by            {_listed(context.doors[:_FEW])}{_more(len(context.doors) - _FEW)}"
    for rule in context.rules:
        yield f"  rule          {visible(rule.says)}{f' ({visible(rule.because)})' if rule.because else ''}"
    for title, neighbours in (("uses", context.uses), ("used by", context.used_by)):
        limit = view.limit or len(neighbours)
        if not neighbours:
            yield f"  {title:14}nothing" if title == "uses" else f"  {title:14}nobody"
        for position, one in enumerate(neighbours[:limit]):
            yield f"  {title if position == 0 else '':14}{_neighbour(one)}"
        if len(neighbours) > limit:
            yield f"  {'':14}+{len(neighbours) - limit} more (--all shows them)"
    for finding in context.findings[: view.limit or len(context.findings)]:
        yield from _finding(finding, view)
    if not context.findings:
        yield "  findings      none"


def _neighbour(one: Neighbour) -> str:
    home = ".".join(filter(None, (one.layer, one.part)))
    kinds = [kind for kind in one.kinds if kind != "import"]
    told = ", ".join(filter(None, (visible(home), *kinds)))
    return visible(one.module) + (f"  ({told})" if told else "")


def _finding(one: Finding, view: View) -> Iterator[str]:
    line = one.importer.place.line if one.importer and one.importer.place else 0
    yield f"  {paint(one.check, 'red', on=view.color)}{f' in line {line}' if line else ''}: {visible(one.message)}"
    if one.instead:
        yield f"    instead: {visible(one.instead)}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(visible, names))


def _more(number: int) -> str:
    return f" +{number} more" if number > 0 else ""

"""Journeys in words: what their text and Markdown share."""

from archlint.model.journeys import JourneyTrace, Piece, Stage, Step, Way
from archlint.reports.wording import count, percent

NOTHING = "No journeys are declared."
HOW = (
    "Declare one under [[journeys]]: a name, the screens where it begins (entries) and its share of customer contacts."
)

_FUNCTIONS = 3
"""Names of functions that stand for a piece which offers nothing by name."""


def title(trace: JourneyTrace) -> str:
    """`usage-and-invoice: 65 % of contacts, by 2027-03-31`."""
    told = [f"{percent(round(1000 * trace.contacts), 1000)} of contacts"] if trace.contacts else []
    told += [f"to be moved by {trace.by}"] if trace.by else []
    return ": ".join([trace.name, ", ".join(told)] if told else [trace.name])


def summary(trace: JourneyTrace) -> str:
    """How large it is, where it ends and how far it has moved."""
    told = [
        count(len(trace.screens), "screen"),
        count(len(trace.modules), "module"),
        count(trace.functions, "function"),
        count(trace.findings, "open finding"),
    ]
    return ", ".join(told) + (f"; {movement(trace)}" if trace.moved is not None else "")


def movement(trace: JourneyTrace) -> str:
    if trace.moved is None:
        return ""
    if not trace.remaining:
        return "moved"
    left = count(trace.remaining, "module")
    belong = "belongs" if trace.remaining == 1 else "belong"
    return f"{percent(round(1000 * trace.moved), 1000)} moved, {left} still {belong} to today's architecture"


def place_of(stage: Stage | Piece) -> str:
    if not stage.layer:
        return "(no layer)"
    return f"{stage.layer}.{stage.part}" if stage.part else stage.layer


def step_line(step: Step, after: Step | None) -> str:
    """`invoice.py:14 invoices —http→`: how the next one is reached stands behind."""
    name = f" {step.name}" if step.name else ""
    how = f" ({step.kind} →)" if after is not None and step.kind not in ("", "call", "import") else ""
    return f"{step.module}:{step.line}{name}{how}"


def step_facts(step: Step) -> str:
    """`enablement.invoice, component services, 3 decisions, 1 finding`: what stands at a hop."""
    place = f"{step.layer}.{step.part}" if step.part else step.layer or "no layer"
    told = [place] + ([f"component {step.component}"] if step.component else [])
    told += [f"logic {step.logic:,}"] if step.logic else []
    told += [count(step.findings, "finding")] if step.findings else []
    return ", ".join(told)


def way_title(way: Way) -> str:
    return f"to {way.end}"


def scope_line(trace: JourneyTrace) -> str:
    """The smallest scope that is complete, or why there is none."""
    if not trace.scope:
        return "no screen can be followed to its end: close the gaps first"
    screens = [piece.screen for piece in trace.pieces if piece.screen]
    screen = screens[0] if screens else trace.scope[0]
    told = [
        count(sum(len(piece.operations) for piece in trace.pieces), "operation"),
        count(len({store for piece in trace.pieces for store in piece.stores}), "table"),
    ]
    counted = " and ".join(one for one in told if not one.startswith("0 "))
    behind = f", with {counted} behind it" if counted else ""
    return f"the screen {screen.rpartition('/')[2].partition('.')[0]} ({screen}){behind}: {count(len(trace.scope), 'module')}"


def piece_line(piece: Piece) -> str:
    """`GET /usage/{id}/records, table usage_record`: what of a layer or part the smallest scope needs, by its names."""
    told = [*([f"the screen, {count(len(piece.functions), 'function')}"] if piece.screen else []), *piece.operations]
    told += [f"table {store}" for store in piece.stores]
    if not told:
        shown = piece.functions[:_FUNCTIONS]
        more = len(piece.functions) - len(shown)
        told = [*shown, *([f"{more:,} more"] if more else [])] or [count(piece.modules, "module")]
    return ", ".join(told)


def first_of(traces: list[JourneyTrace]) -> str:
    """What to move first, in one sentence."""
    first = traces[0]
    if not (first.findings if first.moved is None else first.remaining):
        return "Nothing is left to move."
    contacts = title(first).partition(": ")[2] or "no share of contacts is declared"
    if first.moved is None:
        return f"Move {first.name} first: {contacts}, {count(first.findings, 'open finding')} on its way."
    removed = f", {count(first.findings, 'open finding')} on its way" if first.findings else ""
    return f"Move {first.name} first: {contacts}, {count(first.remaining, 'module')} left to move{removed}."

"""The service architecture for people at a terminal: an Analysis in, each component with whom it asks and why out."""

from archlint.model.analysis import Analysis
from archlint.model.architecture import Architecture, Component, Flow
from archlint.reports.escape import visible
from archlint.reports.paint import paint
from archlint.reports.pictures.architecture import chosen_architecture
from archlint.reports.view import View
from archlint.reports.wording import count, flow_word


def render(analysis: Analysis, view: View) -> str:
    """Components by what they are for; below each the ones it asks, with the first place that says so."""
    found = chosen_architecture(analysis, view.choice).architecture or Architecture()
    told = f"{count(len(found.components), 'component')}, {count(len(found.flows), 'flow')}"
    lines = [f"{paint(visible(analysis.project), 'bold', on=view.color)}: {told}"]
    by_source: dict[str, list[Flow]] = {}
    for flow in found.flows:
        by_source.setdefault(flow.source, []).append(flow)
    kinds = list(dict.fromkeys(component.kind for component in found.components))
    for kind in sorted(kinds, key=lambda one: (one != "user", one not in ("gateway", "service"), one)):
        lines += ["", paint(kind.replace("-", " "), "bold", on=view.color)]
        for component in found.components:
            if component.kind == kind:
                lines.append(f"  {_title(component)}")
                lines += [f"    {_asked(flow)}" for flow in by_source.get(component.name, ())]
    return "\n".join(lines) + "\n"


def _title(component: Component) -> str:
    place = f"{visible(component.file)}:{component.line}" if component.file else ""
    hosts = " ".join(map(visible, component.hosts)) if component.is_outside else ""
    details = ", ".join(filter(None, (visible(component.technology), hosts, place)))
    return f"{visible(component.name)}  ({details})" if details else visible(component.name)


def _asked(flow: Flow) -> str:
    more = f" and {len(flow.evidence) - 1:,} more" if len(flow.evidence) > 1 else ""
    evidence = f"  {visible(flow.evidence[0][0])}:{flow.evidence[0][1]}{more}" if flow.evidence else ""
    return f"-> {visible(flow.target)} ({visible(flow_word(flow.kind))}){evidence}"

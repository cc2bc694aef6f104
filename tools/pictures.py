"""The pictures of README and the guide: the example systems in, SVG files out, the same bytes on every machine."""

from pathlib import Path

from archlint.cli.graphviz import draw_alike
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.reports.formats import ARCHITECTURE_FORMATS, GRAPH_FORMATS
from archlint.reports.view import Choice, View


def pictures(root: Path) -> dict[str, str]:
    """Every picture by its path from the root of the repository."""
    today, target = root / "examples" / "self-care" / "current", root / "examples" / "self-care" / "target"
    asked = Request(cache=False, workers=1, need_graph=True)
    svg = GRAPH_FORMATS["svg"]
    now = analyze(today, asked)
    then = analyze(target, asked)
    services = analyze(today, asked._replace(need_architecture=True))
    violations = View(level="module", choice=Choice(violations=True), engine=draw_alike)
    return {
        "docs/pictures/self-care-today.svg": svg.render(now, View(engine=draw_alike)),
        "docs/pictures/self-care-layers.svg": svg.render(now, View(level="layer", engine=draw_alike)),
        "docs/pictures/self-care-target.svg": svg.render(then, View(engine=draw_alike)),
        "docs/pictures/self-care-violations.svg": svg.render(now, violations),
        "docs/pictures/self-care-components.svg": ARCHITECTURE_FORMATS["svg"].render(
            services, View(level="component", engine=draw_alike)
        ),
    }

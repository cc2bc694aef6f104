"""Systems made of units by hand: (layer, part, amounts) in, a System whose units hold just these amounts out."""

from collections.abc import Mapping, Sequence

from archlint.graph.assign import assign
from archlint.graph.system import System
from archlint.model.facts import Body, Span, Unit
from archlint.model.graph import FileProblem, Graph, Module
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer

LAYERS = ("ui", "middle", "store")


def a_unit(name: str, logic: int, line: int = 1, kind: str = "function") -> Unit:
    return Unit(name, kind, Span(0, 1, line, 1), -1, 0, logic, logic + 1, logic * 2, logic * 3)


def weighed(
    held: Mapping[str, Sequence[int]],
    bands: Mapping[str, tuple[float, float]] | None = None,
    *,
    layers: Sequence[str] = LAYERS,
    reverse: bool = False,
    more: Mapping[str, Sequence[Unit]] | None = None,
    generated: Sequence[str] = (),
    measure: str = "decisions",
) -> System:
    """A module `ui/a.py` is in layer ui; what is in no layer's folder is in no layer. Every module has one function per
    amount. `reverse` gives the modules and units in the opposite order.
    """
    units = {name: [a_unit(f"f{index}", logic, index + 1) for index, logic in enumerate(amounts)]
             for name, amounts in held.items()}  # fmt: skip
    for name, extra in (more or {}).items():
        units.setdefault(name, []).extend(extra)
    names = sorted(units, reverse=reverse)
    graph = Graph(
        modules=tuple(Module(name, "python") for name in names),
        problems=tuple(FileProblem(name, "generated", "says so") for name in generated),
    )
    rulebook = Rulebook(
        layers=tuple(Layer(name=name, paths=(f"{name}/**",)) for name in layers),
        balance=bands or {},
        measure=measure,  # type: ignore[arg-type]
    )

    def bodies(module: str) -> Body:
        found = units[module]
        return Body(tuple(reversed(found)) if reverse else tuple(found))

    return System(assign(graph, rulebook), rulebook, bodies)

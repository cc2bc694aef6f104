"""What the checks on smells of layered web applications share: their classes, and the words of a finding."""

from collections.abc import Iterator, Sequence

from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.stereotypes import Method, Stereotyped, stereotyped
from archlint.model.finding import End, Finding
from archlint.model.stereotypes import Stereotype

_NAMED = 4
_BECAUSE = "Classes with this smell are changed more often and break more often (Aniche et al. 2018)."


def classes(system: System, kind: Stereotype) -> Iterator[Stereotyped]:
    """The classes of a stereotype."""
    return (found for found in system.view(stereotyped) if found.stereotype == kind)


def smell(name: str, found: Stereotyped, message: str, instead: str, method: Method | None = None) -> Finding:
    """A finding at a class, or at one of its methods."""
    unit = found.unit if method is None else method.unit
    module = found.module
    span = unit.span if unit.kind != "module" else None
    return Finding(
        check=name,
        severity="warning",
        message=message,
        importer=End(module.id, module.layer, module.part, place(module.id, span)),
        because=_BECAUSE,
        instead=instead,
        text=unit.name,
    )


def name_of(found: Stereotyped) -> str:
    """A class by its name, a module of routes by its path."""
    return found.unit.name or found.module.id


def first(found: Stereotyped) -> str:
    """The first method that runs a query."""
    return next((method.unit.name for method in found.methods if method.queries), name_of(found))


def told(names: Sequence[str]) -> str:
    """Names in brackets, "" for none."""
    more = f" +{len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f" ({', '.join(names[:_NAMED])}{more})" if names else ""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 route`, `12 routes`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

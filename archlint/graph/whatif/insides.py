"""The inside of a module, taken apart: a Body and names of its units in, what they are made of and what is left out."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from archlint.model.facts import Anatomy, Body, Clause, Span, Unit

_replace = msgspec.structs.replace
_PIECES = re.compile(r"[^\w$]+")
NOTHING = Span(0, 0, 1, 1)


class Cut(NamedTuple):
    """`taken` is a body of its own, `left` the rest. `needs` are the names that what was taken mentions, `keeps` those that
    the rest does; `spans` are where the taken units stood.
    """

    taken: Body
    left: Body
    needs: frozenset[str]
    keeps: frozenset[str]
    spans: tuple[Span, ...]

    def holds(self, span: Span) -> bool:
        """Whether a stretch of the file belongs to what was taken."""
        return any(one.start <= span.start < one.end for one in self.spans)


def indexes_of(body: Body, names: Collection[str]) -> list[int]:
    """The units with these names, and the units in them."""
    found = {index for index, unit in enumerate(body.units) if unit.name in names and unit.kind != "module"}
    for index, unit in enumerate(body.units):
        if unit.parent in found:
            found.add(index)
    return sorted(found)


def cut(body: Body, names: Collection[str]) -> Cut:
    """Take units out of a body, with the units in them."""
    chosen = set(indexes_of(body, names))
    spans = tuple(body.units[index].span for index in sorted(chosen))
    rest = [index for index in range(len(body.units)) if index not in chosen]
    module = Unit("", "module", NOTHING)
    taken = _part(body, sorted(chosen), lead=module)
    left = _part(body, rest)
    return Cut(taken, left, _mentioned(body, chosen), _mentioned(body, set(rest)), spans)


def without_clauses(body: Body, unit: int, gone: Collection[Clause]) -> tuple[Body, int]:
    """A body in which a unit decides something less, and how many decisions it has fewer."""
    kept = tuple(clause for clause in body.clauses if not (clause.unit == unit and clause in gone))
    conditions = sum(
        clause.unit == unit and clause in gone and clause.kind in ("condition", "case") for clause in body.clauses
    )
    fewer = min(body.units[unit].decisions, conditions)
    old = body.units[unit]
    changed = _replace(
        old,
        decisions=old.decisions - fewer,
        cyclomatic=max(1, old.cyclomatic - fewer) if old.cyclomatic else 0,
        cognitive=max(0, old.cognitive - fewer),
    )
    units = tuple(changed if index == unit else one for index, one in enumerate(body.units))
    return _replace(body, units=units, clauses=kept), fewer


def deciding(name: str, clauses: Iterable[Clause], decisions: int) -> Body:
    """The body of a module with one function that decides what `clauses` say."""
    kept = tuple(_replace(clause, unit=1) for clause in clauses)
    unit = Unit(name, "function", NOTHING, 0, 1, decisions, decisions + 1, decisions, max(1, decisions))
    return Body(
        units=(Unit("", "module", NOTHING), unit),
        anatomies=(Anatomy(), Anatomy(returns=1)),
        clauses=kept,
    )


def handing_on(name: str) -> Body:
    """The body of a module with one function that hands on what it asks for."""
    return Body(
        units=(Unit("", "module", NOTHING), Unit(name, "function", NOTHING, 0, 1, 0, 1, 0, 1)),
        anatomies=(Anatomy(), Anatomy(returns=1, handed=1, calls=1)),
    )


def statements_of(body: Body, indexes: Iterable[int]) -> int:
    return sum(body.units[index].statements for index in indexes)


def _part(body: Body, indexes: list[int], lead: Unit | None = None) -> Body:
    first = 1 if lead is not None else 0
    now = {old: position + first for position, old in enumerate(indexes)}
    units = [_replace(body.units[old], parent=now.get(body.units[old].parent, 0 if lead else -1)) for old in indexes]
    anatomies = [body.anatomies[old] for old in indexes] if body.anatomies else []
    names = {unit.name.partition(".")[0] for unit in units}
    return Body(
        units=(*([lead] if lead else []), *units),
        calls=tuple(_replace(one, unit=now[one.unit]) for one in body.calls if one.unit in now),
        exports=tuple(one for one in body.exports if one.name.partition(".")[0] in names),
        anatomies=(*([Anatomy()] if lead and body.anatomies else []), *anatomies),
        clauses=tuple(_replace(one, unit=now[one.unit]) for one in body.clauses if one.unit in now),
    )


def _mentioned(body: Body, indexes: Collection[int]) -> frozenset[str]:
    """The names that units mention: in what they call, and as types."""
    told = [call.callee for call in body.calls if call.unit in indexes]
    for index in indexes:
        if index < len(body.anatomies):
            anatomy = body.anatomies[index]
            told += [*anatomy.called, *anatomy.bases, *anatomy.types, *anatomy.marks]
    for clause in body.clauses:
        if clause.unit in indexes:
            told.append(clause.text)
    return frozenset(piece for text in told for piece in _PIECES.split(text) if piece)

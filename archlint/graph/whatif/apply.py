"""A move, done on the graph: a System and a Move in, the Draft of the changed code out, or a MoveError that says why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from archlint.graph.system import System
from archlint.graph.whatif import insides
from archlint.graph.whatif.draft import Draft
from archlint.graph.whatif.ways import MoveError, across, kind_between, new_module
from archlint.graph.whatif.whole import Done, moved_folder, place_called, retired
from archlint.model.connections import Request, Route
from archlint.model.facts import Body, Clause
from archlint.model.graph import Dependency, Module, Site
from archlint.model.plan import Move

_replace = msgspec.structs.replace
Spot = tuple[str, str]
"""A module and a function of it."""


class Deciding(NamedTuple):
    """What functions decide: `alone` the clauses of a unit (module, body, index) that decide for the business, `alike` by spot
    the clauses that say the same in all spots (whose bodies are given). `role`: what a module is mostly for, or functions of
    it, "" where nothing speaks for anything.
    """

    alone: Callable[[str, Body, int], Sequence[Clause]]
    alike: Callable[[Mapping[Spot, Body]], Mapping[Spot, Sequence[Clause]]]
    role: Callable[[str, Sequence[str]], str]


def apply_move(system: System, places: Sequence[System], move: Move, deciding: Deciding) -> Done:
    """`places` are the systems whose layers a place may name, the first that has it wins. Raises MoveError."""
    if move.is_folder and not any(module.startswith(move.subject) for module in system.modules):
        raise MoveError(f"there is no module below {move.subject}")
    for named in ([] if move.is_folder else [move.subject]) + ([move.imported] if move.imported else []):
        if named not in system.modules:
            raise MoveError(f"there is no module {named}")
    draft = Draft(system, _doing_the_same(move, deciding))
    if move.verb == "retire":
        return retired(draft, move)
    if move.verb == "move" and move.is_folder:
        return moved_folder(draft, places, move)
    if move.verb == "move":
        return _moved_units(draft, places, move) if move.units else _moved_module(draft, places, move)
    if move.verb == "extract":
        return _extracted(draft, places, move, deciding)
    if move.verb == "merge":
        return _merged(draft, places, move, deciding)
    return _offered(draft, places, move) if move.verb == "offer" else _used(draft, move)


def _doing_the_same(move: Move, deciding: Deciding) -> Callable[[str], bool]:
    """Whether a module is for what the moved code is for. Nothing is like an operation that hands on what another says."""
    if move.verb not in ("move", "extract", "merge"):
        return lambda _: False

    @cache
    def role() -> str:
        return deciding.role(move.subject, move.units) if move.verb == "move" else "decision"

    return lambda module: bool(role()) and deciding.role(module, ()) == role()


def _moved_module(draft: Draft, places: Sequence[System], move: Move) -> Done:
    old = draft.modules[move.subject]
    place = place_called(places, move.to)
    stem = old.id.rpartition("/")[2].partition(".")[0]
    new = new_module(draft, place, old, stem)
    body = draft.body(old.id)
    draft.rename(old.id, new)
    draft.set_body(new.id, body)
    across(draft, new, place, places, old.id)
    rewrite = new.language if new.language != old.language else ""
    return Done(draft, sum(unit.statements for unit in body.units), rewrite)


def _moved_units(draft: Draft, places: Sequence[System], move: Move) -> Done:
    old = draft.modules[move.subject]
    body = draft.body(old.id)
    chosen = insides.indexes_of(body, move.units)
    missing = [name for name in move.units if name not in {body.units[index].name for index in chosen}]
    if missing:
        raise MoveError(f"{old.id} has no function {missing[0]}")
    place = place_called(places, move.to)
    piece = insides.cut(body, move.units)
    new = new_module(draft, place, old, _stem_for(move))
    draft.set_body(old.id, piece.left)
    draft.add_module(new, piece.taken)
    _take_over(draft, old, new, piece)
    _redirect_users(draft, old, new, frozenset(name.rpartition(".")[2] for name in move.units), piece)
    named = set(move.units)
    draft.change_endpoints(
        lambda one: (
            _replace(one, file=new.id, component=new.component)
            if one.file == old.id and (getattr(one, "handler", "") or one.unit) in named
            else one
        )
    )
    across(draft, new, place, places, old.id)
    rewrite = new.language if new.language != old.language else ""
    return Done(draft, insides.statements_of(body, chosen), rewrite)


def _stem_for(move: Move) -> str:
    """A name for a file: that of the function, or of the class around it."""
    first = move.units[0]
    owner, _, last = first.rpartition(".")
    return owner.rpartition(".")[2] if owner and len(move.units) > 1 else last


def _take_over(draft: Draft, old: Module, new: Module, piece: insides.Cut) -> None:
    """What the taken units need comes with them; what the rest needs stays."""

    def shares(sites: Iterable[Site], stem: str) -> tuple[tuple[Site, ...], tuple[Site, ...]]:
        taken, left = [], []
        for site in sites:
            name = site.name.rpartition(".")[2] or stem
            inside = piece.holds(site.span)
            mine = inside or name in piece.needs
            if mine:
                taken.append(site)
            if not mine or (not inside and name in piece.keeps):
                left.append(site)
        return tuple(taken), tuple(left)

    for key, one in list(draft.dependencies.items()):
        if one.importer == old.id and one.imported != new.id:
            taken, left = shares(one.sites, one.imported.rpartition("/")[2].partition(".")[0])
            draft.keep_sites(key, left)
            kind = one.kind if one.kind != "import" else kind_between(new, draft.modules[one.imported])
            draft.connect(kind, new.id, one.imported, taken)
    kept = []
    for use in draft.external:
        if use.importer != old.id:
            kept.append(use)
            continue
        taken, left = shares(use.sites, use.name.rpartition(".")[2])
        kept += [_replace(use, sites=left)] if left else []
        if taken and new.language == old.language:
            kept.append(_replace(use, importer=new.id, sites=taken))
    draft.external = kept


def _redirect_users(draft: Draft, old: Module, new: Module, names: frozenset[str], piece: insides.Cut) -> None:
    """Who took one of the names from the old module takes it from the new one; so does the old one where it still asks."""
    for key, one in list(draft.dependencies.items()):
        if one.imported != old.id or one.importer == new.id:
            continue
        moved = tuple(site for site in one.sites if site.name.rpartition(".")[2].rpartition("/")[2] in names)
        if moved:
            draft.keep_sites(key, tuple(site for site in one.sites if site not in moved))
            draft.connect(one.kind, one.importer, new.id, moved)
    if names & piece.keeps:
        draft.connect("import", old.id, new.id, [Site(insides.NOTHING, 0, min(names & piece.keeps))])
    still = {unit.name.rpartition(".")[2] for unit in piece.left.units if unit.kind in ("function", "method", "class")}
    if still & piece.needs:
        draft.connect("import", new.id, old.id, [Site(insides.NOTHING, 0, min(still & piece.needs))])


def _extracted(draft: Draft, places: Sequence[System], move: Move, deciding: Deciding) -> Done:
    old = draft.modules[move.subject]
    body = draft.body(old.id)
    index = next((at for at, unit in enumerate(body.units) if unit.name == move.units[0]), -1)
    if index < 0:
        raise MoveError(f"{old.id} has no function {move.units[0]}")
    clauses = tuple(deciding.alone(old.id, body, index))
    if not clauses:
        raise MoveError(f"{move.units[0]} decides nothing")
    place = place_called(places, move.to)
    changed, fewer = insides.without_clauses(body, index, clauses)
    stem = move.units[0].rpartition(".")[2]
    new = new_module(draft, place, old, f"{stem}_rules")
    draft.set_body(old.id, changed)
    draft.add_module(new, insides.deciding(stem, clauses, fewer))
    draft.connect(kind_between(old, new), old.id, new.id, [Site(clauses[0].span, 0, stem)])
    across(draft, new, place, places, old.id)
    return Done(draft, len(clauses), new.language if new.language != old.language else "")


def _merged(draft: Draft, places: Sequence[System], move: Move, deciding: Deciding) -> Done:
    spots = [(move.subject, move.units[0])]
    for other in move.others:
        file, _, unit = other.rpartition(":")
        if file not in draft.modules:
            raise MoveError(f"there is no module {file}")
        spots.append((file, unit))
    home = draft.modules.get(move.to)
    alike = deciding.alike({spot: draft.body(spot[0]) for spot in spots})
    gone: list[Clause] = []
    most = statements = 0
    for file, unit in spots:
        body = draft.body(file)
        index = next((at for at, one in enumerate(body.units) if one.name == unit), -1)
        if index < 0:
            raise MoveError(f"{file} has no function {unit}")
        if home is not None and file == home.id:
            continue
        clauses = tuple(alike.get((file, unit), ()))
        changed, fewer = insides.without_clauses(body, index, clauses)
        draft.set_body(file, changed)
        statements += len(clauses)
        if not gone or fewer > most:
            gone, most = list(clauses), fewer
    first = draft.modules[move.subject]
    place = None
    if home is None:
        place = place_called(places, move.to)
        home = new_module(draft, place, first, f"{move.units[0].rpartition('.')[2]}_rules")
        draft.add_module(home, insides.deciding(move.units[0].rpartition(".")[2], gone, most))
    for file, unit in spots:
        if file != home.id:
            importer = draft.modules[file]
            draft.connect(
                kind_between(importer, home), file, home.id, [Site(insides.NOTHING, 0, unit.rpartition(".")[2])]
            )
    if place is not None:
        across(draft, home, place, places, move.subject)
    return Done(draft, statements, home.language if home.language != first.language else "")


def _asked(draft: Draft, importer: str, imported: str) -> list[Dependency]:
    found = [one for one in draft.dependencies.values() if (one.importer, one.imported) == (importer, imported)]
    if not found:
        raise MoveError(f"{importer} does not depend on {imported}")
    return found


def _offered(draft: Draft, places: Sequence[System], move: Move) -> Done:
    asker, asked = draft.modules[move.subject], draft.modules[move.imported]
    old = _asked(draft, asker.id, asked.id)
    place = place_called(places, move.to)
    stem = asked.id.rpartition("/")[2].partition(".")[0]
    new = new_module(draft, place, asker, f"{stem}_operation")
    draft.add_module(new, insides.handing_on(stem))
    for one in old:
        del draft.dependencies[one.key]
        onward = kind_between(new, asked) if one.kind == "import" else one.kind
        draft.connect(onward, new.id, asked.id, one.sites)
        draft.connect(kind_between(asker, new) if one.kind == "import" else one.kind, asker.id, new.id, one.sites)
    _stand_between(draft, asker, asked, new, stem)
    across(draft, new, place, places, "")
    return Done(draft, 2 * sum(len(one.sites) for one in old), "")


def _stand_between(draft: Draft, asker: Module, asked: Module, new: Module, name: str) -> None:
    """Requests of the asker that the asked module answers go to the new one, which asks for them in turn."""
    routes = draft.connections.routes
    answering = {index for index, route in enumerate(routes) if route.file == asked.id}
    moved = [one for one in draft.connections.requests if one.file == asker.id and answering & set(one.routes)]
    if not moved:
        return
    path = f"/{name}"
    route = Route(new.id, 1, component=new.component, unit=name, method=moved[0].method, path=path, handler=name)
    asks = [_replace(one, routes=(len(routes),), path=path, status="linked") for one in moved]
    onward = [_replace(one, file=new.id, component=new.component, unit=name, line=1) for one in moved]
    kept = [one for one in draft.connections.requests if one not in moved]
    requests: list[Request] = sorted([*kept, *asks, *onward], key=lambda one: (one.file, one.line, one.path))
    draft.connections = _replace(draft.connections, routes=(*routes, route), requests=tuple(requests))


def _used(draft: Draft, move: Move) -> Done:
    asker = draft.modules[move.subject]
    instead = draft.modules.get(move.to)
    if instead is None:
        raise MoveError(f"there is no module {move.to}")
    sites = 0
    for one in _asked(draft, asker.id, move.imported):
        del draft.dependencies[one.key]
        kind = kind_between(asker, instead) if one.kind == "import" else one.kind
        draft.connect(kind, asker.id, instead.id, one.sites)
        sites += len(one.sites)
    index = next((at for at, route in enumerate(draft.connections.routes) if route.file == instead.id), None)
    if index is not None:
        path = draft.connections.routes[index].path
        answering = {at for at, route in enumerate(draft.connections.routes) if route.file == move.imported}
        draft.connections = _replace(
            draft.connections,
            requests=tuple(
                _replace(one, routes=(index,), path=path)
                if one.file == asker.id and answering & set(one.routes)
                else one
                for one in draft.connections.requests
            ),
        )
    return Done(draft, sites, "")

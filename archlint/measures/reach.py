"""Whom a unit asks for data or has do something: what one look at it and at what it calls saw in, its sources out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.natures import Natures
from archlint.measures.sight import Sight, class_around
from archlint.measures.vocabulary import Vocabulary, last_words, words
from archlint.model.roles import Role

_PIECES = re.compile(r"[./]+")
_OWN = ("self", "this", "cls", "super", "props", "state")
_HOLD = ("data access", "composition")
"""Roles of units that have data."""
_MOST = 4
_SMALL = ("hands-on", "little")


class Look(NamedTuple):
    """What one look at a unit saw: its signs, its role by these alone, and what it calls with the names by which it does."""

    signs: Mapping[str, str]
    role: Role | None
    targets: Mapping[Target, str]
    sight: Sight | None = None


class Asked(NamedTuple):
    """Whom a unit asks, each with the first call: libraries and what a framework fills in, units of the project with a body,
    and those of which only the name of the receiver tells that they have data.
    """

    last: dict[str, str]
    bodies: dict[str, str]
    perhaps: dict[str, str]

    @property
    def names(self) -> list[str]:
        return [_short(name) for of_kind in self for name in of_kind.values()]


class Reach:
    """Tells sources from everything else that is called. `look_at` gives the look at each unit of a module."""

    def __init__(self, system: System, vocabulary: Vocabulary, look_at: Callable[[str], list[Look]]) -> None:
        self._system = system
        self._words = vocabulary
        self._look_at = look_at
        self._natures = system.view(Natures)
        self._callees = system.view(Callees)
        self._data: dict[Target, bool] = {}

    def signs(self, look: Look, nested: Iterable[Look]) -> Iterator[tuple[str, str]]:
        """How near a unit is to data, and how many sources it asks together with the functions `nested` in it."""
        own = self._asked(look)
        near = next(((kind, found) for kind, found in zip(Asked._fields, own, strict=True) if found), None)
        if near is not None:
            kind, found = near
            yield f"near-{kind}", ", ".join([_short(name) for name in found.values()][:3])
            if not look.signs.keys().isdisjoint(_SMALL):
                yield f"only-{kind}", ""
        every = Asked({}, {}, {})
        for one in (own, *map(self._asked, nested)):
            for all_of_kind, of_kind in zip(every, one, strict=True):
                for key, name in of_kind.items():
                    all_of_kind.setdefault(key, name)
        yield f"meets-{min(len(every.names), _MOST)}", ", ".join(every.names[:_MOST])
        holding = [_short(name) for target, name in look.targets.items() if self._holds(target)]
        if holding:
            yield ("reaches-data" if len(holding) == 1 else "reaches-more-data"), ", ".join(holding[:3])

    def _holds(self, target: Target) -> bool:
        """Whether a called unit has data, by itself. What cannot be seen has it in a module that is at home with data: the
        methods that a repository inherits.
        """
        target = self._implemented(target)
        if target.unit >= 0:
            return self._look_at(target.module)[target.unit].role == "data access" or self._has_data(target)
        imported = self._natures.imports(target.module).values()
        return any(role in self._words.data for roles in imported for role in roles)

    def _asked(self, look: Look) -> Asked:
        if look.sight is None:
            return Asked({}, {}, {})
        found = Asked(self._of_libraries(look.sight), {}, {})
        for target, name in look.targets.items():
            if target.unit < 0:
                holder = self._unseen(target.module, name)
                if holder:
                    found.last.setdefault(holder, name)
                continue
            key, is_last = self._seen(self._implemented(target), look.sight.path)
            if key:
                (found.last if is_last else found.bodies).setdefault(key, name)
        known = {piece for of_kind in found for name in of_kind.values() for piece in _PIECES.split(name)}
        known.update(name.rpartition(".")[2] for name in look.targets.values())
        for owner, name in self._named(look.sight).items():
            if owner not in known and name.rpartition(".")[2] not in known:
                is_store = words(owner)[-1:] and words(owner)[-1] in self._words.stores
                (found.last if is_store else found.perhaps).setdefault(owner, name)
        return found

    def _of_libraries(self, sight: Sight) -> dict[str, str]:
        """By receiver as written the calls that go to a library of data. What is called on their answers is part of them."""
        found: dict[str, str] = {}
        written = {name.rpartition(".")[2]: name for name in reversed(sight.anatomy.called)}
        every = {call.callee for call in sight.calls}
        language, find = self._system.modules[sight.path].language, self._system.technologies.find
        for call in sorted(sight.calls, key=lambda call: (call.span.start, call.span.end)):
            before, _, last = call.callee.rpartition(".")
            if last not in written or self._is_plain(last) or _lies_on(before, every):
                continue
            entry = next((one for one in find(language, call.callee) if one.role in self._words.data), None)
            if entry is not None:
                receivers = [piece for piece in written[last].split(".")[:-1] if piece not in _OWN]
                own = receivers and receivers[0] not in call.callee.split(".")
                found.setdefault(receivers[0] if own else entry.name, written[last])
        for name in sight.anatomy.called:
            for entry in find(language, f"global:{name.removeprefix('new ')}"):
                if entry.role in self._words.data:
                    found.setdefault(name.partition(".")[0], name)
        return found

    def _named(self, sight: Sight) -> dict[str, str]:
        """Whom the unit asks of those whose names say that they have or get data, with the first call of each."""
        owners = self._words.sources
        found: dict[str, str] = {}
        for name in sight.anatomy.called:
            last = last_words(name)
            pieces = [piece for piece in name.split(".")[:-1] if piece not in _OWN]
            if self._is_plain(name.rpartition(".")[2]):
                continue
            owner = next((piece for piece in pieces[-2:] if owners.intersection(words(piece)[-1:])), "")
            if not owner and len(last) > 1 and last[0] == "get" and last[-1] in owners:
                owner = name.rpartition(".")[2]  # `context.getInvoiceService()`
            if owner and self._words.plain.isdisjoint(words(owner)):
                found.setdefault(owner, name)
        return found

    def _implemented(self, target: Target) -> Target:
        """What stands behind a method that an interface or an abstract class only declares."""
        if target.unit < 0 or "bodyless" not in self._look_at(target.module)[target.unit].signs:
            return target
        owner, _, method = self._system.units(target.module)[target.unit].name.rpartition(".")
        holders = self._natures.implementations(target.module, owner.rpartition(".")[2])
        members = (Target(module, self._callees.member(module, holder, method)) for module, holder in holders)
        return next((member for member in members if member.unit >= 0), target)

    def _unseen(self, module: str, name: str) -> str:
        """The class of data that a method belongs to which nobody wrote in the project, "" where it is of no such class."""
        pieces = _PIECES.split(name)
        holder = next((piece for piece in reversed(pieces[:-1]) if piece[:1].isupper()), "")
        if not holder or name.startswith("new ") or self._is_plain(pieces[-1]):
            return ""
        if module in self._system.generated:
            return holder
        nature = self._natures.named(module, holder)
        shown = next((nature[role] for role in nature if role in self._words.data), "")
        if not shown:
            return ""
        is_store = not self._words.stores.isdisjoint((*words(holder)[-1:], *pieces))
        is_record = not self._words.records.isdisjoint(last_words(shown)[-1:])
        reads_field = not self._words.accessors.isdisjoint(words(pieces[-1])[:1])
        return holder if is_store or not (is_record or reads_field) else ""

    def _seen(self, target: Target, path: str) -> tuple[str, bool]:
        """The source that a unit of the project is, "" for none, and whether only a framework or generated code stands
        behind it.
        """
        units = self._system.units(target.module)
        owner = class_around(units, units[target.unit])
        name = units[target.unit].name
        key = units[owner].name if owner >= 0 else f"{target.module}:{name}"
        look = self._look_at(target.module)[target.unit]
        if "declared" in look.signs or (target.module in self._system.generated and look.role == "data access"):
            return key, True
        named = words(units[owner].name.rpartition(".")[2] if owner >= 0 else name.rpartition(".")[2])
        helps = not self._words.plain.isdisjoint(named) or not self._words.helping.isdisjoint(named[-1:])
        if look.role is None or "accessor" in look.signs or helps:
            return "", False
        is_source = target.module != path and not self._words.sources.isdisjoint(named[-1:])
        return (key if look.role in _HOLD or is_source or self._has_data(target) else ""), False

    def _has_data(self, target: Target) -> bool:
        """Whether a unit calls a library of data itself, or what a framework fills in, whatever it looks like otherwise."""
        if target not in self._data:
            self._data[target] = self._asks_data(self._look_at(target.module)[target.unit])
        return self._data[target]

    def _asks_data(self, look: Look) -> bool:
        if look.sight is None:
            return False
        if self._of_libraries(look.sight):
            return True
        for target, name in look.targets.items():
            if target.unit < 0:
                if self._unseen(target.module, name):
                    return True
            else:
                behind = self._implemented(target)
                if "declared" in self._look_at(behind.module)[behind.unit].signs:
                    return True
        return False

    def _is_plain(self, name: str) -> bool:
        """Whether a call is one that every text or list has."""
        return not self._words.values.isdisjoint(words(name)[:1])


def _lies_on(callee: str, every: set[str]) -> bool:
    """Whether a callee starts with one of `every`."""
    while callee:
        if callee in every:
            return True
        callee = callee.rpartition(".")[0]
    return False


def _short(name: str) -> str:
    """The last two names: `InvoiceService.load` of `src/invoice.service.InvoiceService.load`."""
    return ".".join(name.rpartition("/")[2].split(".")[-2:])

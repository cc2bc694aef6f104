"""Whom a unit asks for data or has do something: what one look at it and at what it calls saw in, its sources out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.giving import kept_names
from archlint.measures.holders import helps, is_answer, is_judged, is_plain, is_store
from archlint.measures.natures import Natures
from archlint.measures.receivers import PIECES, as_kept, is_address, is_made, lies_on, owner_of, short
from archlint.measures.sight import Sight, class_around
from archlint.measures.vocabulary import Vocabulary, last_words, words
from archlint.model.roles import Role

_OWN = ("self", "this", "cls", "super", "props", "state")
_HOLD = ("data access", "composition")
"""Roles of units that have data."""
_MOST = 4
_SHAPES = ("files", "requests")
_SMALL = ("hands-on", "little")
_NO_SOURCES = ("accessor", "constructor")


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
        return [short(name) for of_kind in self for name in of_kind.values()]


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
        every = Asked({}, {}, {})
        for one in (own, *map(self._asked, nested)):
            for all_of_kind, of_kind in zip(every, one, strict=True):
                for key, name in of_kind.items():
                    all_of_kind.setdefault(key, name)
        near = next(((kind, found) for kind, found in zip(Asked._fields, own, strict=True) if found), None)
        if near is not None:
            kind, found = near
            is_one = len(own.names) == 1
            yield f"near-{kind if is_one else 'many'}", ", ".join([short(name) for name in found.values()][:3])
            if len(every.names) == 1 and not look.signs.keys().isdisjoint(_SMALL):
                yield f"only-{kind}", ""
        yield f"meets-{min(len(every.names), _MOST)}", ", ".join(every.names[:_MOST])
        holding = {self._holder(target, name): name for target, name in look.targets.items()}
        holding.pop("", None)
        if holding:
            shown = [short(name) for name in holding.values()]
            yield ("reaches-data" if len(holding) == 1 else "reaches-more-data"), ", ".join(shown[:3])

    def _holder(self, target: Target, name: str) -> str:
        """What has the data that a called unit gives, by itself; "" where it has none."""
        if target.unit < 0:
            return self._unseen(target.module, name)
        behind = self._implemented(target)
        look = self._look_at(behind.module)[behind.unit]
        if not look.signs.keys().isdisjoint(_NO_SOURCES):
            return ""
        return self._called(behind)[0] if look.role == "data access" or self._has_data(behind) else ""

    def _asked(self, look: Look) -> Asked:
        if look.sight is None:
            return Asked({}, {}, {})
        found = Asked(self._of_libraries(look.sight), {}, {})
        own = self._followed(look, look.sight, found)
        asked = {name.rpartition(".")[2] for of_kind in found for name in of_kind.values()}
        for owner, name in self._by_shape(look.sight).items():
            if name.rpartition(".")[2] not in asked:
                found.last.setdefault(owner, name)
        known = {piece for of_kind in found for name in of_kind.values() for piece in PIECES.split(name)}
        known.update(name.rpartition(".")[2] for target, name in look.targets.items() if target.unit >= 0)
        for owner, name in self._named(look.sight).items():
            if is_store(owner, self._words):
                for bare in [key for key, one in found.last.items() if "." not in one and key not in _SHAPES]:
                    known.add(found.last.pop(bare))  # `select(…)` beside the session that executes it
            if owner not in known and name.rpartition(".")[2] not in known:
                (found.last if is_store(owner, self._words) else found.perhaps).setdefault(owner, name)
        found.bodies.update(own)
        return found

    def _followed(self, look: Look, sight: Sight, found: Asked) -> dict[str, str]:
        """Add the sources among the units that are called. Those of the unit's own class are one; they are returned."""
        own: dict[str, str] = {}
        around = sight.unit.name.rpartition(".")[0]
        kept = {name.rpartition(".")[2] for name in kept_names(sight.anatomy).values()} if found.last else set()
        for target, name in look.targets.items():
            if target.unit < 0:
                holder = self._unseen(target.module, name)
                if holder:
                    found.last.setdefault(holder, name)
            elif not is_judged(name, self._words):
                key, is_last = self._seen(target, sight.path)
                if key and key == around and target.module == sight.path:
                    if name.rpartition(".")[2] not in kept:  # `client = self.client()`, and then the client is asked
                        own[key] = name
                elif key:
                    (found.last if is_last else found.bodies).setdefault(
                        (is_last and key) or owner_of(name) or key, name
                    )
        return own

    def _of_libraries(self, sight: Sight) -> dict[str, str]:
        """By library of data the first call that goes to it. What is called on its answers is part of it, and so are all
        tables, connections and requests of one library: one source.
        """
        found: dict[str, str] = {}
        written = {name.rpartition(".")[2]: name for name in reversed(sight.anatomy.called)}
        every = {call.callee for call in sight.calls}
        language, find = self._system.modules[sight.path].language, self._system.technologies.find
        for call in sorted(sight.calls, key=lambda call: (call.span.start, call.span.end)):
            before, _, last = call.callee.rpartition(".")
            if last not in written or is_plain(last, self._words) or lies_on(before, every):
                continue
            entry = next((one for one in find(language, call.callee) if one.role in self._words.data), None)
            if entry is not None and not is_made(call.callee) and not is_answer(before, self._words):
                found.setdefault(entry.name, written[last])
        for name in sight.anatomy.called:
            for entry in find(language, f"global:{name.removeprefix('new ')}"):
                if entry.role in self._words.data:
                    found.setdefault(name.partition(".")[0], name)
        return found

    def _merged(self, owner: str) -> str:
        """The name of a source; all tables that are asked through one mapper are one."""
        return "objects" if words(owner)[-1:] and words(owner)[-1] in self._words.tables else owner

    def _named(self, sight: Sight) -> dict[str, str]:
        """Whom the unit asks of those whose names say that they have or get data, with the first call of each."""
        owners = self._words.sources
        found: dict[str, str] = {}
        for name in as_kept(sight.anatomy):
            last = last_words(name)
            pieces = [piece for piece in name.split(".")[:-1] if piece not in _OWN]
            if is_plain(name.rpartition(".")[2], self._words) or is_judged(name, self._words):
                continue
            if pieces and pieces[-1].lower() in self._words.listed("formats"):
                continue
            owner = next((piece for piece in pieces[-2:] if owners.intersection(words(piece)[-1:])), "")
            if not owner and len(last) > 1 and last[0] == "get" and last[-1] in owners:
                owner = name.rpartition(".")[2]  # `context.getInvoiceService()`
            if owner[:1].isupper() and not self._words.tables.isdisjoint(words(owner)):
                continue  # `Objects.equals` of Java is no `Order.objects` of Django
            if owner and self._words.plain.isdisjoint(words(owner)):
                found.setdefault(self._merged(owner), name)
        return found

    def _by_shape(self, sight: Sight) -> dict[str, str]:
        """Calls that can be nothing but access to data, whoever takes them: requests of an address, reading and writing of
        files, and what a class inherits that is at home with a store.
        """
        found: dict[str, str] = {}
        marks = {name.rpartition(".")[2] for name in sight.anatomy.marks}
        for call in sight.calls:
            last = call.callee.rpartition(".")[2]
            if last.lower() in self._words.requests and last not in marks and is_address(call):
                found.setdefault("requests", call.callee)
        holds = not self._words.data.isdisjoint(sight.nature) and not self._words.is_record(sight.nature.values())
        for name in sight.anatomy.called:
            owner, _, last = name.rpartition(".")
            if last.lower() in self._words.files or name in self._words.opens:
                found.setdefault("files", name)
            elif holds and owner in _OWN and not is_plain(last, self._words):
                member = self._callees.member(sight.path, sight.unit.name.rpartition(".")[0].rpartition(".")[2], last)
                if member < 0 and not (self._words.accesses | self._words.listed("queried")).isdisjoint(
                    words(last)[:1]
                ):
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
        pieces = PIECES.split(name)
        holder = next((piece for piece in reversed(pieces[:-1]) if piece[:1].isupper()), "")
        if (
            not holder
            or name.startswith("new ")
            or is_plain(pieces[-1], self._words)
            or helps(words(holder), self._words)
        ):
            return ""
        if module in self._system.generated:
            return holder
        nature = self._natures.named(module, holder)
        shown = next((nature[role] for role in nature if role in self._words.data), "")
        if not shown:
            return ""
        is_record = not self._words.records.isdisjoint(last_words(shown)[-1:])
        in_store = not self._words.stores.isdisjoint((*(() if is_record else words(holder)[-1:]), *pieces))
        reads_field = not self._words.accessors.isdisjoint(words(pieces[-1])[:1])
        return holder if in_store or not (is_record or reads_field) else ""

    def _seen(self, declared: Target, path: str) -> tuple[str, bool]:
        """The source that a unit of the project is, "" for none, and whether only a framework or generated code stands
        behind it.
        """
        target = self._implemented(declared)
        look = self._look_at(target.module)[target.unit]
        key, named = self._called(target)
        if "declared" in look.signs or (
            target.module in self._system.generated
            and look.role in (*_HOLD, "pass-through")
            and "accessor" not in look.signs
        ):
            return key, True
        if look.role is None or not look.signs.keys().isdisjoint(_NO_SOURCES):
            return "", False
        if target.module != path and self._is_bare(look, named):
            return key, True
        alike = (named, self._called(declared)[1])
        if any(helps(one, self._words) for one in alike):
            return "", False
        is_source = target.module != path and any(one[-1:] and one[-1] in self._words.sources for one in alike)
        return (key if look.role in _HOLD or is_source or self._has_data(target) else ""), False

    def _is_bare(self, look: Look, named: tuple[str, ...]) -> bool:
        """Whether a unit with a body stands for the store or the remote system itself: it carries requests and knows nothing of
        the domain, or its class is one that a library or framework fills in.
        """
        if look.sight is None:
            return False
        if named and self._words.listed("wrappers").issuperset(named):
            return True
        nature = look.sight.nature
        if self._words.data.isdisjoint(nature):
            return False
        verb = words(look.sight.unit.name.rpartition(".")[2])[:1]
        return not self._words.is_record(nature.values()) or not self._words.accesses.isdisjoint(verb)

    def _called(self, target: Target) -> tuple[str, tuple[str, ...]]:
        """What a unit belongs to and the words of its name: a class, or the function itself."""
        units = self._system.units(target.module)
        owner = class_around(units, units[target.unit])
        if owner < 0:
            return f"{target.module}:{units[target.unit].name}", ()
        return units[owner].name, words(units[owner].name.rpartition(".")[2])

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

"""What objects are given from outside: an object or what all share, and a name, in; what anybody put there out. Part of the
Evaluator.
"""

from collections.abc import Sequence

from archlint.graph.values.asking import Asking
from archlint.graph.values.program import Place
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Handed,
    Instance,
    Site,
    Symbol,
    TextValue,
    Value,
    several,
)
from archlint.model.sketch import Expression, Member, Name, Parameter


class Heap(Asking):
    """Looks up what anybody assigned to attributes of other objects."""

    def heap(self, of: Value, name: str) -> Value | None:
        """What anybody assigned to an attribute of this very object: `app.config["URL"] = …`."""
        places = self.program.assigned(name)
        site = site_of(of) if places else None
        if site is None:
            return None
        module = _module_of(site)
        language = self.program.language(module) if module else ""
        found: list[Value] = []
        for place in places:
            if language and self.program.language(place.module) != language:
                continue
            key = ("heap", place.module, place.binding.start)
            if self._holders.get((*key, place.binding.target), site) != site:
                continue
            if self._pending.meets(key):
                continue
            before = self._pending.begin(key)
            try:
                frame = Frame(place.module, place.scope)
                if self._site_of_holder(place, frame) == site:
                    found.append(self.binding(place.binding, frame))
            finally:
                self._pending.end(key, before)
        return several(found) if found else None

    def shared(self, name: str) -> Value | None:
        """What anybody gave to all objects that a framework makes: `app.config.globalProperties.$api = …`; or puts where they
        take it from by their names, with a sign before it or without.
        """
        put = self.put_at((name,)) or self.put_at((name.removeprefix("$"),))
        if put is not None:
            return put
        places = self.program.assigned(name) if self.outside.shared else ()
        found = [
            self.binding(one.binding, Frame(one.module, one.scope))
            for one in places
            if is_shared(one.binding.target.removesuffix(f".{name}"), self.outside.shared)
        ]
        return several(found) if found else None

    def given_with(self, of: Handed, name: str) -> Value | None:
        """What a function is handed, by whoever calls it, as an entry of an argument: `thunkApi.extra`."""
        for one in self.outside.extras if self.program.handed else ():
            if one.entry == name and one.position == of.position and _is_by(of.call, one.callee):
                return self.put_at((one.place,))
        return None

    def beside(self, parameters: Sequence[Parameter], position: int) -> Value | None:
        """What a function is handed in a parameter behind others of certain names: `(dispatch, getState, api)`."""
        for one in self.outside.extras if self.program.handed else ():
            if position and position == len(one.after) and _are_called(parameters[:position], one.after):
                return self.put_at((one.place,))
        return None

    def put_at(self, key: tuple[object, ...] | None) -> Value | None:
        """What somebody put where others take it, as far as it is in view; None where nobody did."""
        found = self.program.handed.get(key) if key is not None and self.program.handed else None
        seen = [one for one in found if self.program.sees(one)] if found else None
        return several(seen) if seen else None

    def _site_of_holder(self, place: Place, frame: Frame) -> tuple[object, ...] | None:
        """What tells the object apart that gets an attribute at a place."""
        key = ("heap", place.module, place.binding.start, place.binding.target)
        if key in self._holders:
            return self._holders[key]
        question = object()
        before = self._pending.begin(question)
        try:
            found = site_of(self.evaluate(_holder(place.binding.target), frame, place.binding.start))
        finally:
            is_whole = self._pending.end(question, before)
        if is_whole:
            self._holders[key] = found
        return found


def site_of(value: Value) -> tuple[object, ...] | None:
    """What tells an object from others of its kind: where it was made, and the way from there to its attribute."""
    path: tuple[object, ...] = ()
    while isinstance(value, Attribute):
        path = (value.name, *path)
        value = value.of
    if isinstance(value, Applied | Instance) and value.site is not None:
        return (value.site, *path)
    if isinstance(value, Symbol) and not value.name.startswith("global:"):
        return (value.name, *path)
    if isinstance(value, ClassValue):
        return ("class", value.module, value.scope, *path)
    if isinstance(value, FunctionValue):
        return ("function", value.module, value.scope, *path)
    return None


def _module_of(site: tuple[object, ...]) -> str:
    """The module in which an object was made, "" for one of a library."""
    if isinstance(site[0], Site):
        return site[0].module
    return str(site[1]) if site[0] in ("class", "function") and len(site) > 1 else ""


def is_shared(holder: str, shared: tuple[str, ...]) -> bool:
    """Whether something is, as written, one of the objects whose entries all others have."""
    return holder.endswith(shared) and any(holder == one or holder.endswith(f".{one}") for one in shared)


def key_of(value: Value) -> tuple[object, ...] | None:
    """What tells a place apart where somebody puts what others take: a text, or an object by where it was made."""
    if isinstance(value, TextValue):
        return value.parts if len(value.parts) == 1 and isinstance(value.parts[0], str) else None
    return site_of(value)


def _is_by(call: Value, callee: str) -> bool:
    """Whether it is a function outside the project that makes a call, or what that gives: `createAsyncThunk.withTypes()`."""
    while isinstance(call, Applied | Attribute):
        call = call.callee if isinstance(call, Applied) else call.of
    return isinstance(call, Symbol) and bool(callee) and f"{call.name}.".startswith(f"{callee}.")


def _are_called(parameters: Sequence[Parameter], names: Sequence[str]) -> bool:
    """Whether parameters have certain names; `_` or one before the name says that it is not used."""
    given = (one.name.lstrip("_") for one in parameters)
    return all(one in ("", name) for one, name in zip(given, names, strict=True))


def _holder(target: str) -> Expression:
    first, *rest = target.split(".")[:-1]
    holder: Expression = Name(first)
    for name in rest:
        holder = Member(holder, name)
    return holder
